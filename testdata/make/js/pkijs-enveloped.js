// usage: node pkijs-enveloped.js CIPHER:BITS RECIPIENT IN OUT
// EnvelopedData as PKI.js writes it. CIPHER: AES-CBC or AES-GCM. RECIPIENT: oaep:HASH:CERT, ecdh:HASH:CERT or kek:HEX.
const fs = require("fs");
const pkijs = require("pkijs");

pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: globalThis.crypto || require("crypto").webcrypto }));

const bytes = (buffer) => buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);

function certificate(path) {
  const base64 = fs.readFileSync(path, "utf8").replace(/-----[^-]+-----/g, "");
  return pkijs.Certificate.fromBER(bytes(Buffer.from(base64, "base64")));
}

function add(envelope, recipient) {
  const [kind, first, second] = recipient.split(":");
  if (kind === "oaep") {
    envelope.addRecipientByCertificate(certificate(second), { oaepHashAlgorithm: first }, 1);
  } else if (kind === "ecdh") {
    envelope.addRecipientByCertificate(certificate(second), { kdfAlgorithm: first, kekEncryptionLength: 256 }, 2);
  } else {
    const key = bytes(Buffer.from(first, "hex"));
    envelope.addRecipientByPreDefinedData(
      key, { keyIdentifier: bytes(Buffer.from("kek-1")), keyEncryptionAlgorithm: { name: "AES-KW", length: key.byteLength * 8 } }, 1);
  }
}

async function main() {
  const [cipher, recipient, input, output] = process.argv.slice(2);
  const [name, length] = cipher.split(":");
  const envelope = new pkijs.EnvelopedData();
  add(envelope, recipient);
  await envelope.encrypt({ name, length: Number(length) }, bytes(fs.readFileSync(input)));
  const info = new pkijs.ContentInfo({ contentType: pkijs.ContentInfo.ENVELOPED_DATA, content: envelope.toSchema() });
  fs.writeFileSync(output, Buffer.from(info.toSchema().toBER()));
}

main();
