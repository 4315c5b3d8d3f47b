// Kinds of keys and encodings, by the package's names.

export const KEY_TYPES: Record<string, string> = {
  "p-256": "EC P-256",
  "p-384": "EC P-384",
  "p-521": "EC P-521",
  ed25519: "Ed25519",
  "rsa-2048": "RSA 2048",
  "rsa-3072": "RSA 3072",
  "rsa-4096": "RSA 4096",
  "ml-dsa-44": "ML-DSA-44",
  "ml-dsa-65": "ML-DSA-65",
  "ml-dsa-87": "ML-DSA-87",
};

/** How `openssl genpkey` is told the same. */
export const OPENSSL_TYPES: Record<string, string> = {
  "p-256": "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
  "p-384": "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
  "p-521": "-algorithm EC -pkeyopt ec_paramgen_curve:P-521",
  ed25519: "-algorithm ED25519",
  "rsa-2048": "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
  "rsa-3072": "-algorithm RSA -pkeyopt rsa_keygen_bits:3072",
  "rsa-4096": "-algorithm RSA -pkeyopt rsa_keygen_bits:4096",
  "ml-dsa-44": "-algorithm ML-DSA-44",
  "ml-dsa-65": "-algorithm ML-DSA-65",
  "ml-dsa-87": "-algorithm ML-DSA-87",
};

export const ENCODINGS: Record<string, string> = {
  pkcs8: "PKCS#8, for every key",
  pkcs1: "PKCS#1, RSA",
  sec1: "SEC1, elliptic curves",
  spki: "SubjectPublicKeyInfo, the public half",
  jwk: "JWK",
};
