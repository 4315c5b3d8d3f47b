// Bring your own module: its bytes, a Response, a URL or a WebAssembly.Module.
import { makeApi, sync } from "./api.js";
import { KeybundleError, usage } from "./error.js";
import { initSync, makeInit } from "./module.js";

const missing = () => {
  throw usage("keybundle/slim brings no WebAssembly module", 'call init(source) first, for instance with the URL of "keybundle/keybundle.wasm"');
};
export const { init, initFull } = makeInit({}, missing);
export const { inspect, decode, decrypt, key, csr, eab, match, credential, request, layers, tree } = makeApi(init);
export { KeybundleError, initSync, sync };
