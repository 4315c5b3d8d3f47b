// What stands in the package: the files, its entry points, its types and the examples of its README.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const own = join(here, "../npm");
const bin = (name) => join(here, "node_modules/.bin", name);
const said = ({ stdout, stderr }) => `${stdout}${stderr}`;

test("the tarball holds exactly what belongs in it", async () => {
  const [{ files }] = JSON.parse((await run("npm", ["pack", "--dry-run", "--json"], { cwd: own })).stdout);
  const { files: listed } = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
  const expected = [...listed, "README.md", "package.json"].sort();
  assert.deepEqual(files.map(({ path }) => path).sort(), expected);
});

test("publint has nothing to say", async () => {
  const { messages } = await publint({ pkgDir: join(here, "node_modules/keybundle"), level: "suggestion", strict: true, pack: false });
  assert.deepEqual(messages, []);
});

test("arethetypeswrong: they are not", async () => {
  const { version } = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
  const words = [join(own, `keybundle-${version}.tgz`), "--profile", "esm-only", "--exclude-entrypoints", "keybundle.wasm", "keybundle-full.wasm", "keybundle-portable.wasm", "--no-emoji"];
  await run(bin("attw"), words, { cwd: here }).catch((failed) => assert.fail(said(failed)));
});

test("the types know every code", () => {
  const errors = readFileSync(join(here, "../../docs/errors.md"), "utf8").split(/^## /m);
  const types = readFileSync(join(own, "index.d.ts"), "utf8");
  for (const [heading, type] of [["Errors", "ErrorCode"], ["Warnings", "WarningCode"]]) {
    const section = errors.find((text) => text.startsWith(heading));
    const documented = [...section.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code]) => code);
    const union = types.match(new RegExp(`export type ${type} =([^;]*);`))[1];
    assert.deepEqual([...union.matchAll(/"([^"]*)"/g)].map(([, code]) => code).sort(), documented.sort());
  }
});

test("what is inside is listed with its licence", () => {
  const { spdxVersion, packages, relationships } = JSON.parse(readFileSync(join(here, "node_modules/keybundle/LICENSES.spdx.json"), "utf8"));
  assert.equal(spdxVersion, "SPDX-2.3");
  const names = packages.map(({ name }) => name);
  for (const name of ["keybundle-wasm", "keybundle-open", "rsa", "serde_json", "wasm-bindgen"]) assert.ok(names.includes(name), name);
  // Nothing of the command, of tests or of build scripts.
  for (const name of ["clap", "openssl", "syn", "proptest"]) assert.ok(!names.includes(name), name);
  const known = new Set(["SPDXRef-DOCUMENT", ...packages.map(({ SPDXID }) => SPDXID)]);
  assert.ok(relationships.every(({ spdxElementId, relatedSpdxElement }) => known.has(spdxElementId) && known.has(relatedSpdxElement)));
  assert.ok(packages.every(({ licenseDeclared }) => /^[A-Za-z0-9.() -]+$/.test(licenseDeclared)));
});

test("the examples of the README compile under --strict, and those without a page run", async () => {
  const folder = join(here, "built/readme");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(here, "../../testdata/vectors/pkcs12/openssl3-default.p12"), join(folder, "device.p12"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const text = readFileSync(join(own, "README.md"), "utf8");
  const examples = [...text.matchAll(/^```(js|ts)\n(.*?)^```/gms)].map(([, kind, code]) => ({ kind, code }));
  assert.ok(examples.length >= 4);
  const names = examples.map(({ code }, index) => {
    writeFileSync(join(folder, `example${index}.ts`), code);
    return `example${index}.ts`;
  });
  copyFileSync(join(here, "types.ts"), join(folder, "types.ts"));
  const words = ["--strict", "--noEmit", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "nodenext",
    "--lib", "es2022,dom,dom.iterable", "--types", "node", ...names, "types.ts"];
  await run(bin("tsc"), words, { cwd: folder }).catch((failed) => assert.fail(said(failed)));
  for (const [index, { kind, code }] of examples.entries()) {
    if (kind !== "js") continue;
    writeFileSync(join(folder, `example${index}.mjs`), code);
    const { stdout } = await run(process.execPath, [`example${index}.mjs`], { cwd: folder });
    assert.notEqual(stdout, "");
  }
});
