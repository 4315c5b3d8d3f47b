/** Bytes in memory; a string is taken as UTF-8 (PEM, base64, JSON). */
export type Bytes = Uint8Array | ArrayBuffer | ArrayBufferView | string;
/** Whatever holds bytes: what can be opened, and what opens it. A Blob is read, which the functions of {@link sync} can't.
 *
 * All of it is taken as it is at the call: bytes may be overwritten, transferred or used again right after it. For that the
 * functions that wait copy what lies in memory, once, and overwrite the copy when they are done; those of {@link sync} need
 * none. What is large costs least as a Blob. */
export type Input = Bytes | Blob;
/** A plain object or a list, taken as the JSON that it makes: nothing that has its content elsewhere, such as a Blob, a
 * Promise, a stream or a Map. */
export type Plain = { readonly [name: string]: unknown } | readonly unknown[] | (object & NoContainer);
/** What tells those: an interface has no index signature, and is plain all the same. */
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

/** Upper bounds for one input; each refusal names the one that was passed. */
export interface Limits {
  /** Bytes of the input. */
  input_bytes?: number | undefined;
  /** Key derivation, in compressions of SHA-256, summed over all tries. */
  derivation_work?: number | undefined;
  /** Work to read private keys, whose public halves are computed; summed over all of them. */
  key_work?: number | undefined;
  /** Bytes of memory that one derivation may take. */
  derivation_memory?: number | undefined;
  /** Containers inside containers. */
  depth?: number | undefined;
  /** Recipients of one message. */
  recipients?: number | undefined;
  /** Entries of archives, parts of messages and members of JSON, summed. */
  entries?: number | undefined;
  /** How many times its packed size an entry may take. */
  ratio?: number | undefined;
  /** Bytes that all containers together may unpack to. */
  unpacked_bytes?: number | undefined;
}

/** A key-encryption key. */
export interface KeyEncryptionKey<I extends Input = Input> {
  /** Its raw bytes. */
  key: I;
  /** Its identifier. */
  id?: I | undefined;
}

export interface InspectOptions {
  limits?: Limits | undefined;
}

/** What opens an input. */
export interface UnlockOptions<I extends Input = Input> extends InspectOptions {
  /** Passwords; every layer tries each. */
  passwords?: readonly I[] | undefined;
  /** Passwords of a PKCS#12's MAC, where that is another one. */
  mac_passwords?: readonly I[] | undefined;
  /** Private keys of recipients: PEM, DER, PKCS#12 or any other form that `decode` reads. */
  recipient_keys?: readonly I[] | undefined;
  /** Passwords of those keys. */
  recipient_key_passwords?: readonly I[] | undefined;
  /** Certificates of those keys; without them recipients are tried by public key. */
  recipient_certificates?: readonly I[] | undefined;
  key_encryption_keys?: readonly KeyEncryptionKey<I>[] | undefined;
  /** Tell a wrong password from an altered file, and a wrong key from a damaged message. For those who own the key:
   * a service that answers strangers must not. Default: false. */
  exact_verdicts?: boolean | undefined;
}

export interface DecodeOptions<I extends Input = Input> extends UnlockOptions<I> {
  /** The time at which certificates are looked at, in seconds since 1970; null: no `expired` warnings. Default: now. */
  now?: number | null | undefined;
}

/** A wrapping around a key, from outside in. */
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

/** Who a message is for. */
export interface RecipientId {
  issuer?: string;
  serial?: string;
  subject_key_identifier?: string;
  key_encryption_key?: string;
  password?: true;
  spki_sha256?: string;
  other?: string;
}

