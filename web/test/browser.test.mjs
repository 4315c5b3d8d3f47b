// Every vector through the packed package in browsers of two engines, under a strict Content-Security-Policy: the same
// results and the same codes as the command gives. And the worker, which only a browser has.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as chromium from "./chromium.mjs";
import * as firefox from "./firefox.mjs";
import { options, vectors } from "./vectors.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const own = join(here, "node_modules/keybundle");

/** Bytes in JSON: base64 under a name that nothing else has. */
const packed = (value) =>
  JSON.stringify(value, function (name, _) {
    const member = this[name];
    return member instanceof Uint8Array ? { $base64: Buffer.from(member).toString("base64") } : member;
  });

const pages = {
  "/": ["text/html", () => `<!doctype html><title>keybundle</title><script type="module" src="/harness.mjs"></script>`],
  "/harness.mjs": ["text/javascript", () => readFileSync(join(here, "harness.mjs"))],
  "/breaking-thread.mjs": ["text/javascript", () => readFileSync(join(here, "breaking-thread.mjs"))],
  "/compare.mjs": ["text/javascript", () => readFileSync(join(here, "compare.mjs"))],
  "/expected.json": ["application/json", () => readFileSync(join(here, "expected.json"))],
  "/vectors.json": [
    "application/json",
    () => packed(vectors().map((vector) => ({
      name: vector.name,
      bytes: new Uint8Array(readFileSync(vector.path)),
      options: options(vector),
    }))),
  ],
};

/** A file of the package. */
function file(url) {
  const path = join(own, url.slice("/keybundle/".length));
  if (!url.startsWith("/keybundle/") || dirname(path) !== own) return undefined;
  return [path.endsWith(".wasm") ? "application/wasm" : "text/javascript", () => readFileSync(path)];
}

for (const [engine, { launch }] of Object.entries({ Chromium: chromium, Firefox: firefox })) describe(engine, () => {
  let server, browser, page;
  const requests = [];
  const complaints = [];

  before(async () => {
    server = createServer((request, response) => {
      requests.push(request.url);
      const [type, content] = pages[request.url] ?? file(request.url) ?? [];
      if (!content) return response.writeHead(404).end();
      response.writeHead(200, { "content-type": type, "content-security-policy": chromium.POLICY }).end(content());
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    browser = await launch();
    page = await browser.newPage();
    // Firefox says that the policy kept it from fetching an icon.
    const complain = (text) => text.includes("/favicon.ico") || complaints.push(text);
    page.on("console", (message) => complain(message.text()));
    page.on("pageerror", (error) => complain(`${error}`));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => globalThis.ready);
  });

  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  // The worker is the same code in a thread: once is enough.
  for (const way of engine === "Chromium" ? ["page", "worker"] : ["page"]) {
    test(`every vector in a ${way}`, { timeout: 900_000 }, async () => {
      const { count, differing } = await page.evaluate((way) => globalThis.compareAll(way), way);
      assert.ok(count > 1000);
      assert.deepEqual(differing, []);
    });
  }

  test("a call in a worker is cancelled, and the one beside it and the next one work", async () => {
    assert.deepEqual(await page.evaluate(() => globalThis.cancel()), ["AbortError", 1, 1]);
  });

  test("a long derivation tells how far it is, and is cancelled", { timeout: 60_000 }, async () => {
    const { told, cancelled, after } = await page.evaluate(() => globalThis.watch());
    assert.ok(told.length > 3, `${told.length} words about how far it is`);
    assert.ok(told.every(({ done, needed }, index) => done <= needed && done >= (told[index - 1]?.done ?? 0)));
    assert.equal(told.at(-1).done, told.at(-1).needed);
    assert.equal(cancelled, "AbortError");
    assert.ok(after < 2_000, `the cancelled call ended after ${after} ms`);
  });

  test("a worker ends when nothing is asked of it, and the next call starts another", async () => {
    assert.deepEqual(await page.evaluate(() => globalThis.linger()), [2, 1, 2]);
  });

  test("a worker that has the small module alone asks for the full one", async () => {
    const pem = readFileSync(new URL("../../testdata/keys/ed448.key.pem", import.meta.url), "utf8");
    assert.deepEqual(await page.evaluate((pem) => globalThis.rare(pem), pem), ["Ed448", "Ed448", 1, "offline"]);
  });

  test("without a full one, the calls that take it are refused by name", async () => {
    const pem = readFileSync(new URL("../../testdata/keys/ed448.key.pem", import.meta.url), "utf8");
    const [first, second, ...others] = await page.evaluate((pem) => globalThis.rareWithoutFull(pem), pem);
    assert.deepEqual(second, first);
    assert.deepEqual(first.slice(0, 2), ["KeybundleError", "usage"]);
    assert.match(first[2], /connect\(\) the option `full`/);
    assert.deepEqual(others, ["empty-input", 1]);
  });

  test("a worker whose module breaks ends, and the next call has another", async () => {
    const pem = readFileSync(new URL("../../testdata/keys/p256.key.pem", import.meta.url), "utf8");
    assert.deepEqual(await page.evaluate((pem) => globalThis.breakThread(pem), pem), ["limit-memory", 2, 1]);
  });

  test("an RSA key is made in a worker", async () => {
    assert.deepEqual(await page.evaluate(() => globalThis.make()), ["RSA 2048", "CN=a"]);
  });

  test("a file in a browser is read as it is", async () => {
    assert.equal(await page.evaluate(() => globalThis.readFile()), "unknown-format");
  });

  test("slim loads the module from a URL", async () => {
    assert.equal(await page.evaluate(() => globalThis.useSlim()), "empty-input");
  });

  test("nothing broke the policy, and nothing else was fetched", () => {
    assert.deepEqual(complaints, []);
    assert.ok(requests.every((url) => url in pages || url.startsWith("/keybundle/") || url === "/favicon.ico"));
  });
});
