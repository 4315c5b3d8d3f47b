// Every form, filled in by hand and by its example; what comes out is held against other tools' opinion.
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, serve, testdata, visit } from "./browser.mjs";

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Runs `work` on a view of a fresh page, and holds that the page did nothing that it must not. */
const on = (view, name, work) =>
  test(`${view}: ${name}`, async () => {
    const { page, context, offences } = await visit(browser, server.url);
    await page.getByRole("navigation").getByRole("link", { name: view, exact: true }).click();
    await work(page);
    assert.deepEqual(offences, []);
    await context.close();
  });

const text = (path) => readFileSync(testdata(path), "utf8");
const decoded = (base64url) => Buffer.from(base64url, "base64url").toString();

on("EAB", "a binding is signed as RFC 8555 has it", async (page) => {
  const hmacKey = text("requests/inputs/eab/hmac-key.txt").trim();
  await page.getByLabel("Key identifier (kid)").fill("kid-1");
  await page.getByLabel("HMAC key", { exact: true }).fill(hmacKey);
  await page.getByLabel("newAccount URL").fill("https://acme.example/new-account");
  await page.getByRole("textbox", { name: "Account key optional" }).or(page.getByRole("textbox", { name: "Account key", exact: true })).fill(text("keys/device-p256.key.pem"));
  await page.getByLabel("Algorithm").selectOption("HS384");
  await page.getByRole("button", { name: "Sign" }).click();
  const jws = JSON.parse(await page.getByRole("group", { name: "External Account Binding", exact: true }).innerText());
  assert.deepEqual(JSON.parse(decoded(jws.protected)), { alg: "HS384", kid: "kid-1", url: "https://acme.example/new-account" });
  const mac = createHmac("sha384", Buffer.from(hmacKey, "base64url")).update(`${jws.protected}.${jws.payload}`).digest("base64url");
  assert.equal(jws.signature, mac);
  await page.getByText("The same on a command line").click();
  assert.match(await page.getByRole("group", { name: "keybundle command" }).innerText(), /^keybundle eab sign --kid kid-1 .*--alg HS384$/);
});

on("EAB", "a whole newAccount request is signed, and verified here", async (page) => {
  await page.getByText("Sign a whole newAccount request").click();
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await page.getByLabel("Contact").fill("mailto:a@example.com");
  await page.getByLabel("The terms of service are agreed to").check();
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  const made = await page.getByRole("group", { name: "newAccount request", exact: true }).innerText();
  const { contact, termsOfServiceAgreed } = JSON.parse(decoded(JSON.parse(made).payload));
  assert.deepEqual([contact, termsOfServiceAgreed], [["mailto:a@example.com"], true]);
  await page.getByRole("radio", { name: "Verify" }).check();
  await page.getByLabel(/^The newAccount request/).last().fill(made);
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByText("A server would take it").waitFor();
});

on("EAB", "Certbot's request passes; with another URL the check that fails is named", async (page) => {
  await page.getByRole("radio", { name: "Verify" }).check();
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByText("A server would take it").waitFor();
  await page.getByLabel("newAccount URL").fill("https://other.example/new-account");
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByText("A server would refuse it").waitFor();
  assert.deepEqual(await page.locator("tr", { hasText: "✗" }).locator("code").allInnerTexts(), ["url"]);
});

on("EAB", "a key that is no base64 is refused in place, with the code", async (page) => {
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await page.getByLabel("HMAC key", { exact: true }).fill("not!base64");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByText("Code not-base64").waitFor();
  const field = page.getByLabel("HMAC key", { exact: true });
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const described = (await field.getAttribute("aria-describedby")).split(" ").map((id) => page.locator(`[id="${id}"]`).innerText());
  assert.match((await Promise.all(described)).join(" "), /not base64 at byte 3/);
});

on("Registered values", "what differs is told, and the rule that would let it pass", async (page) => {
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await page.getByRole("button", { name: "Compare" }).click();
  const row = page.getByRole("row", { name: /subject.common_name/ });
  await row.getByText("differs", { exact: false }).first().waitFor();
  assert.deepEqual(await row.locator(".value").allInnerTexts(), ["DEVICE-1", "device-1"]);
  await row.getByText("case=ignore", { exact: true }).waitFor();
  await page.getByText("How values are compared").click();
  await page.getByLabel("Upper and lower case").selectOption("ignore");
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByRole("heading", { name: "Everything matches", exact: true }).waitFor();
  await page.getByText("The same on a command line").click();
  assert.match(await page.getByRole("group", { name: "keybundle command" }).innerText(), /--case ignore$/);
});

