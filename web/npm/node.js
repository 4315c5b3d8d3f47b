// Node.js, Deno and Bun: the module is a file beside this one, the full one, since it comes from a disk.
import { readFile } from "node:fs/promises";
import { makeApi, sync } from "./api.js";
import { KeybundleError } from "./error.js";
import { initSync, makeInit } from "./module.js";

export const { init, initFull } = makeInit({ full: () => readFile(new URL("./keybundle-full.wasm", import.meta.url)) });
export const { inspect, decode, decrypt, key, csr, eab, match, credential, request, layers, tree } = makeApi(init);
export { KeybundleError, initSync, sync };
