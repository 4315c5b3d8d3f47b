// Browsers and bundlers: the modules stand in inline.js and inline-full.js, packed; the second is loaded when it is needed.
import { makeApi, sync } from "./api.js";
import { KeybundleError } from "./error.js";
import { initFrom, initSync, needFull } from "./module.js";

const own = async () => (await import("./inline.js")).load();
const ownFull = async () => (await import("./inline-full.js")).load();

export const init = (source, full = ownFull) => initFrom(() => source ?? own(), typeof full === "function" ? full : () => full);
export const initFull = async (full) => {
  await init(undefined, full);
  await needFull();
};
export const { inspect, decode, decrypt, key, csr, eab, match, credential, request, layers, tree } = makeApi(init);
export { KeybundleError, initSync, sync };
