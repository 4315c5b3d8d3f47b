/** Bytes in memory; a string is taken as UTF-8 (PEM, base64, JSON). */
export type Bytes = Uint8Array | ArrayBuffer | ArrayBufferView | string;
/** Anything that holds bytes: what can be opened, and what opens it. A Blob has to be read, which the functions of
 * {@link sync} can't.
 *
 * Everything is taken as it is at the call: bytes may be overwritten, transferred or used again right after it. For
 * that the asynchronous functions copy what is in memory, once, and overwrite the copy when they are done; those of
 * {@link sync} need no copy. Large inputs cost least as a Blob. */
export type Input = Bytes | Blob;
/** A plain object or a list, taken as the JSON that it makes: nothing whose content is elsewhere, such as a Blob, a
 * Promise, a stream or a Map. */
export type Plain = { readonly [name: string]: unknown } | readonly unknown[] | (object & NoContainer);
/** What tells those apart: an interface has no index signature, and is plain all the same. */
interface NoContainer {
  arrayBuffer?: never;
  then?: never;
  pipe?: never;
  getReader?: never;
  forEach?: never;
  getTime?: never;
  bind?: never;
}

/** Bytes of a result, in an ArrayBuffer of their own. The compilers that tell it from a SharedArrayBuffer know that. */
export type OwnBytes = ReturnType<Uint8Array["slice"]>;

/** Upper bounds for one input, over all its layers and all tries; a refusal names the one that was exceeded. */
export interface Limits {
  /** Bytes of the input. Default: 4 GiB. */
  input_bytes?: number | undefined;
  /** Key derivation, in compressions of SHA-256, summed over all tries. Default: 60,000,000. */
  derivation_work?: number | undefined;
  /** Work to read private keys, whose public halves are computed, in the same unit; summed over all of them. Default:
   * 150,000,000. */
  key_work?: number | undefined;
  /** Bytes of memory that one derivation may take. Default: 256 MiB. */
  derivation_memory?: number | undefined;
  /** Containers inside containers. Default: 64. */
  depth?: number | undefined;
  /** Recipients of one message. Default: 1,000. */
  recipients?: number | undefined;
  /** Entries of archives, parts of messages and members of JSON, summed. Default: 100,000. */
  entries?: number | undefined;
  /** How many times its packed size an entry may take, above the first MiB. Default: 200. */
  ratio?: number | undefined;
  /** Bytes that all containers together may unpack to. Default: 4 GiB. */
  unpacked_bytes?: number | undefined;
}

/** A key-encryption key. */
export interface KeyEncryptionKey<I extends Input = Input> {
  /** Its raw bytes. */
  key: I;
  /** The raw bytes of the identifier by which messages name it. Without it the key is tried on every message. */
  id?: I | undefined;
}

export interface InspectOptions {
  limits?: Limits | undefined;
}

/** What opens an input. */
export interface UnlockOptions<I extends Input = Input> extends InspectOptions {
  /** Passwords; every layer tries each. */
  passwords?: readonly I[] | undefined;
  /** Passwords of a PKCS#12's MAC, where it has one of its own. */
  mac_passwords?: readonly I[] | undefined;
  /** Private keys of recipients: PEM, DER, PKCS#12 or any other form that `decode` reads. */
  recipient_keys?: readonly I[] | undefined;
  /** Passwords of those keys. */
  recipient_key_passwords?: readonly I[] | undefined;
  /** Certificates of those keys; without them the keys are matched by public key. */
  recipient_certificates?: readonly I[] | undefined;
  /** Symmetric keys that messages are encrypted to. */
  key_encryption_keys?: readonly KeyEncryptionKey<I>[] | undefined;
  /** Tell a wrong password from an altered file, and a wrong key from a damaged message. For those who own the key:
   * a service that answers strangers must not. Default: false. */
  exact_verdicts?: boolean | undefined;
}

export interface DecodeOptions<I extends Input = Input> extends UnlockOptions<I> {
  /** The time at which certificates must be valid, in seconds since 1970; null: no `expired` warnings. Default: now. */
  now?: number | null | undefined;
}

/** The kinds of layers: wrappings around a key or certificate. */
export type LayerName =
  | "json"
  | "base64"
  | "hex"
  | "pem"
  | "smime"
  | "mime"
  | "zip"
  | "pkcs12"
  | "pkcs8-encrypted"
  | "openssl-encrypted-pem"
  | "cms-data"
  | "cms-signed-data"
  | "cms-enveloped-data"
  | "cms-digested-data"
  | "cms-encrypted-data"
  | "cms-authenticated-data"
  | "cms-auth-enveloped-data"
  | "cms-compressed-data"
  | "asymmetric-key-package"
  | "jwk";

/** Codes of refusals. */
export type ErrorCode =
  | "unknown-format" | "not-base64" | "malformed-pem" | "malformed-der" | "truncated" | "trailing-data" | "empty-input"
  | "unsupported-format" | "password-required" | "wrong-password" | "file-altered" | "recipient-required"
  | "wrong-recipient" | "key-certificate-mismatch" | "decrypt-failed" | "content-corrupt" | "unsupported-algorithm"
  | "limit-work" | "limit-memory" | "limit-size" | "limit-depth" | "limit-entries" | "limit-ratio" | "limit-recipients"
  | "invalid-value" | "request-pending" | "service-error" | "usage";

/** Where in the work a refusal arose. */
export type Stage = "detect" | "parse" | "unlock" | "extract" | "pair" | "usage";

/** The kind of a recipient: the choice of RecipientInfo (RFC 5652 §6.2, RFC 9629 §3), by its name there. EncryptedData,
 * which has no recipients, opens by a `key` or a `password`. */
export type RecipientKind = "ktri" | "kari" | "kekri" | "pwri" | "kemri" | "ori" | "key" | "password";

