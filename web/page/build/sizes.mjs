// The table of sizes, and the bounds on them.
import { gzipSync } from "node:zlib";

/** The page's own code, gzip, in kB, all of it: everything but the WebAssembly modules and the samples. */
export const OWN = 80;
/** Of that, what a visitor waits for before the page can be used; forms and trees come after it. */
export const OWN_AT_FIRST = 50;
/** All that a first visit loads, gzip, in kB. */
export const FIRST_LOAD = 350;

const kilobytes = (bytes) => bytes / 1000;
const cell = (size) => kilobytes(size).toFixed(1).padStart(12);

/** Prints what was built, and gives what is too large.
 * @param {Map<string, Buffer>} files */
export function sizes(files) {
  const rows = [...files].map(([name, bytes]) => ({ name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }));
  console.log(`${"kB".padEnd(40)}${"raw".padStart(12)}${"gzip".padStart(12)}`);
  for (const { name, raw, gzip } of rows) console.log(name.padEnd(40) + cell(raw) + cell(gzip));
  const sum = (chosen) => chosen.reduce((total, { gzip }) => total + gzip, 0);
  const data = sum(rows.filter(({ name }) => isSamples(name)));
  const thread = sum(rows.filter(({ name }) => isThread(name)));
  const full = sum(rows.filter(({ name }) => isFull(name)));
  const own = sum(rows.filter(({ name }) => !isThread(name) && !isSamples(name) && !isFull(name)));
  const later = sum(rows.filter(({ name }) => isLater(name)));
  console.log(`${"the page's own, before it can be used".padEnd(52)}${cell(own - later)}  (at most ${OWN_AT_FIRST})`);
  console.log(`${"the page's own".padEnd(52)}${cell(own)}  (at most ${OWN})`);
  console.log(`${"the thread, with the small WebAssembly module".padEnd(52)}${cell(thread)}`);
  console.log(`${"the full module, which follows by itself".padEnd(52)}${cell(full)}`);
  console.log(`${"the samples".padEnd(52)}${cell(data)}`);
  console.log(`${"first load".padEnd(52)}${cell(own + thread + data)}  (wanted: at most ${FIRST_LOAD})`);
  const over = (what, size, bound) =>
    kilobytes(size) > bound ? [`${what} takes ${kilobytes(size).toFixed(1)} kB gzip: at most ${bound} are allowed`] : [];
  return [...over("the page's own code", own, OWN), ...over("what is loaded before the page can be used", own - later, OWN_AT_FIRST)];
}

const isThread = (name) => /worker-thread/.test(name);
const isFull = (name) => /inline-full/.test(name);
const isSamples = (name) => /samples/.test(name);
const isLater = (name) => /forms|Sources/.test(name);
