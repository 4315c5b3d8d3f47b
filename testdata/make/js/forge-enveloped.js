// usage: node forge-enveloped.js ALGORITHM CERT IN OUT
// EnvelopedData as node-forge writes it: content as a constructed OCTET STRING, all lengths definite.
// ALGORITHM is a name in forge.pki.oids: aes256-CBC, aes128-CBC, des-EDE3-CBC.
const fs = require("fs");
const forge = require("node-forge");

const [algorithm, certificate, input, output] = process.argv.slice(2);
const envelope = forge.pkcs7.createEnvelopedData();
envelope.addRecipient(forge.pki.certificateFromPem(fs.readFileSync(certificate, "utf8")));
envelope.content = forge.util.createBuffer(fs.readFileSync(input).toString("binary"));
envelope.encrypt(undefined, forge.pki.oids[algorithm]);
fs.writeFileSync(output, Buffer.from(forge.asn1.toDer(envelope.toAsn1()).getBytes(), "binary"));