/** Why there is no result. */
export class KeybundleError extends Error {
  name: "KeybundleError";
  code: ErrorCode;
  stage: Stage;
  /** What to do next, where there is something to do. */
  hint: string | null;
  /** What of several things that were given it is about: `C` of a subject, `hmac_key`, the option of this name. */
  field?: string;
  /** `wrong-recipient`, `recipient-required`: who it is for. */
  recipients?: RecipientId[];
  /** `wrong-recipient`: the keys that were given. */
  given?: RecipientId[];
  /** `service-error`: the service's own codes. */
  service_codes?: string[];
  /** `invalid-value` of a request: everything that is wrong with it. */
  problems?: Problem[];
  /** `limit-…`: which one, what it allows, and what would have been needed at least. */
  limit?: { name: keyof Limits; allowed: number; needed: number };
  /** `limit-memory`: what broke the WebAssembly module, where it was no bound. In a worker it is not told. */
  cause?: unknown;
}

/** Codes of warnings. */
export type WarningCode =
  | "legacy-encryption" | "weak-key" | "doubly-encoded" | "key-in-hex" | "kid-key-swapped" | "loose-jws"
  | "unauthenticated" | "lenient-pem" | "lenient-base64" | "not-der" | "leading-data" | "trailing-data" | "password-trimmed"
  | "password-reencoded" | "chain-incomplete" | "chain-reordered" | "certificate-missing" | "key-missing"
  | "unknown-algorithm" | "odd-certificate" | "odd-request" | "member-unreadable" | "expired" | "unexpected-answer";

/** What was odd and went well all the same. */
export interface Warning {
  code: WarningCode;
  message: string;
}

export interface PrivateKey {
  /** `RSA 2048`, `EC P-256`, `Ed25519`, `ML-DSA-44` … */
  algorithm: string;
  /** What it stood in: `pkcs1 sec1 pkcs8 pkcs8-encrypted pkcs12 jwk dsa`. */
  encoding: string;
  /** SHA-256 of the SubjectPublicKeyInfo, in hex. */
  spki_sha256: string | null;
  friendly_name: string | null;
  /** Hex. */
  local_key_id: string | null;
  /** PKCS#8. JavaScript can't wipe a string: use `der` and fill it with zeros where that matters. */
  pem: string;
  /** PKCS#8. */
  der: OwnBytes;
}

export interface Certificate {
  /** SHA-256 of its bytes as they came, in hex. */
  sha256: string;
  spki_sha256: string | null;
  /** RFC 4514 text. */
  subject: string | null;
  issuer: string | null;
  /** Hex. */
  serial: string | null;
  /** RFC 3339, UTC. */
  not_before: string | null;
  not_after: string | null;
  friendly_name: string | null;
  trusted: boolean;
  /** Subject alternative names: `DNS:a.example`, `IP:192.0.2.7`, `email:…`, `URI:…` … */
  san: string[];
  pem: string;
  der: OwnBytes;
}

export interface Bundle {
  private_key: PrivateKey;
  /** The certificate of this key; null where none came along. */
  certificate: Certificate | null;
  /** Nearest issuer first. */
  chain: Certificate[];
  /** Whether it ends in a self-signed root. */
  chain_complete: boolean;
}

/** Bytes with their size and hash. */
export interface Sized {
  size: number;
  sha256: string;
}

export interface Decoded {
  /** What was opened, from outside in. */
  layers: LayerName[];
  /** One for each private key. */
  bundles: Bundle[];
  /** Those that belong to no bundle. */
  certificates: Certificate[];
  /** Those that stand alone. */
  public_keys: { algorithm: string; spki_sha256: string; der: OwnBytes }[];
  certificate_requests: (Sized & { der: OwnBytes })[];
  certificate_revocation_lists: (Sized & { der: OwnBytes })[];
  /** Secrets of a key store that are no private keys. */
  secrets: { kind: string; friendly_name: string | null; size: number; bytes: OwnBytes }[];
  /** Members that are neither key nor certificate. */
  files: (Sized & { name: string })[];
  warnings: Warning[];
}

