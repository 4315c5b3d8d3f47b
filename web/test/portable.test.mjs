// The module for engines without SIMD: the same results, and who needs it is told so.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import * as keybundle from "keybundle/slim";
import { ordered, result } from "./compare.mjs";
import { options, vectors } from "./vectors.mjs";

const portable = readFileSync(createRequire(import.meta.url).resolve("keybundle/keybundle-portable.wasm"));
const expected = JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8"));

test("an engine that refuses the module is told of the other one", async () => {
  // What no engine takes: none that runs these tests is without SIMD.
  const cut = portable.subarray(0, portable.length - 1);
  await assert.rejects(keybundle.init(cut), { code: "usage", hint: /keybundle-portable\.wasm/ });
  assert.throws(() => keybundle.initSync(cut), { code: "usage", hint: /keybundle-portable\.wasm/ });
});

test("every file with a password as the command has it", async () => {
  await keybundle.init(portable);
  let opened = 0;
  for (const vector of vectors()) {
    const with_ = options(vector);
    if (!with_.passwords?.length) continue;
    const found = await result(() => keybundle.decode(new Uint8Array(readFileSync(vector.path)), with_), keybundle.KeybundleError);
    assert.equal(ordered(found), ordered(expected[vector.name].decode), vector.name);
    opened += 1;
  }
  assert.ok(opened > 200, `${opened} files`);
});
