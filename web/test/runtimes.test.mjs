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
/** The full module is asked for once, when a call needs it. */
const ownExpected = [0, 1, "CN=a", "CN=a"];
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

// Each in a process of its own: the entries share their modules.
for (const entry of ["node.js", "index.js", "slim.js"]) {
  const program = (work) => `
import { readFileSync } from "node:fs";
import * as keybundle from "./node_modules/keybundle/${entry}";
import { useFull, useOwn } from "./app/own-modules.js";
const read = (name) => readFileSync("node_modules/keybundle/" + name);
console.log(JSON.stringify(await ${work}));`;
  const found = (work) => printed(process.execPath, ["--input-type=module", "--eval", program(work)]);

  test(`${entry}: the modules that it is given`, async () => {
    assert.deepEqual(await found('useOwn(keybundle, read("keybundle.wasm"), read("keybundle-full.wasm"))'), ownExpected);
    assert.deepEqual(await found('useFull(keybundle, read("keybundle-full.wasm"))'), [1, "CN=a"]);
  });
}

/** What a program of `app/` answers in workerd. */
async function inWorkerd(name, modules, request) {
  const outdir = join(here, "built", name);
  await esbuild.build({
    entryPoints: [join(here, "app", `${name}.js`)],
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
      { type: "ESModule", path: join(outdir, `${name}.js`) },
      ...modules.map((module) => ({ type: "CompiledWasm", path: join(outdir, module) })),
    ],
    compatibilityDate: "2025-01-01",
  });
  try {
    return await (await miniflare.dispatchFetch("http://localhost/", request)).json();
  } finally {
    await miniflare.dispose();
  }
}

test("workerd", { timeout: 60_000 }, async () => {
  const request = { method: "POST", body: readFileSync(join(here, sample)) };
  assert.deepEqual(await inWorkerd("cloudflare", ["keybundle-full.wasm"], request), [...expected, "function"]);
});

test("workerd: the modules that it is given", { timeout: 60_000 }, async () => {
  assert.deepEqual(await inWorkerd("cloudflare-own", ["keybundle.wasm", "keybundle-full.wasm"]), ownExpected);
});

/** What a program of `app/` answers in the runtime of `edge-light`, and how many modules it has. */
async function inEdge(name, request) {
  // As its hosts do: a module that is imported with `?module` is compiled outside, and handed in under a name.
  const compiled = {
    name: "compiled",
    setup: (build) => {
      build.onResolve({ filter: /\.wasm\?module$/ }, async ({ path, resolveDir, kind }) => ({
        path: (await build.resolve(path.replace(/\?module$/, ""), { resolveDir, kind })).path,
        namespace: "compiled",
      }));
      build.onLoad({ filter: /.*/, namespace: "compiled" }, ({ path }) => {
        modules.push(path);
        return { contents: `export default globalThis.wasm${modules.length - 1};` };
      });
    },
  };
  const modules = [];
  const built = await esbuild.build({
    entryPoints: [join(here, "app", `${name}.js`)],
    bundle: true,
    format: "iife",
    conditions: ["edge-light"],
    plugins: [compiled],
    write: false,
    logLevel: "error",
  });
  const given = modules.map((path, index) => [`wasm${index}`, new WebAssembly.Module(readFileSync(path))]);
  const vm = new EdgeVM({
    extend: (context) => Object.assign(context, Object.fromEntries(given)),
    initialCode: built.outputFiles[0].text,
  });
  const response = await vm.dispatchFetch("http://localhost/", request);
  return [given.length, await response.json()];
}

test("edge-light", async () => {
  const request = { method: "POST", body: readFileSync(join(here, sample)) };
  assert.deepEqual(await inEdge("edge", request), [1, expected]);
});

test("edge-light: the modules that it is given", async () => {
  assert.deepEqual(await inEdge("edge-own"), [2, ownExpected]);
});
