// Puts the package together: node web/build.mjs MODULE SMALL FULL PORTABLE
// Called by `cargo xtask npm`, which built the modules and their glue (folders) before: MODULE is the small one, with its names.
import { createHash } from "node:crypto";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { byCrate, packed } from "./sizes.mjs";

const [named, small, full, portable] = process.argv.slice(2);
const at = (name) => new URL(`npm/${name}`, import.meta.url);
const text = (folder) => readFile(`${folder}/keybundle_bg.js`, "utf8");

const FILES = { "keybundle.wasm": small, "keybundle-full.wasm": full, "keybundle-portable.wasm": portable };
const glue = factory(await text(full), [await text(small), await text(portable)]);
const modules = new Map();
for (const [name, folder] of Object.entries(FILES)) modules.set(name, await readFile(`${folder}/keybundle_bg.wasm`));
// What belongs together has a name in common: a module of another build may load, and answer otherwise.
const hash = [glue, ...modules.values()].reduce((sum, part) => sum.update(part), createHash("sha256")).digest("hex");
const build = `keybundle ${hash.slice(0, 16)}`;
for (const [name, module] of modules) await writeFile(at(name), Buffer.concat([module, emptySection(build)]));
await writeFile(at("glue.js"), `export const BUILD = "${build}";\n${glue}`);
for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) {
  await copyFile(new URL(`../${licence}`, import.meta.url), at(licence));
}

for (const [name, module] of [["inline.js", "keybundle.wasm"], ["inline-full.js", "keybundle-full.wasm"]]) {
  const gzip = gzipSync(await readFile(at(module)), { level: 9 });
  await writeFile(
    at(name),
    `// A WebAssembly module, gzip in base64. Made by web/build.mjs.
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
}

/** A custom section of a WebAssembly module (Core Specification, §5.5.3) with a short name and nothing else.
 * @param {string} name */
function emptySection(name) {
  return Buffer.concat([Buffer.from([0, name.length + 1, name.length]), Buffer.from(name)]);
}

/** The glue as a function that makes one for a module: each of two modules at work has its own. That of the full module
 * serves the others, which have less.
 * @param {string} glue
 * @param {string[]} others */
function factory(glue, others) {
  const pieces = (text) => text.split(/^(?=\S.*[{;]$)/m).map((piece) => piece.trim());
  const known = new Set(pieces(glue));
  for (const piece of others.flatMap(pieces)) if (!known.has(piece)) throw new Error(`the glue of one module has what another's has not:\n${piece}`);
  const names = [];
  const bare = glue.replace(/^export (class|function) (\w+)/gm, (_, kind, name) => (names.push(name), `${kind} ${name}`));
  if (/^(export|import)\b/m.test(bare)) throw new Error("the glue has another form than this program expects");
  // Comments and indentation of what nobody reads: what is documented is the face in index.d.ts.
  const code = bare.replace(/^ *\/\*\*.*?\*\/\n/gms, "").replace(/^ +|^\n/gm, "");
  return `export function makeGlue() {\n${code.trim()}\nreturn { ${names.join(", ")} };\n}\n`;
}

const kilo = (bytes) => (bytes / 1000).toFixed(1).padStart(12);
const row = (name, bytes) => console.log(name.padEnd(28) + packed(bytes).map(kilo).join(""));
console.log("kB".padEnd(28) + ["raw", "gzip", "brotli"].map((word) => word.padStart(12)).join(""));
for (const name of Object.keys(FILES)) row(name, await readFile(at(name)));
const slim = ["slim.js", "api.js", "bytes.js", "error.js", "module.js", "glue.js"];
row("slim entry", Buffer.concat(await Promise.all(slim.map((name) => readFile(at(name))))));
console.log("\nthe code of keybundle.wasm by crate, the 24 largest");
for (const [crate, size] of byCrate(await readFile(named)).slice(0, 24)) console.log(crate.padEnd(28) + kilo(size));