/** How a message names a recipient, or what a given key is known by: `issuer` and `serial`, or one of the others. */
export interface RecipientId {
  /** The issuer of the recipient's certificate, as RFC 4514 text. */
  issuer?: string;
  /** The serial number of the recipient's certificate: hex of the encoded integer, a leading `00` included. */
  serial?: string;
  /** The subject key identifier of the recipient's certificate, in hex. */
  subject_key_identifier?: string;
  /** The identifier of a key-encryption key, in hex; empty where it has none. */
  key_encryption_key?: string;
  /** Anyone who knows the password. */
  password?: true;
  /** Of a given key without a certificate: SHA-256 of its SubjectPublicKeyInfo, in hex. */
  spki_sha256?: string;
  /** Another kind of recipient, in words, with its dotted OID. */
  other?: string;
}

/** Why there is no result. */
export class KeybundleError extends Error {
  name: "KeybundleError";
  code: ErrorCode;
  stage: Stage;
  /** What to do next, where there is something to do. */
  hint: string | null;
  /** Which one of several given things it is about: `C` of a subject, `hmac_key`, the option of this name. */
  field?: string;
  /** `wrong-recipient`, `recipient-required`: who it is for. */
  recipients?: RecipientId[];
  /** `wrong-recipient`: the keys that were given. */
  given?: RecipientId[];
  /** `service-error`: the service's own codes. */
  service_codes?: string[];
  /** `invalid-value` of a request: everything that is wrong with it. */
  problems?: Problem[];
  /** `limit-…`: which limit, what it allows, and what would have been needed at least, in the unit of
   * {@link Limits}. */
  limit?: { name: keyof Limits; allowed: number; needed: number };
  /** `limit-memory`: what broke the WebAssembly module, where no limit was exceeded. Absent in a worker. */
  cause?: unknown;
}

/** Codes of warnings. */
export type WarningCode =
  | "legacy-encryption" | "weak-key" | "doubly-encoded" | "key-in-hex" | "kid-key-swapped" | "loose-jws"
  | "unauthenticated" | "lenient-pem" | "lenient-base64" | "not-der" | "leading-data" | "trailing-data" | "password-trimmed"
  | "password-reencoded" | "chain-incomplete" | "chain-reordered" | "certificate-missing" | "key-missing"
  | "unknown-algorithm" | "odd-certificate" | "odd-request" | "member-unreadable" | "expired" | "unexpected-answer";

/** Something that was accepted, but that the user should know about. */
export interface Warning {
  code: WarningCode;
  /** What was found and what to do, for people. */
  message: string;
}

export interface PrivateKey {
  /** `RSA 2048`, `EC P-256`, `Ed25519`, `ML-DSA-44` … */
  algorithm: string;
  /** The encoding in which it came. */
  encoding: "pkcs1" | "sec1" | "pkcs8" | "pkcs8-encrypted" | "pkcs12" | "jwk" | "dsa";
  /** SHA-256 of the DER SubjectPublicKeyInfo of its public half, in hex; null where the algorithm is not known. */
  spki_sha256: string | null;
  /** The name that a PKCS#12 gave it. */
  friendly_name: string | null;
  /** What ties key and certificate together in a PKCS#12, in hex. */
  local_key_id: string | null;
  /** PKCS#8. JavaScript can't wipe a string: use `der` and fill it with zeros where that matters. */
  pem: string;
  /** PKCS#8. */
  der: OwnBytes;
}

export interface Certificate {
  /** SHA-256 of `der`, in hex: the fingerprint. */
  sha256: string;
  /** SHA-256 of its SubjectPublicKeyInfo as it came, in hex. This and the following members are null where the
   * certificate can't be read so far. */
  spki_sha256: string | null;
  /** RFC 4514 text. */
  subject: string | null;
  /** RFC 4514 text. */
  issuer: string | null;
  /** Hex, without the zero byte that keeps a number positive. */
  serial: string | null;
  /** The first second of its validity: RFC 3339, UTC. */
  not_before: string | null;
  /** The last second of its validity: RFC 3339, UTC. */
  not_after: string | null;
  /** The name that a PKCS#12 gave it. */
  friendly_name: string | null;
  /** Whether a Java key store (PKCS#12) marks it as trusted. Whoever wrote the store says so: nothing was validated. */
  trusted: boolean;
  /** Subject alternative names: `DNS:a.example`, `IP:192.0.2.7`, `email:…`, `URI:…` … */
  san: string[];
  pem: string;
  /** The certificate as it came. */
  der: OwnBytes;
}

/** A private key, its certificate and the certificates above it. */
export interface Bundle {
  private_key: PrivateKey;
  /** The certificate of this key; null where none came along. */
  certificate: Certificate | null;
  /** Nearest issuer first. */
  chain: Certificate[];
  /** Whether it ends in a self-signed certificate. Nothing is validated against a trust store. */
  chain_complete: boolean;
}

/** The size and hash of some bytes. */
export interface Sized {
  /** In bytes. */
  size: number;
  /** SHA-256, in hex. */
  sha256: string;
}

/** Everything that an input held. */
export interface Decoded {
  /** The layers down to the first private key, or without one to the first certificate, from outside in. */
  layers: LayerName[];
  /** One for each private key. */
  bundles: Bundle[];
  /** Those that belong to no bundle. */
  certificates: Certificate[];
  /** Those that stand by themselves; `der` is the SubjectPublicKeyInfo, `spki_sha256` its SHA-256 in hex. */
  public_keys: { algorithm: string; spki_sha256: string; der: OwnBytes }[];
  /** PKCS#10 requests, as they came. */
  certificate_requests: (Sized & { der: OwnBytes })[];
  /** As they came. */
  certificate_revocation_lists: (Sized & { der: OwnBytes })[];
  /** Secrets of a key store other than private keys: `kind` is a dotted OID, `size` is in bytes. */
  secrets: { kind: string; friendly_name: string | null; size: number; bytes: OwnBytes }[];
  /** Members that are neither key nor certificate. A name is as it came: do not use it as a path. */
  files: (Sized & { name: string })[];
  warnings: Warning[];
}

