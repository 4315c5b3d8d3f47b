// For bundlers that don't follow `new URL("…", import.meta.url)`: the worker is an entry of its own.
import "keybundle/worker-thread";
