// What is opened, and how it is shown: on the site and in the single file.
import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import { launch, serve, single, testdata, visit } from "./browser.mjs";

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  server?.close();
});

const WHERE = { site: () => server.url, "single file": () => single };

/** Runs `work` on a fresh page, and holds that the page did nothing that it must not. */
const on = (where, name, work) =>
  test(`${where}: ${name}`, async () => {
    const { page, context, offences } = await visit(browser, WHERE[where]());
    await work(page, context);
    assert.deepEqual(offences, []);
    await context.close();
  });

const give = (page, ...paths) => page.locator("[data-picker]").setInputFiles(paths.map(testdata));
const card = (page, name) => page.getByRole("article", { name, exact: true });
const saved = async (page, press) => {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

for (const where of Object.keys(WHERE)) {
  on(where, "the service's answer and the recipient's key, in any order", async (page) => {
    await give(page, "vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem");
    const answer = card(page, "response-cert-encrypted.json");
    await answer.getByText("ends in a root").waitFor();
    // The picture reads from outside in.
    const boxes = await answer.getByRole("list", { name: /What is inside/ }).locator(".label").allInnerTexts();
    assert.deepEqual(boxes.map((text) => text.trim()), ["JSON", "Base64", "CMS EnvelopedData", "ZIP archive", "PEM"]);
    await answer.getByText("3 certificates").waitFor();
    await answer.getByText("matches the certificate").waitFor();
    const roles = await answer.locator(".chain .role").allInnerTexts();
    assert.deepEqual(roles, ["Leaf", "Intermediate", "Root"]);
  });

  on(where, "a PKCS#12: its password is asked for, a wrong one is told, the right one opens it", async (page) => {
    await give(page, "vectors/pkcs12/openssl3-default.p12");
    const item = card(page, "openssl3-default.p12");
    await item.getByText("Code password-required").waitFor();
    const password = item.getByLabel("Password for openssl3-default.p12");
    await password.fill("not this");
    await password.press("Enter");
    await item.getByText("Code wrong-password").waitFor();
    await password.fill("secret");
    await password.press("Enter");
    await item.getByText("matches the certificate").waitFor();
  });
}

on("site", "each part is as another tool reads it, and the ZIP has them all", async (page) => {
  await give(page, "vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem");
  const answer = card(page, "response-cert-encrypted.json");
  const part = (name) => saved(page, () => answer.getByRole("button", { name: `Download ${name}`, exact: true }).click());
  const key = await part("device-rsa2048.key.pem");
  const certificate = new X509Certificate((await part("device-rsa2048.cert.pem")).bytes);
  assert.equal(key.name, "device-rsa2048.key.pem");
  assert.ok(certificate.checkPrivateKey(createPrivateKey(key.bytes)));
  const fullChain = (await part("device-rsa2048.fullchain.pem")).bytes.toString();
  assert.equal(fullChain.match(/BEGIN CERTIFICATE/g).length, 3);
  const zip = await saved(page, () => answer.getByRole("button", { name: /Download all as ZIP/ }).click());
  assert.deepEqual(Object.keys(unzipSync(zip.bytes)).sort(), [
    "device-rsa2048.cert.pem", "device-rsa2048.chain.pem", "device-rsa2048.fullchain.pem", "device-rsa2048.key.pem",
  ]);
});

on("site", "a private key is hidden until it is asked for, and is copied", async (page) => {
  await give(page, "keys/device-p256.key.pem", "keys/device-p256.cert.pem");
  const item = card(page, "device-p256.key.pem");
  await item.waitFor();
  assert.equal(await page.getByText("BEGIN PRIVATE KEY").count(), 0);
  await item.getByRole("button", { name: "Show the private key" }).click();
  await item.getByText("BEGIN PRIVATE KEY").waitFor();
  await item.getByRole("button", { name: "Hide the private key" }).click();
  assert.equal(await page.getByText("BEGIN PRIVATE KEY").count(), 0);
  await item.getByRole("button", { name: "Copy Private key" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(createPrivateKey(copied).asymmetricKeyType, "ec");
});

on("site", "a key and its chain from several files are put together", async (page) => {
  await give(page, "keys/device-p256.key.pem", "keys/device-p256.cert.pem", "keys/chain.pem");
  const together = page.getByRole("article", { name: "Put together from several files" });
  await together.getByText("ends in a root").waitFor();
  await together.getByText("matches the certificate").waitFor();
});

on("site", "without the recipient's key, what is missing is said; a later key opens it", async (page) => {
  await give(page, "vectors/sample/response-cert-encrypted.json");
  const answer = card(page, "response-cert-encrypted.json");
  await answer.getByText("Code recipient-required").waitFor();
  await answer.getByText("locked").waitFor();
  await give(page, "keys/p256.key.pem");
  await answer.getByText("Code wrong-recipient").waitFor();
  await give(page, "keys/rsa2048.key.pem");
  await answer.getByText("ends in a root").waitFor();
});

test("every layer that the package names has a name for people, and no other", () => {
  const file = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
  const names = [...file("../../../crates/open/src/layer.rs").matchAll(/=> "([a-z0-9-]+)"/g)].map(([, name]) => name);
  const [, table] = /const LAYERS[^{]*{([^}]*)}/.exec(file("../src/lib/words.ts"));
  assert.deepEqual([...table.matchAll(/^ *"?([a-z0-9-]+)"?: /gm)].map(([, name]) => name).sort(), names.sort());
});

test("an address that names no view shows the first one", async () => {
  for (const name of ["nothing", "toString", "__proto__"]) {
    const { page, context } = await visit(browser, `${server.url}#${name}`);
    await page.getByRole("heading", { name: "Open what a certificate service hands out" }).waitFor();
    assert.equal(await page.title(), "keybundle");
    await context.close();
  }
});

on("site", "a certificate's names, fingerprint and expiry are shown", async (page) => {
  const path = "requests/match/jdk17-certificate.pem";
  await give(page, path);
  const item = card(page, "jdk17-certificate.pem");
  await item.getByText("DNS:a.example").waitFor();
  const { fingerprint256, serialNumber } = new X509Certificate(readFileSync(testdata(path)));
  await item.getByText(fingerprint256).waitFor();
  await item.getByText(serialNumber.toLowerCase()).waitFor();
});

on("site", "text is pasted anywhere, or into its field", async (page) => {
  const pem = readFileSync(testdata("keys/device-p256.cert.pem"), "utf8");
  await page.evaluate((text) => navigator.clipboard.writeText(text), pem);
  await page.locator("h1:visible").click();
  await page.keyboard.press("Control+V");
  await card(page, "pasted text").first().waitFor();
  await page.getByLabel("Or paste text here").fill(pem);
  await page.getByRole("button", { name: "Open this text" }).click();
  await card(page, "pasted text").nth(1).waitFor();
});

on("site", "files are dropped", async (page) => {
  const bytes = [...readFileSync(testdata("keys/rsa2048.key.der"))];
  await page.evaluate((bytes) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], "dropped.der"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, bytes);
  await card(page, "dropped.der").getByText("RSA 2048").first().waitFor();
});

/** Drops files or folders of the disk at a place of the page, as a hand does. */
async function dropAt(page, place, ...paths) {
  const { x, y } = await page.locator(place).and(page.locator(":visible")).first().boundingBox();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: x + 5, y: y + 5, data });
}

