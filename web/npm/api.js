import { KeybundleError } from "./error.js";
import { Copies, pack, plainOption, readBytes, readOption, requireBytes, requireOptions, unpack } from "./bytes.js";
import { incomplete, needFull, run } from "./module.js";

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
  "password",
  "new_password",
  "key",
  "key_passwords",
  "challenge_password",
  "from_certificate",
  "from_request",
  "credentials",
  "client_certificate",
  "passcode",
  "encryption_certificate",
  "pkcs12_password",
  "authentication_key",
  "recipient_key",
  "api_key",
]);

const decoder = new TextDecoder();

const now = () => Math.floor(Date.now() / 1000);

/** Calls a function of the module that is ready; gives nothing where that leaves out what it takes. */
function ask(name, input, options) {
  const copies = new Copies();
  try {
    const { json, attachments } = pack(options, SECRETS, copies);
    const answer = run((engine) => answered(engine, name, input, json, attachments));
    if (answer?.error) throw new KeybundleError(answer.error);
    return answer?.result;
  } finally {
    copies.wipe();
  }
}

function answered({ glue, exports }, name, input, json, attachments) {
  const answer = glue.call(name, input, json, attachments);
  // A view is to be used at once: it dies when the memory grows.
  const memory = (pointer, length) => new Uint8Array(exports.memory.buffer, pointer, length);
  try {
    if (answer.isLeftOut) return undefined;
    return unpack(
      decoder.decode(memory(answer.jsonPointer, answer.jsonLength)),
      memory(answer.bytesPointer, answer.bytesLength),
    );
  } finally {
    // Wipes both.
    answer.free();
  }
}

/** As `ask`, and asks the full module where the other one has no answer.
 * @param {() => void} [begin] called right before a module is */
async function askBoth(name, input, options, begin = () => {}) {
  begin();
  const answer = ask(name, input, options);
  if (answer) return answer;
  await needFull();
  begin();
  return ask(name, input, options);
}

/** Every function: the name in the module. */
const NAMES = {
  inspect: "inspect",
  decode: "decode",
  decrypt: "decrypt",
  key: { new: "key_new", show: "key_show", convert: "key_convert" },
  csr: { new: "csr_new", show: "csr_show" },
  eab: {
    sign: "eab_sign",
    new_account: "eab_new_account",
    verify: "eab_verify",
    thumbprint: "eab_thumbprint",
    key_authorization: "eab_key_authorization",
  },
  match: "match_values",
  credential: { show: "credential_show", check: "credential_check" },
  request: { build: "request_build", check: "request_check" },
  layers: "layers",
  tree: "tree",
};

/** Those without an input: options alone. Each may make a key, whose type is in the option named here. */
const MAKING = { key_new: "type", csr_new: "new_key" };

/** Those that look at a time, which is now unless told otherwise. */
const TIMED = new Set(["decode", "request_check", "request_build", "credential_check"]);

const each = (names, make) =>
  Object.fromEntries(Object.entries(names).map(([key, name]) => [key, typeof name === "string" ? make(name) : each(name, make)]));

/** A function of the package, out of one that takes its name in the module, an input and options. */
const facing = (name, run) =>
  name in MAKING ? (options = {}) => run(name, NOTHING, options) : (input, options = {}) => run(name, input, options);

const NOTHING = new Uint8Array();
const NO_KEY = new Uint8Array(1);

const timed = (name, options) => (TIMED.has(name) && options.now === undefined ? { ...options, now: now() } : options);

function callNow(name, input, options) {
  const copies = new Copies();
  try {
    const answer = ask(name, requireBytes(input, copies), timed(name, requireOptions(options)));
    if (!answer) throw incomplete();
    return answer;
  } finally {
    copies.wipe();
  }
}

/** Calls a function by its name in the module; where that makes an RSA key, WebCrypto is asked for one.
 * @param {string} name
 * @param {Uint8Array} input
 * @param {Record<string, unknown>} options
 * @param {() => void} [begin] called right before the module is */
export async function callLater(name, input, options, begin) {
  const made = name in MAKING ? await makeKey(name, options) : undefined;
  try {
    return await askBoth(name, made ?? input, timed(name, options), begin);
  } finally {
    made?.fill(0);
  }
}

/** A new key in PKCS#8, where WebCrypto is the one to make it and is there. */
async function makeKey(name, options) {
  const subtle = globalThis.crypto?.subtle;
  const type = options[MAKING[name]];
  if (type == null || !subtle) return undefined;
  await checkMaking(name, options);
  const { algorithm } = await askBoth("key_generation", NOTHING, { type });
  if (!algorithm) return undefined;
  try {
    const { privateKey } = await subtle.generateKey(algorithm, true, ["sign", "verify"]);
    return new Uint8Array(await subtle.exportKey("pkcs8", privateKey));
  } catch {
    // A runtime that has WebCrypto without this: the module makes the key.
    return undefined;
  }
}

/** Refuses what is wrong with the options before a key is made for them, which may take seconds. */
async function checkMaking(name, options) {
  try {
    await askBoth(name, NO_KEY, options);
  } catch (error) {
    // Of the byte that stands for the key, once nothing else is wrong.
    if (error.code !== "truncated") throw error;
  }
}

/** The functions that work at once, on what lies in memory, after `init()` or `initSync()`. */
export const sync = each(NAMES, (name) => facing(name, callNow));

/** All functions, made of one that takes the name in the module, an input and options. */
export const makeEach = (run) => each(NAMES, (name) => facing(name, run));

/** The same functions, which wait for `init` and read Blobs.
 * @param {() => Promise<void>} init */
export const makeApi = (init) =>
  makeEach(async (name, input, options) => {
    const copies = new Copies();
    try {
      const [bytes, read] = await Promise.all([readBytes(input, copies), readOptions(options, copies)]);
      await init();
      return await callLater(name, bytes, read);
    } finally {
      copies.wipe();
    }
  });

/** Options as they are at the call, with the Blobs among them read.
 * @param {unknown} options
 * @param {Copies} copies */
export async function readOptions(options, copies) {
  const given = Object.entries(requireOptions(options)).filter(([, value]) => value !== undefined);
  const read = async ([name, value]) => [name, SECRETS.has(name) ? await readOption(name, value, copies) : plainOption(name, value)];
  return Object.fromEntries(await Promise.all(given.map(read)));
}
