import type { Api } from "./index.js";
export { KeybundleError } from "./index.js";

/** A function that an `AbortSignal` among its options cancels: its worker ends, and the other calls that wait start
 * again in the next one. */
type Cancellable<F> = F extends (...given: infer Given) => infer R
  ? (...given: WithSignal<Given>) => R
  : { [Name in keyof F]: Cancellable<F[Name]> };

type WithSignal<Given extends unknown[]> = Given extends [infer Options]
  ? [options: Options & Signal]
  : Given extends [infer I, infer Options]
    ? [input: I, options: Options & Signal]
    : Given extends [infer I, (infer Options)?]
      ? [input: I, options?: Options & Signal]
      : never;

/** How far the derivation of keys from passwords is. */
export interface Progress {
  /** The work that was done, in compressions of SHA-256. */
  done: number;
  /** The work that is known to be needed; it grows when another password or layer is tried. */
  needed: number;
}

interface Signal {
  /** Cancels the call: its worker ends at once. */
  signal?: AbortSignal | undefined;
  /** Called some twenty times a second with the progress of a long derivation. */
  progress?: ((progress: Progress) => void) | undefined;
}

/** The functions of the package, in a worker of their own. */
export type Connection = Cancellable<Api> & {
  /** Ends the worker; its memory goes with it. The next call starts another. */
  end(): void;
};

export interface ConnectOptions {
  /** Makes the worker, where a bundler can't find the package's own `worker-thread.js`. */
  worker?: (() => Worker) | undefined;
  /** Gives the full module to a worker of `keybundle/worker-thread-small` when a call needs it; without it, such a
   * call is refused. `load` of `keybundle/full` is such a function. */
  full?: (() => Promise<BufferSource | WebAssembly.Module>) | undefined;
  /** Milliseconds without a call after which the worker ends, and its memory with it. Default: 5,000. */
  linger?: number | undefined;
}

/** Starts a worker when it is first needed. */
export function connect(options?: ConnectOptions): Connection;
