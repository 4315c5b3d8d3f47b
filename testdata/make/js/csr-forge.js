// usage: node csr-forge.js rsa OUT: a request by node-forge, with SHA-1 as it signs by default, and CRLF line ends
const fs = require("fs");
const forge = require("node-forge");

const keys = forge.pki.rsa.generateKeyPair(2048);
const request = forge.pki.createCertificationRequest();
request.publicKey = keys.publicKey;
request.setSubject([{ name: "countryName", value: "DE" }, { name: "organizationName", value: "Example" }, { name: "commonName", value: "device-1" }]);
request.setAttributes([
  { name: "challengePassword", value: "secret" },
  { name: "unstructuredName", value: "a name" },
  { name: "extensionRequest", extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "a.example" }, { type: 7, ip: "192.0.2.7" }] }] },
]);
request.sign(keys.privateKey);
fs.writeFileSync(process.argv[3], forge.pki.certificationRequestToPem(request));
