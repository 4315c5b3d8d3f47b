// The package's own way to start its worker is a file beside it. A worker that comes from the network has a policy of its
// own, so the page makes one from a blob instead (src/lib/engine.ts), and the file is not to be built as well.
import type { Plugin } from "vite";

const OWN = /new Worker\(new URL\("\.\/worker-thread\.js", import\.meta\.url\)[^)]*\)/;

export const withoutOwnThread = (): Plugin => ({
  name: "without-own-thread",
  enforce: "pre",
  transform(code, id) {
    if (!/\/npm\/worker\.js$/.test(id)) return undefined;
    if (!OWN.test(code)) throw new Error(`${id} starts its worker in another way than this page expects`);
    return { code: code.replace(OWN, "undefined"), map: null };
  },
});
