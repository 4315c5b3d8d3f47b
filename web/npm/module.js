import * as glue from "./glue.js";
import { usage } from "./error.js";

/** The exports of the WebAssembly module, once it is there.
 * @type {WebAssembly.Exports | undefined} */
let ready;
/** @type {Promise<void> | undefined} */
let pending;

function start(instance) {
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  ready = instance.exports;
}

const imports = { "./keybundle_bg.js": glue };

/** Makes the module ready from its bytes or a compiled module, at once. Again is harmless.
 * @param {BufferSource | WebAssembly.Module} source */
export function initSync(source) {
  if (ready) return;
  try {
    const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
    start(new WebAssembly.Instance(module, imports));
  } catch (error) {
    throw refused(error);
  }
}

/** Makes the module ready; again is harmless. `load` gives the bytes, a Response, a URL or a compiled module.
 * @param {() => unknown} load */
export async function initFrom(load) {
  if (ready) return;
  pending ??= (async () => start(await instantiate(await load())))();
  try {
    await pending;
  } finally {
    // What failed may be tried again, with another module.
    pending = undefined;
  }
}

async function instantiate(source) {
  if (source instanceof WebAssembly.Module) return WebAssembly.instantiate(source, imports);
  if (typeof source === "string" || source instanceof URL) source = await fetch(source);
  if (typeof Response === "function" && source instanceof Response) {
    if (!source.ok) throw usage(`the WebAssembly module can't be fetched: status ${source.status}`);
    // Not instantiateStreaming: it refuses the module where the server names another media type.
    source = await source.arrayBuffer();
  }
  try {
    return (await WebAssembly.instantiate(source, imports)).instance;
  } catch (error) {
    throw refused(error);
  }
}

/** Why an engine did not take the module: those before 2023 lack what ours needs. */
const refused = (error) =>
  error instanceof WebAssembly.CompileError
    ? usage("this engine refuses the WebAssembly module", 'if it has no SIMD, give init() of keybundle/slim "keybundle/keybundle-portable.wasm"')
    : error;

/** The functions of the module. */
export function functions() {
  if (!ready) throw usage("the WebAssembly module is not there yet", "await init(), or call initSync() with the module");
  return glue;
}

/** A view of the module's memory, to be used at once: it dies when the memory grows. */
export const memory = (pointer, length) => new Uint8Array(ready.memory.buffer, pointer, length);