/** What one CMS message held. */
export interface Decrypted {
  /** The text around the message and the message itself, from outside in. */
  layers: LayerName[];
  /** How the content was decrypted; the algorithms are named as by `inspect`. Null where nothing was encrypted. */
  recipient: { type: RecipientKind; key_algorithm: string; content_algorithm: string } | null;
  /** The content, byte for byte. */
  content: Sized & { bytes: OwnBytes };
  warnings: Warning[];
}

/** How a password protects something. */
export interface PasswordEncryption {
  /** `pbes2`, `openssl-pem`, or the name of an older scheme: `pbeWithSHA1And3-KeyTripleDES-CBC`. */
  scheme: string;
  /** `pbkdf2`, `scrypt`, `pbkdf1`, `pkcs12` or `bytes-to-key`. */
  kdf: string;
  /** The hash of the derivation; of PBKDF2 the one under its HMAC; null of scrypt. */
  hash: string | null;
  /** Of scrypt the cost N. */
  iterations: number;
  /** In bytes. */
  salt_size?: number;
  /** The name of the cipher: `aes-256-cbc`. */
  cipher: string;
}

/** One of the safes of a PKCS#12; `size` is that of the ciphertext in bytes. */
export type Safe =
  | { type: "plain"; bags: Bags }
  | { type: "encrypted"; encryption: PasswordEncryption | UnknownScheme; size: number }
  | { type: "enveloped" }
  | { type: "unknown"; oid: string };

/** A scheme that is not known here. */
export interface UnknownScheme {
  /** Dotted. */
  oid: string;
}

/** How many bags of each kind a plain safe has. */
export interface Bags {
  keys: number;
  encrypted_keys: (PasswordEncryption | UnknownScheme)[];
  certificates: number;
  crls: number;
  secrets: number;
  others: number;
}

/** An encrypted layer; which members there are depends on its kind. */
export interface EncryptedLayer {
  /** `pkcs12`, `cms-enveloped-data`, `pkcs8-encrypted` … */
  layer: LayerName;
  /** Those around it, from outside in, and itself. */
  layers: LayerName[];
  /** Of an encrypted key. */
  encryption?: PasswordEncryption;
  /** Of PKCS#12: the MAC; null where there is none. `algorithm` is `pkcs12`, `pbmac1` or a dotted OID, `prf` the
   * hash under the derivation's HMAC of PBMAC1, `salt_size` in bytes. */
  mac?: { algorithm: string; hash: string | null; prf: string | null; iterations: number; salt_size: number } | null;
  /** Of PKCS#12: whether it has a signature in place of the MAC. */
  signed?: boolean;
  /** Of PKCS#12. */
  safes?: Safe[];
  /** Of CMS: the dotted OID of the content's type. */
  content_type?: string | null;
  /** Of CMS: how the content is encrypted, such as `aes-256-cbc`; a dotted OID of an unknown algorithm. */
  content_algorithm?: string | null;
  /** Of CMS: who it is for. `key_algorithm` is how the key is protected for this recipient. */
  recipients?: ({ type: RecipientKind; key_algorithm: string } & RecipientId)[];
  /** Of ZIP: how many entries it has. */
  entries?: number;
}

/** What an input is and what it needs. */
export interface Inspected {
  /** The layers down to the first locked one, or to the first key or certificate, from outside in. */
  layers: LayerName[];
  /** The kinds of secrets that some locked layer takes. A CMS message lists every recipient kind it has; any one of
   * them suffices. */
  needs: ("password" | "recipient-key" | "key-encryption-key")[];
  /** Each encrypted layer with its algorithms; the first 1,000. */
  encrypted: EncryptedLayer[];
  /** Counts of what can be read without a secret. */
  open: {
    private_keys: number;
    certificates: number;
    public_keys: number;
    certificate_requests: number;
    certificate_revocation_lists: number;
    files: number;
  };
  warnings: Warning[];
}

/** A WebAssembly module: its bytes, a Response, a URL, or compiled. */
export type ModuleSource = BufferSource | WebAssembly.Module | Response | URL | string;

/** Makes the WebAssembly module ready. The functions below call it themselves; calling it again is harmless.
 *
 * Two modules share the work. The small one opens what is met every day; what needs a rare algorithm, and
 * everything that makes or checks requests, is done by the full one, which is loaded when a call needs it.
 * @param source the small module, or the full one, where it is not the package's own
 * @param full the full module, or a function that gives it, looked at when it is needed; where it is not the
 * package's own */
export function init(source?: ModuleSource, full?: ModuleSource | (() => ModuleSource | Promise<ModuleSource>)): Promise<void>;
/** Makes the full module ready, which does everything: for the functions of {@link sync}, which can't wait for it.
 * @param full the full module, or a function that gives it, where it is not the package's own */
export function initFull(full?: ModuleSource | (() => ModuleSource | Promise<ModuleSource>)): Promise<void>;
/** Makes the module ready at once, from its bytes or a compiled module.
 * @param source the small module, or the full one
 * @param full the full module, for what the small one leaves out */
export function initSync(source: BufferSource | WebAssembly.Module, full?: BufferSource | WebAssembly.Module): void;

/** What one key is. */
export interface KeyDescription {
  /** What the input holds it as. */
  kind: "private_key" | "public_key" | "certificate" | "certificate_request";
  /** `RSA 2048`, `EC P-256`, `Ed25519`, `ML-DSA-44` … */
  algorithm: string;
  /** The kind without size or curve: `RSA`, `EC`, `Ed25519` … */
  key_type: string;
  /** In bits; null where the name says it. */
  size: number | null;
  /** Of `EC`: `P-256`, `secp256k1`, `brainpoolP256r1` … */
  curve: string | null;
  /** The same as `algorithm`, under the service's name for it. */
  key_description: string;
  /** The encoding of what came or was written. */
  encoding: "pkcs8" | "pkcs8-encrypted" | "pkcs1" | "sec1" | "spki" | "jwk" | "dsa" | "pkcs12";
  /** SHA-256 of the DER SubjectPublicKeyInfo, in hex; null where the algorithm is not known. */
  spki_sha256: string | null;
  /** RFC 7638 with SHA-256, base64url; null of a key that JWK has no form for. */
  jwk_thumbprint: string | null;
}

