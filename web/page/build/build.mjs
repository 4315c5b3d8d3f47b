// Builds both forms of the page into dist/: node build/build.mjs
//   dist/site/            for a server
//   dist/keybundle.html   one file that opens from a disk
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { notices } from "./notices.mjs";
import { headers, singlePolicy, sitePolicy } from "./policy.mjs";
import { serviceWorker } from "./service-worker.mjs";
import { sizes } from "./sizes.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
/** Inside the page, because browsers ask for an icon whenever they like. */
const icon = (files) => `<link rel="icon" href="data:image/svg+xml;base64,${files.get("icon.svg").toString("base64")}" />`;
const MANIFEST = '<link rel="manifest" href="./manifest.webmanifest" />';
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const mode of ["site", "single"]) await build({ root, mode, configFile: join(root, "vite.config.ts"), logLevel: "warn" });

const problems = await site();
await single();
if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  process.exitCode = 1;
}

async function site() {
  const folder = join(dist, "site");
  const files = await contents(folder);
  const html = files.get("index.html").toString();
  files.delete("index.html");
  files.set("NOTICES.txt", Buffer.from(await notices(root)));
  const sums = [...files].map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join("");
  const digest = sha256(sums);
  const page = Buffer.from(withHead(html, sitePolicy, digest, `${icon(files)}\n    ${MANIFEST}`));
  const worker = serviceWorker(sha256(sums + page), ["./", ...files.keys()]);
  const written = { "index.html": page, "NOTICES.txt": files.get("NOTICES.txt"), "sw.js": worker, SHA256SUMS: sums, _headers: headers };
  for (const [name, content] of Object.entries(written)) await writeFile(join(folder, name), content);
  console.log(`page: dist/site, SHA-256 of its SHA256SUMS ${digest}`);
  return sizes(new Map([["index.html", page], ...files]));
}

async function single() {
  const folder = join(dist, "single");
  const files = await contents(folder);
  const only = (extension) => {
    const names = [...files.keys()].filter((name) => name.endsWith(extension));
    if (names.length !== 1) throw new Error(`the single file is made of one ${extension}, not of ${names.length}`);
    return files.get(names[0]).toString();
  };
  // Inside an element of HTML, neither may hold what ends that element.
  const script = `\n${only(".js").replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--")}`;
  const style = `\n${only(".css").replaceAll("</style", "<\\/style")}`;
  const digest = sha256(script + style);
  const bare = files.get("index.html").toString().replace(/<script\b[^>]*><\/script>/, "").replace(/<link rel="stylesheet"[^>]*>/, "");
  const html = withHead(bare, singlePolicy(script, style), digest, icon(files))
    .replace("</head>", () => `<style>${style}</style>\n  </head>`)
    .replace("</body>", () => `<script type="module">${script}</script>\n  </body>`);
  const comment = `<!--\n${(await notices(root)).replaceAll("--", "- -")}-->\n`;
  await writeFile(join(dist, "keybundle.html"), html.replace("<html", () => `${comment}<html`));
  await rm(folder, { recursive: true });
  console.log(`page: dist/keybundle.html, SHA-256 of its script and style ${digest}`);
}

/** The policy goes first: it holds for what comes after it. */
function withHead(html, policy, digest, links) {
  const head = `<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="keybundle-build" content="${digest}" />
    ${links}`;
  return html.replace('<meta charset="utf-8" />', () => head);
}

/** Every file below a folder, by name, in one order. */
async function contents(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const read = names.sort().map(async (name) => [name, await readFile(join(folder, name))]);
  return new Map(await Promise.all(read));
}
