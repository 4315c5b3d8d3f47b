// The page's side of browser.test.mjs.
import * as keybundle from "/keybundle/index.js";
import { connect } from "/keybundle/worker.js";
import { ordered, result } from "/compare.mjs";

const fetched = async (name) => {
  const text = await (await fetch(name)).text();
  return JSON.parse(text, (_, value) =>
    value?.$base64 === undefined ? value : Uint8Array.from(atob(value.$base64), (character) => character.charCodeAt(0)),
  );
};

/** How many results were compared, and which differ. */
globalThis.compareAll = async (way) => {
  const [vectors, expected] = await Promise.all([fetched("/vectors.json"), fetched("/expected.json")]);
  const api = way === "worker" ? connect() : keybundle;
  const calls = way === "worker" ? ["decode"] : ["inspect", "decode", "decrypt"];
  const differing = [];
  let count = 0;
  for (const { name, bytes, options } of vectors) {
    for (const call of calls) {
      const found = await result(() => api[call](bytes, call === "inspect" ? {} : options), keybundle.KeybundleError);
      if (ordered(found) !== ordered(expected[name][call])) differing.push(`${call} ${name}`);
      count += 1;
    }
  }
  api.end?.();
  return { count, differing };
};

/** What a cancelled call ends with, and what the one beside it and the next one find. */
globalThis.cancel = async () => {
  const vectors = await fetched("/vectors.json");
  const { bytes, options } = vectors.find(({ name }) => name === "pkcs12/openssl3-default.p12");
  const worker = connect();
  const stop = new AbortController();
  const first = worker.decode(bytes, { ...options, signal: stop.signal }).catch((error) => error.name);
  const beside = worker.decode(bytes, options);
  // Both are sent.
  await new Promise((resolve) => setTimeout(resolve));
  stop.abort();
  const outcome = await first;
  const found = [await beside, await worker.decode(bytes, options)];
  worker.end();
  return [outcome, ...found.map(({ bundles }) => bundles.length)];
};

/** What is told of a key with many iterations, and what becomes of the call that is cancelled halfway. */
globalThis.watch = async () => {
  const worker = connect();
  const { der } = await worker.key.new({ type: "p-256", password: "secret", iterations: 600_000 });
  const told = [];
  await worker.decode(der, { passwords: ["secret"], progress: (progress) => told.push(progress) });
  const stop = new AbortController();
  let began;
  const progress = () => {
    began ??= performance.now();
    stop.abort();
  };
  const call = worker.decode(der, { passwords: ["secret"], signal: stop.signal, progress });
  const cancelled = await call.catch((error) => error.name);
  const after = performance.now() - began;
  worker.end();
  return { told, cancelled, after };
};

/** How many workers were made for three calls, with a pause before the last. */
globalThis.linger = async () => {
  let made = 0;
  const own = () => {
    made += 1;
    return new Worker("/keybundle/worker-thread.js", { type: "module" });
  };
  const worker = connect({ worker: own, linger: 100 });
  const pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
  await worker.decode(pem);
  await worker.decode(pem);
  const before = made;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { public_keys } = await worker.decode(pem);
  worker.end();
  return [made, before, public_keys.length + before];
};

/** What a call ends with whose module breaks, how many workers were made, and what the next call finds. */
globalThis.breakThread = async (pem) => {
  const made = [];
  const own = () => (made.push(new Worker("/breaking-thread.mjs", { type: "module" })), made.at(-1));
  const worker = connect({ worker: own });
  await worker.decode(pem);
  made[0].postMessage({ isToBreak: true });
  const code = await worker.decode(pem).catch((error) => error.code);
  const { bundles } = await worker.decode(pem);
  worker.end();
  return [code, made.length, bundles.length];
};

globalThis.make = async () => {
  const worker = connect();
  const { algorithm, pem } = await worker.key.new({ type: "rsa-2048" });
  const { subject } = await worker.csr.new({ key: pem, description: { subject: "CN=a" } });
  worker.end();
  return [algorithm, subject];
};

globalThis.readFile = () => keybundle.inspect(new File(["nothing"], "a.txt")).catch((error) => error.code);

globalThis.useSlim = async () => {
  const slim = await import("/keybundle/slim.js");
  await slim.init(new URL("/keybundle/keybundle.wasm", location.href));
  return slim.inspect("").catch((error) => error.code);
};

const smallWorker = () => new Worker("/keybundle/worker-thread-small.js", { type: "module" });

/** A rare key in a worker of one script, which asks for the full module: what came out, and how often it was asked for. */
globalThis.rare = async (pem) => {
  const { load } = await import("/keybundle/inline-full.js");
  let asked = 0;
  const worker = connect({ worker: smallWorker, full: () => ((asked += 1), load()) });
  const open = async () => (await worker.decode(pem)).bundles[0].private_key.algorithm;
  const algorithms = [await open(), await open()];
  worker.end();
  const failing = connect({ worker: smallWorker, full: () => Promise.reject(new Error("offline")) });
  const refusal = await failing.decode(pem).catch((error) => error.message);
  failing.end();
  return [...algorithms, asked, refusal];
};

/** The same where there is no full module: what two calls end with, what one beside them finds, and how many workers were made. */
globalThis.rareWithoutFull = async (pem) => {
  let made = 0;
  const worker = connect({ worker: () => ((made += 1), smallWorker()) });
  const refused = () => worker.decode(pem).catch(({ name, code, hint }) => [name, code, hint]);
  const beside = worker.inspect("").catch((error) => error.code);
  const outcome = [await refused(), await refused(), await beside, made];
  worker.end();
  return outcome;
};

globalThis.ready = true;
