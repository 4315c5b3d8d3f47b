// The module that everyone loads, alone: it gives what the command gives, or says that it takes the full one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import * as keybundle from "keybundle/slim";
import { ordered, result } from "./compare.mjs";
import { options, testdata, vectors } from "./vectors.mjs";

const module = (name) => readFileSync(createRequire(import.meta.url).resolve(`keybundle/${name}`));
const expected = JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8"));
const isIncomplete = ({ error }) => error?.code === "usage" && /full WebAssembly module/.test(error.message);
const rare = new Uint8Array(readFileSync(`${testdata}keys/ed448.key.pem`));

/** What is met every day, by the names of the vectors: for these the small module has to do. */
const COMMON = [/^sample\//, /^pkcs12\/(openssl3-default|jdk17-default)/];

await keybundle.init(module("keybundle.wasm"));

for (const name of ["inspect", "decode", "decrypt"]) {
  test(`${name}: as the command has it, or not at all`, async () => {
    let answered = 0;
    for (const vector of vectors()) {
      const bytes = new Uint8Array(readFileSync(vector.path));
      const found = await result(() => keybundle[name](bytes, name === "inspect" ? {} : options(vector)), keybundle.KeybundleError);
      if (isIncomplete(found)) {
        assert.ok(!COMMON.some((pattern) => pattern.test(vector.name)), `${vector.name} takes the full module`);
        continue;
      }
      assert.equal(ordered(found), ordered(expected[vector.name][name]), vector.name);
      answered += 1;
    }
    console.log(`${name}: the small module answers for ${answered} of ${vectors().length} vectors`);
    assert.ok(answered > vectors().length / 2, `${answered}`);
  });
}

test("what can't wait says how the full module gets there, and works once it is there", async () => {
  assert.throws(() => keybundle.sync.decode(rare), { code: "usage", hint: /initFull/ });
  await assert.rejects(keybundle.initFull(), { code: "usage", hint: /keybundle-full\.wasm/ });
  let asked = 0;
  await keybundle.initFull(() => {
    asked += 1;
    return module("keybundle-full.wasm");
  });
  assert.equal(keybundle.sync.decode(rare).bundles[0].private_key.algorithm, "Ed448");
  await keybundle.decode(rare);
  assert.equal(asked, 1);
});