on("Registered values", "a verdict on fields that were changed since is marked, until there is another", async (page) => {
  const mark = page.getByText("A field was changed since");
  const compare = async () => {
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("heading", { name: "Not everything matches", exact: true }).waitFor();
    await mark.waitFor({ state: "detached" });
  };
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await compare();
  await page.getByText("How values are compared").click();
  await page.getByLabel("Order of a list").selectOption("same");
  await mark.waitFor();
  // The command is of the fields as they are, and so not of this result.
  assert.equal(await page.getByText("The same on a command line").count(), 0);
  await compare();
  await page.getByRole("button", { name: "Remove openssl3-case.pem" }).click();
  await mark.waitFor();
  await page.getByRole("textbox", { name: "Certificate request" }).fill(text("requests/match/openssl3-case.pem"));
  await compare();
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await mark.waitFor();
});

on("Registered values", "a certificate and the JSON of a request are compared, too", async (page) => {
  const values = page.getByRole("textbox", { name: "Registered values" });
  await values.fill(text("requests/inputs/match/cfssl-certificate.json"));
  await page.getByRole("radio", { name: "Certificate", exact: true }).check();
  await page.getByRole("textbox", { name: "Certificate", exact: true }).fill(text("requests/match/cfssl-certificate.pem"));
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByRole("heading", { name: "Everything matches", exact: true }).waitFor();
  await values.fill(text("requests/inputs/match/dtm.json"));
  await page.getByRole("radio", { name: "JSON of a request" }).check();
  await page.getByRole("textbox", { name: "JSON of a request" }).fill(text("requests/match/dtm.json"));
  await page.getByRole("button", { name: "Compare" }).click();
  await page.locator("tbody tr").first().waitFor();
});

on("Credential", "the vendor's own sample is described as the vendor does", async (page) => {
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await page.getByRole("button", { name: "Describe" }).click();
  const { thumbprint, key_description } = JSON.parse(text("vectors/sample/acme-credential-201.json"));
  await page.getByRole("heading", { name: key_description }).waitFor();
  await page.getByText(thumbprint).first().waitFor();
  const pem = await page.getByRole("group", { name: "Public key", exact: true }).innerText();
  const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ""), "base64");
  assert.equal(createHash("sha256").update(der).digest("hex"), thumbprint);
});

on("Request", "all that is wrong is told at once", async (page) => {
  await page.getByRole("radio", { name: "Check a request" }).check();
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("The request would be refused").waitFor();
  const fields = await page.locator("tbody th code").allInnerTexts();
  assert.ok(fields.length >= 9 && fields.includes("pkcs12_password") && fields.includes("certificate_profile_attributes"));
});

on("Request", "a request is built, with the curl command; secrets stay variables", async (page) => {
  await page.getByRole("button", { name: "Fill in an example" }).and(page.locator(":visible")).click();
  await page.getByLabel("URL of the service").fill("demo.one.digicert.com");
  await page.getByRole("button", { name: "Build", exact: true }).click();
  const curl = await page.getByRole("group", { name: "curl command", exact: true }).innerText();
  assert.match(curl, /curl/);
  assert.match(curl, /https:\/\/demo\.one\.digicert\.com\/iot\/api\/v1\/certificate/);
  assert.match(curl, /KEYBUNDLE_API_KEY/);
  const body = JSON.parse(await page.getByRole("group", { name: "Body", exact: true }).innerText());
  assert.deepEqual(body.certificate_profile_attributes, [{ id: "subject.common_name", value: "device-1" }]);
  assert.deepEqual([body.server_side_key_gen, body.key_type], [true, "p_256"]);
});

on("Request", "what is wrong stands beside its field", async (page) => {
  await page.getByLabel("Enrollment profile", { exact: true }).first().fill("3b7a0c12");
  await page.getByRole("button", { name: "Build", exact: true }).click();
  const field = page.getByLabel("Enrollment profile", { exact: true }).first();
  await page.locator('input[aria-invalid="true"]').first().waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
});

