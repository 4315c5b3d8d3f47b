// The same functions in a worker of their own: a long derivation never blocks a page.
import { makeEach, readOptions } from "./api.js";
import { Copies, readBytes, requireOptions, wipe } from "./bytes.js";
import { KeybundleError, usage } from "./error.js";

function ownWorker() {
  if (typeof Worker !== "function") {
    throw usage("there are no Web Workers here, as in Node.js", 'call the functions of "keybundle", in a thread of your own where they take long');
  }
  return new Worker(new URL("./worker-thread.js", import.meta.url), { type: "module", name: "keybundle" });
}

/** Starts a worker when it is first needed, and ends it when nothing was asked of it for `linger` milliseconds.
 * `worker` makes one where a bundler can't find ours, and `full` gives one that has the small module alone the other. */
export function connect({ worker: make = ownWorker, full, linger = 5_000 } = {}) {
  /** @type {Worker | undefined} */
  let worker;
  let isBroken;
  let idle;
  let last = 0;
  /** @type {Map<number, { message: object, resolve: Function, reject: Function, signal?: AbortSignal, progress?: Function }>} */
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
      if (own === worker) end(usage("the worker can't be started", event.message || null));
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
  /** Ends the worker: its memory goes with it. */
  const stop = () => {
    clearTimeout(idle);
    worker?.terminate();
    worker = undefined;
  };
  /** The same, and refuses the calls that wait. */
  const end = (reason = usage("the worker was ended")) => {
    stop();
    refuseAll(reason);
  };
  /** Sends a call that waits, to the worker that there is or a new one. */
  const post = (id) => {
    const { message, reject } = waiting.get(id);
    try {
      if (!worker) start();
      worker.postMessage({ id, ...message });
    } catch (error) {
      reject(error);
    }
  };
  /** Nothing stops a module at work but the end of its worker: calls that were not cancelled start again in the next one. */
  const dropCancelled = () => {
    const cancelled = [...waiting].filter(([, { signal }]) => signal?.aborted);
    // Those that share a signal end together.
    if (cancelled.length === 0) return;
    for (const [id, { reject, signal }] of cancelled) {
      waiting.delete(id);
      reject(signal.reason);
    }
    stop();
    for (const id of waiting.keys()) post(id);
  };

  const call = async (name, input, given) => {
    const { signal, progress, ...options } = requireOptions(given);
    signal?.throwIfAborted();
    const copies = new Copies();
    try {
      const [bytes, read] = await Promise.all([readBytes(input, copies), readOptions(options, copies)]);
      signal?.throwIfAborted();
      return await send({ name, input: bytes, options: read, isWatched: progress !== undefined }, signal, progress);
    } finally {
      // Until here another worker may have needed them.
      copies.wipe();
    }
  };

  /** Sends a call before it waits for anything. */
  const send = async (message, signal, progress) => {
    clearTimeout(idle);
    const id = ++last;
    // A function for each call: a signal that several share has it once for each.
    const abort = () => dropCancelled();
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, { message, resolve, reject, signal, progress });
        post(id);
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
