// The package, in a worker made from a blob: there the page's own Content-Security-Policy holds, also from a disk.
import { connect, type Connection } from "keybundle/worker";

// Asked for at once, so that nothing is left to load later.
const thread = import("keybundle/worker-thread?worker&inline");
let connection: Connection | undefined;

/** The functions of the package. */
export async function engine(): Promise<Connection> {
  const { default: Thread } = await thread;
  connection ??= connect({ worker: () => new Thread({ name: "keybundle" }) });
  return connection;
}

/** Ends the worker: its memory goes with it. The next call starts another. */
export const endEngine = () => connection?.end();
