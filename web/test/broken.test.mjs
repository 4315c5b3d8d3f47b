// What becomes of a module that breaks in the midst of a call: of what it held, and of the calls after it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
const sample = (name) => readFileSync(new URL(`../../testdata/${name}`, import.meta.url));
const module = (name) => readFileSync(require.resolve(`keybundle/${name}`));

/** The memory of each instance, in the order in which they were made. */
const memories = [];
const note = ({ exports }) => {
  // Node.js has modules of its own.
  if (exports.__wbindgen_malloc) memories.push(exports.memory);
};
const { instantiate, Instance } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  note(made.instance ?? made);
  return made;
};
WebAssembly.Instance = class extends Instance {
  constructor(...given) {
    super(...given);
    note(this);
  }
};
const keybundle = await import("keybundle/slim");
const p12 = sample("vectors/pkcs12/openssl3-default.p12");
const unlock = { passwords: ["secret"] };

/** With this in its memory a module finds nothing where it was, and traps. */
const damage = (memory) => new Uint8Array(memory.buffer).fill(0xff);
const isEmpty = ({ buffer }) => Buffer.from(buffer).every((byte) => byte === 0);
const refusal = (error) => {
  assert.ok(error instanceof keybundle.KeybundleError);
  assert.deepEqual([error.code, typeof error.hint], ["limit-memory", "string"]);
  assert.ok(error.cause instanceof WebAssembly.RuntimeError);
  return true;
};

test("made ready at once: the call is refused, the memory is empty, the next call works", () => {
  keybundle.initSync(module("keybundle.wasm"));
  assert.equal(keybundle.sync.decode(p12, unlock).bundles.length, 1);
  damage(memories[0]);
  assert.throws(() => keybundle.sync.decode(p12, unlock), refusal);
  assert.ok(isEmpty(memories[0]));
  assert.equal(keybundle.sync.decode(p12, unlock).bundles.length, 1);
  assert.equal(memories.length, 2);
  // What is refused as ever leaves the instance where it is.
  assert.throws(() => keybundle.sync.decode(p12), { code: "password-required" });
  assert.equal(memories.length, 2);
});

test("so it is with functions that wait, and the full module is not asked for again", async () => {
  let asked = 0;
  await keybundle.init(undefined, () => ((asked += 1), module("keybundle-full.wasm")));
  damage(memories[1]);
  await assert.rejects(keybundle.decode(p12, unlock), refusal);
  assert.equal((await keybundle.decode(p12, unlock)).bundles.length, 1);
  const show = () => keybundle.key.show(sample("keys/p256.key.pem"));
  assert.equal((await show()).key_type, "EC");
  assert.equal(memories.length, 4);
  damage(memories[3]);
  await assert.rejects(show(), refusal);
  assert.ok(isEmpty(memories[3]));
  const both = await Promise.all([show(), show()]);
  assert.deepEqual(both.map(({ key_type }) => key_type), ["EC", "EC"]);
  assert.equal(asked, 1);
});

test("bytes that were transferred are refused, and the module is left as it is", async () => {
  const before = memories.length;
  const kinds = [(buffer) => buffer, (buffer) => new Uint8Array(buffer), (buffer) => new DataView(buffer), (buffer) => Buffer.from(buffer)];
  for (const kind of kinds) {
    const { buffer } = new Uint8Array(p12);
    const gone = kind(buffer);
    structuredClone(buffer, { transfer: [buffer] });
    for (const given of [[gone], [p12, { passwords: [gone] }]]) {
      assert.throws(() => keybundle.sync.decode(...given), { code: "usage", message: /transferred/ });
      await assert.rejects(keybundle.decode(...given), { code: "usage", message: /transferred/ });
    }
  }
  assert.equal(keybundle.sync.decode(p12, unlock).bundles.length, 1);
  assert.equal(memories.length, before);
});

test("a module that the runtime interrupted is not used again", () => {
  const before = memories.length;
  const request = JSON.stringify({ certificate_profile_attributes: [{ id: "subject.common_name", value: "dévice" }] });
  const match = () => keybundle.sync.match([{ certificate_field: "subject.common_name", value: "dévice" }], { request, rules: { unicode: "nfc" } });
  assert.equal(match().matches, true);
  const { normalize } = String.prototype;
  String.prototype.normalize = () => {
    throw new Error("interrupted");
  };
  try {
    assert.throws(match, (error) => error.code === "limit-memory" && error.cause.message === "interrupted");
  } finally {
    String.prototype.normalize = normalize;
  }
  assert.ok(isEmpty(memories[before - 1]));
  assert.equal(match().matches, true);
});

test("the thread of a worker says so, and overwrites what it was given", async () => {
  const { serve } = await import(new URL("node_modules/keybundle/thread.js", import.meta.url));
  const posted = [];
  globalThis.postMessage = (message) => posted.push(message);
  serve(async () => undefined);
  const given = { name: "decode", input: new Uint8Array(p12), options: { passwords: [new TextEncoder().encode("secret")] } };
  const ask = (id, more) => globalThis.onmessage({ data: structuredClone({ id, ...given, ...more }) });
  damage(memories.at(-1));
  const message = { id: 1, ...structuredClone(given) };
  await globalThis.onmessage({ data: message });
  await ask(2);
  await ask(3, { options: {} });
  assert.deepEqual(posted.map(({ id, error, isBroken }) => [id, error?.code, isBroken]), [
    [1, "limit-memory", true], [2, undefined, undefined], [3, "password-required", false],
  ]);
  assert.ok(message.input.every((byte) => byte === 0) && message.options.passwords[0].every((byte) => byte === 0));
  // What is shared with the one who called is left alone.
  const shared = new Uint8Array(new SharedArrayBuffer(p12.length));
  shared.set(p12);
  await ask(4, { input: shared });
  assert.equal(posted.at(-1).result.bundles.length, 1);
  assert.deepEqual(Buffer.from(shared), p12);
});
