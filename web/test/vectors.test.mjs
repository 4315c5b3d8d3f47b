// Every vector through the packed package in Node.js: the same results and the same codes as the command gives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as keybundle from "keybundle";
import { ordered, result } from "./compare.mjs";
import { requests } from "./requests.mjs";
import { options, vectors } from "./vectors.mjs";

const expected = JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8"));

for (const name of ["inspect", "decode", "decrypt"]) {
  test(`${name}: every vector as the command has it`, async () => {
    for (const vector of vectors()) {
      const bytes = new Uint8Array(readFileSync(vector.path));
      const with_ = name === "inspect" ? {} : options(vector);
      const found = await result(() => keybundle[name](bytes, with_), keybundle.KeybundleError);
      assert.equal(ordered(found), ordered(expected[vector.name][name]), vector.name);
    }
  });
}

test("every request as the command has it", async () => {
  const { calls, others } = requests();
  for (const { name, function: path, input, options } of calls) {
    const call = path.reduce((api, part) => api[part], keybundle);
    const found = await result(() => call(input, options), keybundle.KeybundleError);
    // What the command prints otherwise than as JSON, or not at all.
    for (const extra of ["curl", "http", "known_host", "secure"]) delete found[extra];
    // Members of an object have no order: the command keeps that of the file, the package that of their names.
    for (const { credentials } of [found, expected[name]]) {
      if (Array.isArray(credentials)) credentials.sort((left, right) => (ordered(left) < ordered(right) ? -1 : 1));
    }
    // The command prints the binding alone; the package gives its warnings beside it.
    const given = found.external_account_binding ?? found;
    assert.equal(ordered(given), ordered(expected[name]), name);
  }
  assert.ok(calls.length > 400, `${calls.length} requests are calls of the package, ${others} are not`);
});