/** A folder that holds `count` certificates, one of them in a folder of its own. */
function folder(count) {
  const path = mkdtempSync(join(tmpdir(), "keybundle-page-"));
  mkdirSync(join(path, "inner"));
  const certificate = readFileSync(testdata("keys/device-p256.cert.pem"));
  for (let number = 1; number < count; number += 1) writeFileSync(join(path, `${number}.pem`), certificate);
  writeFileSync(join(path, "inner", "last.pem"), certificate);
  return path;
}

on("site", "a folder is dropped beside a file: all its files are opened", async (page) => {
  const path = folder(3);
  await dropAt(page, "h1", path, testdata("keys/rsa2048.key.der"));
  for (const name of ["1.pem", "2.pem", "last.pem", "rsa2048.key.der"]) await card(page, name).waitFor();
  assert.equal(await page.locator("article[data-state]").count(), 4);
  rmSync(path, { recursive: true });
});

on("site", "a folder of too many files is told, and does not keep back what came with it", async (page) => {
  const path = folder(202);
  await dropAt(page, "h1", path, testdata("keys/rsa2048.key.der"));
  await page.getByText(/a folder of more than 200 files is not read$/).first().waitFor();
  await card(page, "rsa2048.key.der").waitFor();
  assert.equal(await page.locator("article[data-state]").count(), 1);
  rmSync(path, { recursive: true });
});

