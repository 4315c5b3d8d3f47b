// usage: node csr-pkijs.js rsa|ec|pss OUT: a request by PKI.js
const fs = require("fs");
const asn1js = require("asn1js");
const pkijs = require("pkijs");

const webcrypto = globalThis.crypto || require("crypto").webcrypto;
pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto }));

async function main() {
  const [kind, out] = process.argv.slice(2);
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
  const algorithm = { rsa: { name: "RSASSA-PKCS1-v1_5", ...rsa }, pss: { name: "RSA-PSS", ...rsa }, ec: { name: "ECDSA", namedCurve: "P-256" } }[kind];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const request = new pkijs.CertificationRequest();
  for (const [type, value] of [["2.5.4.6", new asn1js.PrintableString({ value: "DE" })], ["2.5.4.3", new asn1js.Utf8String({ value: "device-1" })]])
    request.subject.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type, value }));
  await request.subjectPublicKeyInfo.importKey(keys.publicKey);
  const names = new pkijs.GeneralNames({ names: [new pkijs.GeneralName({ type: 2, value: "a.example" }), new pkijs.GeneralName({ type: 1, value: "a@b.example" })] });
  const extension = new pkijs.Extension({ extnID: "2.5.29.17", critical: false, extnValue: names.toSchema().toBER() });
  request.attributes = [
    new pkijs.Attribute({ type: "1.2.840.113549.1.9.14", values: [new pkijs.Extensions({ extensions: [extension] }).toSchema()] }),
    new pkijs.Attribute({ type: "1.2.840.113549.1.9.7", values: [new asn1js.PrintableString({ value: "secret" })] }),
  ];
  await request.sign(keys.privateKey, "SHA-256");
  const base64 = Buffer.from(request.toSchema(true).toBER()).toString("base64").replace(/(.{64})/g, "$1\n");
  fs.writeFileSync(out, `-----BEGIN CERTIFICATE REQUEST-----\n${base64}\n-----END CERTIFICATE REQUEST-----\n`);
}

main();
