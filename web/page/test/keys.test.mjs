// Keys and certificate requests that the page makes, as OpenSSL (in Node.js) reads them; and those that it converts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey } from "node:crypto";
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

const on = (name, work, url = () => server.url) =>
  test(`keys: ${name}`, async () => {
    const { page, context, offences } = await visit(browser, url());
    await page.getByRole("navigation").getByRole("link", { name: "Key & CSR" }).click();
    await work(page);
    assert.deepEqual(offences, []);
    await context.close();
  });

const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Download ${name}` }).click()]);
  return readFileSync(await download.path(), "utf8");
};
const openssl = (words, input) => execFileSync("openssl", words, { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
const publicKey = (key) => createPublicKey(key).export({ format: "pem", type: "spki" });

on("what no authority takes is told beside its field", async (page) => {
  await page.getByLabel("Common name").fill("device-1");
  const country = page.getByLabel("Country");
  await country.fill("Germany");
  await page.getByRole("button", { name: "Make key and request" }).click();
  await page.getByText("Code invalid-value").waitFor();
  assert.equal(await country.getAttribute("aria-invalid"), "true");
  assert.equal(await page.getByLabel("Common name").getAttribute("aria-invalid"), null);
});

for (const [where, url] of [["site", () => server.url], ["single file", () => single]]) {
  for (const type of ["EC P-256", "RSA 2048"]) {
    on(`a new ${type} key and its request, ${where}`, async (page) => {
      await page.getByLabel("Kind of key").and(page.locator(":visible")).selectOption({ label: type });
      await page.getByRole("button", { name: "Fill in an example" }).first().click();
      await page.getByText("Uses, challenge password, renewal").click();
      await page.getByRole("checkbox", { name: "Client" }).check();
      await page.getByLabel("Challenge password", { exact: true }).fill("challenge-1");
      await page.getByRole("button", { name: "Make key and request" }).click();
      await page.getByRole("heading", { name: "Certificate request", exact: true }).waitFor({ timeout: 60_000 });
      const request = await saved(page, "device-1.csr.pem");
      const key = await saved(page, "device-1.key.pem");
      const text = openssl(["req", "-noout", "-verify", "-text", "-nameopt", "RFC2253"], request);
      for (const part of ["CN=device-1", "OU=Line 3", "O=Example", "C=DE", "DNS:device-1.example, IP Address:192.0.2.7", "TLS Web Client Authentication", "challenge-1"]) {
        assert.ok(text.includes(part), part);
      }
      assert.equal(openssl(["req", "-noout", "-pubkey"], request), publicKey(key));
      // The key is shown only when it is asked for.
      assert.equal(await page.getByText("BEGIN PRIVATE KEY").count(), 0);
      await page.getByRole("button", { name: "Show Private key" }).click();
      await page.getByText("BEGIN PRIVATE KEY").waitFor();
    }, url);
  }
}

on("the commands that are shown make the same request", async (page) => {
  await page.getByRole("button", { name: "Fill in an example" }).first().click();
  await page.getByRole("button", { name: "Make key and request" }).click();
  await page.getByText("The same on a command line").click();
  const command = await page.getByRole("group", { name: "keybundle command" }).innerText();
  assert.match(command, /^keybundle csr new --new-key p-256 --key-out device.key.pem --subject .*CN=device-1.* --san DNS:device-1.example --san IP:192.0.2.7 --out device.csr.pem$/);
  const [, request] = (await page.getByRole("group", { name: "openssl commands" }).innerText()).split("\n");
  const subject = /-subj '?([^']*)'? -addext/.exec(request)[1];
  const made = openssl(["req", "-new", "-utf8", "-key", testdata("keys/p256.key.pem"), "-subj", subject]);
  const ours = await saved(page, "device-1.csr.pem");
  const named = (pem) => openssl(["req", "-noout", "-subject", "-nameopt", "RFC2253"], pem);
  assert.equal(named(made), named(ours));
});

on("what is saved has a name that every system takes", async (page) => {
  const names = { "--.out=x": "out-x", NUL: "device-NUL", "com1.example": "device-com1.example", "…": "bundle", "console": "console" };
  for (const [commonName, name] of Object.entries(names)) {
    await page.getByLabel("Common name").fill(commonName);
    await page.getByRole("button", { name: "Make key and request" }).click();
    await page.getByRole("button", { name: `Download ${name}.csr.pem`, exact: true }).waitFor();
  }
});

on("a new key with a password, which OpenSSL opens", async (page) => {
  await page.getByRole("radio", { name: "New key alone" }).check();
  await page.getByLabel("Kind of key").and(page.locator(":visible")).selectOption("ed25519");
  await page.getByLabel("Password to protect it").fill("secret");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByRole("heading", { name: "Ed25519" }).waitFor();
  const key = await saved(page, "key.pem");
  assert.match(key, /BEGIN ENCRYPTED PRIVATE KEY/);
  assert.equal(createPrivateKey({ key, passphrase: "secret" }).asymmetricKeyType, "ed25519");
});

on("a request for a key with a password, as a renewal", async (page) => {
  await page.getByRole("radio", { name: "Request for a key you have" }).check();
  await page.getByRole("textbox", { name: "Private key" }).fill(readFileSync(testdata("keys/rsa2048.encrypted.pem"), "utf8"));
  await page.getByLabel("Password of the key").fill("wrong");
  await page.getByText("Uses, challenge password, renewal").click();
  await page.getByRole("textbox", { name: "The certificate to renew" }).fill(readFileSync(testdata("keys/rsa2048.cert.pem"), "utf8"));
  await page.getByRole("button", { name: "Make the request" }).click();
  await page.getByText("Code wrong-password").waitFor();
  await page.getByLabel("Password of the key").fill("recipient");
  await page.getByRole("button", { name: "Make the request" }).click();
  await page.getByRole("heading", { name: "Certificate request", exact: true }).waitFor();
  const request = await page.getByRole("group", { name: "Certificate request", exact: true }).innerText();
  assert.equal(openssl(["req", "-noout", "-pubkey"], request), publicKey(readFileSync(testdata("keys/rsa2048.key.pem"))));
});

on("a key is converted, and its public half taken", async (page) => {
  await page.getByRole("radio", { name: "Convert a key" }).check();
  await page.getByRole("textbox", { name: "Key", exact: true }).fill(readFileSync(testdata("keys/p256.key.pem"), "utf8"));
  await page.getByLabel("Form", { exact: true }).last().selectOption("sec1");
  await page.getByRole("button", { name: "Convert", exact: true }).click();
  await page.getByRole("heading", { name: "EC P-256" }).waitFor();
  assert.match(await saved(page, "key.pem"), /BEGIN EC PRIVATE KEY/);
  await page.getByLabel("Form", { exact: true }).last().selectOption("jwk");
  await page.getByRole("button", { name: "Convert", exact: true }).click();
  const jwk = JSON.parse(await saved(page, "key.json"));
  assert.equal(createPrivateKey({ key: jwk, format: "jwk" }).export({ format: "pem", type: "pkcs8" }), readFileSync(testdata("keys/p256.key.pem"), "utf8"));
  await page.getByLabel("Form", { exact: true }).last().selectOption("spki");
  await page.getByRole("button", { name: "Convert", exact: true }).click();
  await page.getByRole("heading", { name: "Public key", exact: true }).waitFor();
  assert.equal(await page.getByRole("group", { name: "Public key", exact: true }).innerText(), publicKey(readFileSync(testdata("keys/p256.key.pem"))));
});