/** The keys of an input. */
export interface ShownKeys extends KeyDescription {
  /** The other keys of the input. */
  others: KeyDescription[];
  /** Also what is weak about them. */
  warnings: Warning[];
}

/** A kind of key that can be made. Other spellings (`RSA 2048`, `P_256`, `prime256v1`) are accepted, too. */
export type KeyType =
  | "rsa-2048" | "rsa-3072" | "rsa-4096" | "p-256" | "p-384" | "p-521" | "ed25519"
  | "ml-dsa-44" | "ml-dsa-65" | "ml-dsa-87"
  | (string & {});

/** How a key is written. */
export interface KeyOutputOptions {
  /** `pkcs8`: every private key; `pkcs1`: RSA; `sec1`: private keys on elliptic curves; `spki`: every public key;
   * `jwk`. Default: `pkcs8`, and of a public key `spki`. */
  encoding?: "pkcs8" | "pkcs1" | "sec1" | "spki" | "jwk" | undefined;
  /** The key derivation by which a password encrypts the key (PKCS#8 with PBES2 and AES-256-CBC). Default, where a
   * password is given: `pbkdf2`. */
  encrypt?: "pbkdf2" | "scrypt" | undefined;
  /** Iterations of PBKDF2 (600,000 unless given), or the cost of scrypt (16,384 unless given). What would not open within the
   * default limits is refused. */
  iterations?: number | undefined;
  /** Allows an empty password, which protects nothing; refused where nothing is encrypted. */
  allow_empty_password?: boolean | undefined;
}

export interface NewKeyOptions<I extends Input = Input> extends KeyOutputOptions {
  type: KeyType;
  /** The password that encrypts the key. */
  password?: I | undefined;
}

export interface ConvertKeyOptions<I extends Input = Input> extends UnlockOptions<I>, KeyOutputOptions {
  /** Write the public half. */
  public?: boolean | undefined;
  /** The password that encrypts the key; `passwords` open the input. */
  new_password?: I | undefined;
}

/** A key as it was written. JavaScript can't wipe a string: use `der` and fill it with zeros where that matters. */
export interface WrittenKey extends KeyDescription {
  /** The other keys of the input, which were not written. */
  others: KeyDescription[];
  warnings: Warning[];
  /** What the encoding can't say of the key, for instance that it is restricted to RSASSA-PSS; null where nothing is
   * lost. */
  note: string | null;
  /** The key in its encoding; null of a JWK. */
  der: OwnBytes | null;
  /** The same as PEM; null of a JWK. */
  pem: string | null;
  /** The JWK; null of the other encodings. */
  jwk: Record<string, string> | null;
}

/** The ASN.1 types of strings. */
export type StringType = "utf8" | "printable" | "ia5" | "teletex" | "bmp";

/** What a certificate request is to say. Unknown fields are refused. */
export interface RequestDescription {
  /** RFC 4514 text (`CN=device-1,O=Example,C=DE`: the first attribute written is the last one encoded), long field
   * names, or a list of attributes in the order of the encoding. */
  subject?: string | SubjectFields | readonly SubjectAttribute[] | undefined;
  /** `DNS:a.example`, `IP:192.0.2.7`, `email:a@b.example`, `URI:…`, `UPN:…`, `dirName:…`, `RID:…`,
   * `otherName:OID;UTF8:…`. */
  subject_alternative_names?: readonly string[] | undefined;
  /** The same by its short name. */
  san?: readonly string[] | undefined;
  /** Names of RFC 5280: `digitalSignature`, `keyEncipherment` … */
  key_usage?: readonly string[] | undefined;
  /** `serverAuth`, `clientAuth` … or OIDs. */
  extended_key_usage?: readonly string[] | undefined;
  /** Whether it is to be a certification authority, and how many authorities may be between it and an end entity. */
  basic_constraints?: { is_authority: boolean; path_length?: number | null | undefined } | undefined;
  /** Dotted OIDs. */
  certificate_policies?: readonly string[] | undefined;
  /** Any other extensions: `oid` is dotted, `value` is the encoded value in hex, `critical` is false by default. */
  extensions?: readonly { oid: string; critical?: boolean | undefined; value: string }[] | undefined;
  challenge_password?: string | undefined;
  /** Default: `printable` where that suffices, otherwise `utf8`. Refused without a challenge password. */
  challenge_password_type?: StringType | undefined;
  unstructured_name?: string | undefined;
  /** Any other attributes: text (UTF8String), or `#` and the hex of an encoded value. */
  attributes?: readonly { oid: string; values: readonly string[] }[] | undefined;
  /** The string type of the subject's text. */
  string_type?: StringType | undefined;
  /** `sha256WithRSAEncryption`, `rsassa-pss-sha384`, `ecdsa-with-SHA256`, `Ed25519`, `ML-DSA-44` … */
  signature_algorithm?: string | undefined;
}

/** A subject by long field names, as the service has them. */
export interface SubjectFields {
  common_name?: string | undefined;
  organization_name?: string | undefined;
  organization_unit?: string | readonly string[] | undefined;
  country?: string | undefined;
  state?: string | undefined;
  locality?: string | undefined;
  street_address?: string | readonly string[] | undefined;
  postal_code?: string | undefined;
  email?: string | undefined;
  serial_number?: string | undefined;
}

/** One attribute of a subject. */
export interface SubjectAttribute {
  /** A short name (`CN`) or an OID. */
  type: string;
  value: string;
  string_type?: StringType | undefined;
  /** Whether it belongs to the same relative distinguished name as the one before. */
  joined?: boolean | undefined;
}

