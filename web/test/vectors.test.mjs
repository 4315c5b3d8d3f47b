// Every vector through the packed package in Node.js: the same results and the same codes as the command gives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { KeybundleError, decode, decrypt, inspect } from "keybundle";
import { each, options, printed, vectors } from "./vectors.mjs";

const all = vectors();

/** The result without the bytes that JavaScript gets besides, or the refusal. */
async function result(call) {
  try {
    return JSON.parse(JSON.stringify(await call()), (name, value) => {
      if (value !== null && typeof value === "object" && !Array.isArray(value)) {
        for (const extra of ["der", "pem", "bytes"]) delete value[extra];
      }
      return value;
    });
  } catch (error) {
    assert.ok(error instanceof KeybundleError, `${error}`);
    return { error: { ...error, name: undefined, message: error.message } };
  }
}

const plain = (value) => JSON.parse(JSON.stringify(value));

for (const [name, call] of Object.entries({
  inspect: (bytes) => inspect(bytes),
  decode: (bytes, options) => decode(bytes, options),
  decrypt: (bytes, options) => decrypt(bytes, options),
})) {
  test(`${name}: every vector as the command has it`, async () => {
    await each(all, async (vector) => {
      const bytes = new Uint8Array(readFileSync(vector.path));
      const wanted = await printed(name, vector);
      delete wanted.written;
      const found = await result(() => call(bytes, options(vector)));
      assert.deepEqual(plain(found), wanted, vector.name);
    });
  });
}
