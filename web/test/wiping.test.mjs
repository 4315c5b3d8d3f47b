// What the modules leave in their memory once a call is over.
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
const keybundle = await import("keybundle/slim");
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