on("single file", "a folder that can't be read is told, and does not keep back what came with it", async (page) => {
  const path = folder(1);
  await dropAt(page, "h1", path, testdata("keys/rsa2048.key.der"));
  await page.locator(".zone").getByText("a folder can’t be read here, its files can").waitFor();
  await card(page, "rsa2048.key.der").waitFor();
  rmSync(path, { recursive: true });
});

on("site", "a file that is dropped beside the fields of a form is opened in the first view", async (page) => {
  await page.getByRole("link", { name: "EAB" }).click();
  await dropAt(page, "h1", testdata("keys/rsa2048.key.der"));
  await card(page, "rsa2048.key.der").waitFor();
  assert.equal(new URL(page.url()).hash, "#open");
});

on("site", "a text of no known format may be a password", async (page) => {
  await give(page, "vectors/pkcs12/openssl3-default.p12");
  await page.getByLabel("Or paste text here").fill("secret");
  await page.getByRole("button", { name: "Open this text" }).click();
  await page.getByRole("button", { name: "Use it as a password" }).click();
  await card(page, "openssl3-default.p12").getByText("matches the certificate").waitFor();
});

on("site", "the command that does the same can be copied", async (page) => {
  await give(page, "vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem");
  const answer = card(page, "response-cert-encrypted.json");
  await answer.getByText("The same on a command line").click();
  const command = await answer.getByRole("group", { name: "keybundle command" }).innerText();
  assert.equal(command, "keybundle decode response-cert-encrypted.json --recipient-key rsa2048.key.pem --out opened/");
  assert.match(await answer.getByRole("group", { name: "openssl commands" }).innerText(), /openssl cms -decrypt/);
});

on("site", "no file's name is an option of a command that is copied", async (page) => {
  const file = (name, path) => ({ name, mimeType: "", buffer: readFileSync(testdata(path)) });
  await page.locator("[data-picker]").setInputFiles([
    file("--out=a b", "vectors/sample/response-cert-encrypted.json"), file("-k", "keys/rsa2048.key.pem"),
  ]);
  const answer = card(page, "--out=a b");
  await answer.getByText("The same on a command line").click();
  const command = await answer.getByRole("group", { name: "keybundle command" }).innerText();
  assert.equal(command, "keybundle decode './--out=a b' --recipient-key ./-k --out opened/");
  const steps = await answer.getByRole("group", { name: "openssl commands" }).innerText();
  assert.match(steps, / '\.\/--out=a b' /);
  assert.match(steps, /-inkey \.\/-k /);
});

const type = async (item, password) => {
  await item.getByLabel(/^Password for/).fill(password);
  await item.getByLabel(/^Password for/).press("Enter");
};