export interface Decrypted {
  layers: LayerName[];
  /** Null where nothing was encrypted. */
  recipient: { type: string; key_algorithm: string; content_algorithm: string } | null;
  content: Sized & { bytes: OwnBytes };
  warnings: Warning[];
}

/** How a password protects something. */
export interface PasswordEncryption {
  /** `pbes2`, `pkcs12`, `openssl-pem` … */
  scheme: string;
  kdf: string;
  hash: string | null;
  iterations: number;
  salt_size?: number;
  cipher: string;
}

/** One of the safes of a PKCS#12. */
export type Safe =
  | { type: "plain"; bags: Bags }
  | { type: "encrypted"; encryption: PasswordEncryption | UnknownScheme; size: number }
  | { type: "enveloped" }
  | { type: "unknown"; oid: string };

/** A scheme that is not known here. */
export interface UnknownScheme {
  oid: string;
}

/** How many bags of each kind lie open. */
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
  /** Of PKCS#12: the MAC; null where there is none. */
  mac?: { algorithm: string; hash: string | null; prf: string | null; iterations: number; salt_size: number } | null;
  /** Of PKCS#12: whether a signature stands in place of the MAC. */
  signed?: boolean;
  /** Of PKCS#12. */
  safes?: Safe[];
  /** Of CMS. */
  content_type?: string | null;
  /** Of CMS. */
  content_algorithm?: string | null;
  /** Of CMS: who it is for. */
  recipients?: ({ type: string; key_algorithm: string } & RecipientId)[];
  /** Of ZIP: how many entries it has. */
  entries?: number;
}

export interface Inspected {
  layers: LayerName[];
  /** What opening it takes. */
  needs: ("password" | "recipient-key" | "key-encryption-key")[];
  /** Each encrypted layer with its algorithms. */
  encrypted: EncryptedLayer[];
  /** How many things lie open. */
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

/** Makes the WebAssembly module ready. The functions below call it themselves; again is harmless.
 *
 * Two modules share the work. The small one opens what is met every day; what takes a rare algorithm, and everything that
 * makes or checks requests, is done by the full one, which is loaded when a call needs it.
 * @param source the small module, or the full one, where it is not the package's own
 * @param full the full module, or a function that gives it, looked at when it is needed; where it is not the package's own */
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
  /** What it stood as. */
  kind: "private_key" | "public_key" | "certificate" | "certificate_request";
  /** `RSA 2048`, `EC P-256`, `Ed25519`, `ML-DSA-44` … */
  algorithm: string;
  /** The kind without size or curve: `RSA`, `EC`, `Ed25519` … */
  key_type: string;
  /** In bits, where the name doesn't tell it. */
  size: number | null;
  curve: string | null;
  /** As `algorithm`, under the service's name. */
  key_description: string;
  /** `pkcs8 pkcs8-encrypted pkcs1 sec1 spki jwk dsa pkcs12`. */
  encoding: string;
  /** SHA-256 of the SubjectPublicKeyInfo, in hex. */
  spki_sha256: string | null;
  /** RFC 7638, SHA-256, base64url. */
  jwk_thumbprint: string | null;
}

/** The keys of an input. */
export interface ShownKeys extends KeyDescription {
  /** The other keys of the input. */
  others: KeyDescription[];
  /** Also what is weak about them. */
  warnings: Warning[];
}

/** A kind of key that can be made. Other spellings (`RSA 2048`, `P_256`, `prime256v1`) are known, too. */
export type KeyType =
  | "rsa-2048" | "rsa-3072" | "rsa-4096" | "p-256" | "p-384" | "p-521" | "ed25519"
  | "ml-dsa-44" | "ml-dsa-65" | "ml-dsa-87"
  | (string & {});

