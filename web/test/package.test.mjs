// What the package promises besides its results.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { createReadStream, readFileSync } from "node:fs";
import test from "node:test";
import { runInNewContext } from "node:vm";
import * as keybundle from "keybundle";
import * as slim from "keybundle/slim";
import { connect } from "keybundle/worker";
import { options, vectors } from "./vectors.mjs";

const sample = (name) => readFileSync(new URL(`../../testdata/${name}`, import.meta.url));
const p12 = sample("vectors/pkcs12/openssl3-default.p12");
const require = createRequire(import.meta.url);

test("before the module is there, functions that don't wait say so by name", () => {
  // `slim` shares its module with the main entry: so this is the first test.
  assert.throws(() => slim.sync.inspect(p12), { name: "KeybundleError", code: "usage", hint: /init/ });
});

test("slim brings no module and says how to give one", async () => {
  await assert.rejects(slim.init(), { code: "usage", hint: /keybundle\.wasm/ });
});

test("init may be called again and again", async () => {
  await Promise.all([keybundle.init(), keybundle.init()]);
  await keybundle.init();
  keybundle.initSync(readFileSync(require.resolve("keybundle/keybundle.wasm")));
});

test("the same input as bytes, buffer, view, blob and text", async () => {
  const pem = sample("keys/rsa2048.cert.pem");
  const bytes = new Uint8Array(pem);
  const inputs = [bytes, bytes.buffer, new DataView(bytes.buffer), new Blob([bytes]), pem.toString()];
  for (const input of inputs) {
    const { certificates } = await keybundle.decode(input);
    assert.equal(certificates.length, 1);
  }
  await assert.rejects(keybundle.decode(7), { code: "usage" });
});

test("keys come as PKCS#8, and certificates as they were", async () => {
  const { bundles } = await keybundle.decode(p12, { passwords: ["secret"] });
  const { createPrivateKey, X509Certificate } = await import("node:crypto");
  const [{ private_key, certificate }] = bundles;
  const key = createPrivateKey({ key: Buffer.from(private_key.der), format: "der", type: "pkcs8" });
  assert.equal(key.export({ format: "pem", type: "pkcs8" }), private_key.pem);
  assert.ok(new X509Certificate(certificate.der).checkPrivateKey(key));
});

test("the input is left as it was", async () => {
  const bytes = new Uint8Array(p12);
  const copy = bytes.slice();
  await keybundle.decode(bytes, { passwords: ["secret"] });
  assert.deepEqual(bytes, copy);
});

test("lists are taken as they are at the call", async () => {
  const passwords = ["secret"];
  const opened = keybundle.decode(p12, { passwords });
  passwords.length = 0;
  assert.equal((await opened).bundles.length, 1);
  const blobs = [new Blob(["secret"])];
  const other = keybundle.decode(p12, { passwords: blobs });
  blobs.length = 0;
  assert.equal((await other).bundles.length, 1);
});

test("bytes are taken as they are at the call", async () => {
  const bytes = new Uint8Array(p12);
  const password = new TextEncoder().encode("secret");
  const calls = [bytes, bytes.buffer, Buffer.from(bytes.buffer), new DataView(bytes.buffer)].map((input) => keybundle.decode(input, { passwords: [password] }));
  bytes.fill(0);
  password.fill(0);
  for (const { bundles } of await Promise.all(calls)) assert.equal(bundles.length, 1);
});

test("Blobs are read wherever bytes stand", async () => {
  const vector = vectors().find(({ unlock, cms }) => cms && unlock.kek !== undefined && unlock.kek_id !== undefined);
  const { key_encryption_keys, ...others } = options(vector);
  const blobs = key_encryption_keys.map(({ key, id }) => ({ key: new Blob([key]), id: new Blob([id]) }));
  const [found, expected] = await Promise.all(
    [blobs, key_encryption_keys].map((keys) => keybundle.decrypt(readFileSync(vector.path), { ...others, key_encryption_keys: keys })),
  );
  assert.deepEqual(found, expected);
});

