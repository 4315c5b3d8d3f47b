// What of an input can be looked into: the input itself, its layers, and what came out of it.
import { commonName } from "../lib/words.ts";
import type { Item } from "../lib/workspace.svelte.ts";

export interface Source {
  title: string;
  bytes: Uint8Array;
}

export function sources({ name, bytes, decoded }: Item): Source[] {
  const list: Source[] = [{ title: name, bytes }];
  if (!decoded) return list;
  const add = (title: string, der: Uint8Array) => list.push({ title, bytes: der });
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
