import { usage } from "./error.js";

const encoder = new TextEncoder();

/** The bytes of an input that lies in memory; a string is taken as UTF-8. The caller's own bytes are not copied.
 * @returns {Uint8Array | undefined} */
export function bytesOf(value) {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return encoder.encode(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  // Also those of another realm: an iframe, a test runner.
  const kind = Object.prototype.toString.call(value);
  if (kind === "[object ArrayBuffer]" || kind === "[object SharedArrayBuffer]") return new Uint8Array(value);
  return undefined;
}

/** As `bytesOf`; a plain object or a list is taken as the JSON that it makes.
 * @param {unknown} value */
export function requireBytes(value) {
  const isPlain = Array.isArray(value) || Object.prototype.toString.call(value) === "[object Object]";
  const bytes = bytesOf(isPlain ? JSON.stringify(value) : value);
  if (!bytes) throw usage("an input must be a Uint8Array, an ArrayBuffer or a string");
  return bytes;
}

/** Whether a value is to be waited for: a Blob, of which a File is one. */
export const isBlob = (value) => typeof Blob === "function" && value instanceof Blob;

/** As `requireBytes`, and reads a Blob. */
export async function readBytes(value) {
  return isBlob(value) ? new Uint8Array(await value.arrayBuffer()) : requireBytes(value);
}

/** Options as the module takes them: JSON, and the bytes that it refers to, in one array. `secrets` names the options
 * whose strings and bytes go there: they never become part of a string that nothing can wipe.
 * @param {Record<string, unknown>} options
 * @param {ReadonlySet<string>} secrets */
export function pack(options, secrets) {
  const parts = [];
  let length = 0;
  const refer = (value) => {
    const bytes = bytesOf(value);
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
  const attachments = new Uint8Array(length);
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