/** How a key is written. */
export interface KeyOutputOptions {
  /** `pkcs8`: every private key; `pkcs1`: RSA; `sec1`: private keys on elliptic curves; `spki`: every public key; `jwk`.
   * Default: `pkcs8`, and of a public key `spki`. */
  encoding?: "pkcs8" | "pkcs1" | "sec1" | "spki" | "jwk" | undefined;
  /** Encrypts the key by a password (PKCS#8 with PBES2 and AES-256-CBC): how the password becomes a key. Default, where
   * a password is given: `pbkdf2`. */
  encrypt?: "pbkdf2" | "scrypt" | undefined;
  /** Iterations of PBKDF2 (600,000 unless given), or the cost of scrypt (16,384 unless given). */
  iterations?: number | undefined;
  /** Lets an empty password through, which protects nothing. */
  allow_empty_password?: boolean | undefined;
}

export interface NewKeyOptions<I extends Input = Input> extends KeyOutputOptions {
  type: KeyType;
  /** Encrypts the key. */
  password?: I | undefined;
}

export interface ConvertKeyOptions<I extends Input = Input> extends UnlockOptions<I>, KeyOutputOptions {
  /** Write the public half. */
  public?: boolean | undefined;
  /** Encrypts the key; `passwords` open the input. */
  new_password?: I | undefined;
}

/** A key as it was written. JavaScript can't wipe a string: use `der` and fill it with zeros where that matters. */
export interface WrittenKey extends KeyDescription {
  others: KeyDescription[];
  warnings: Warning[];
  /** What the encoding does not say of the key, where there is such a thing. */
  note: string | null;
  /** Null of a JWK. */
  der: OwnBytes | null;
  /** Null of a JWK. */
  pem: string | null;
  /** Of the encoding `jwk`. */
  jwk: Record<string, string> | null;
}

/** A text, in a string type other than the default. */
export type StringType = "utf8" | "printable" | "ia5" | "teletex" | "bmp";

/** What a certificate request shall say. Unknown fields are refused. */
export interface RequestDescription {
  /** RFC 4514 text (`CN=device-1,O=Example,C=DE`: the first attribute written is the last one encoded), the service's own
   * names, or a list of attributes in the order of the encoding. */
  subject?: string | SubjectFields | readonly SubjectAttribute[] | undefined;
  /** `DNS:a.example`, `IP:192.0.2.7`, `email:a@b.example`, `URI:…`, `UPN:…`, `dirName:…`, `RID:…`, `otherName:OID;UTF8:…`. */
  subject_alternative_names?: readonly string[] | undefined;
  /** The same by its short name. */
  san?: readonly string[] | undefined;
  /** `digitalSignature`, `keyEncipherment` … */
  key_usage?: readonly string[] | undefined;
  /** `serverAuth`, `clientAuth` … or OIDs. */
  extended_key_usage?: readonly string[] | undefined;
  basic_constraints?: { is_authority: boolean; path_length?: number | null | undefined } | undefined;
  /** OIDs. */
  certificate_policies?: readonly string[] | undefined;
  /** Any other extensions: `value` is the encoded value in hex. */
  extensions?: readonly { oid: string; critical?: boolean | undefined; value: string }[] | undefined;
  challenge_password?: string | undefined;
  challenge_password_type?: StringType | undefined;
  unstructured_name?: string | undefined;
  /** Any other attributes: text (UTF8String), or `#` and the hex of an encoded value. */
  attributes?: readonly { oid: string; values: readonly string[] }[] | undefined;
  /** The string type of the subject's text. */
  string_type?: StringType | undefined;
  /** `sha256WithRSAEncryption`, `rsassa-pss-sha384`, `ecdsa-with-SHA256`, `Ed25519`, `ML-DSA-44` … */
  signature_algorithm?: string | undefined;
}

/** A subject by the names that the service has for its fields. */
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
  /** Whether it stands in one relative distinguished name with the one before. */
  joined?: boolean | undefined;
}

