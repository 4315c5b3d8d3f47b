// The package, in a worker made from a blob: there the page's own Content-Security-Policy holds, also from a disk.
import { connect, type Connection } from "keybundle/worker";

// Both are asked for at once, the second as soon as the page can be used: so that nothing is left to load later, and no
// request tells what somebody opens.
const thread = import("keybundle/worker-thread-small?worker&inline");
const full = thread.then(() => import("keybundle/full"));
let connection: Connection | undefined;

/** The functions of the package. */
export async function engine(): Promise<Connection> {
  const { default: Thread } = await thread;
  connection ??= connect({ worker: () => new Thread({ name: "keybundle" }), full: async () => (await full).load() });
  return connection;
}

/** Ends the worker: its memory goes with it. The next call starts another. */
export const endEngine = () => connection?.end();
