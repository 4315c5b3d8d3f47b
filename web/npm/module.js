import { makeGlue } from "./glue.js";
import { usage } from "./error.js";

// Two modules do the work: one that opens what is met every day, and a full one. A call that the first can't answer is
// made again in the second, which is loaded then and does everything from there on.

/** A module at work.
 * @typedef {{ glue: Record<string, Function>, exports: WebAssembly.Exports }} Engine */

/** Where an entry of the package has its modules; an entry that has the full one alone has no need of the other.
 * @typedef {{ small?: () => unknown, full?: () => unknown }} Own */

/** @type {Engine | undefined} */
let main;
/** @type {Engine | undefined} */
let full;
/** @type {Promise<void> | undefined} */
let pending;
/** @type {Promise<void> | undefined} */
let pendingFull;
/** Gives the full module, where there is a way to it: what the user gave goes over the entry's own.
 * @type {(() => unknown) | undefined} */
let givenFull;
let ownFull;
let watcher;

function start(glue, { exports }) {
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  if (watcher) glue.watch(watcher);
  return { glue, exports };
}

/** Whether it is a compiled module, perhaps of another realm: the hosts of `edge-light` compile outside. */
const isCompiled = (source) => Object.prototype.toString.call(source) === "[object WebAssembly.Module]";

const importsOf = (glue) => ({ "./keybundle_bg.js": glue });

/** Makes a module ready from its bytes or a compiled module, at once. Again is harmless. `fullSource` is the full one, for
 * what `source` leaves out.
 * @param {BufferSource | WebAssembly.Module} source
 * @param {BufferSource | WebAssembly.Module} [fullSource] */
export function initSync(source, fullSource) {
  main ??= startNow(source);
  if (fullSource !== undefined) full ??= startNow(fullSource);
}

function startNow(source) {
  try {
    const module = isCompiled(source) ? source : new WebAssembly.Module(source);
    const glue = makeGlue();
    return start(glue, new WebAssembly.Instance(module, importsOf(glue)));
  } catch (error) {
    throw refused(error);
  }
}

/** What an entry of the package has to make its modules ready.
 * @param {Own} own
 * @param {() => never} [missing] says what to do where there is no module */
export function makeInit(own, missing) {
  const take = (more) => {
    ownFull = own.full ?? ownFull;
    if (more !== undefined) givenFull = typeof more === "function" ? more : () => more;
  };
  return {
    async init(source, more) {
      take(more);
      if (full ?? main) return;
      const load = source == null ? own.small : () => source;
      if (!load) return givenFull || own.full ? needFull() : missing();
      pending ??= (async () => (main ??= await instantiate(await load())))();
      try {
        await pending;
      } finally {
        // What failed may be tried again, with another module.
        pending = undefined;
      }
    },
    async initFull(more) {
      take(more);
      await needFull();
    },
  };
}

/** Makes the full module ready, once. */
export async function needFull() {
  if (full) return;
  const load = givenFull ?? ownFull;
  if (!load) throw incomplete();
  pendingFull ??= (async () => (full ??= await instantiate(await load())))();
  try {
    await pendingFull;
  } finally {
    pendingFull = undefined;
  }
}

/** What a call meets that the module alone can't answer. */
export const incomplete = () =>
  usage(
    "this takes the full WebAssembly module: a rare algorithm, or a function that is no part of the small one",
    'await initFull() before a function of `sync`; give init() and initSync() "keybundle/keybundle-full.wasm" as the second argument, where they get a module',
  );

async function instantiate(source) {
  const glue = makeGlue();
  if (isCompiled(source)) return start(glue, await WebAssembly.instantiate(source, importsOf(glue)));
  if (typeof source === "string" || source instanceof URL) source = await fetch(source);
  if (typeof Response === "function" && source instanceof Response) {
    if (!source.ok) throw usage(`the WebAssembly module can't be fetched: status ${source.status}`);
    // Not instantiateStreaming: it refuses the module where the server names another media type.
    source = await source.arrayBuffer();
  }
  try {
    return start(glue, (await WebAssembly.instantiate(source, importsOf(glue))).instance);
  } catch (error) {
    throw refused(error);
  }
}

/** Why an engine did not take the module: those before 2023 lack what ours needs. */
const refused = (error) =>
  error instanceof WebAssembly.CompileError
    ? usage("this engine refuses the WebAssembly module", 'if it has no SIMD, give init() of keybundle/slim "keybundle/keybundle-portable.wasm"')
    : error;

/** The module that answers calls.
 * @returns {Engine} */
export function engine() {
  const ready = full ?? main;
  if (!ready) throw usage("the WebAssembly module is not there yet", "await init(), or call initSync() with the module");
  return ready;
}

/** From now on `observer` is told how far derivations are. */
export function watch(observer) {
  watcher = observer;
  for (const { glue } of [main, full].filter(Boolean)) glue.watch(observer);
}