/** A new request: `key` or `new_key`, and what it is to say. */
export interface NewRequestOptions<I extends Input = Input> {
  /** The private key: PEM, DER, PKCS#12, JWK … */
  key?: I | undefined;
  /** Passwords of that key; refused beside `new_key`. */
  key_passwords?: readonly I[] | undefined;
  /** Makes a key of this kind, which is a part of the result, unencrypted. */
  new_key?: KeyType | undefined;
  description?: RequestDescription | undefined;
  /** The challenge password, in place of that of the description: bytes can be wiped. */
  challenge_password?: I | undefined;
  /** Ask for what this certificate has (renewal): subject, names and uses; the description takes precedence. */
  from_certificate?: I | undefined;
  /** Ask for what this request asks for; the description takes precedence. */
  from_request?: I | undefined;
  exact_verdicts?: boolean | undefined;
  limits?: Limits | undefined;
}

/** A request that was made. */
export interface NewRequest extends CertificateRequest {
  pem: string;
  /** PKCS#8 of the key that was made; null where one was given. */
  private_key: { pem: string; der: OwnBytes } | null;
}

export interface TreeOptions {
  /** How many elements to give at most. Default: 10,000. */
  most?: number | undefined;
}

/** The ASN.1 elements of an input. */
export interface Tree {
  /** Bytes of the input. */
  size: number;
  /** The outermost elements, in their order. */
  nodes: TreeNode[];
  /** Whether there are more elements than were asked for. */
  cut: boolean;
  /** Why they end before the input does; null where they don't. */
  damage: Damage | null;
}

/** One ASN.1 element. Its bytes begin at `offset`: header, content and, where `indefinite`, two zero bytes. */
export interface TreeNode {
  class: "universal" | "application" | "context" | "private";
  /** The number of the tag. */
  tag: number;
  /** `SEQUENCE`, `OCTET STRING`, `[0]`, `[APPLICATION 1]` … */
  name: string;
  constructed: boolean;
  /** Whether its length is indefinite: two zero bytes after the content end it. */
  indefinite: boolean;
  /** Where the header begins in the whole input, in bytes. */
  offset: number;
  /** Bytes of tag and length. */
  header_length: number;
  /** Bytes of the content. */
  length: number;
  /** The value of an OBJECT IDENTIFIER, dotted; null of other elements. */
  oid: string | null;
  /** The name of that OID, where it is known. */
  oid_name: string | null;
  /** The value as text for people, cut after 64 characters or bytes; null of an element with children of its own. */
  text: string | null;
  /** Whether the children are in the content of an OCTET STRING or BIT STRING. */
  encapsulating: boolean;
  children: TreeNode[];
  /** Why the children end before the content does; null where they don't. */
  damage: Damage | null;
}

/** Why reading ended. */
export interface Damage {
  code: ErrorCode;
  stage: Stage;
  message: string;
  hint: string | null;
}

/** A certificate request (PKCS#10). */
export interface CertificateRequest {
  /** RFC 4514 text. */
  subject: string;
  /** SHA-256 of the SubjectPublicKeyInfo as it came, in hex. */
  spki_sha256: string;
  /** Of the key: `RSA 2048`, `EC P-256` … */
  algorithm: string;
  /** `sha256WithRSAEncryption`, `ecdsa-with-SHA256` …; null where it is not known. */
  signature_algorithm: string | null;
  /** Whether the signature verifies; null where the algorithm of key or signature is unknown or not supported. */
  signature_valid: boolean | null;
  /** Null, with a warning, also where it is not a string of its declared type. */
  challenge_password: string | null;
  /** `DNS:a.example`, `IP:192.0.2.7`, `email:…`, `URI:…` … */
  san: string[];
  /** Of the signature algorithm, dotted. */
  signature_algorithm_oid: string | null;
  unstructured_name: string | null;
  /** Values as text where they are strings, otherwise as `#` and the hex of their encoding; `types` name their
   * types. */
  attributes: { oid: string; name: string | null; values: string[]; types: string[] }[];
  /** `value` is the encoded value in hex; `meaning` is what it says, or null where that is not known. */
  extensions: { oid: string; name: string | null; critical: boolean; value: string; meaning: string[] | null }[];
  warnings: Warning[];
  /** The request as it came. */
  der: OwnBytes;
}

/** Passwords of an account key that is encrypted. */
export interface AccountOptions<I extends Input = Input> {
  account_key_passwords?: readonly I[] | undefined;
  exact_verdicts?: boolean | undefined;
  limits?: Limits | undefined;
}

/** An External Account Binding credential: `kid` and `hmac_key`, or the service's whole JSON. */
export interface CredentialOptions<I extends Input = Input> {
  kid?: string | undefined;
  /** Base64, in any of its forms. */
  hmac_key?: I | undefined;
  /** The service's JSON answer, which holds both. */
  credential?: I | undefined;
}

export interface BindingOptions<I extends Input = Input> extends AccountOptions<I>, CredentialOptions<I> {
  /** The `newAccount` URL of the server's directory, byte for byte. */
  url: string;
  /** Default: HS256. */
  algorithm?: "HS256" | "HS384" | "HS512" | undefined;
}

export interface NewAccountOptions<I extends Input = Input> extends BindingOptions<I> {
  /** A nonce of the server, from its `newNonce`: base64url. */
  nonce: string;
  /** `mailto:` URLs. */
  contact?: readonly string[] | undefined;
  terms_of_service_agreed?: boolean | undefined;
  only_return_existing?: boolean | undefined;
}

export interface VerifyBindingOptions<I extends Input = Input> extends AccountOptions<I>, CredentialOptions<I> {
  /** The `newAccount` URL of the server's directory, byte for byte. */
  url: string;
  /** The account key that the binding must be for, where it is known. */
  account_key?: I | undefined;
}

