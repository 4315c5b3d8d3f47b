// Every view, and the states of it that look different: by name, how a page gets there.
import { testdata } from "./browser.mjs";

const give = (page, ...paths) => page.locator("[data-picker]").setInputFiles(paths.map(testdata));

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
  trust: async (page) => {
    await page.goto(`${page.url()}#trust`);
    await page.getByRole("heading", { name: "This build" }).waitFor();
  },
};
