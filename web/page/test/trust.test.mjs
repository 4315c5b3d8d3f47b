// What the page promises: its policy, its hash, and that it works without a network.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, serve, single, testdata, visit } from "./browser.mjs";

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  server?.close();
});

const built = (name) => readFileSync(new URL(`../dist/${name}`, import.meta.url), "utf8");
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

for (const [where, url] of [["site", () => server.url], ["single file", () => single]]) {
  test(`${where}: nothing can be sent, from the page or from its worker`, async () => {
    const { page, context } = await visit(browser, url());
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    for (const rule of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"]) {
      assert.ok(policy.split("; ").includes(rule), rule);
    }
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);
    const reached = (context) => context.evaluate((url) => fetch(url, { mode: "no-cors" }).then(() => true, () => false), server.url);
    assert.equal(await reached(page), false);
    await page.locator("[data-picker]").setInputFiles(testdata("keys/device-p256.key.pem"));
    await page.getByRole("article").first().waitFor();
    // The news of a worker may come after what it did.
    const [worker = await page.waitForEvent("worker")] = page.workers();
    assert.equal(await reached(worker), false);
    await context.close();
  });
}

test("the hash that is shown is that of what was built", async () => {
  const { page, context } = await visit(browser, `${server.url}#trust`);
  assert.equal(await page.locator("[data-build]").innerText(), sha256(built("site/SHA256SUMS")));
  for (const line of built("site/SHA256SUMS").trim().split("\n")) {
    const [hash, name] = line.split("  ");
    assert.equal(sha256(readFileSync(new URL(`../dist/site/${name}`, import.meta.url))), hash, name);
  }
  await page.goto(`${single}#trust`);
  const html = built("keybundle.html");
  const style = /<style>([^]*?)<\/style>/.exec(html)[1];
  const script = /<script type="module">([^]*?)<\/script>/.exec(html)[1];
  assert.equal(await page.locator("[data-build]").innerText(), sha256(script + style));
  await context.close();
});

test("the site works without a network once it was there", async () => {
  const { page, context, offences } = await visit(browser, server.url);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: /answer, encrypted/ }).click();
  await page.getByText("ends in a root").waitFor();
  assert.deepEqual(offences.filter((offence) => !offence.startsWith("request:")), []);
  await context.close();
});
