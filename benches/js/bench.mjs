// Measures keybundle beside its rivals in Node.js and in Chromium, and writes benches/JS.md. `cargo xtask bench --js`.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus } from "node:os";
import AcmeHttp from "acme-client/src/http.js";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import { jobs, measure } from "./jobs.mjs";

const quick = process.argv.includes("--test");
const settings = quick ? { rounds: 1, milliseconds: 1 } : { rounds: 7, milliseconds: 300 };
const FILES = {
  "openssl.p12": "vectors/pkcs12/openssl3-default.p12",
  "jdk.p12": "vectors/pkcs12/jdk17-default.p12",
  "message.p7m": "vectors/cms/openssl3-recipient-pkcs1.p7m",
  "recipient.pem": "keys/rsa2048.key.pem",
  "account.pem": "keys/p256.key.pem",
  "certificate.pem": "keys/rsa2048.cert.pem",
  "device.zip": "vectors/zip/7z-stored.zip",
};
const read = (path) => readFileSync(new URL(`../../testdata/${path}`, import.meta.url));
const samples = Object.fromEntries(Object.entries(FILES).map(([name, path]) => [name, new Uint8Array(read(path))]));

async function inChromium() {
  const source = `import { jobs, measure } from "./jobs.mjs";
    globalThis.run = async (samples, settings) => measure(await jobs(samples), settings);`;
  const built = await esbuild.build({
    stdin: { contents: source, resolveDir: new URL(".", import.meta.url).pathname },
    bundle: true, format: "esm", minify: true, write: false, logLevel: "error",
  });
  const pages = { "/": ["text/html", "<!doctype html><script type=module src=/bench.js></script>"], "/bench.js": ["text/javascript", built.outputFiles[0].text] };
  // WebCrypto is there on secure origins alone, and localhost is one.
  const server = createServer(({ url }, response) => {
    const [type, content] = pages[url] ?? ["text/plain", ""];
    response.writeHead(200, { "content-type": type }).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: process.env.KEYBUNDLE_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => globalThis.run);
    const packed = Object.fromEntries(Object.entries(samples).map(([name, bytes]) => [name, [...bytes]]));
    const found = await page.evaluate(([packed, settings]) => {
      const samples = Object.fromEntries(Object.entries(packed).map(([name, bytes]) => [name, new Uint8Array(bytes)]));
      return globalThis.run(samples, settings);
    }, [packed, settings]);
    return [`Chromium ${browser.version().split(".")[0]}`, found];
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

const median = (times) => [...times].sort((left, right) => left - right)[times.length >> 1];
const shown = (time) => (time < 0.1 ? `${(time * 1000).toFixed(1)} µs` : `${time.toFixed(time < 10 ? 2 : 1)} ms`);

function table(where, found) {
  const rows = found.map(({ work, who, times }) => {
    const own = found.find((one) => one.work === work && one.who === "keybundle").times;
    // The ratio within each round, so that what slows the machine slows both.
    const ratio = median(own.map((time, round) => time / times[round]));
    return `| ${work} | ${who} | ${shown(median(times))} | ${who === "keybundle" ? "" : ratio.toFixed(2)} |`;
  });
  return [`## ${where}`, "", "| work | by | median of one | keybundle / this |", "|---|---|---:|---:|", ...rows, ""].join("\n");
}

const results = [[`Node.js ${process.versions.node.split(".")[0]}`, await measure(await jobs(samples, AcmeHttp), settings)], await inChromium()];
if (quick) {
  console.log(`${results.flatMap(([, found]) => found).length} measurements, each with the right result`);
} else {
  const { dependencies } = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8")).packages[""];
  const locked = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8")).packages;
  const versions = Object.keys(dependencies).filter((name) => !["keybundle", "esbuild", "playwright-core", "asn1js", "reflect-metadata"].includes(name))
    .map((name) => `${name} ${locked[`node_modules/${name}`].version}`);
  const head = `# The package beside its rivals

Made by \`cargo xtask bench --js\` on ${cpus()[0].model.trim()}, ${cpus().length} threads;
${versions.join(", ")}. Warm, ${settings.rounds} rounds in which
all take their turn; WebCrypto, which pkijs, @peculiar/x509 and jose call, works in threads of its own.
The last column is keybundle's time by that of the row, the median of the ratios within each round: below 1, keybundle is faster. Rivals get keys as their own objects where they have such; keybundle
reads them from their encoding each time. acme-client is for Node.js, and is called where it signs. A row that is missing is something that the rival does not do.

`;
  writeFileSync(new URL("../JS.md", import.meta.url), head + results.map(([where, found]) => table(where, found)).join("\n"));
}
