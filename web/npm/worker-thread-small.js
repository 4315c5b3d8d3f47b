// The same for a worker that is one script, which can import nothing later: the small module is inside, and the full one
// comes from whoever connected, when it is needed (the option `full`).
import { load } from "./inline.js";
import { incomplete, makeInit } from "./module.js";
import { serve } from "./thread.js";

let came;

async function ask() {
  globalThis.postMessage({ isFullNeeded: true });
  const full = await new Promise((resolve) => (came = resolve));
  if (full == null) throw incomplete('give connect() the option `full`, for instance `load` of "keybundle/full"');
  return full;
}

const { init } = makeInit({ small: load, full: ask });
serve(init, ({ full }) => came(full));
