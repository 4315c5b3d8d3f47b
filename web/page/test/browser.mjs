// The built page in Chromium: from a server of the test's own, or from the disk. Whoever uses a page gets to know what it
// asked for after it was loaded, and what broke its policy.
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

export const testdata = (path) => fileURLToPath(new URL(`../../../testdata/${path}`, import.meta.url));

/** A server of the site, without the headers that a good one would send: the page must do without. */
export async function serve() {
  const server = createServer((request, response) => {
    const path = join(dist, "site", new URL(request.url, "http://page").pathname.replace(/\/$/, "/index.html"));
    if (!path.startsWith(dist) || !statSync(path, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

/** The single file's address. */
export const single = pathToFileURL(join(dist, "keybundle.html")).href;

export const launch = () =>
  chromium.launch({
    executablePath: process.env.KEYBUNDLE_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });

/** A page, loaded; `offences` lists what it must not do: requests from now on, breaches of its policy, words on the
 * console and uncaught errors. */
export async function visit(browser, url, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, permissions: ["clipboard-read", "clipboard-write"], ...options });
  const offences = [];
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  // What the browser itself advises about forms for signing in is not the page's word: there are none.
  const advice = (message) => message.text().startsWith("[DOM] Multiple forms");
  page.on("console", (message) => advice(message) || offences.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => offences.push(`error: ${error.stack}`));
  // Playwright begins to catch these when it is first asked to, which is too late just before a key is pressed.
  page.on("filechooser", () => undefined);
  await page.goto(url, { waitUntil: "networkidle" });
  if (url.startsWith("http")) await page.evaluate(() => navigator.serviceWorker.ready);
  context.on("request", (request) => {
    // What lies in the page's own memory is no request to anybody.
    if (!/^(blob|data):/.test(request.url())) offences.push(`request: ${request.url()}`);
  });
  return { page, context, offences };
}
