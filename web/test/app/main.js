// What a user's page does; built by each bundler in bundlers.test.mjs.
import { decode, KeybundleError } from "keybundle";
import { connect } from "keybundle/worker";

/** What is decoded in the page and in a worker, and what a refusal is. */
globalThis.run = async (file, workerUrl) => {
  const bytes = new Uint8Array(await (await fetch(file)).arrayBuffer());
  const options = { passwords: ["secret"] };
  const page = await decode(bytes, options);
  const refusal = await decode(bytes, { passwords: ["other"] }).catch((error) => error instanceof KeybundleError && error.code);
  if (workerUrl === null) return [page.bundles.length, refusal];
  const worker = connect(workerUrl ? { worker: () => new Worker(workerUrl, { type: "module" }) } : {});
  const { bundles } = await worker.decode(bytes, options);
  worker.end();
  return [page.bundles.length, refusal, bundles.length];
};
