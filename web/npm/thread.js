// What the thread of a worker does: it answers calls.
import { callLater } from "./api.js";
import { watch } from "./module.js";

/** Milliseconds between two words about how far it is. */
const PAUSE = 50;

const buffers = (value, found = new Set()) => {
  if (value instanceof Uint8Array) found.add(value.buffer);
  else if (value !== null && typeof value === "object") for (const member of Object.values(value)) buffers(member, found);
  return found;
};

/** The call that is to be told of, while the module is at work. Calls come one at a time: the module never waits. */
let watched;
let told = 0;

const watcher = {
  progress(done, needed) {
    const now = performance.now();
    if (watched === undefined || (now - told < PAUSE && done < needed)) return;
    told = now;
    globalThis.postMessage({ id: watched, progress: { done, needed } });
  },
};

/** Answers what comes from now on, with the module that `init` makes ready; gives other messages to `others`.
 * @param {() => Promise<void>} init
 * @param {(data: object) => void} [others] */
export function serve(init, others) {
  watch(watcher);
  globalThis.onmessage = async ({ data }) => {
    const { id, name, input, options, isWatched } = data;
    if (name === undefined) return others?.(data);
    try {
      await init();
      const result = await callLater(name, input, options, () => (watched = isWatched ? id : undefined));
      globalThis.postMessage({ id, result }, [...buffers(result)]);
    } catch (error) {
      const { name: _, ...fields } = error;
      globalThis.postMessage({ id, error: { ...fields, message: error.message } });
    } finally {
      wipe(input);
      wipe(options);
    }
  };
}

/** The bytes that came as copies: what is secret among them stays no longer than needed. */
function wipe(value) {
  if (value instanceof Uint8Array) value.fill(0);
  else if (value instanceof ArrayBuffer) new Uint8Array(value).fill(0);
  else if (value !== null && typeof value === "object") Object.values(value).forEach(wipe);
}