/** A JWS as flattened JSON (RFC 7515 §7.2.2); its members are base64url without padding. */
export interface Jws {
  protected: string;
  payload: string;
  signature: string;
}

/** What the checks of a binding found. Every check is made, whatever the others gave. */
export interface Verification {
  /** Whether every check passed. */
  valid: boolean;
  /** In this order: `form`, `algorithm`, `nonce`, `kid`, `url`, `payload`, `signature`, and of a whole request
   * `outer_form`, `outer_nonce`, `outer_signature`. `detail` says for people what was seen or what is wrong; it may
   * quote the URL and the kid, never a key. */
  checks: { name: string; passed: boolean; detail: string | null }[];
  /** The HMAC key that was given: its size in bytes, and SHA-256 of its bytes in hex. */
  hmac_key: { size: number; sha256: string };
  /** `loose-jws` for what the standard allows and strict servers refuse; `weak-key`; what was odd about the given
   * key. */
  warnings: Warning[];
}

/** How values are compared: nobody documents how the service does it. The first choice of each rule is the default:
 * exact, and arrays as sets. */
export interface MatchRules {
  /** Whether upper and lower case differ. */
  case: "exact" | "ignore";
  /** White space at the ends; runs of it. */
  white_space: "exact" | "trim" | "collapse";
  /** Composed and decomposed characters; compatibility forms. */
  unicode: "exact" | "nfc" | "nfkc";
  /** An array: the same set; all registered values, others may be there; one of them. */
  arrays: "same" | "all" | "any";
  /** Whether the order of an array counts. */
  order: "any" | "same";
  /** Whether it counts how often an array holds a value. */
  duplicates: "ignore" | "count";
  /** A field that stands several times and should stand once: which one must match. */
  repeated: "each" | "any" | "first" | "last";
  /** Whether the further attributes of a multi-valued RDN count. */
  multi_valued_names: "count" | "first";
  /** Where an e-mail address may stand. */
  email: "subject" | "subject_or_alternative_name";
}

/** Some of the rules; the others keep their default. */
export type ChosenRules = { [Rule in keyof MatchRules]?: MatchRules[Rule] | undefined };

/** What is compared with registered values: one of the three. */
export interface MatchOptions<I extends Input = Input> {
  csr?: I | undefined;
  certificate?: I | undefined;
  /** The JSON of a request. */
  request?: I | undefined;
  rules?: ChosenRules | undefined;
  limits?: Limits | undefined;
}

/** One registered value, compared with what was found. */
export interface MatchedField {
  /** The service's name of the field. */
  certificate_field: string;
  matches: boolean;
  /** Whether the comparison could be decided; what could not does not match. */
  decided: boolean;
  /** The registered values. */
  expected: string[];
  /** The values that were found, in the order of the encoding; what is not a string as `#` and the hex of its DER. */
  found: string[];
  /** The rule that decided, in words. */
  rule: string;
  /** Why it does not match, in words; null where it does. */
  why: string | null;
  /** The values that come nearest, where it does not match. `difference` is `form` where
   * several of the others apply; `distance`, in characters, is null for long texts. */
  nearest: {
    expected: string;
    found: string;
    difference: "none" | "case" | "white_space" | "unicode" | "form" | "text";
    distance: number | null;
  } | null;
  /** The choices of rules under which it would match, such as `case=ignore`; several in one text are needed
   * together. */
  would_match_with: string[];
  /** Another field that holds the registered value. */
  found_elsewhere: string | null;
}

export interface MatchReport {
  /** Whether every field matches; true where nothing is registered. */
  matches: boolean;
  fields: MatchedField[];
  rules: MatchRules;
  /** That one was taken of several requests or certificates. */
  warnings: Warning[];
}

/** What a credential is. */
export type CredentialKind = "passcode" | "certificate" | "certificate_authority" | "acme";

/** A certificate, public key or credential as the service describes it. A credential without a key has `credential` and
 * `warnings` alone. */
export interface CredentialDescription {
  /** `certificate` or `public_key`. */
  authentication_type?: string;
  /** SHA-256 of the DER SubjectPublicKeyInfo, not of the certificate, in hex. */
  thumbprint?: string;
  /** `RSA`, `EC`, `Ed25519`, `DSA`, `ML-DSA` … */
  key_type?: string;
  /** In bits, of an RSA key. */
  rsa_key_size?: number;
  /** Of an EC key: `P-256`, `P-384`, `P-521`, `secp256k1` … */
  ecdsa_curve?: string;
  /** `RSA 2048`, `EC P-256` … */
  key_description?: string;
  /** The last common name of the subject, of a certificate; null where it has none. */
  certificate_common_name?: string | null;
  /** The last common name of the issuer, of a certificate; null where it has none. */
  issuer_common_name?: string | null;
  /** SubjectPublicKeyInfo as PEM. */
  public_key_pem?: string;
  /** The names of the members in which a credential's JSON says something else than its key. */
  differences?: string[];
  /** The credential, where its JSON was given. Passcode, HMAC key and challenge passwords are left out. */
  credential: {
    kind: CredentialKind;
    id: string | null;
    name: string | null;
    /** `ACTIVE`, `DISABLED` …, as the service writes it. */
    status: string | null;
    /** `YYYY-MM-DD`, or RFC 3339 in UTC; `unreadable` where it is neither. */
    start_date: string | null;
    /** The same; a day counts to its end. */
    end_date: string | null;
    /** How often it may be used. */
    usage_limit: number | null;
    /** How often it was used. */
    usage_count: number | null;
    /** Whether it binds ACME accounts by an HMAC key. */
    external_account_binding: boolean;
    /** `rest`, `est`, `scep`, `acme`, `cmpv2`: those it names, or those the service documents for its kind. */
    protocols: string[];
    /** `value` is null of a challenge password. */
    registered_values: { certificate_field: string; matcher: string; value: string[] | null }[];
  } | null;
  warnings: Warning[];
}

