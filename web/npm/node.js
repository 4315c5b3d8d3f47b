// Node.js, Deno and Bun: the module is a file beside this one.
import { readFile } from "node:fs/promises";
import { makeApi, sync } from "./api.js";
import { KeybundleError } from "./error.js";
import { initFrom, initSync } from "./module.js";

export const init = (source) => initFrom(() => source ?? readFile(new URL("./keybundle.wasm", import.meta.url)));
export const { inspect, decode, decrypt, key, csr, eab, match, credential, request, layers, tree } = makeApi(init);
export { KeybundleError, initSync, sync };