test("an object among secrets is no reference to another secret", async () => {
  const passwords = [{ $bytes: [0, 6] }, "secret"];
  await assert.rejects(keybundle.decode(p12, { passwords }), { code: "usage", message: /passwords/ });
  assert.throws(() => keybundle.sync.decode(p12, { passwords }), { code: "usage", message: /passwords/ });
});

test("JSON may be an object", async () => {
  const answer = JSON.parse(sample("vectors/sample/response-cert-encrypted.json"));
  const recipient_keys = [sample("keys/rsa2048.key.pem")];
  assert.equal((await keybundle.decode(answer, { recipient_keys })).bundles.length, 1);
  assert.deepEqual((await keybundle.inspect(answer)).needs, ["recipient-key"]);
});

test("what is neither bytes nor plain is no input", async () => {
  class Answer {
    certificate = sample("keys/rsa2048.cert.pem").toString();
  }
  const plain = { certificate: new Answer().certificate };
  const others = [Promise.resolve(p12), createReadStream(import.meta.filename), new Date(), new Map(Object.entries(plain)), () => p12, new Answer()];
  for (const input of others) {
    await assert.rejects(keybundle.inspect(input), { name: "KeybundleError", code: "usage", hint: /await/ });
    assert.throws(() => keybundle.sync.inspect(input), { code: "usage" });
  }
  // Without a prototype, and of another realm.
  const bare = Object.assign(Object.create(null), plain);
  const foreign = runInNewContext("JSON.parse(text)", { text: JSON.stringify(plain) });
  for (const input of [plain, bare, foreign]) assert.equal((await keybundle.inspect(input)).open.certificates, 1);
});

test("what a page added to every object is no part of an answer", () => {
  Object.prototype.added = { more: {} };
  try {
    const { bundles } = keybundle.sync.decode(p12, { passwords: ["secret"] });
    assert.equal(bundles.length, 1);
    assert.ok(!Object.hasOwn(bundles[0], "added"));
  } finally {
    delete Object.prototype.added;
  }
});

test("options that don't exist or are of another type are refused by name", async () => {
  await assert.rejects(keybundle.decode(p12, { password: "secret" }), { code: "usage", message: /password/ });
  await assert.rejects(keybundle.decode(p12, { passwords: "secret" }), { code: "usage", message: /passwords/ });
  await assert.rejects(keybundle.decode(p12, { limits: { depth: -1 } }), { code: "usage", message: /depth/ });
  await assert.rejects(keybundle.decode(p12, { limits: { deep: 1 } }), { code: "usage", message: /limit/ });
});

test("options that JSON would lose are refused by name, before anything is done", async () => {
  const cycle = [];
  cycle.push(cycle);
  const bytes = new Uint8Array(1);
  const ways = [(input, options) => keybundle.decode(input, options), async (input, options) => keybundle.sync.decode(input, options)];
  const { make, made } = workers();
  ways.push(connect({ worker: make }).decode);
  for (const decode of ways) {
    for (const options of [null, 7, "secret", [], new Map([["passwords", ["secret"]]]), () => undefined]) {
      await assert.rejects(decode(p12, options), { name: "KeybundleError", code: "usage", message: /options/ });
    }
    const odd = {
      now: [() => 1, 1n, NaN, new Date(NaN).getTime(), Symbol("now")],
      limits: [new Map([["depth", 1]]), cycle, { depth: Infinity }, { depth: () => 1 }, bytes],
      passwords: [() => "secret", [() => "secret"], [1n], cycle, new Map(), Promise.resolve(["secret"]), [Promise.resolve("secret")], [[["secret"]]]],
    };
    for (const [name, values] of Object.entries(odd)) {
      for (const value of values) {
        const refusal = { name: "KeybundleError", code: "usage", field: name, message: new RegExp(`^the option ${name} `) };
        await assert.rejects(decode(p12, { [name]: value }), refusal);
      }
    }
    for (const input of [{ size: 1n }, cycle, { read: () => p12 }, { file: Promise.resolve(p12) }]) {
      await assert.rejects(decode(input), { name: "KeybundleError", code: "usage", message: /an input/ });
    }
  }
  assert.equal(made.length, 0);
  for (const decode of ways.slice(0, 2)) {
    await assert.rejects(decode(p12, { key_encryption_keys: [bytes] }), { code: "usage", message: /^the option key_encryption_keys .*\{ key, id \}/ });
    await assert.rejects(decode(p12, { key_encryption_keys: ["text"] }), { code: "usage", message: /\{ key, id \}/ });
    await assert.rejects(decode(p12, { key_encryption_keys: bytes }), { code: "usage", message: /\{ key, id \}/ });
  }
});

