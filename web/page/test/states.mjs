// Every view, and the states of it that look different: by name, how a page gets there.
import { testdata } from "./browser.mjs";

const give = (page, ...paths) => page.locator("[data-picker]").setInputFiles(paths.map(testdata));

const view = (page, name) => page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
const example = (page) => page.getByRole("button", { name: "Fill in an example" }).and(page.locator(":visible")).click();

export const STATES = {
  start: async (page) => {
    await page.getByText("Try a sample").waitFor();
  },
  opened: async (page) => {
    await give(page, "vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem");
    await page.getByText("ends in a root").waitFor();
    await page.getByRole("button", { name: "Show the private key" }).first().click();
    await page.getByText("The same on a command line").first().click();
  },
  refused: async (page) => {
    await give(page, "vectors/sample/response-cert-encrypted.json", "vectors/pkcs12/openssl3-default.p12", "keys/p256.key.pem");
    await page.getByText("Code wrong-recipient").waitFor();
  },
  cancelled: async (page) => {
    await give(page, "vectors/hostile/pkcs8-iterations.der");
    await page.getByLabel(/^Password for/).fill("secret");
    await page.getByLabel(/^Password for/).press("Enter");
    await page.getByRole("button", { name: "Try anyway" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("cancelled", { exact: true }).waitFor();
  },
  "beyond-a-limit": async (page) => {
    await give(page, "vectors/hostile/pkcs8-iterations.der");
    await page.getByLabel(/^Password for/).fill("secret");
    await page.getByLabel(/^Password for/).press("Enter");
    await page.getByRole("button", { name: "Try anyway" }).waitFor();
  },
  asn1: async (page) => {
    await give(page, "vectors/pkcs12/openssl3-default.p12");
    await page.getByText("ASN.1 and bytes").click();
    await page.getByRole("treeitem").nth(1).click();
  },
  key: async (page) => {
    await view(page, "Key & CSR");
    await example(page);
    await page.getByText("Uses, challenge password, renewal").click();
    await page.getByText("More of the subject").click();
    await page.getByRole("button", { name: "Make key and request" }).click();
    await page.getByRole("heading", { name: "Certificate request", exact: true }).waitFor();
  },
  "key-new": async (page) => {
    await view(page, "Key & CSR");
    await page.getByRole("radio", { name: "New key alone" }).check();
    await page.getByRole("button", { name: "Make a key" }).click();
    await page.getByRole("button", { name: "Show Private key" }).click();
  },
  eab: async (page) => {
    await view(page, "EAB");
    await page.getByRole("radio", { name: "Verify" }).check();
    await example(page);
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("A server would take it").waitFor();
  },
  "eab-refused": async (page) => {
    await view(page, "EAB");
    await page.getByText("Sign a whole newAccount request").click();
    await example(page);
    await page.getByLabel("HMAC key", { exact: true }).fill("not!base64");
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByText("Code not-base64").waitFor();
  },
  match: async (page) => {
    await view(page, "Registered values");
    await page.getByText("How values are compared").click();
    await example(page);
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByText("Not everything matches").first().waitFor();
  },
  "match-outdated": async (page) => {
    await STATES.match(page);
    await page.getByLabel("Order of a list").selectOption("same");
    await page.getByText("A field was changed since").waitFor();
  },
  credential: async (page) => {
    await view(page, "Credential");
    await example(page);
    await page.getByRole("button", { name: "Describe" }).click();
    await page.getByRole("heading", { name: "RSA 2048" }).waitFor();
  },
  "credential-check": async (page) => {
    await view(page, "Credential");
    await page.getByRole("radio", { name: "Would a request be accepted?" }).check();
    await example(page);
    await page.getByRole("button", { name: "Judge" }).click();
    await page.getByRole("heading", { name: /^Nothing speaks against it/ }).waitFor();
  },
  "request-built": async (page) => {
    await view(page, "Request");
    await example(page);
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await page.getByRole("heading", { name: "curl command" }).waitFor();
  },
  request: async (page) => {
    await view(page, "Request");
    await page.getByRole("radio", { name: "Check a request" }).check();
    await example(page);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("The request would be refused").waitFor();
  },
  trust: async (page) => {
    await view(page, "Trust");
    await page.getByRole("heading", { name: "This build" }).waitFor();
  },
};
