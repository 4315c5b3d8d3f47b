// What the thread of a worker does: it answers calls.
import { callLater } from "./api.js";
import { buffersIn, wipe } from "./bytes.js";
import { watch } from "./module.js";

/** Milliseconds between two words about how far it is. */
const PAUSE = 50;

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
      globalThis.postMessage({ id, result }, [...buffersIn(result)]);
    } catch (error) {
      const { name: _, ...fields } = error;
      // A refusal has a cause where it broke the module: whoever connected ends this thread then.
      const isBroken = error.code !== undefined && error.cause !== undefined;
      globalThis.postMessage({ id, error: { ...fields, message: error.message }, isBroken });
    } finally {
      // They came as copies: what is secret among them stays no longer than needed.
      wipe([input, options]);
    }
  };
}
