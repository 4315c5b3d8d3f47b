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

/** As `bytesOf`; a plain object or a list is taken as the JSON that it makes.
 * @param {unknown} value
 * @param {Copies} copies */
export function requireBytes(value, copies, take = bytesOf) {
  const bytes = take(Array.isArray(value) || isPlain(value) ? JSON.stringify(value) : value, copies);
  if (bytes) return bytes;
  throw usage(
    "an input must be a Uint8Array, an ArrayBuffer, a string, a plain object or a list, or, but for `sync`, a Blob",
    "await a Promise, and read a stream, before the call",
  );
}

/** Whether it is an object without a class: its prototype is null or that of all objects, perhaps of another realm. */
function isPlain(value) {
  if (value === null || typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a value is to be waited for: a Blob, of which a File is one. */
const isBlob = (value) => typeof Blob === "function" && value instanceof Blob;

const readBlob = async (blob, copies) => copies.add(new Uint8Array(await blob.arrayBuffer()));

/** As `requireBytes`, as it is at the call, and reads a Blob. */
export const readBytes = async (value, copies) => (isBlob(value) ? readBlob(value, copies) : requireBytes(value, copies, copyOf));

/** An option that holds bytes, as it is at the call: whatever holds some becomes bytes wherever it stands in it. */
export async function readOption(value, copies) {
  if (isBlob(value)) return readBlob(value, copies);
  const bytes = copyOf(value, copies);
  if (bytes) return bytes;
  const each = (values) => Promise.all(values.map((one) => readOption(one, copies)));
  if (Array.isArray(value)) return each(value);
  if (!isPlain(value)) return value;
  const names = Object.keys(value);
  const members = await each(Object.values(value));
  return Object.fromEntries(names.map((name, index) => [name, members[index]]));
}

/** Options as the module takes them: JSON, and the bytes that it refers to, in one array. `secrets` names the options
 * whose strings and bytes go there: they never become part of a string that nothing can wipe.
 * @param {Record<string, unknown>} options
 * @param {ReadonlySet<string>} secrets
 * @param {Copies} copies */
export function pack(options, secrets, copies) {
  const parts = [];
  let length = 0;
  const refer = (value) => {
    const bytes = bytesOf(value, copies);
    if (bytes === undefined) return Array.isArray(value) ? value.map(refer) : members(value);
    parts.push(bytes);
    length += bytes.length;
    return { $bytes: [length - bytes.length, length] };
  };
  // A name that begins like that of a reference is none.
  const escaped = (name) => (name.startsWith("$") ? `$${name}` : name);
  const members = (value) =>
    value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [escaped(name), member == null ? null : refer(member)]))
      : value;
  const plain = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    plain[name] = secrets.has(name) && value !== null ? refer(value) : value;
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
