import type { Api } from "./index.js";
export { KeybundleError } from "./index.js";

/** A function that an `AbortSignal` among its options cancels: the worker ends, and with it all calls that wait. */
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

interface Signal {
  signal?: AbortSignal;
}

/** The functions of the package, in a worker of their own. */
export type Connection = Cancellable<Api> & {
  /** Ends the worker; its memory goes with it. The next call starts another. */
  end(): void;
};

/** Starts a worker when it is first needed.
 * @param options `worker`: makes the worker, where a bundler can't find the package's own `worker-thread.js` */
export function connect(options?: { worker?: () => Worker }): Connection;
