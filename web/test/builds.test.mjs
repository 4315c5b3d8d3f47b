// Modules that are not those of this package.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import * as slim from "keybundle/slim";

test("a module of another build is refused, and not kept", async () => {
  const own = readFileSync(createRequire(import.meta.url).resolve("keybundle/keybundle.wasm"));
  // Its last section is the name of the build.
  const older = own.toString("latin1").replace(/[0-9a-f]{16}$/, "0".repeat(16));
  const foreign = [Buffer.from(older, "latin1"), Buffer.from("\0asm\x01\0\0\0")];
  for (const bytes of [...foreign, ...foreign.map((bytes) => new WebAssembly.Module(bytes))]) {
    await assert.rejects(slim.init(bytes), { name: "KeybundleError", code: "usage", hint: /same package/ });
    assert.throws(() => slim.initSync(bytes), { name: "KeybundleError", code: "usage", hint: /same package/ });
    await assert.rejects(slim.initFull(bytes), { code: "usage" });
  }
  await assert.rejects(slim.init(7), { name: "KeybundleError", code: "usage" });
  assert.throws(() => slim.initSync({}), { name: "KeybundleError", code: "usage" });
  assert.throws(() => slim.sync.inspect(""), { code: "usage", hint: /init/ });
  await slim.init(own);
  assert.throws(() => slim.sync.inspect(""), { code: "empty-input" });
});
