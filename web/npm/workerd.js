// Workers runtimes compile no bytes: there the module is imported compiled.
import module from "./keybundle-full.wasm";
import { makeApi, sync } from "./api.js";
import { KeybundleError } from "./error.js";
import { initSync, makeInit } from "./module.js";

export const { init, initFull } = makeInit({ full: () => module });
export const { inspect, decode, decrypt, key, csr, eab, match, credential, request, layers, tree } = makeApi(init);
export { KeybundleError, initSync, sync };