/** A new request: `key` or `new_key`, and what it says. */
export interface NewRequestOptions<I extends Input = Input> {
  /** The private key: PEM, DER, PKCS#12, JWK … */
  key?: I | undefined;
  /** Passwords of that key. */
  key_passwords?: readonly I[] | undefined;
  /** Makes a key of this kind, which comes with the result. */
  new_key?: KeyType | undefined;
  description?: RequestDescription | undefined;
  /** The challenge password, over that of the description: bytes can be wiped. */
  challenge_password?: I | undefined;
  /** Ask for what this certificate has (renewal): subject, names and uses; the description goes over it. */
  from_certificate?: I | undefined;
  /** Ask for what this request asks for. */
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
  /** So many elements at most. Default: 10,000. */
  most?: number | undefined;
}

/** The ASN.1 elements of an input. */
export interface Tree {
  /** Bytes of the input. */
  size: number;
  /** Those that stand side by side. */
  nodes: TreeNode[];
  /** There are more elements than were asked for. */
  cut: boolean;
  /** Why they end before the input does. */
  damage: Damage | null;
}

/** One ASN.1 element. It takes the bytes from `offset` on: its header, its content and, where `indefinite`, two zeros. */
export interface TreeNode {
  class: "universal" | "application" | "context" | "private";
  /** The number. */
  tag: number;
  /** `SEQUENCE`, `OCTET STRING`, `[0]`, `[APPLICATION 1]` … */
  name: string;
  constructed: boolean;
  /** The length is open, and closed by two zeros behind the content. */
  indefinite: boolean;
  /** Where the header begins, in the whole input. */
  offset: number;
  header_length: number;
  /** Bytes of the content. */
  length: number;
  /** Dotted. */
  oid: string | null;
  oid_name: string | null;
  /** The value for reading, cut after 64 characters or bytes; null of what has children of its own. */
  text: string | null;
  /** The children stand in the content of an OCTET STRING or BIT STRING. */
  encapsulating: boolean;
  children: TreeNode[];
  /** Why the children end before the content does. */
  damage: Damage | null;
}

/** Why reading ended. */
export interface Damage {
  code: ErrorCode;
  stage: Stage;
  message: string;
  hint: string | null;
}

/** A certificate request. */
export interface CertificateRequest {
  subject: string;
  spki_sha256: string;
  algorithm: string;
  signature_algorithm: string | null;
  /** Null where the algorithm is unknown or not supported. */
  signature_valid: boolean | null;
  challenge_password: string | null;
  /** `DNS:a.example`, `IP:192.0.2.7`, `email:…`, `URI:…` … */
  san: string[];
  /** Of the signature algorithm, dotted. */
  signature_algorithm_oid: string | null;
  unstructured_name: string | null;
  /** Values as text where they are strings, otherwise as `#` and the hex of their encoding; `types` name their types. */
  attributes: { oid: string; name: string | null; values: string[]; types: string[] }[];
  /** `value` is hex of the encoded value, `meaning` what it says, where that is known. */
  extensions: { oid: string; name: string | null; critical: boolean; value: string; meaning: string[] | null }[];
  warnings: Warning[];
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
  /** The service's JSON answer, which tells both. */
  credential?: I | undefined;
}

export interface BindingOptions<I extends Input = Input> extends AccountOptions<I>, CredentialOptions<I> {
  /** The `newAccount` URL of the server's directory, byte for byte. */
  url: string;
  /** Default: HS256. */
  algorithm?: "HS256" | "HS384" | "HS512" | undefined;
}

export interface NewAccountOptions<I extends Input = Input> extends BindingOptions<I> {
  /** From the server's `newNonce`. */
  nonce: string;
  /** `mailto:` URLs. */
  contact?: readonly string[] | undefined;
  terms_of_service_agreed?: boolean | undefined;
  only_return_existing?: boolean | undefined;
}

export interface VerifyBindingOptions<I extends Input = Input> extends AccountOptions<I>, CredentialOptions<I> {
  url: string;
  /** The account key that the binding must be for, where it is known. */
  account_key?: I | undefined;
}

