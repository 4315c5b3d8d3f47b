// How bytes get in: files that were dropped, pasted or picked, and text.
import type { Given } from "./workspace.svelte.ts";

const ofFile = async (file: File): Promise<Given> => ({ name: file.name || "pasted file", bytes: new Uint8Array(await file.arrayBuffer()) });

export const fromText = (text: string, name = "pasted text"): Given => ({ name, bytes: new TextEncoder().encode(text) });

export const fromList = (files: FileList | null) => Promise.all([...(files ?? [])].map(ofFile));

/** Of a drop or a paste: its files, else its text. */
export async function fromTransfer(transfer: DataTransfer): Promise<Given[]> {
  // Both are read before anything is waited for: the transfer is empty afterwards.
  const files = [...transfer.files];
  const text = transfer.getData("text/plain");
  if (files.length > 0) return Promise.all(files.map(ofFile));
  return text.trim() === "" ? [] : [fromText(text)];
}
