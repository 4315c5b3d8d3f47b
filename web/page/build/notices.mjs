// The notices of what others wrote and is inside: their licences ask for that.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** What the bundle holds besides our own; what the WebAssembly module holds, the package lists. */
const INSIDE = ["svelte", "fflate"];

/** One text of all notices.
 * @param {string} root the folder of the page */
export async function notices(root) {
  const texts = INSIDE.map(async (name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} comes without its licence`);
    return `${name} ${version} (${license})\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
  });
  const listed = "What the WebAssembly module holds stands in LICENSES.spdx.json of the npm package keybundle.\n";
  return [...(await Promise.all(texts)), listed].join("\n\n");
}