/** A JWS as flattened JSON (RFC 7515 §7.2.2). */
export interface Jws {
  protected: string;
  payload: string;
  signature: string;
}

export interface Verification {
  valid: boolean;
  checks: { name: string; passed: boolean; detail: string | null }[];
  hmac_key: { size: number; sha256: string };
  warnings: Warning[];
}

/** How values are compared: nobody documents how the service does it. The first of each is the default: exact, and arrays as sets. */
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

/** Some of the rules; the others are the default ones. */
export type ChosenRules = { [Rule in keyof MatchRules]?: MatchRules[Rule] | undefined };

/** What is held against registered values: one of the three. */
export interface MatchOptions<I extends Input = Input> {
  csr?: I | undefined;
  certificate?: I | undefined;
  /** The JSON of a request. */
  request?: I | undefined;
  rules?: ChosenRules | undefined;
  limits?: Limits | undefined;
}

/** One registered value, held against what was found. */
export interface MatchedField {
  /** The service's name of the field. */
  certificate_field: string;
  matches: boolean;
  /** Whether what is given decides it. */
  decided: boolean;
  expected: string[];
  found: string[];
  /** The rule in words. */
  rule: string;
  why: string | null;
  /** The values that come nearest, where it does not match. `distance`, in characters, is null for long texts. */
  nearest: { expected: string; found: string; difference: string; distance: number | null } | null;
  /** The choices of rules under which it would match. */
  would_match_with: string[];
  found_elsewhere: string | null;
}

export interface MatchReport {
  matches: boolean;
  fields: MatchedField[];
  rules: MatchRules;
}

