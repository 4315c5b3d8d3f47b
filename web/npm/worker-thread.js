import { callLater } from "./api.js";
import { init } from "./index.js";

const buffers = (value, found = new Set()) => {
  if (value instanceof Uint8Array) found.add(value.buffer);
  else if (value !== null && typeof value === "object") for (const member of Object.values(value)) buffers(member, found);
  return found;
};

globalThis.onmessage = async ({ data: { id, name, input, options } }) => {
  try {
    await init();
    const result = await callLater(name, input, options);
    globalThis.postMessage({ id, result }, [...buffers(result)]);
  } catch (error) {
    const { name: _, ...fields } = error;
    globalThis.postMessage({ id, error: { ...fields, message: error.message } });
  } finally {
    input.fill(0);
  }
};
