import { BUILD, makeGlue } from "./glue.js";
import { KeybundleError, usage } from "./error.js";

// Two modules do the work: one that opens what is met every day, and a full one. A call that the first can't answer is
// made again in the second, which is loaded then and does everything from there on.

/** A compiled module, and its instance: none where a call broke it and the next one has not come yet.
 * @typedef {{ module: WebAssembly.Module, glue?: Record<string, Function>, exports?: WebAssembly.Exports }} Engine */

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

function start(engine, glue, { exports }) {
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  if (watcher) glue.watch(watcher);
  return Object.assign(engine, { glue, exports });
}

/** Whether it is a compiled module, perhaps of another realm: the hosts of `edge-light` compile outside. */
const isCompiled = (source) => Object.prototype.toString.call(source) === "[object WebAssembly.Module]";

const importsOf = (glue) => ({ "./keybundle_bg.js": glue });

/** @param {Engine} engine one without an instance */
function startNow(engine) {
  const glue = glueFor(engine);
  return start(engine, glue, new WebAssembly.Instance(engine.module, importsOf(glue)));
}

/** As `startNow`: where waiting is possible, an engine may demand it of a large module. */
async function startLater(engine) {
  const glue = glueFor(engine);
  return start(engine, glue, await WebAssembly.instantiate(engine.module, importsOf(glue)));
}

/** New glue for a module, which has to be of the same build: one that is not may load, and answer otherwise. */
function glueFor({ module }) {
  if (WebAssembly.Module.customSections(module, BUILD).length === 0) {
    throw usage("the WebAssembly module is another than the one that came with this JavaScript", "take both from the same package, as they are");
  }
  return makeGlue();
}

/** Makes a module ready from its bytes or a compiled module, at once. Again is harmless. `fullSource` is the full one, for
 * what `source` leaves out.
 * @param {BufferSource | WebAssembly.Module} source
 * @param {BufferSource | WebAssembly.Module} [fullSource] */
export function initSync(source, fullSource) {
  main ??= makeNow(source);
  if (fullSource !== undefined) full ??= makeNow(fullSource);
}

function makeNow(source) {
  try {
    return startNow({ module: isCompiled(source) ? source : new WebAssembly.Module(source) });
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
      const ready = full ?? main;
      if (ready) return ready.exports ? undefined : void (await startLater(ready));
      const load = source == null ? own.small : () => source;
      if (!load) return givenFull || own.full ? needFull() : missing();
      pending ??= (async () => (main ??= await make(await load())))();
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
  if (full) return full.exports ? undefined : void (await startLater(full));
  const load = givenFull ?? ownFull;
  if (!load) throw incomplete();
  pendingFull ??= (async () => (full ??= await make(await load())))();
  try {
    await pendingFull;
  } finally {
    pendingFull = undefined;
  }
}

/** What a call meets that the module alone can't answer.
 * @param {string} [hint] the way to the other one */
export const incomplete = (
  hint = 'await initFull() before a function of `sync`; give init() and initSync() "keybundle/keybundle-full.wasm" as the second argument, where they get a module',
) => usage("this takes the full WebAssembly module: a rare algorithm, or a function that is no part of the small one", hint);

async function make(source) {
  if (isCompiled(source)) return startLater({ module: source });
  if (typeof source === "string" || source instanceof URL) source = await fetch(source);
  if (typeof Response === "function" && source instanceof Response) {
    if (!source.ok) throw usage(`the WebAssembly module can't be fetched: status ${source.status}`);
    // Not compileStreaming: it refuses the module where the server names another media type.
    source = await source.arrayBuffer();
  }
  try {
    return await startLater({ module: await WebAssembly.compile(source) });
  } catch (error) {
    throw refused(error);
  }
}

/** Why an engine did not take the module: those before 2023 lack what ours needs. */
function refused(error) {
  if (error instanceof WebAssembly.CompileError) {
    return usage("this engine refuses the WebAssembly module", 'if it has no SIMD, give init() of keybundle/slim "keybundle/keybundle-portable.wasm"');
  }
  return error instanceof TypeError ? usage("a WebAssembly module must be its bytes, or compiled") : error;
}

/** Works with the module that answers calls. Where that throws, nothing is known of its state: it is overwritten, since
 * there are secrets in it, and the next call has another instance.
 * @template T
 * @param {(engine: Required<Engine>) => T} work
 * @returns {T} */
export function run(work) {
  const ready = full ?? main;
  if (!ready) throw usage("the WebAssembly module is not there yet", "await init(), or call initSync() with the module");
  if (!ready.exports) startNow(ready);
  try {
    return work(ready);
  } catch (cause) {
    new Uint8Array(ready.exports.memory.buffer).fill(0);
    ready.exports = ready.glue = undefined;
    const message = "the WebAssembly module broke off, most likely since there was too little memory for this input";
    const hint = "give a smaller input if this one is genuine, and report it; the next call begins anew";
    throw new KeybundleError({ code: "limit-memory", stage: "parse", message, hint }, { cause });
  }
}

/** From now on `observer` is told how far derivations are. */
export function watch(observer) {
  watcher = observer;
  for (const engine of [main, full]) engine?.glue?.watch(observer);
}
