// What is left once a call is over: in the memory of the modules, and of what the package makes of strings and Blobs.
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
const sample = (name) => readFileSync(new URL(`../../testdata/${name}`, import.meta.url));

const memories = [];
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  const { exports } = made.instance ?? made;
  // Node.js has modules of its own.
  if (exports.__wbindgen_malloc) memories.push(exports.memory);
  return made;
};
/** The bytes that were made of strings and Blobs. */
const copies = [];
const noting = (prototype, name) => {
  const original = prototype[name];
  prototype[name] = function (...given) {
    const made = original.apply(this, given);
    const note = (bytes) => (copies.push(new Uint8Array(bytes.buffer ?? bytes)), bytes);
    return made instanceof Promise ? made.then(note) : note(made);
  };
};
noting(TextEncoder.prototype, "encode");
noting(Blob.prototype, "arrayBuffer");
const keybundle = await import("keybundle/slim");
const { connect } = await import("keybundle/worker");
const modules = ["keybundle/keybundle.wasm", "keybundle/keybundle-full.wasm"].map((name) => readFileSync(require.resolve(name)));
await keybundle.init(...modules);

/** In how many modules something stands. */
const standing = (bytes) => memories.filter(({ buffer }) => Buffer.from(buffer).includes(bytes)).length;

/** What must not be left of a key: its secret number, and the text of its PEM that holds it.
 * @param {Buffer} pem of a P-256 key in PKCS#8 */
function traces(pem) {
  const { d } = createPrivateKey(pem).export({ format: "jwk" });
  const [, first, second] = pem.toString().split("\n");
  return [Buffer.from(d, "base64url"), Buffer.from(d), Buffer.from(first.slice(32)), Buffer.from(second)];
}

test("what is looked for is found where it stands", () => {
  const text = Buffer.from("-----BEGIN ");
  assert.equal(standing(text), 1);
});

test("nothing of a key is left", async () => {
  const pem = sample("keys/device-p256.key.pem");
  const found = traces(pem);
  const password = "a password of some length";
  const none = () => found.concat(Buffer.from(password)).forEach((trace, index) => assert.equal(standing(trace), 0, `trace ${index}`));
  const { bundles } = await keybundle.decode(pem);
  assert.equal(bundles[0].private_key.pem.trim(), pem.toString().trim());
  assert.equal(memories.length, 1);
  none();
  // The small module has no answer, and is given the same as the full one.
  const encrypted = await keybundle.key.convert(pem, { encoding: "pkcs8", new_password: password });
  assert.equal(memories.length, 2);
  none();
  const jwk = await keybundle.key.convert(encrypted.pem, { encoding: "jwk", passwords: [password] });
  assert.equal(Buffer.from(jwk.jwk.d).equals(found[1]), true);
  none();
  await keybundle.csr.new({ key: pem, description: { subject: "CN=a" } });
  none();
});

/** What `work` had copied, and whether it is overwritten. */
async function copied(work) {
  copies.length = 0;
  await work();
  return [copies.length, copies.every((bytes) => bytes.every((byte) => byte === 0))];
}

const certificate = sample("keys/device-p256.cert.pem");

test("copies of strings and Blobs are overwritten, the caller's own bytes never", async () => {
  const pem = sample("keys/device-p256.key.pem");
  const own = new Uint8Array(pem);
  const blob = () => new Blob([pem]);
  // The input, and two passwords.
  assert.deepEqual(await copied(() => keybundle.decode(pem.toString(), { passwords: ["a", blob()] })), [3, true]);
  assert.deepEqual(await copied(() => keybundle.sync.decode(pem.toString(), { passwords: ["a"] })), [2, true]);
  assert.deepEqual(await copied(() => keybundle.decode("nothing", { passwords: ["a"] }).catch(() => undefined)), [2, true]);
  assert.deepEqual(await copied(() => keybundle.decode(blob(), { key_encryption_keys: [{ key: blob() }] })), [2, true]);
  const kept = [own, own.buffer, new DataView(own.buffer), new Uint16Array(own.buffer.slice(0, 16))];
  for (const one of kept) await keybundle.decode(one, { passwords: [own], recipient_keys: [own.buffer] }).catch(() => undefined);
  assert.deepEqual(Buffer.from(own), pem);
  assert.ok(kept.at(-1).some((word) => word !== 0));
});

test("copies of the caller's own bytes are overwritten", async () => {
  const own = new Uint8Array(sample("keys/device-p256.key.pem"));
  const made = [];
  const { slice } = Uint8Array.prototype;
  Uint8Array.prototype.slice = function (...given) {
    const copy = slice.apply(this, given);
    if (copy.length === own.length) made.push(copy);
    return copy;
  };
  try {
    await keybundle.decode(own, { recipient_keys: [own] });
  } finally {
    delete Uint8Array.prototype.slice;
  }
  assert.deepEqual(made.map((copy) => copy.every((byte) => byte === 0)), [true, true]);
  assert.ok(own.some((byte) => byte !== 0));
});

test("a Blob that is read when the call has failed is overwritten, too", async () => {
  const slow = new Blob(["a secret"]);
  const { arrayBuffer } = slow;
  slow.arrayBuffer = () => new Promise((resolve) => setTimeout(resolve, 20)).then(() => arrayBuffer.call(slow));
  const found = await copied(async () => {
    await assert.rejects(keybundle.decode(7, { passwords: [slow] }), { code: "usage" });
    await new Promise((resolve) => setTimeout(resolve, 60));
  });
  assert.deepEqual(found, [1, true]);
});

test("what is sent to a worker is kept until the call is over, and nowhere else", async () => {
  const sent = [];
  const worker = {
    postMessage: (message) => sent.push(structuredClone(message)),
    terminate: () => undefined,
  };
  const connection = connect({ worker: () => worker });
  const own = new Uint8Array(certificate);
  const options = { passwords: ["secret", own], recipient_keys: [new Blob([certificate])] };
  const found = await copied(async () => {
    const ended = connection.decode(certificate.toString(), options).catch(({ code }) => code);
    await new Promise((resolve) => setTimeout(resolve, 20));
    connection.end();
    assert.equal(await ended, "usage");
  });
  assert.deepEqual(found, [3, true]);
  const [{ input, options: got }] = sent;
  const all = [input, ...got.passwords, ...got.recipient_keys].map((bytes) => Buffer.from(bytes).toString());
  assert.deepEqual(all, [certificate.toString(), "secret", certificate.toString(), certificate.toString()]);
  assert.deepEqual(Buffer.from(own), certificate);
});
