import type { DecodeOptions, Decoded, Decrypted, Input, InspectOptions, Inspected, UnlockOptions } from "./index.js";
export { KeybundleError } from "./index.js";

/** Cancels a call: the worker ends, and with it all calls that wait. */
export interface Cancellable {
  signal?: AbortSignal;
}

/** The functions of the package, in a worker of their own. */
export interface Connection {
  inspect(input: Input, options?: InspectOptions & Cancellable): Promise<Inspected>;
  decode(input: Input, options?: DecodeOptions & Cancellable): Promise<Decoded>;
  decrypt(input: Input, options?: UnlockOptions & Cancellable): Promise<Decrypted>;
  /** Ends the worker; its memory goes with it. The next call starts another. */
  end(): void;
}

/** Starts a worker when it is first needed.
 * @param options `worker`: makes the worker, where a bundler can't find the package's own `worker-thread.js` */
export function connect(options?: { worker?: () => Worker }): Connection;
