// usage: node csr-jsrsasign.js rsa|ec OUT: a request by jsrsasign
const fs = require("fs");
const rs = require("jsrsasign");

const [kind, out] = process.argv.slice(2);
const keys = kind === "rsa" ? rs.KEYUTIL.generateKeypair("RSA", 2048) : rs.KEYUTIL.generateKeypair("EC", "secp256r1");
const request = new rs.KJUR.asn1.csr.CertificationRequest({
  subject: { str: "/C=DE/O=Example/CN=device-1" },
  sbjpubkey: keys.pubKeyObj,
  extreq: [{ extname: "subjectAltName", array: [{ dns: "a.example" }, { ip: "192.0.2.7" }] }],
  sigalg: kind === "rsa" ? "SHA256withRSA" : "SHA256withECDSA",
  sbjprvkey: keys.prvKeyObj,
});
fs.writeFileSync(out, request.getPEM());