/** What decides whether a credential lets a request through; everything is optional. */
export interface CredentialCheckOptions<I extends Input = Input> {
  /** More credentials than those of the input. */
  credentials?: readonly I[] | undefined;
  /** What is asked for: at most one of `csr`, `certificate` and `request`. */
  csr?: I | undefined;
  certificate?: I | undefined;
  /** The JSON of a request. */
  request?: I | undefined;
  /** When the request is made, as RFC 3339 or `YYYY-MM-DD`. Default: now. */
  at?: string | undefined;
  /** The time zone of the days in the credentials' dates, such as `+02:00`. Default: `Z`. */
  utc_offset?: string | undefined;
  /** `rest`, `est`, `scep`, `acme` or `cmpv2`. Without it, protocols are not checked. */
  protocol?: string | undefined;
  /** How often the credentials were used, where their JSON doesn't say. */
  uses?: number | undefined;
  /** The proof of the request: this passcode, `client_certificate`, or an ACME account (`kid`, `account_key`). */
  passcode?: I | undefined;
  /** The certificate that the client presents in TLS, with those that it sends along. */
  client_certificate?: I | undefined;
  /** The key identifier that binds the ACME account. */
  kid?: string | undefined;
  /** The ACME account's key: public key, certificate or private key. */
  account_key?: I | undefined;
  /** As of {@link MatchOptions}. */
  rules?: ChosenRules | undefined;
  limits?: Limits | undefined;
}

export interface CredentialCheck {
  /** Whether at least one credential accepts the request. */
  accepted: boolean;
  /** The outcome for each credential, in no particular order. */
  credentials: {
    kind: CredentialKind;
    id: string | null;
    name: string | null;
    /** Whether no check failed. */
    accepts: boolean;
    /** In this order: `protocol`, `status`, `start_date`, `end_date`, `usage_limit`, `proof`, `registered_values`.
     * `passed` is null where there is nothing to check: no such limit, or nothing was given to compare. */
    checks: { name: string; passed: boolean | null; detail: string | null }[];
    /** The registered values in detail. */
    fields: MatchReport["fields"];
  }[];
  /** The time that the checks are for: RFC 3339, UTC. */
  at: string;
  /** The protocol that was given. */
  protocol: string | null;
  rules: MatchRules;
  /** That one was taken of several requests or certificates. */
  warnings: Warning[];
}

/** Kinds of requests to the service. */
export type RequestKind =
  | "certificate" | "renewal" | "device" | "device-reading" | "passcode" | "acme-credential" | "registration"
  | "bundle-download" | "batch-download" | "est";

export interface RequestBuildOptions<I extends Input = Input> extends RequestCheckOptions<I> {
  /** What is asked for, where the members don't say. */
  kind?: RequestKind | undefined;
  /** The CSR, in any form: it becomes a member of the request. */
  csr?: I | undefined;
  /** The certificate to which the answer is encrypted, in any form. */
  encryption_certificate?: I | undefined;
  /** The password of the PKCS#12: a secret. */
  pkcs12_password?: I | undefined;
  /** The key of the ACME account; only its public half is sent. */
  authentication_key?: I | undefined;
  /** The service's URL, or its host. Default: https://one.digicert.com */
  base?: string | undefined;
  /** How to authenticate; the choices are mutually exclusive. Default: `api-key`. */
  authentication?: "api-key" | "passcode" | "certificate" | "est-passcode" | undefined;
  /** The API key. Without it the name of a variable takes its place. */
  api_key?: I | undefined;
  /** The passcode. Without it the name of a variable takes its place. */
  passcode?: I | undefined;
  /** The user name that goes with a passcode for EST. */
  est_user?: string | undefined;
  /** Names of the variables. Default: `KEYBUNDLE_API_KEY`, `KEYBUNDLE_PASSCODE`. */
  variables?: { api_key?: string | undefined; passcode?: string | undefined } | undefined;
  /** Show secrets as they are sent; `curl` never shows them. */
  include_secrets?: boolean | undefined;
}

/** Something that is wrong with a request, or worth knowing. */
export interface Problem {
  /** The name of the member, with the path to it: `device_attributes[2].value`. */
  field: string;
  /** Of an error, the service refuses the request or does something other than what is meant. */
  severity: "error" | "warning";
  /** `missing`, `wrong-type`, `malformed` …: all are listed in docs/request.md. */
  code: string;
  /** What is wrong, for people; never the value itself. */
  message: string;
  /** What to do. */
  hint: string | null;
}

/** A request as data for any HTTP client. Nothing was sent. */
export interface BuiltRequest {
  kind: RequestKind;
  method: "GET" | "POST" | "PUT";
  url: string;
  /** Names in lower case. Secrets are `$NAME` of a variable, unless `include_secrets` is set. */
  headers: Record<string, string>;
  /** Whether the client must present a certificate in TLS. */
  client_certificate: boolean;
  /** The JSON, or a string for other text; null where there is no body. Secrets as in `headers`. */
  body: unknown;
  /** The names of the variables that take the place of secrets. */
  secrets: string[];
  warnings: Problem[];
  /** A `curl` command for a POSIX shell that sends it. */
  curl: string;
  /** Request line, headers and body, as text. */
  http: string;
  /** Whether the base is one of the service's public hosts. */
  known_host: boolean;
  /** Whether the base is https. */
  secure: boolean;
}

/** The parts of an input, as far as it opens; the first 1,000. */
export interface Layers {
  parts: (Sized & {
    /** The layers around it, from outside in. */
    layers: LayerName[];
    /** Whether it is BER or DER: then `tree` reads it. */
    is_der: boolean;
    bytes: OwnBytes;
  })[];
  /** Why it does not open wholly; null where it does. */
  ended_by: Damage | null;
}

