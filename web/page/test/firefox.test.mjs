// The page in a browser of another engine: what most of it stands on, on the site and in the single file.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { serve, single, testdata } from "./browser.mjs";

let browser, server;
before(async () => {
  const executablePath = process.env.KEYBUNDLE_FIREFOX ?? "/usr/bin/firefox-esr";
  [browser, server] = await Promise.all([puppeteer.launch({ browser: "firefox", executablePath, headless: true }), serve()]);
});
after(async () => {
  await browser?.close();
  server?.close();
});

const WHERE = { site: () => server.url, "single file": () => single };

/** Runs `work` on a fresh page, and holds that it asked nobody for anything and broke no policy. */
const on = (where, name, work) =>
  test(`Firefox, ${where}: ${name}`, { timeout: 60_000 }, async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    const offences = [];
    page.on("console", (message) => offences.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => offences.push(`error: ${error.stack}`));
    await page.goto(WHERE[where](), { waitUntil: "networkidle0" });
    page.on("request", (request) => /^(blob|data):/.test(request.url()) || offences.push(`request: ${request.url()}`));
    await work(page);
    assert.deepEqual(offences, []);
    await page.close();
  });

const give = async (page, ...paths) => {
  const picker = await page.waitForSelector("[data-picker]");
  await picker.uploadFile(...paths.map(testdata));
};
const seen = (page, words) => page.waitForFunction((words) => document.body.innerText.includes(words), {}, words);

for (const where of Object.keys(WHERE)) {
  on(where, "an answer of the service is opened, its key shown when asked for", async (page) => {
    await give(page, "vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem");
    await seen(page, "ends in a root");
    await seen(page, "matches the certificate");
    assert.ok(!(await page.evaluate(() => document.body.innerText.includes("BEGIN PRIVATE KEY"))));
    await page.locator("aria/Show the private key").click();
    await seen(page, "BEGIN PRIVATE KEY");
  });

  on(where, "a password is asked for, and one that is wrong is told", async (page) => {
    await give(page, "vectors/pkcs12/openssl3-default.p12");
    await seen(page, "password-required");
    const type = async (password) => {
      const field = await page.waitForSelector("input[type=password]");
      await field.click({ count: 3 });
      await field.type(password);
      await field.press("Enter");
    };
    await type("not this");
    await seen(page, "wrong-password");
    await type("secret");
    await seen(page, "matches the certificate");
  });
}

test("Firefox, site: it opens without its server once it was there", { timeout: 60_000 }, async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(server.url, { waitUntil: "networkidle0" });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  server.close();
  await page.reload();
  await give(page, "vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem");
  await seen(page, "matches the certificate");
  await page.close();
});
