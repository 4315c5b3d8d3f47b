import { usage } from "./error.js";

const encoder = new TextEncoder();

/** The bytes that were made for one call, out of what was given: overwritten when it is over. The caller's own are never among
 * them. */
export class Copies {
  #made = [];
  #isOver = false;

  /** @param {Uint8Array} bytes */
  add(bytes) {
    // A Blob may have been read too late.
    if (this.#isOver) bytes.fill(0);
    else this.#made.push(bytes);
    return bytes;
  }

  wipe() {
    this.#isOver = true;
    for (const bytes of this.#made) bytes.fill(0);
  }
}

const kindOf = (value) => Object.prototype.toString.call(value);

/** The bytes of an input that lies in memory; a string is taken as UTF-8. The caller's own bytes are not copied.
 * @param {unknown} value
 * @param {Copies} copies
 * @returns {Uint8Array | undefined} */
export function bytesOf(value, copies) {
  if (typeof value === "string") return copies.add(encoder.encode(value));
  try {
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    // Also those of another realm: an iframe, a test runner.
    const kind = kindOf(value);
    if (kind === "[object ArrayBuffer]" || kind === "[object SharedArrayBuffer]") return new Uint8Array(value);
  } catch {
    throw usage("an ArrayBuffer was transferred before the call: its bytes are no longer there");
  }
  return undefined;
}

/** As `bytesOf`, and the caller's own are copied: what happens to them after the call is nothing to it.
 * @param {unknown} value
 * @param {Copies} copies */
function copyOf(value, copies) {
  const bytes = bytesOf(value, copies);
  return typeof value === "string" ? bytes : bytes && copies.add(bytes.slice());
}

/** As `bytesOf` or what else is to `take` them; a plain object or a list is taken as the JSON that it makes.
 * @param {unknown} value
 * @param {Copies} copies */
export function requireBytes(value, copies, take = bytesOf) {
  const bytes = take(Array.isArray(value) || isPlain(value) ? jsonOf(value, noInput) : value, copies);
  if (!bytes) throw noInput();
  return bytes;
}

const noInput = () =>
  usage(
    "an input must be a Uint8Array, an ArrayBuffer, a string, a plain object or a list that JSON can hold, or, but for `sync`, a Blob",
    "await a Promise, and read a stream, before the call",
  );

/** Whether it is an object without a class: its prototype is null or that of all objects, perhaps of another realm. */
function isPlain(value) {
  if (value === null || typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether JSON would leave it out, or make something else of it. */
function isOdd(value) {
  if (typeof value === "object") return value !== null && !Array.isArray(value) && !isPlain(value);
  if (typeof value === "number") return !Number.isFinite(value);
  return !["string", "boolean", "undefined"].includes(typeof value);
}

/** The JSON of a value, as it is now.
 * @param {unknown} value
 * @param {() => Error} refusal of what JSON can't hold */
function jsonOf(value, refusal) {
  try {
    return JSON.stringify(value, (_, member) => {
      if (isOdd(member)) throw refusal();
      return member;
    });
  } catch {
    // Also where it holds itself.
    throw refusal();
  }
}

/** Options must be an object: anything else would be passed over.
 * @returns {Record<string, unknown>} */
export function requireOptions(options) {
  if (!isPlain(options)) throw usage("the options must be a plain object");
  return options;
}

/** An option of another type than it has to be, as the module says it. */
const wrong = (name, expected) => Object.assign(usage(`the option ${name} must be ${expected}`), { field: name });

/** What nothing can change, and JSON holds as it is. */
const isFixed = (value) => typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);

/** An option that holds no bytes, as it is now. */
export const plainOption = (name, value) =>
  isFixed(value) ? value : JSON.parse(jsonOf(value, () => wrong(name, "plain: something that JSON can hold")));

/** Whether a value is to be waited for: a Blob, of which a File is one. */
const isBlob = (value) => typeof Blob === "function" && value instanceof Blob;

const readBlob = async (blob, copies) => copies.add(new Uint8Array(await blob.arrayBuffer()));

/** As `requireBytes`, as it is at the call, and reads a Blob. */
export const readBytes = async (value, copies) => (isBlob(value) ? readBlob(value, copies) : requireBytes(value, copies, copyOf));

/** An option that holds bytes, as it is at the call: whatever holds some becomes bytes wherever it stands in it. */
export async function readOption(name, value, copies, depth = 0) {
  if (isBlob(value)) return readBlob(value, copies);
  const bytes = copyOf(value, copies);
  if (bytes) return bytes;
  const made = within(name, value, depth, (member) => readOption(name, member, copies, depth + 1));
  if (made === null || typeof made !== "object") return made;
  const members = await Promise.all(Object.values(made));
  return Array.isArray(made) ? members : Object.fromEntries(Object.keys(made).map((key, index) => [key, members[index]]));
}

/** What `make` makes of each thing in an option that holds bytes: there are lists, of objects at most. */
function within(name, value, depth, make) {
  const isHolder = value !== null && typeof value === "object";
  if (isOdd(value) || (isHolder && depth > 1)) throw wrong(name, "bytes or a string");
  if (!isHolder) return value;
  if (Array.isArray(value)) return value.map(make);
  const entries = Object.entries(value);
  // Such are the references to bytes: none comes from outside.
  if (entries.some(([key]) => key.startsWith("$"))) throw wrong(name, "bytes or a string");
  return Object.fromEntries(entries.map(([key, member]) => [key, make(member)]));
}

/** Options as the module takes them: JSON, and the bytes that it refers to, in one array. `secrets` names the options
 * whose strings and bytes go there: they never become part of a string that nothing can wipe.
 * @param {Record<string, unknown>} options
 * @param {ReadonlySet<string>} secrets
 * @param {Copies} copies */
export function pack(options, secrets, copies) {
  const parts = [];
  let length = 0;
  const refer = (name, value, depth = 0) => {
    const bytes = bytesOf(value, copies);
    if (!bytes) return within(name, value, depth, (member) => refer(name, member, depth + 1));
    if (name === "key_encryption_keys" && depth < 2) throw wrong(name, "a list of objects: { key, id }");
    parts.push(bytes);
    length += bytes.length;
    return { $bytes: [length - bytes.length, length] };
  };
  const plain = {};
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) plain[name] = secrets.has(name) ? refer(name, value) : plainOption(name, value);
  }
  const attachments = copies.add(new Uint8Array(length));
  let position = 0;
  for (const part of parts) {
    attachments.set(part, position);
    position += part.length;
  }
  return { json: JSON.stringify(plain), attachments };
}

/** The result that an answer's JSON and bytes make, or the error.
 * @param {string} json
 * @param {Uint8Array} bytes */
export function unpack(json, bytes) {
  const { error, result, bytes: places = [] } = JSON.parse(json);
  let position = 0;
  for (const [pointer, length] of places) {
    const names = pointer.slice(1).split("/");
    const last = names.pop();
    const holder = names.reduce((value, name) => value[name], result);
    holder[last] = bytes.slice(position, (position += length));
  }
  return { error, result };
}

/** The buffers of all bytes in a value, but for those that are shared with the one who gave it.
 * @returns {Set<ArrayBuffer>} */
export function buffersIn(value, found = new Set()) {
  const one = ArrayBuffer.isView(value) ? value.buffer : value;
  if (one instanceof ArrayBuffer) found.add(one);
  else if (one !== null && typeof one === "object") for (const member of Object.values(one)) buffersIn(member, found);
  return found;
}

/** Overwrites them. */
export const wipe = (value) => buffersIn(value).forEach((buffer) => new Uint8Array(buffer).fill(0));
