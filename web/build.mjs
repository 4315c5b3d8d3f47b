// Puts the package together: node web/build.mjs FOLDER-OF-THE-GLUE
// Called by `cargo xtask npm`, which built the module and its glue before.
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [from] = process.argv.slice(2);
const at = (name) => new URL(`npm/${name}`, import.meta.url);

const module = await readFile(`${from}/keybundle_bg.wasm`);
await writeFile(at("keybundle.wasm"), module);
await copyFile(`${from}/keybundle_bg.js`, at("glue.js"));
for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) {
  await copyFile(new URL(`../${licence}`, import.meta.url), at(licence));
}

const gzip = gzipSync(module, { level: 9 });
await writeFile(
  at("inline.js"),
  `// The WebAssembly module, gzip in base64. Made by web/build.mjs.
const packed =
  "${gzip.toString("base64")}";

/** The module's bytes. */
export async function load() {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
`,
);

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
const row = (name, bytes) => {
  const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli(bytes)];
  console.log(name.padEnd(20) + sizes.map((size) => (size / 1000).toFixed(1).padStart(12)).join(""));
};
console.log("kB".padEnd(20) + ["raw", "gzip", "brotli"].map((word) => word.padStart(12)).join(""));
row("keybundle.wasm", module);
const slim = ["slim.js", "api.js", "bytes.js", "error.js", "module.js", "glue.js"];
row("slim entry", Buffer.concat(await Promise.all(slim.map((name) => readFile(at(name))))));
