// The same functions in a worker of their own: a long derivation never blocks a page.
import { makeEach, readOptions } from "./api.js";
import { Copies, readBytes, wipe } from "./bytes.js";
import { KeybundleError, usage } from "./error.js";

const ownWorker = () => new Worker(new URL("./worker-thread.js", import.meta.url), { type: "module", name: "keybundle" });

/** Starts a worker when it is first needed, and ends it when nothing was asked of it for `linger` milliseconds.
 * `worker` makes one where a bundler can't find ours, and `full` gives one that has the small module alone the other. */
export function connect({ worker: make = ownWorker, full, linger = 5_000 } = {}) {
  /** @type {Worker | undefined} */
  let worker;
  let isBroken;
  let idle;
  let last = 0;
  /** @type {Map<number, { resolve: Function, reject: Function, progress?: Function }>} */
  const waiting = new Map();

  const refuseAll = (reason) => {
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const start = () => {
    worker = make();
    isBroken = false;
    const own = worker;
    worker.onmessage = ({ data: { id, result, error, progress, isFullNeeded, isBroken: broke } }) => {
      if (isFullNeeded) return give(own);
      const call = waiting.get(id);
      if (progress) return call?.progress?.(progress);
      waiting.delete(id);
      // It ends as soon as nothing else waits: a call that goes on has a new instance there.
      if (broke && own === worker) isBroken = true;
      // Nobody waits for it any more.
      if (!call) return wipe(result);
      if (error) call.reject(error.code ? new KeybundleError(error) : new Error(error.message));
      else call.resolve(result);
    };
    worker.onerror = (event) => {
      end(usage("the worker can't be started", event.message || null));
    };
  };
  /** Gives a worker the full module, or says that there is none to give. */
  const give = async (own) => {
    try {
      own.postMessage({ full: await full?.() });
    } catch (error) {
      if (own === worker) end(error);
    }
  };
  /** Ends the worker: its memory goes with it. Calls that wait are refused. */
  const end = (reason = usage("the worker was ended")) => {
    clearTimeout(idle);
    worker?.terminate();
    worker = undefined;
    refuseAll(reason);
  };

  const call = async (name, input, { signal, progress, ...options }) => {
    signal?.throwIfAborted();
    const copies = new Copies();
    let answer;
    try {
      const [bytes, read] = await Promise.all([readBytes(input, copies), readOptions(options, copies)]);
      signal?.throwIfAborted();
      answer = send({ name, input: bytes, options: read, isWatched: progress !== undefined }, signal, progress);
    } finally {
      // What was sent is the worker's own.
      copies.wipe();
    }
    return answer;
  };

  /** Sends a call before it waits for anything. */
  const send = async (message, signal, progress) => {
    clearTimeout(idle);
    if (!worker) start();
    const id = ++last;
    const abort = () => {
      const { reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      reject?.(signal.reason);
      // Nothing stops a module at work but the end of its worker; other calls start again in the next one.
      end(usage("the worker was ended with a call that was cancelled"));
    };
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject, progress });
        worker.postMessage({ id, ...message });
      });
    } finally {
      signal?.removeEventListener("abort", abort);
      // Also where it was never sent.
      waiting.delete(id);
      clearTimeout(idle);
      if (worker && waiting.size === 0) {
        if (isBroken) end();
        else idle = setTimeout(() => end(), linger);
      }
    }
  };

  return { ...makeEach(call), end: () => end() };
}

export { KeybundleError };