on("Request", "the answer is to be encrypted to a certificate, given as a file", async (page) => {
  await page.getByRole("button", { name: "Fill in an example" }).and(page.locator(":visible")).click();
  await page.getByLabel("Private key comes as").selectOption("cert_encrypted");
  await page.getByRole("textbox", { name: "Encryption certificate" }).fill(text("keys/rsa2048.cert.pem"));
  await page.getByRole("button", { name: "Build", exact: true }).click();
  const body = JSON.parse(await page.getByRole("group", { name: "Body", exact: true }).innerText());
  assert.match(body.encryption_certificate, /BEGIN CERTIFICATE/);
});

on("Request", "every kind is built, or says what it misses", async (page) => {
  const built = page.getByRole("group", { name: "curl command", exact: true });
  for (const kind of ["device", "passcode", "acme", "register", "est", "bundle", "batch", "renew", "enroll"]) {
    await page.getByLabel("What to ask for").selectOption(kind);
    await built.waitFor({ state: "detached" });
    for (const field of await page.locator("form:visible input[type=text]").all()) await field.fill("IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071");
    for (const field of await page.locator("form:visible input[inputmode=numeric]").all()) await field.fill("8");
    await page.getByLabel("URL of the service").fill("");
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await built.or(page.getByText(/^Code [a-z-]+$/).and(page.locator(":visible"))).first().waitFor();
  }
});

on("Credential", "which credential would accept a request, and why not", async (page) => {
  await page.getByRole("radio", { name: "Would a request be accepted?" }).check();
  await page.getByRole("button", { name: "Fill in an example" }).and(page.locator(":visible")).click();
  await page.getByLabel("When").fill("2099-01-01");
  await page.getByRole("button", { name: "Judge" }).click();
  await page.getByRole("heading", { name: "It would be refused" }).waitFor();
  assert.deepEqual(await page.locator("tr", { hasText: "✗" }).locator("code").allInnerTexts(), ["end_date"]);
});

on("Credential", "what nothing speaks against is said to be accepted only once all is decided", async (page) => {
  const judge = () => page.getByRole("button", { name: "Judge" }).click();
  await page.getByRole("radio", { name: "Would a request be accepted?" }).check();
  await page.getByRole("textbox", { name: "Authentication policy" }).fill(text("requests/credential/proof-passcode.json"));
  await judge();
  await page.getByRole("heading", { name: "Nothing speaks against it, and not all is decided" }).waitFor();
  assert.equal(await page.getByText("✓ accepts").count(), 0);
  const passcode = page.getByRole("article", { name: "passcode", exact: true });
  await passcode.getByText("Not decided by what was given: protocol, proof.").waitFor();
  await page.getByRole("radio", { name: "A passcode" }).check();
  await page.getByLabel("Passcode", { exact: true }).fill(text("requests/inputs/credential/passcode.txt").trim());
  await page.getByLabel("Protocol").selectOption("rest");
  await judge();
  await page.getByRole("heading", { name: "It would be accepted" }).waitFor();
  await passcode.getByText("✓ accepts").waitFor();
});

on("Credential", "what is wrong with a field stands beside it", async (page) => {
  await page.getByRole("radio", { name: "Would a request be accepted?" }).check();
  await page.getByRole("button", { name: "Fill in an example" }).and(page.locator(":visible")).click();
  await page.getByLabel("When").fill("soon");
  await page.getByRole("button", { name: "Judge" }).click();
  await page.getByText("Code usage").waitFor();
  assert.equal(await page.getByLabel("When").getAttribute("aria-invalid"), "true");
  await page.getByLabel("When").fill("");
  await page.getByRole("radio", { name: "Certificate request", exact: true }).check();
  const request = page.getByRole("textbox", { name: "Certificate request" });
  await request.fill("no request");
  await page.getByRole("button", { name: "Judge" }).click();
  await page.getByText("Code unknown-format").waitFor();
  assert.equal(await request.getAttribute("aria-invalid"), "true");
  assert.equal(await page.getByLabel("When").getAttribute("aria-invalid"), null);
});

test("Clear leaves nothing in any field", async () => {
  const { page, context } = await visit(browser, server.url);
  await page.getByRole("link", { name: "EAB" }).click();
  await page.getByLabel("HMAC key", { exact: true }).fill("secret");
  await page.getByRole("button", { name: "Clear everything" }).click();
  assert.equal(await page.getByLabel("HMAC key", { exact: true }).inputValue(), "");
  await page.getByRole("link", { name: "Open", exact: true }).click();
  await page.getByLabel("Or paste text here").fill("secret");
  await page.getByRole("button", { name: "Clear everything" }).click();
  assert.equal(await page.getByLabel("Or paste text here").inputValue(), "");
  await context.close();
});
