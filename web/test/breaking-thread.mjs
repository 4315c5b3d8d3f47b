// The package's worker, with a module that breaks at the next call once it is told to.
import "/keybundle/worker-thread.js";

const memories = [];
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  memories.push((made.instance ?? made).exports.memory);
  return made;
};
globalThis.addEventListener("message", ({ data }) => {
  if (data.isToBreak) for (const { buffer } of memories) new Uint8Array(buffer).fill(0xff);
});
