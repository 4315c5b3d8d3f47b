// Names of the package's JSON, in words for people. A name that is missing here is shown as it is.

const LAYERS: Record<string, string> = {
  json: "JSON",
  base64: "Base64",
  hex: "Hexadecimal",
  pem: "PEM",
  zip: "ZIP archive",
  mime: "MIME message",
  smime: "S/MIME message",
  jwk: "JWK",
  pkcs12: "PKCS#12",
  "pkcs8-encrypted": "Encrypted PKCS#8",
  "openssl-encrypted-pem": "Encrypted PEM of OpenSSL",
  "asymmetric-key-package": "Asymmetric key package",
  "cms-enveloped-data": "CMS EnvelopedData",
  "cms-auth-enveloped-data": "CMS AuthEnvelopedData",
  "cms-encrypted-data": "CMS EncryptedData",
  "cms-signed-data": "CMS SignedData",
  "cms-digested-data": "CMS DigestedData",
  "cms-authenticated-data": "CMS AuthenticatedData",
  "cms-compressed-data": "CMS CompressedData",
  "cms-data": "CMS Data",
};

const NEEDS: Record<string, string> = {
  password: "a password",
  "recipient-key": "the recipient’s private key",
  "key-encryption-key": "a key-encryption key",
};

export const layerName = (layer: string) => LAYERS[layer] ?? layer;
export const needName = (need: string) => NEEDS[need] ?? need;

/** `1 certificate`, `2 certificates`. */
export const count = (number: number, word: string, plural = `${word}s`) => `${number} ${number === 1 ? word : plural}`;

export function size(bytes: number): string {
  if (bytes < 1000) return count(bytes, "byte");
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Hex in pairs, as fingerprints are compared by eye. */
export const pairs = (hex: string) => hex.toUpperCase().match(/../g)?.join(":") ?? hex;

/** The common name of an RFC 4514 text, for a heading; the whole text where there is none. */
export function commonName(subject: string | null | undefined): string | null {
  if (!subject) return null;
  const name = /(?:^|[,+])CN=((?:\\.|[^,+\\])*)/.exec(subject)?.[1];
  return name ? name.replace(/\\(.)/g, "$1") : subject;
}
