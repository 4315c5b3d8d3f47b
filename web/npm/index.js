// Browsers and bundlers: the modules stand in inline.js and inline-full.js, packed; the second is loaded when it is needed.
import { makeApi, sync } from "./api.js";
import { KeybundleError } from "./error.js";
import { initSync, makeInit } from "./module.js";

export const { init, initFull } = makeInit({
  small: async () => (await import("./inline.js")).load(),
  full: async () => (await import("./inline-full.js")).load(),
});
export const { inspect, decode, decrypt, key, csr, eab, match, credential, request, layers, tree } = makeApi(init);
export { KeybundleError, initSync, sync };