/** The kind of a request to the service, and what it is checked against. */
export interface RequestCheckOptions<I extends Input = Input> {
  /** What is asked for, where the members don't say. `request.check` takes those whose body is JSON: `certificate`,
   * `renewal`, `device`, `passcode`, `acme-credential` and `registration`. */
  kind?: RequestKind | undefined;
  /** The JSON of the enrollment profile that the request is checked against. */
  profile?: I | undefined;
  /** The private key or certificate of the recipient who will open the answer: the encryption certificate must be
   * its own. */
  recipient_key?: I | undefined;
  recipient_key_passwords?: readonly I[] | undefined;
  exact_verdicts?: boolean | undefined;
  /** Limits for reading the files among these options. */
  limits?: Limits | undefined;
  /** The time, for what may have expired, in seconds since 1970. Default: now. */
  now?: number | null | undefined;
}

export interface RequestCheck {
  /** Whether none of the problems is an error. */
  valid: boolean;
  kind: RequestKind;
  problems: Problem[];
}

interface Functions<I extends Input, Given extends "now" | "later"> {
  /** Says what an input is and what it needs, without a secret. */
  inspect(input: I | Plain, options?: InspectOptions): When<Given, Inspected>;
  /** Opens an input into private keys, certificates and chains. */
  decode(input: I | Plain, options?: DecodeOptions<I>): When<Given, Decoded>;
  /** Removes one CMS layer and gives its content byte for byte. */
  decrypt(input: I | Plain, options?: UnlockOptions<I>): When<Given, Decrypted>;
  key: {
    /** Makes a private key; RSA by WebCrypto where there is one (`sync` never). */
    "new"(options: NewKeyOptions<I>): When<Given, WrittenKey>;
    /** Describes the keys of an input, and what is weak about them. */
    show(input: I | Plain, options?: UnlockOptions<I>): When<Given, ShownKeys>;
    /** Writes the key of an input in another encoding: the private one where there is one, otherwise a public one. */
    convert(input: I | Plain, options?: ConvertKeyOptions<I>): When<Given, WrittenKey>;
  };
  csr: {
    /** Makes a certificate request, signed by a given key or a new one. */
    "new"(options: NewRequestOptions<I>): When<Given, NewRequest>;
    /** Reads a certificate request and verifies its signature. */
    show(input: I | Plain, options?: InspectOptions): When<Given, CertificateRequest>;
  };
  eab: {
    /** Binds an account key (the input; its public half is enough) to a credential. */
    sign(
      accountKey: I | Plain,
      options: BindingOptions<I>,
    ): When<Given, { external_account_binding: Jws; warnings: Warning[] }>;
    /** The whole body of a newAccount request, signed by the account's private key (the input). */
    new_account(accountKey: I | Plain, options: NewAccountOptions<I>): When<Given, { body: Jws; warnings: Warning[] }>;
    /** Runs a server's checks on anyone's newAccount body or bare binding. */
    verify(body: I | Plain, options: VerifyBindingOptions<I>): When<Given, Verification>;
    /** The thumbprint of an account key (RFC 7638): SHA-256 of its `jwk`, base64url. `algorithm` is the `alg` that
     * it signs with. */
    thumbprint(
      accountKey: I | Plain,
      options?: AccountOptions<I>,
    ): When<Given, { thumbprint: string; algorithm: string; jwk: Record<string, string>; warnings: Warning[] }>;
    /** The key authorization of a challenge's token (RFC 8555 §8.1), which http-01 serves under `http_01_path`; the
     * content of the TXT record for dns-01; and for tls-alpn-01 the SHA-256 in hex that the extension
     * acmeIdentifier holds (RFC 8737). */
    key_authorization(
      accountKey: I | Plain,
      options: AccountOptions<I> & { token: string },
    ): When<
      Given,
      {
        key_authorization: string;
        http_01_path: string;
        dns_01_value: string;
        tls_alpn_01_digest: string;
        warnings: Warning[];
      }
    >;
  };
  /** Compares a request or certificate with registered values (the input: the bare array, or a credential's JSON). */
  match(registeredValues: I | Plain, options: MatchOptions<I>): When<Given, MatchReport>;
  credential: {
    /** Describes a credential's JSON, a certificate or a public key as the service does. */
    show(input: I | Plain, options?: InspectOptions): When<Given, CredentialDescription>;
    /** Says which credentials would accept a request, and why the others would not. The input: an authentication
     * policy or a credential as the service's JSON. */
    check(input: I | Plain, options?: CredentialCheckOptions<I>): When<Given, CredentialCheck>;
  };
  request: {
    /** Makes a request to the service: method, URL, headers, body and the command that sends it. The input: the members
     * of its body, and beside them those of its URL (`certificate_id` or `serial_number`, `enrollment_profile_id` of a
     * passcode, `device_identifier`, `filters`, `device_id`, `job_id`, `policy`, `device_group`, `operation`). */
    build(description: I | Plain, options?: RequestBuildOptions<I>): When<Given, BuiltRequest>;
    /** Everything that is wrong with the JSON of a request to the service. */
    check(input: I | Plain, options?: RequestCheckOptions<I>): When<Given, RequestCheck>;
  };
  /** The bytes of each layer, from outside in, as far as the input opens with what is given. */
  layers(input: I | Plain, options?: UnlockOptions<I>): When<Given, Layers>;
  /** The ASN.1 elements of an input, which is BER or DER. */
  tree(input: I, options?: TreeOptions): When<Given, Tree>;
}

type When<Given, Result> = Given extends "now" ? Result : Promise<Result>;

/** The functions of the package. A refusal is a {@link KeybundleError}. */
export type Api = Functions<Input, "later">;
/** The same functions without waiting, after {@link init}, {@link initFull} or {@link initSync}. */
export const sync: Functions<Bytes, "now">;

export const inspect: Api["inspect"];
export const decode: Api["decode"];
export const decrypt: Api["decrypt"];
export const key: Api["key"];
export const csr: Api["csr"];
export const eab: Api["eab"];
export const match: Api["match"];
export const credential: Api["credential"];
export const request: Api["request"];
export const tree: Api["tree"];
export const layers: Api["layers"];
