// Puts the package together: node web/build.mjs MODULE GLUE PORTABLE-GLUE
// Called by `cargo xtask npm`, which built the module twice and the glue of both before: MODULE has its names still.
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { byCrate, packed } from "./sizes.mjs";

const [named, from, portable] = process.argv.slice(2);
const at = (name) => new URL(`npm/${name}`, import.meta.url);
const text = (folder) => readFile(`${folder}/keybundle_bg.js`, "utf8");

const module = await readFile(`${from}/keybundle_bg.wasm`);
await writeFile(at("keybundle.wasm"), module);
await copyFile(`${portable}/keybundle_bg.wasm`, at("keybundle-portable.wasm"));
const glue = await text(from);
if (glue !== (await text(portable))) throw new Error("the two modules don't have the same glue");
// Comments and indentation of what nobody reads: what is documented is the face in index.d.ts.
await writeFile(at("glue.js"), glue.replace(/^ *\/\*\*.*?\*\/\n/gms, "").replace(/^ +|^\n/gm, ""));
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

const kilo = (bytes) => (bytes / 1000).toFixed(1).padStart(12);
const row = (name, bytes) => console.log(name.padEnd(28) + packed(bytes).map(kilo).join(""));
console.log("kB".padEnd(28) + ["raw", "gzip", "brotli"].map((word) => word.padStart(12)).join(""));
row("keybundle.wasm", module);
row("keybundle-portable.wasm", await readFile(at("keybundle-portable.wasm")));
const slim = ["slim.js", "api.js", "bytes.js", "error.js", "module.js", "glue.js"];
row("slim entry", Buffer.concat(await Promise.all(slim.map((name) => readFile(at(name))))));
console.log("\nits code by crate, the 24 largest");
for (const [crate, size] of byCrate(await readFile(named)).slice(0, 24)) console.log(crate.padEnd(28) + kilo(size));
