// The tree of ASN.1 beside the bytes: what it shows, and that each follows the other, by pointer and by keyboard.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, serve, testdata, visit } from "./browser.mjs";

let browser, server;
const folder = mkdtempSync(join(tmpdir(), "keybundle-"));
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

/** A store whose keys take seconds to derive, on any machine. */
function slowStore() {
  const path = join(folder, "slow.p12");
  const given = ["-inkey", testdata("keys/p256.key.pem"), "-in", testdata("keys/p256.cert.pem")];
  execFileSync("openssl", ["pkcs12", "-export", ...given, "-iter", "5000000", "-passout", "pass:secret", "-out", path]);
  return path;
}

const on = (name, path, work) =>
  test(`ASN.1: ${name}`, async () => {
    const { page, context, offences } = await visit(browser, server.url);
    await page.locator("[data-picker]").setInputFiles(typeof path === "function" ? path() : testdata(path));
    await page.getByText("ASN.1 and bytes").click();
    await work(page);
    assert.deepEqual(offences, []);
    await context.close();
  });

const selected = (page) => page.locator('[role="treeitem"][aria-selected="true"]');
/** The bytes that are marked, in hex. */
const marked = (page) => page.locator(".byte.header, .byte.content").allInnerTexts().then((bytes) => bytes.join(""));

on("the keyboard walks through the tree, and the bytes follow", "vectors/pkcs12/openssl3-default.p12", async (page) => {
  const bytes = readFileSync(testdata("vectors/pkcs12/openssl3-default.p12"));
  const tree = page.getByRole("tree");
  await tree.getByRole("treeitem").first().focus();
  assert.equal(await selected(page).locator(".name").innerText(), "SEQUENCE");
  await page.keyboard.press("ArrowDown");
  assert.equal(await selected(page).locator(".name").innerText(), "INTEGER");
  assert.equal(await marked(page), bytes.subarray(4, 7).toString("hex"));
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await tree.getByRole("treeitem").count(), 1);
  await page.keyboard.press("ArrowRight");
  assert.ok((await tree.getByRole("treeitem").count()) > 1);
  await tree.getByText("data 1.2.840.113549.1.7.1").first().waitFor();
});

on("the bytes lead to the tree", "vectors/pkcs12/openssl3-default.p12", async (page) => {
  await page.locator('[data-offset="6"]').hover();
  assert.equal(await page.locator(".item.hovered .name").innerText(), "INTEGER");
  await page.locator('[data-offset="6"]').click();
  assert.equal(await selected(page).locator(".name").innerText(), "INTEGER");
  await page.getByRole("group", { name: /^Bytes of/ }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await selected(page).locator(".name").innerText(), "SEQUENCE");
});

test("ASN.1: every layer can be looked into, as far as it opens", async () => {
  const { page, context, offences } = await visit(browser, server.url);
  const given = ["vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem"].map(testdata);
  await page.locator("[data-picker]").setInputFiles(given);
  const card = page.getByRole("article", { name: "response-cert-encrypted.json", exact: true });
  await card.getByText("ends in a root").waitFor();
  await card.getByText("ASN.1 and bytes").click();
  // The layers come from the worker, after the parts that are on the card.
  const options = card.getByLabel("Look into").locator("option");
  await options.filter({ hasText: "CMS EnvelopedData: " }).first().waitFor({ state: "attached" });
  const layers = await options.allInnerTexts();
  const inside = (path) => ({ label: layers.find((layer) => layer.startsWith(`Inside ${path}: `)) });
  await card.getByLabel("Look into").selectOption(inside("JSON › Base64"));
  await card.getByRole("treeitem", { name: /envelopedData/ }).waitFor();
  // What is no ASN.1 is shown as bytes alone.
  await card.getByLabel("Look into").selectOption(inside("JSON › Base64 › CMS EnvelopedData"));
  await card.locator('[data-offset="0"]', { hasText: "50" }).waitFor();
  assert.equal(await card.getByRole("tree").count(), 0);
  assert.deepEqual(offences, []);
  await context.close();
});

on("an element is copied", "keys/rsa2048.key.der", async (page) => {
  await page.getByRole("treeitem", { name: /rsaEncryption/ }).click();
  await page.getByRole("button", { name: /^Copy value/ }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "1.2.840.113549.1.1.1");
  await page.getByRole("button", { name: /^Copy hex/ }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "06092a864886f70d010101");
});

on("what came out can be looked into", "keys/device-p256.cert.pem", async (page) => {
  await page.getByLabel("Look into").selectOption({ index: 1 });
  await page.getByRole("treeitem", { name: /CN/ }).first().waitFor();
});

on("a slow derivation shows how far it is, and is cancelled", slowStore, async (page) => {
  await page.getByLabel(/^Password for/).fill("secret");
  await page.getByLabel(/^Password for/).press("Enter");
  await page.getByText("matches the certificate").waitFor();
  const view = page.locator("details", { hasText: "ASN.1 and bytes" });
  await view.locator("progress[value]").waitFor();
  await view.getByRole("button", { name: "Cancel" }).click();
  await view.getByText("Cancelled").waitFor();
  await view.getByRole("button", { name: "Try again" }).click();
  await view.getByRole("tree").waitFor();
});