/** Notes the passwords of each call to a worker that has any. */
const notePasswords = (page) =>
  page.evaluate(() => {
    globalThis.sent = [];
    const text = (password) => (typeof password === "string" ? password : new TextDecoder().decode(password));
    globalThis.Worker = class extends Worker {
      postMessage(message, ...rest) {
        const { passwords = [] } = message.options ?? {};
        if (passwords.length > 0) globalThis.sent.push(passwords.map(text));
        super.postMessage(message, ...rest);
      }
    };
  });

on("site", "a password that a file refused is not tried on it for ever; one that opened a file opens others", async (page) => {
  await notePasswords(page);
  await give(page, "vectors/pkcs12/openssl3-default.p12", "vectors/pkcs12/cryptography-best.p12");
  const item = card(page, "openssl3-default.p12");
  for (const password of ["first", "second", "third"]) {
    await type(item, password);
    await item.getByText("Code wrong-password").waitFor();
    await item.locator("progress").waitFor({ state: "detached" });
    await page.waitForFunction((password) => globalThis.sent.at(-1)?.[0] === password, password);
  }
  // What was typed for one file and opened nothing was tried on no other.
  await card(page, "cryptography-best.p12").getByText("Code password-required").waitFor();
  await type(item, "secret");
  await item.getByText("matches the certificate").waitFor();
  await card(page, "cryptography-best.p12").getByText("matches the certificate").waitFor();
  // The one before is tried once more beside each: a file may take two.
  const tried = [["first"], ["second", "first"], ["third", "second"], ["secret", "third"]];
  assert.deepEqual((await page.evaluate(() => globalThis.sent)).slice(0, 4), tried);
});

on("site", "a key with a password of its own beside the store's is opened by both, one after the other", async (page) => {
  await give(page, "vectors/pkcs12/python-key-password.p12");
  const item = card(page, "python-key-password.p12");
  await type(item, "secret");
  await item.getByText("Code wrong-password").waitFor();
  await type(item, "other");
  await item.getByText("matches the certificate").waitFor();
});

on("site", "work beyond the limit is done when it is asked for all the same", async (page) => {
  await give(page, "vectors/hostile/pkcs8-iterations.der");
  const item = card(page, "pkcs8-iterations.der");
  await type(item, "secret");
  await item.getByText("Code limit-work").waitFor();
  await item.getByLabel(/^Password for/).waitFor();
  await item.getByRole("button", { name: "Try anyway" }).click();
  await item.locator("progress[value]").waitFor();
  await item.getByRole("button", { name: "Cancel" }).click();
  await item.getByText("Cancelled").waitFor();
});

/** Notes all bytes that come from a worker, and how many of them there were. */
const noteBytes = (page) =>
  page.evaluate(() => {
    globalThis.received = [];
    const note = (value) => {
      if (value instanceof Uint8Array) globalThis.received.push(value);
      else if (value !== null && typeof value === "object") Object.values(value).forEach(note);
    };
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data }) => note(data));
      }
    };
  });

/** How many pieces came, and how many of them are overwritten. */
const overwritten = (page) =>
  page.evaluate(() => [globalThis.received.length, globalThis.received.filter((bytes) => bytes.every((byte) => byte === 0)).length]);

on("site", "what is removed is overwritten: keys, secrets and layers", async (page) => {
  await noteBytes(page);
  await give(page, "vectors/pkcs12/jdk17-key-and-secrets.p12");
  const item = card(page, "jdk17-key-and-secrets.p12");
  await item.getByLabel(/^Password/).fill("secret");
  await item.getByLabel(/^Password/).press("Enter");
  await item.getByText("Secret, ").first().waitFor();
  const [opened, before] = await overwritten(page);
  assert.ok(opened > 2 && before === 0, `${before} of ${opened}`);
  await item.getByText("ASN.1 and bytes").click();
  await item.getByRole("tree").waitFor();
  const [all] = await overwritten(page);
  assert.ok(all > opened);
  // The layers go with what shows them.
  await item.getByText("ASN.1 and bytes").click();
  await item.getByRole("tree").waitFor({ state: "detached" });
  assert.deepEqual(await overwritten(page), [all, all - opened]);
  await item.getByRole("button", { name: /^Remove/ }).click();
  await item.waitFor({ state: "detached" });
  assert.deepEqual(await overwritten(page), [all, all]);
});

