// The packed package as a user's bundler takes it in: built, then run in Chromium under a strict policy.
import assert from "node:assert/strict";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite8 from "vite";
import * as vite7 from "vite-7";
import webpack from "webpack";
import { launch, serve } from "./chromium.mjs";

const app = fileURLToPath(new URL("app/", import.meta.url));
const built = fileURLToPath(new URL("built", import.meta.url));
const [main, worker] = [join(app, "main.js"), join(app, "worker.js")];

const vite = ({ build }) => (outDir) =>
  build({ root: app, configFile: false, logLevel: "error", base: "./", worker: { format: "es" }, build: { outDir, emptyOutDir: true } });

/** Each bundler: builds into a folder, and says where its worker is when it takes an entry of its own. */
const BUNDLERS = {
  vite: { build: vite(vite8) },
  "vite-7": { build: vite(vite7) },
  webpack: {
    build: async (path) => {
      const stats = await promisify(webpack)({
        mode: "production",
        context: app,
        entry: main,
        output: { path, filename: "main.js", module: true, chunkFormat: "module" },
        experiments: { outputModule: true },
        performance: false,
      });
      assert.ok(!stats.hasErrors() && !stats.hasWarnings(), stats.toString("errors-warnings"));
    },
    page: true,
  },
  esbuild: {
    build: (outdir) =>
      esbuild.build({ entryPoints: [main, worker], bundle: true, minify: true, splitting: true, format: "esm", outdir, logLevel: "error" }),
    page: true,
    worker: "worker.js",
  },
  rollup: {
    build: async (dir) => {
      const onwarn = (warning) => assert.fail(warning.message);
      const bundle = await rollup({ input: [main, worker], plugins: [nodeResolve({ browser: true })], onwarn });
      await bundle.write({ dir, format: "es" });
    },
    page: true,
    worker: "worker.js",
  },
};

let browser, server, url;

before(async () => {
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built);
  copyFileSync(new URL("../../testdata/vectors/pkcs12/openssl3-default.p12", import.meta.url), join(built, "device.p12"));
  ({ server, url } = await serve(built));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** What the page at `address` gives; any complaint fails. */
async function outcome(address, given) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(`${error}`));
  await page.goto(address);
  await page.waitForFunction(() => globalThis.run).catch((error) => assert.fail(`${error}: ${complaints.join("; ")}`));
  const found = await page.evaluate(([file, worker]) => globalThis.run(file, worker), given);
  await page.close();
  // What Vite says of itself, and the icon that browsers ask for.
  assert.deepEqual(complaints.filter((text) => !/^\[vite\] connect|status of 404/.test(text)), []);
  return found;
}

for (const [name, bundler] of Object.entries(BUNDLERS)) {
  test(`built by ${name}`, { timeout: 120_000 }, async () => {
    const folder = join(built, name);
    await bundler.build(folder);
    if (bundler.page) writeFileSync(join(folder, "index.html"), readFileSync(join(app, "index.html")));
    const found = await outcome(`${url}/${name}/index.html`, ["../device.p12", bundler.worker]);
    assert.deepEqual(found, [1, "wrong-password", 1]);
  });
}

for (const [name, { createServer }] of Object.entries({ vite: vite8, "vite-7": vite7 })) {
  test(`served by ${name} while it is written`, { timeout: 120_000 }, async () => {
    const cacheDir = join(built, `${name}-cache`);
    const development = await createServer({
      root: app, configFile: false, logLevel: "silent", cacheDir, publicDir: built,
      server: { host: "127.0.0.1", port: 0, hmr: false },
    });
    try {
      await development.listen();
      const address = development.resolvedUrls.local[0];
      // Its optimizer moves dependencies, and a worker's URL with them: that one is named by the user there.
      assert.deepEqual(await outcome(`${address}index.html`, ["/device.p12", "/worker.js"]), [1, "wrong-password", 1]);
    } finally {
      await development.close();
    }
  });
}

test("without a bundler, as files", async () => {
  const folder = join(built, "plain");
  cpSync(fileURLToPath(new URL("node_modules/keybundle", import.meta.url)), join(folder, "keybundle"), { recursive: true });
  const text = readFileSync(main, "utf8");
  writeFileSync(join(folder, "main.js"), text.replace('"keybundle"', '"./keybundle/index.js"').replace('"keybundle/worker"', '"./keybundle/worker.js"'));
  writeFileSync(join(folder, "index.html"), readFileSync(join(app, "index.html")));
  assert.deepEqual(await outcome(`${url}/plain/index.html`, ["../device.p12"]), [1, "wrong-password", 1]);
});

test("the slim entry is small once it is bundled", async () => {
  const entry = { contents: 'export * from "keybundle/slim";', resolveDir: app };
  const { outputFiles } = await esbuild.build({ stdin: entry, bundle: true, minify: true, format: "esm", write: false });
  const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  console.log(`keybundle/slim by esbuild: ${size} bytes packed by gzip`);
  assert.ok(size <= 6_000, `${size} bytes`);
});
