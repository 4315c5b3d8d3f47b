// The packed package in other runtimes than a browser.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { EdgeVM } from "@edge-runtime/vm";
import * as esbuild from "esbuild";
import { Miniflare } from "miniflare";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const sample = "../../testdata/vectors/pkcs12/openssl3-default.p12";
const body = `
const bytes = readFileSync(${JSON.stringify(sample)});
const { bundles } = await decode(bytes, { passwords: ["secret"] });
const refusal = await decode(bytes, { passwords: ["other"] }).catch((error) => error.code);
console.log(JSON.stringify([bundles.length, refusal]));`;
const expected = [1, "wrong-password"];
const module_ = `import { readFileSync } from "node:fs"; import { decode } from "keybundle"; ${body}`;

const printed = async (program, words) => JSON.parse((await run(program, words, { cwd: here })).stdout);

test("Node.js: import", async () => {
  assert.deepEqual(await printed(process.execPath, ["--input-type=module", "--eval", module_]), expected);
});

test("Node.js: require", async () => {
  const text = `const { readFileSync } = require("node:fs"); const { decode } = require("keybundle"); (async () => {${body}})();`;
  assert.deepEqual(await printed(process.execPath, ["--no-warnings", "--input-type=commonjs", "--eval", text]), expected);
});

test("Deno", async () => {
  const deno = join(here, "node_modules/.bin/deno");
  assert.deepEqual(await printed(deno, ["run", "--no-prompt", "--quiet", "--allow-read", "--node-modules-dir=manual", "deno-app.mjs"]), expected);
});

test("workerd", { timeout: 60_000 }, async () => {
  const outdir = join(here, "built/workerd");
  await esbuild.build({
    entryPoints: [join(here, "app/cloudflare.js")],
    bundle: true,
    format: "esm",
    conditions: ["workerd"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    outdir,
    logLevel: "error",
  });
  const miniflare = new Miniflare({
    modulesRoot: outdir,
    modules: [
      { type: "ESModule", path: join(outdir, "cloudflare.js") },
      { type: "CompiledWasm", path: join(outdir, "keybundle-full.wasm") },
    ],
    compatibilityDate: "2025-01-01",
  });
  try {
    const response = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body: readFileSync(join(here, sample)) });
    assert.deepEqual(await response.json(), [...expected, "function"]);
  } finally {
    await miniflare.dispose();
  }
});

test("edge-light", async () => {
  // As its hosts do: a module that is imported with `?module` is compiled outside, and handed in under a name.
  const compiled = {
    name: "compiled",
    setup: (build) => {
      build.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path), namespace: "compiled" }));
      build.onLoad({ filter: /.*/, namespace: "compiled" }, ({ path }) => {
        modules.push(path.replace(/\?module$/, ""));
        return { contents: `export default globalThis.wasm${modules.length - 1};` };
      });
    },
  };
  const modules = [];
  const built = await esbuild.build({
    entryPoints: [join(here, "app/edge.js")],
    bundle: true,
    format: "iife",
    conditions: ["edge-light"],
    plugins: [compiled],
    write: false,
    logLevel: "error",
  });
  const given = modules.map((path, index) => [`wasm${index}`, new WebAssembly.Module(readFileSync(path))]);
  assert.equal(given.length, 1);
  const vm = new EdgeVM({
    extend: (context) => Object.assign(context, Object.fromEntries(given)),
    initialCode: built.outputFiles[0].text,
  });
  const response = await vm.dispatchFetch("http://localhost/", { method: "POST", body: readFileSync(join(here, sample)) });
  assert.deepEqual(await response.json(), expected);
});
