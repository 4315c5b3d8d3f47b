// For everybody: axe finds nothing on any view in either theme, the keyboard is enough, and 320 px are enough.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, serve, testdata, visit } from "./browser.mjs";
import { STATES } from "./states.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = fileURLToPath(new URL("../dist/screenshots/", import.meta.url));

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  mkdirSync(pictures, { recursive: true });
});
after(async () => {
  await browser?.close();
  server?.close();
});

for (const [name, reach] of Object.entries(STATES)) {
  test(`axe finds nothing in either theme, and 320 px are enough: ${name}`, async () => {
    const { page, context, offences } = await visit(browser, server.url, { reducedMotion: "reduce" });
    await reach(page);
    await page.evaluate(axe);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations"],
      }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`), []);
      for (const width of [320, 768, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${pictures}${name}-${colorScheme}-${width}.png`, fullPage: true });
        const needed = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(needed <= width, `${name} needs ${needed} px where there are ${width}`);
      }
    }
    assert.deepEqual(offences, []);
    await context.close();
  });
}

/** Presses Tab until what has the focus is `name`. There is no trap: all that can be reached is reached. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.labels?.[0]?.textContent ?? element?.getAttribute("aria-label") ?? element?.textContent ?? "";
      return { label: label.replace(/\s+/g, " ").trim(), outline: element ? getComputedStyle(element).outlineStyle : "none" };
    });
    if (focused.label.startsWith(name)) {
      assert.notEqual(focused.outline, "none", `the focus on ${name} can't be seen`);
      return;
    }
  }
  assert.fail(`Tab does not reach ${name}`);
}

test("keyboard alone: choose a file, give its password, show the key, save it, clear", async () => {
  const { page, context, offences } = await visit(browser, server.url);
  await tabTo(page, "Choose files");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles(testdata("vectors/pkcs12/openssl3-default.p12"));
  await page.getByText("Code password-required").waitFor();
  await tabTo(page, "Password for");
  await page.keyboard.type("secret");
  await page.keyboard.press("Enter");
  await page.getByText("matches the certificate").waitFor();
  await tabTo(page, "Show the private key");
  await page.keyboard.press("Space");
  await page.getByText("BEGIN PRIVATE KEY").waitFor();
  await tabTo(page, "Download");
  await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  await page.keyboard.press("Shift+Tab");
  for (let presses = 0; presses < 200; presses += 1) {
    if ((await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))) === "Clear everything") break;
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("Enter");
  assert.equal(await page.getByRole("article").count(), 0);
  assert.deepEqual(offences, []);
  await context.close();
});

test("keyboard alone: go to a form, make a key and a request, save the key", async () => {
  const { page, context, offences } = await visit(browser, server.url);
  await tabTo(page, "Key & CSR");
  await page.keyboard.press("Enter");
  await tabTo(page, "Common name");
  await page.keyboard.type("device-1");
  await tabTo(page, "Make key and request");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Certificate request", exact: true }).waitFor();
  await tabTo(page, "Download device-1.key.pem");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(download.suggestedFilename(), "device-1.key.pem");
  assert.deepEqual(offences, []);
  await context.close();
});

test("keyboard alone: into the tree of ASN.1, to its bytes, and out again", async () => {
  const { page, context, offences } = await visit(browser, server.url);
  await page.locator("[data-picker]").setInputFiles(testdata("keys/rsa2048.key.der"));
  await tabTo(page, "ASN.1 and bytes");
  await page.keyboard.press("Enter");
  await page.getByRole("tree").waitFor();
  await tabTo(page, "▾ SEQUENCE");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /^Bytes of/);
  await tabTo(page, "Copy hex");
  assert.deepEqual(offences, []);
  await context.close();
});

test("a screen reader is told what happened", async () => {
  const { page, context } = await visit(browser, server.url);
  await page.locator("[data-picker]").setInputFiles(testdata("keys/device-p256.key.pem"));
  await page.getByRole("status").getByText("1 file opened").waitFor({ state: "attached" });
  await context.close();
});

test("the focus stays where a password is given, goes to what it opened, and to the next card from one that is removed", async () => {
  const { page, context, offences } = await visit(browser, server.url);
  await page.locator("[data-picker]").setInputFiles([testdata("vectors/pkcs12/openssl3-600000.p12"), testdata("keys/device-p256.key.pem")]);
  const focused = () => page.evaluate(() => document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent);
  const field = page.getByLabel("Password for openssl3-600000.p12");
  await field.fill("not this");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("openssl3-600000.p12: no given password opens it").waitFor({ state: "attached" });
  assert.equal(await focused(), "Password for openssl3-600000.p12");
  await page.keyboard.type("secret");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Cancel" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("openssl3-600000.p12: cancelled").waitFor({ state: "attached" });
  assert.equal(await focused(), "Password for openssl3-600000.p12");
  await page.keyboard.type("secret");
  await page.keyboard.press("Enter");
  await page.getByRole("article", { name: "openssl3-600000.p12" }).getByText("matches the certificate").waitFor();
  assert.equal(await focused(), "openssl3-600000.p12");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("article", { name: "openssl3-600000.p12" }).waitFor({ state: "detached" });
  assert.equal(await focused(), "device-p256.key.pem");
  assert.deepEqual(offences, []);
  await context.close();
});

test("with the system's colours alone, what is chosen can be told from what is not", async () => {
  const { page, context } = await visit(browser, server.url, { forcedColors: "active" });
  await STATES.asn1(page);
  const ground = (locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
  const differ = async (chosen, other) => assert.notEqual(await ground(chosen), await ground(other));
  await differ(page.locator('[role="treeitem"][aria-selected="true"]'), page.locator('[role="treeitem"][aria-selected="false"]').first());
  await differ(page.locator(".byte.header").first(), page.locator('.byte:not(.header, .content)').first());
  await differ(page.locator("nav a[aria-current]"), page.locator("nav a:not([aria-current])").first());
  const mark = await page.locator(".byte.content").first().evaluate((element) => getComputedStyle(element).boxShadow);
  assert.notEqual(mark, "none");
  await context.close();
});

test("on paper there is what came out, without what only a screen has use for", async () => {
  const { page, context } = await visit(browser, server.url);
  await STATES.opened(page);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.getByText("Fingerprint, SHA-256").first().waitFor();
  // Those of the chain that are folded keep their names.
  await page.locator(".chain .role", { hasText: "Root" }).waitFor();
  const seen = (locator) => locator.and(page.locator(":visible")).count();
  for (const gone of ["header.top", ".zone", "button"]) assert.equal(await seen(page.locator(gone)), 0, gone);
  assert.equal(await seen(page.getByText("ASN.1 and bytes")), 0);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).color), "rgb(24, 33, 31)");
  await context.close();
});

test("controls of one line are equally high, and so are their labels", async () => {
  const { page, context } = await visit(browser, server.url, { viewport: { width: 1280, height: 900 } });
  await STATES.key(page);
  const heights = (selector) => page.locator(selector).and(page.locator(":visible")).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  const all = [await heights("select"), await heights("input[type=text], input[type=password]"), await heights("button.main"), await heights("button[aria-pressed]")].flat();
  assert.deepEqual([...new Set(all)], [40]);
  const tops = ["Organizational units", "Country"].map((label) => page.locator("label", { hasText: label }).boundingBox());
  const [left, right] = await Promise.all(tops);
  assert.equal(left.y, right.y);
  await context.close();
});