test("options are taken as they are at the call, and undefined is none", async () => {
  const rules = { case: "ignore" };
  const request = JSON.stringify({ certificate_profile_attributes: [{ id: "subject.common_name", value: "a" }] });
  const matched = keybundle.match([{ certificate_field: "subject.common_name", value: "A" }], { request, rules });
  rules.case = "exact";
  assert.equal((await matched).matches, true);
  const { now } = Date;
  Date.now = () => 2 ** 43;
  try {
    for (const decode of [keybundle.decode, keybundle.sync.decode]) {
      const none = { mac_passwords: undefined, limits: { depth: undefined }, exact_verdicts: undefined };
      for (const [at, expected] of [[{}, true], [{ now: undefined }, true], [{ now: null }, false]]) {
        const { warnings } = await decode(p12, { passwords: ["secret"], ...none, ...at });
        assert.equal(warnings.some(({ code }) => code === "expired"), expected);
      }
    }
  } finally {
    Date.now = now;
  }
});

test("a refusal carries what the command's JSON has", async () => {
  await assert.rejects(keybundle.decode(p12, { passwords: ["other"], exact_verdicts: true }), (error) => {
    assert.ok(error instanceof keybundle.KeybundleError);
    assert.deepEqual([error.code, error.stage], ["wrong-password", "unlock"]);
    return true;
  });
  await assert.rejects(keybundle.decode(p12, { passwords: ["secret"], limits: { derivation_work: 10 } }), (error) => {
    assert.equal(error.limit.name, "derivation_work");
    return true;
  });
});

test("ten thousand calls don't grow the module's memory", () => {
  const answer = sample("vectors/sample/response-cert-encrypted.json");
  const keys = { recipient_keys: [sample("keys/rsa2048.key.pem")] };
  const others = { recipient_keys: [sample("keys/p256.key.pem")] };
  const memory = () => {
    globalThis.gc();
    return process.memoryUsage().external;
  };
  keybundle.sync.decode(answer, keys);
  const before = memory();
  for (let count = 0; count < 10_000; count += 1) {
    // Refusals must leave nothing behind either: this one is for another recipient.
    assert.throws(() => keybundle.sync.decode(answer, others), { code: "wrong-recipient" });
    if (count % 100 === 0) keybundle.sync.decode(answer, keys);
  }
  assert.ok(memory() - before < 1 << 20);
});

/** A worker that answers when it is told to.
 * @returns {{ make: () => object, made: any[] }} */
