/** Bytes in memory; a string is taken as UTF-8 (PEM, base64, JSON). */
export type Bytes = Uint8Array | ArrayBuffer | ArrayBufferView | string;
/** What can be opened. */
export type Input = Bytes | Blob;

/** Upper bounds for one input; each refusal names the one that was passed. */
export interface Limits {
  /** Bytes of the input. */
  input_bytes?: number;
  /** Key derivation, in compressions of SHA-256, summed over all tries. */
  derivation_work?: number;
  /** Bytes of memory that one derivation may take. */
  derivation_memory?: number;
  /** Containers inside containers. */
  depth?: number;
  /** Recipients of one message. */
  recipients?: number;
  /** Entries of archives, parts of messages and members of JSON, summed. */
  entries?: number;
  /** How many times its packed size an entry may take. */
  ratio?: number;
  /** Bytes that all containers together may unpack to. */
  unpacked_bytes?: number;
}

/** A key-encryption key. */
export interface KeyEncryptionKey {
  /** Its raw bytes. */
  key: Bytes;
  /** Its identifier. */
  id?: Bytes;
}

export interface InspectOptions {
  limits?: Limits;
}

/** What opens an input. */
export interface UnlockOptions extends InspectOptions {
  /** Passwords; every layer tries each. */
  passwords?: Bytes[];
  /** Passwords of a PKCS#12's MAC, where that is another one. */
  mac_passwords?: Bytes[];
  /** Private keys of recipients: PEM, DER, PKCS#12 or any other form that `decode` reads. */
  recipient_keys?: Bytes[];
  /** Passwords of those keys. */
  recipient_key_passwords?: Bytes[];
  /** Certificates of those keys; without them recipients are tried by public key. */
  recipient_certificates?: Bytes[];
  key_encryption_keys?: KeyEncryptionKey[];
  /** Tell a wrong password from an altered file, and a wrong key from a damaged message. For those who own the key:
   * a service that answers strangers must not. Default: false. */
  exact_verdicts?: boolean;
}

export interface DecodeOptions extends UnlockOptions {
  /** The time at which certificates are looked at, in seconds since 1970; null: no `expired` warnings. Default: now. */
  now?: number | null;
}

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
  /** `wrong-recipient`, `recipient-required`: who it is for. */
  recipients?: RecipientId[];
  /** `wrong-recipient`: the keys that were given. */
  given?: RecipientId[];
  /** `service-error`: the service's own codes. */
  service_codes?: string[];
  /** `limit-…`: which one, what it allows, and what would have been needed at least. */
  limit?: { name: keyof Limits; allowed: number; needed: number };
}

/** What was odd and went well all the same. */
export interface Warning {
  code: string;
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
  der: Uint8Array;
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
  pem: string;
  der: Uint8Array;
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
  layers: string[];
  /** One for each private key. */
  bundles: Bundle[];
  /** Those that belong to no bundle. */
  certificates: Certificate[];
  /** Those that stand alone. */
  public_keys: { algorithm: string; spki_sha256: string; der: Uint8Array }[];
  certificate_requests: (Sized & { der: Uint8Array })[];
  certificate_revocation_lists: (Sized & { der: Uint8Array })[];
  /** Secrets of a key store that are no private keys. */
  secrets: { kind: string; friendly_name: string | null; size: number; bytes: Uint8Array }[];
  /** Members that are neither key nor certificate. */
  files: (Sized & { name: string })[];
  warnings: Warning[];
}

export interface Decrypted {
  layers: string[];
  /** Null where nothing was encrypted. */
  recipient: { type: string; key_algorithm: string; content_algorithm: string } | null;
  content: Sized & { bytes: Uint8Array };
  warnings: Warning[];
}

export interface Inspected {
  layers: string[];
  /** What opening it takes. */
  needs: ("password" | "recipient-key" | string)[];
  /** Each encrypted layer with its algorithms; see docs/json.md. */
  encrypted: ({ layer: string; layers: string[] } & Record<string, unknown>)[];
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

/** Makes the WebAssembly module ready. The functions below call it themselves; again is harmless.
 * @param source the module where it is not the package's own: bytes, a Response, a URL or a compiled module */
export function init(source?: BufferSource | WebAssembly.Module | Response | URL | string): Promise<void>;
/** Makes the module ready at once, from its bytes or a compiled module. */
export function initSync(source: BufferSource | WebAssembly.Module): void;

/** Tells what an input is and what it needs, without a secret. Throws {@link KeybundleError}. */
export function inspect(input: Input, options?: InspectOptions): Promise<Inspected>;
/** Opens an input into private keys, certificates and chains. Throws {@link KeybundleError}. */
export function decode(input: Input, options?: DecodeOptions): Promise<Decoded>;
/** Removes one CMS layer and gives its content byte for byte. Throws {@link KeybundleError}. */
export function decrypt(input: Input, options?: UnlockOptions): Promise<Decrypted>;

/** The same functions, at once, after {@link init} or {@link initSync}. */
export const sync: {
  inspect(input: Bytes, options?: InspectOptions): Inspected;
  decode(input: Bytes, options?: DecodeOptions): Decoded;
  decrypt(input: Bytes, options?: UnlockOptions): Decrypted;
};
