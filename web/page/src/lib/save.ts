// Out of the page: to a file or to the clipboard.
import { zipSync } from "fflate";
import { announcer } from "./announce.svelte.ts";
import type { Part } from "./files.ts";

const bytesOf = (content: string | Uint8Array) => (typeof content === "string" ? new TextEncoder().encode(content) : content);

export function download(name: string, content: string | Uint8Array) {
  const url = URL.createObjectURL(new Blob([bytesOf(content) as Uint8Array<ArrayBuffer>]));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Later: some browsers read it only then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  announcer.say(`${name} was handed to your browser to save`);
}

/** One archive of all parts; of two with one name, the later one gets a number. */
export function downloadZip(name: string, parts: Part[]) {
  const entries: Record<string, Uint8Array> = {};
  for (const part of parts) {
    let free = part.name;
    for (let number = 2; free in entries; number += 1) free = part.name.replace(/(\.[^.]*\.?[^.]*)$/, `-${number}$1`);
    entries[free] = bytesOf(part.content);
  }
  // The time is fixed: the same parts make the same archive.
  download(name, zipSync(entries, { level: 6, mtime: "1980-01-01T00:00:00" }));
}

/** Whether it is on the clipboard now. */
export async function copy(what: string, text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announcer.say(`${what}: copied`);
    return true;
  } catch {
    announcer.say(`${what}: your browser did not allow copying`);
    return false;
  }
}
