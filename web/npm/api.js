import { KeybundleError } from "./error.js";
import { pack, readBytes, requireBytes, unpack } from "./bytes.js";
import { functions, memory } from "./module.js";

/** Options whose values are bytes. */
const SECRETS = new Set([
  "passwords",
  "mac_passwords",
  "recipient_keys",
  "recipient_key_passwords",
  "recipient_certificates",
  "key_encryption_keys",
  "account_key",
  "account_key_passwords",
  "hmac_key",
  "credential",
  "csr",
  "certificate",
  "request",
  "profile",
]);

const decoder = new TextDecoder();

const now = () => Math.floor(Date.now() / 1000);

function call(name, input, options) {
  const { json, attachments } = pack(options, SECRETS);
  const answer = functions()[name](input, json, attachments);
  attachments.fill(0);
  let result;
  try {
    result = unpack(
      decoder.decode(memory(answer.jsonPointer, answer.jsonLength)),
      memory(answer.bytesPointer, answer.bytesLength),
    );
  } finally {
    // Wipes both.
    answer.free();
  }
  if (result.error) throw new KeybundleError(result.error);
  return result;
}

/** Every function: the name in the module. */
const NAMES = {
  inspect: "inspect",
  decode: "decode",
  decrypt: "decrypt",
  key: { show: "key_show" },
  csr: { show: "csr_show" },
  eab: {
    sign: "eab_sign",
    new_account: "eab_new_account",
    verify: "eab_verify",
    thumbprint: "eab_thumbprint",
    key_authorization: "eab_key_authorization",
  },
  match: "match_values",
  credential: { show: "credential_show" },
  request: { check: "request_check" },
};

/** Those that look at a time, which is now unless told otherwise. */
const TIMED = new Set(["decode", "request_check"]);

const each = (names, make) =>
  Object.fromEntries(Object.entries(names).map(([key, name]) => [key, typeof name === "string" ? make(name) : each(name, make)]));

/** Calls a function by its name in the module. */
export const callNow = (name, input, options = {}) =>
  call(name, requireBytes(input), TIMED.has(name) ? { now: now(), ...options } : options);

/** The functions that work at once, on what lies in memory, after `init()` or `initSync()`. */
export const sync = each(NAMES, (name) => (input, options) => callNow(name, input, options));

/** All functions, made by `make` from the name in the module. */
export const makeEach = (make) => each(NAMES, make);

/** The same functions, which wait for `init` and read Blobs.
 * @param {() => Promise<void>} init */
export const makeApi = (init) =>
  each(NAMES, (name) => async (input, options = {}) => {
    const [bytes, read] = await Promise.all([readBytes(input), readOptions(options)]);
    await init();
    return callNow(name, bytes, read);
  });

/** Options with the Blobs among them read. */
async function readOptions(options) {
  const entries = Object.entries(options).map(async ([name, value]) => [name, SECRETS.has(name) ? await readBlobs(value) : value]);
  return Object.fromEntries(await Promise.all(entries));
}

const readBlobs = async (value) => {
  if (typeof Blob === "function" && value instanceof Blob) return readBytes(value);
  return Array.isArray(value) ? Promise.all(value.map(readBlobs)) : value;
};
