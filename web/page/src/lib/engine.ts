// The package, in a worker made from a blob: there the page's own Content-Security-Policy holds, also from a disk.
import { connect, KeybundleError, type Connection } from "keybundle/worker";

// Both are asked for at once, the second as soon as the page can be used: so that nothing is left to load later, and no
// request tells what somebody opens.
const thread = import("keybundle/worker-thread-small?worker&inline");
const full = thread.then(() => import("keybundle/full"));
let connection: Connection | undefined;

/** The functions of the package. */
export async function engine(): Promise<Connection> {
  const { default: Thread } = await thread;
  connection ??= repeating(connect({ worker: () => new Thread({ name: "keybundle" }), full: async () => (await full).load() }));
  return connection;
}

/** A call that is cancelled ends the worker, and with it the calls that only stood by: they are made again. */
const isBystander = (error: unknown) =>
  error instanceof KeybundleError && error.code === "usage" && error.message === "the worker was ended with a call that was cancelled";

async function repeated<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isBystander(error)) throw error;
    }
  }
}

/** The same functions, in the same groups. */
function repeating<Functions extends object>(functions: Functions): Functions {
  const entries = Object.entries(functions).map(([name, value]) => {
    if (typeof value !== "function") return [name, repeating(value)];
    return [name, name === "end" ? value : (...given: unknown[]) => repeated(() => value(...given))];
  });
  return Object.fromEntries(entries);
}

/** Ends the worker: its memory goes with it. The next call starts another. */
export const endEngine = () => connection?.end();
