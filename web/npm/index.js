// Browsers and bundlers: the module stands in inline.js, packed.
import { makeApi, sync } from "./api.js";
import { KeybundleError } from "./error.js";
import { initFrom, initSync } from "./module.js";

const own = async () => (await import("./inline.js")).load();

export const init = (source) => initFrom(() => source ?? own());
export const { inspect, decode, decrypt, key, csr, eab, match, credential, request, layers, tree } = makeApi(init);
export { KeybundleError, initSync, sync };