function workers() {
  const made = [];
  const make = () => {
    const worker = {
      calls: [],
      postMessage: (message) => worker.calls.push(structuredClone(message)),
      answer: (more = { result: {} }) => worker.onmessage({ data: { id: worker.calls.shift().id, ...more } }),
      terminate: () => (worker.ended = true),
    };
    made.push(worker);
    return worker;
  };
  return { make, made };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test("calls beside one that is cancelled begin anew in the next worker", async () => {
  const { make, made } = workers();
  const { decode, inspect, end } = connect({ worker: make });
  const stop = new AbortController();
  const told = [];
  const own = new Uint8Array(p12);
  const options = { passwords: ["secret"], progress: ({ done }) => told.push(done) };
  const cancelled = [inspect(p12, { signal: stop.signal }), inspect(p12, { signal: stop.signal })];
  const others = [decode(own, options), inspect(new Blob([own]), { signal: new AbortController().signal })];
  await soon();
  own.fill(0);
  stop.abort();
  for (const call of cancelled) await assert.rejects(call, { name: "AbortError" });
  assert.deepEqual([made.length, made[0].ended, made[1].calls.length], [2, true, 2]);
  const again = made[1].calls.find(({ name }) => name === "decode");
  assert.deepEqual(Buffer.from(again.options.passwords[0]), Buffer.from("secret"));
  made[1].onmessage({ data: { id: again.id, progress: { done: 1 } } });
  for (const { name, input } of [...made[1].calls]) made[1].answer({ result: { name, input: Buffer.from(input) } });
  assert.deepEqual(await Promise.all(others), [{ name: "decode", input: p12 }, { name: "inspect", input: p12 }]);
  assert.deepEqual(told, [1]);
  end();
});

test("calls are refused where no next worker starts", async () => {
  const { make } = workers();
  let isFirst = true;
  const worker = () => {
    if (!isFirst) throw new Error("no more");
    isFirst = false;
    return make();
  };
  const { inspect } = connect({ worker });
  const stop = new AbortController();
  const [cancelled, other] = [inspect(p12, { signal: stop.signal }), inspect(p12)];
  await soon();
  stop.abort();
  await assert.rejects(cancelled, { name: "AbortError" });
  await assert.rejects(other, { message: "no more" });
});

test("where there are no workers, calls say so by name", async () => {
  await assert.rejects(connect().inspect(p12), { name: "KeybundleError", code: "usage", message: /Web Workers/ });
});

test("of a view of a large buffer a worker is sent what it shows", async () => {
  const { make, made } = workers();
  const { decode, end } = connect({ worker: make });
  const view = new Uint8Array(1 << 20).subarray(7, 2007);
  void decode(view, { passwords: [view] }).catch(() => undefined);
  await soon();
  const [{ input, options }] = made[0].calls;
  assert.deepEqual([input, options.passwords[0]].map(({ buffer }) => buffer.byteLength), [2000, 2000]);
  end();
});

test("a timer of calls that were cancelled ends no later one", async () => {
  const { make, made } = workers();
  const { inspect } = connect({ worker: make, linger: 20 });
  const stop = new AbortController();
  const cancelled = inspect(p12, { signal: stop.signal });
  await soon();
  stop.abort();
  await assert.rejects(cancelled, { name: "AbortError" });
  const later = inspect(p12);
  // Longer than an idle worker is kept.
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.ok(!made[1].ended);
  made[1].answer();
  await later;
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.ok(made[1].ended);
});

test("a worker ends after a call that could not be sent, too", async () => {
  const { make, made } = workers();
  const full = () => {
    const worker = make();
    worker.postMessage = () => {
      throw new DOMException("too much", "DataCloneError");
    };
    return worker;
  };
  const { decode } = connect({ worker: full, linger: 20 });
  await assert.rejects(decode(p12), { name: "DataCloneError" });
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.ok(made[0].ended);
});

test("a worker whose module broke ends when no other call waits for it, and the next call starts another", async () => {
  const { make, made } = workers();
  const { inspect } = connect({ worker: make });
  const [breaking, other] = [inspect(p12), inspect(p12)];
  await soon();
  const error = { code: "limit-memory", stage: "parse", message: "it broke off", hint: null };
  made[0].answer({ error, isBroken: true });
  await assert.rejects(breaking, { code: "limit-memory" });
  await soon();
  assert.ok(!made[0].ended);
  made[0].answer();
  await other;
  await soon();
  assert.ok(made[0].ended);
  const next = inspect(p12);
  await soon();
  made[1].answer();
  await next;
  await soon();
  assert.ok(!made[1].ended);
  made[1].terminate();
});

test("what comes of a call that was cancelled is overwritten", async () => {
  const { make, made } = workers();
  const { inspect } = connect({ worker: make });
  const stop = new AbortController();
  const cancelled = inspect(p12, { signal: stop.signal });
  await soon();
  stop.abort();
  await assert.rejects(cancelled, { name: "AbortError" });
  const result = { bundles: [{ private_key: { der: new Uint8Array([1, 2, 3]) } }] };
  made[0].answer({ result });
  assert.deepEqual([...result.bundles[0].private_key.der], [0, 0, 0]);
});
