// The same for a worker that is one script, which can import nothing later: the small module is inside, and the full one
// comes from whoever connected, when it is needed (the option `full`).
import { load } from "./inline.js";
import { makeInit } from "./module.js";
import { serve } from "./thread.js";

let came;

function ask() {
  globalThis.postMessage({ isFullNeeded: true });
  return new Promise((resolve) => (came = resolve));
}

const { init } = makeInit({ small: load, full: ask });
serve(init, ({ full }) => came(full));
