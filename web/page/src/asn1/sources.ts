// What of an input can be looked into: the input itself, its layers as far as it opens, and what came out of it.
import { engine } from "../lib/engine.ts";
import type { Item } from "../lib/item.svelte.ts";
import type { Watched } from "../lib/task.svelte.ts";
import { wipe } from "../lib/wipe.ts";
import { commonName, layerName, size } from "../lib/words.ts";
import type { Workspace } from "../lib/workspace.svelte.ts";

export interface Source {
  title: string;
  bytes: Uint8Array;
  /** There are elements in it; otherwise it is bytes alone. */
  isDer: boolean;
}

/** `wipe` overwrites the layers, which nothing else holds. */
export async function sources(item: Item, workspace: Workspace, watched: Watched): Promise<{ list: Source[]; wipe: () => void }> {
  const { layers } = await engine();
  // A derivation that was cancelled is not begun again by a look.
  const passwords = item.refusal?.isCancelled ? [] : item.passwords;
  const { parts } = await layers(item.bytes, { ...workspace.unlock(item), passwords, ...watched });
  const list: Source[] = parts.map((part) => ({
    title: part.layers.length > 0 ? `Inside ${part.layers.map(layerName).join(" › ")}: ${size(part.size)}` : item.name,
    bytes: part.bytes,
    isDer: part.is_der,
  }));
  if (list.length === 0) list.push({ title: item.name, bytes: item.bytes, isDer: false });
  return { list: [...list, ...results(item)], wipe: () => wipe(parts) };
}

function results({ decoded }: Item): Source[] {
  const list: Source[] = [];
  if (!decoded) return list;
  const add = (title: string, bytes: Uint8Array) => list.push({ title, bytes, isDer: true });
  for (const { private_key, certificate, chain } of decoded.bundles) {
    for (const one of certificate ? [certificate, ...chain] : chain) add(`Certificate ${commonName(one.subject) ?? ""}`, one.der);
    add(`Private key ${private_key.algorithm}`, private_key.der);
  }
  for (const one of decoded.certificates) add(`Certificate ${commonName(one.subject) ?? ""}`, one.der);
  for (const one of decoded.public_keys) add(`Public key ${one.algorithm}`, one.der);
  for (const one of decoded.certificate_requests) add("Certificate request", one.der);
  for (const one of decoded.certificate_revocation_lists) add("Revocation list", one.der);
  return list;
}