/** A credential as the service describes it; which fields there are depends on its kind. */
export interface CredentialDescription {
  authentication_type?: string;
  thumbprint?: string;
  key_type?: string;
  rsa_key_size?: number;
  ecdsa_curve?: string;
  key_description?: string;
  certificate_common_name?: string | null;
  issuer_common_name?: string | null;
  public_key_pem?: string;
  /** Where what is given and the service's own fields differ. */
  differences?: string[];
  credential: {
    kind: string;
    id: string | null;
    name: string | null;
    status: string | null;
    start_date: string | null;
    end_date: string | null;
    usage_limit: number | null;
    usage_count: number | null;
    external_account_binding: boolean;
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
  /** When the request is made, as RFC 3339 or YYYY-MM-DD. Default: now. */
  at?: string | undefined;
  /** The time zone whose days the credentials' dates mean, such as `+02:00`. Default: `Z`. */
  utc_offset?: string | undefined;
  protocol?: string | undefined;
  /** How often the credentials were used, where their JSON doesn't tell. */
  uses?: number | undefined;
  /** What the request proves itself by: a passcode, a client's certificate, or an ACME account. */
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
  /** Whether one of them accepts it. */
  accepted: boolean;
  /** What each of them makes of it, in no particular order. */
  credentials: {
    kind: string;
    id: string | null;
    name: string | null;
    accepts: boolean;
    /** Null: not decided by what is given. */
    checks: { name: string; passed: boolean | null; detail: string | null }[];
    fields: MatchReport["fields"];
  }[];
  /** RFC 3339. */
  at: string;
  protocol: string | null;
  rules: MatchRules;
}

/** Kinds of requests to the service. */
export type RequestKind =
  | "certificate" | "renewal" | "device" | "device-reading" | "passcode" | "acme-credential" | "registration"
  | "bundle-download" | "batch-download" | "est";

export interface RequestBuildOptions<I extends Input = Input> extends RequestCheckOptions<I> {
  kind?: RequestKind | undefined;
  /** The CSR, in any form: becomes a member. */
  csr?: I | undefined;
  /** The certificate to which the answer is encrypted, in any form. */
  encryption_certificate?: I | undefined;
  /** The password of the PKCS#12: a secret. */
  pkcs12_password?: I | undefined;
  /** The key of the ACME account, of which the public half is sent. */
  authentication_key?: I | undefined;
  /** The service's URL, or its host. Default: https://one.digicert.com */
  base?: string | undefined;
  /** The way in; each excludes the headers of the others. Default: `api-key`. */
  authentication?: "api-key" | "passcode" | "certificate" | "est-passcode" | undefined;
  /** The API key. Without it the name of a variable stands for it. */
  api_key?: I | undefined;
  /** The passcode. */
  passcode?: I | undefined;
  /** The user name that goes with a passcode for EST. */
  est_user?: string | undefined;
  /** Names of the variables. Default: `KEYBUNDLE_API_KEY`, `KEYBUNDLE_PASSCODE`. */
  variables?: { api_key?: string | undefined; passcode?: string | undefined } | undefined;
  /** Show secrets as they are sent; `curl` never does. */
  include_secrets?: boolean | undefined;
}

/** Something that is wrong with a request, or worth knowing. */
export interface Problem {
  /** The member. */
  field: string;
  severity: "error" | "warning";
  code: string;
  message: string;
  hint: string | null;
}

/** A request as data for any HTTP client. Nothing was sent. */
export interface BuiltRequest {
  kind: RequestKind;
  method: "GET" | "POST" | "PUT";
  url: string;
  headers: Record<string, string>;
  /** Whether a client's certificate authenticates. */
  client_certificate: boolean;
  /** JSON, or text; null where none is sent. */
  body: unknown;
  /** The variables that stand for secrets. */
  secrets: string[];
  warnings: Problem[];
  /** The command that sends it. */
  curl: string;
  /** Request line, headers and body. */
  http: string;
  /** Whether the base is one of the service's public hosts. */
  known_host: boolean;
  /** Whether the base is https. */
  secure: boolean;
}

/** The parts of an input, as far as it opens. */
export interface Layers {
  parts: (Sized & {
    /** The layers around it, from outside in. */
    layers: LayerName[];
    /** Whether it is BER or DER, and `tree` reads it. */
    is_der: boolean;
    bytes: OwnBytes;
  })[];
  /** What ended it, where it does not open wholly. */
  ended_by: Damage | null;
}

/** What a request to the service is held against, and what it is of. */
export interface RequestCheckOptions<I extends Input = Input> {
  /** What is asked for, where the members don't tell. */
  kind?: string | undefined;
  /** The JSON of an enrollment profile that the request is held against. */
  profile?: I | undefined;
  /** The private key or certificate of the recipient who will open the answer, to be held against. */
  recipient_key?: I | undefined;
  recipient_key_passwords?: readonly I[] | undefined;
  exact_verdicts?: boolean | undefined;
  /** Of reading files among these. */
  limits?: Limits | undefined;
  /** In seconds since 1970. Default: now. */
  now?: number | null | undefined;
}

export interface RequestCheck {
  valid: boolean;
  kind: RequestKind;
  problems: Problem[];
}

interface Functions<I extends Input, Given extends "now" | "later"> {
  /** Tells what an input is and what it needs, without a secret. */
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
    /** The thumbprint of an account key (RFC 7638). */
    thumbprint(
      accountKey: I | Plain,
      options?: AccountOptions<I>,
    ): When<Given, { thumbprint: string; algorithm: string; jwk: Record<string, string>; warnings: Warning[] }>;
    /** What answers a challenge. */
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
  /** Holds a request or certificate against registered values (the input: the bare array, or a credential's JSON). */
  match(registeredValues: I | Plain, options: MatchOptions<I>): When<Given, MatchReport>;
  credential: {
    /** Describes a credential's JSON, a certificate or a public key as the service does. */
    show(input: I | Plain, options?: InspectOptions): When<Given, CredentialDescription>;
    /** Tells which credentials would let a request through, and why each other would not. The input: an authentication
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
/** The same functions, at once, after {@link init} or {@link initSync}. */
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