on("site", "what is removed while it is opened is worked on no more", async (page) => {
  await noteBytes(page);
  await give(page, "vectors/pkcs12/openssl3-600000.p12");
  const item = card(page, "openssl3-600000.p12");
  await type(item, "secret");
  await item.locator("progress[value]").waitFor();
  await item.getByRole("button", { name: /^Remove/ }).click();
  await item.waitFor({ state: "detached" });
  while (page.workers().length > 0) await page.waitForTimeout(50);
  assert.deepEqual(await overwritten(page), [0, 0]);
});

on("site", "a long derivation is cancelled", async (page) => {
  await give(page, "vectors/pkcs12/openssl3-600000.p12");
  const item = card(page, "openssl3-600000.p12");
  await item.getByLabel(/^Password/).fill("secret");
  await item.getByLabel(/^Password/).press("Enter");
  // How far it is, as a part of the whole.
  await item.locator("progress[value]").waitFor();
  await item.getByRole("button", { name: "Cancel" }).click();
  await item.getByText("Cancelled").waitFor();
  await item.getByLabel(/^Password for/).waitFor();
  await item.getByRole("button", { name: "Try again" }).click();
  await item.getByText("matches the certificate").waitFor({ timeout: 60_000 });
});

on("site", "what is cancelled is one file's work alone: other files and views go on without a word", async (page) => {
  await give(page, "keys/rsa2048.key.der", "vectors/hostile/pkcs8-iterations.der", "vectors/pkcs12/openssl3-default.p12");
  const [open, endless, locked] = ["rsa2048.key.der", "pkcs8-iterations.der", "openssl3-default.p12"].map((name) => card(page, name));
  const view = (name) => page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await type(endless, "secret");
  await endless.getByRole("button", { name: "Try anyway" }).click();
  await type(locked, "secret");
  await endless.locator("progress[value]").waitFor();
  // These two wait for the worker, which ends with what is cancelled.
  await open.getByText("ASN.1 and bytes").click();
  await view("Credential");
  await page.getByRole("button", { name: "Fill in an example" }).and(page.locator(":visible")).click();
  await page.getByRole("button", { name: "Describe" }).click();
  await view("Open");
  await endless.getByRole("button", { name: "Cancel" }).click();
  await endless.getByText("Cancelled").waitFor();
  await locked.getByText("matches the certificate").waitFor();
  await open.getByRole("treeitem").first().waitFor();
  assert.equal(await endless.getAttribute("data-state"), "refused");
  await view("Credential");
  await page.getByRole("heading", { name: "RSA 2048" }).waitFor();
});

on("site", "everything is cleared, and the worker ends", async (page) => {
  await give(page, "vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem");
  await card(page, "response-cert-encrypted.json").getByText("ends in a root").waitFor();
  assert.equal(page.workers().length, 1);
  await page.getByRole("button", { name: "Clear everything" }).click();
  assert.equal(await page.getByRole("article").count(), 0);
  await assert.doesNotReject(async () => {
    while (page.workers().length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  // And it works again.
  await page.getByText("Try a sample").waitFor();
  await page.getByRole("button", { name: /^A PKCS#12/ }).click();
  await card(page, "openssl3-default.p12").getByText("matches the certificate").waitFor();
});

on("site", "nothing that was opened is in the address, the title or any storage", async (page) => {
  await give(page, "keys/device-p256.key.pem");
  await card(page, "device-p256.key.pem").waitFor();
  const kept = await page.evaluate(async () => ({
    title: document.title,
    address: location.href.slice(location.origin.length),
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
  }));
  assert.deepEqual(kept, { title: "keybundle", address: "/", local: 0, session: 0, databases: 0, cookies: "" });
});
