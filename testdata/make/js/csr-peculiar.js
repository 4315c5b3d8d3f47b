// usage: node csr-peculiar.js rsa|ec|ed25519 OUT: a request by @peculiar/x509
const fs = require("fs");
require("reflect-metadata");
const x509 = require("@peculiar/x509");

const webcrypto = globalThis.crypto || require("crypto").webcrypto;
x509.cryptoProvider.set(webcrypto);

async function main() {
  const [kind, out] = process.argv.slice(2);
  const algorithm = {
    rsa: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    ec: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
    ed25519: { name: "Ed25519" },
  }[kind];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: "C=DE, O=Example, OU=a, OU=b, CN=device-1",
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment),
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "a.example" }, { type: "ip", value: "192.0.2.7" }, { type: "email", value: "a@b.example" }]),
    ],
    attributes: [new x509.ChallengePasswordAttribute("secret")],
  });
  fs.writeFileSync(out, request.toString("pem"));
}

main();
