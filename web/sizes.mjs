// What the module weighs: whole as it travels, and its code by crate. Run by web/build.mjs.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Bytes: raw, packed by gzip -9, packed by brotli. */
export function packed(bytes) {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length];
}

/** Bytes of code by crate, the largest first, out of a module that has its names still.
 * @param {Uint8Array} module
 * @returns {[string, number][]} */
export function byCrate(module) {
  const [imported, code, names] = [[], [], new Map()];
  for (const { id, reader } of sections(module)) {
    if (id === 2) imported.push(...imports(reader));
    if (id === 10) code.push(...bodies(reader));
    if (id === 0 && reader.text() === "name") functionNames(reader, names);
  }
  const sums = new Map();
  code.forEach((size, index) => {
    const crate = crateOf(names.get(index + imported.length) ?? "");
    sums.set(crate, (sums.get(crate) ?? 0) + size);
  });
  return [...sums].sort(([, left], [, right]) => right - left);
}

/** Reads the binary format (WebAssembly Core Specification, §5). */
class Reader {
  constructor(bytes, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  get done() {
    return this.position >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.position++];
  }

  /** LEB128, unsigned. */
  number() {
    let [value, scale, byte] = [0, 1, 0];
    do {
      byte = this.byte();
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte & 0x80);
    return value;
  }

  part() {
    const size = this.number();
    this.position += size;
    return this.bytes.subarray(this.position - size, this.position);
  }

  text() {
    return new TextDecoder().decode(this.part());
  }
}

function* sections(module) {
  const reader = new Reader(module, 8);
  while (!reader.done) yield { id: reader.byte(), reader: new Reader(reader.part()) };
}

/** The functions among the imports. Those of this module import nothing else. */
function* imports(reader) {
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.part();
    const name = reader.text();
    if (reader.byte() !== 0) throw new Error(`the import ${name} is no function`);
    reader.number();
    yield name;
  }
}

function* bodies(reader) {
  for (let left = reader.number(); left > 0; left -= 1) yield reader.part().length;
}

function functionNames(reader, names) {
  while (!reader.done) {
    const id = reader.byte();
    const part = new Reader(reader.part());
    if (id !== 1) continue;
    for (let left = part.number(); left > 0; left -= 1) names.set(part.number(), part.text());
  }
}

/** The crate of a mangled name: the first that it tells, and for generic code of the standard library that one. */
function crateOf(name) {
  // The mangling of v0, which the standard library is compiled with: a crate is `Cs…_` and its name behind its length.
  const [, length, rest] = /^_R.*?Cs[0-9a-zA-Z]*_(\d+)_?([a-z_0-9]+)/.exec(name) ?? [];
  if (rest) return rest.slice(0, Number(length));
  // The older one: parts behind their lengths.
  const parts = [];
  for (let at = 3; name.startsWith("_ZN");) {
    const [digits] = /^\d+/.exec(name.slice(at)) ?? [];
    if (!digits) break;
    at += digits.length + Number(digits);
    parts.push(name.slice(at - Number(digits), at));
  }
  const plain = parts.join("::").replaceAll("$LT$", "<").replaceAll("$RF$", "&").replaceAll("$u20$", " ");
  return /[a-z_][a-z0-9_]*(?=::|\.\.)/.exec(plain)?.[0] ?? "other";
}
