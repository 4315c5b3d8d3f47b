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

/** The functions that work at once, on what lies in memory, after `init()` or `initSync()`. */
export const sync = {
  inspect: (input, options = {}) => call("inspect", requireBytes(input), options),
  decode: (input, options = {}) => call("decode", requireBytes(input), { now: now(), ...options }),
  decrypt: (input, options = {}) => call("decrypt", requireBytes(input), options),
};

/** The same functions, which wait for `init` and read Blobs.
 * @param {() => Promise<void>} init */
export function makeApi(init) {
  const later = (name) => async (input, options) => {
    const bytes = await readBytes(input);
    await init();
    return sync[name](bytes, options);
  };
  return Object.fromEntries(Object.keys(sync).map((name) => [name, later(name)]));
}
