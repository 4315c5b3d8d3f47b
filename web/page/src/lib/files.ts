// What a bundle is saved as. The command's `--out` has rules of its own: here the name that a store has for a certificate goes
// before its common name, and what a name may not hold becomes `-`.
import type { Bundle, Certificate } from "keybundle";
import { commonName } from "./words.ts";

/** A part to copy, download or pack. */
export interface Part {
  name: string;
  title: string;
  content: string | Uint8Array;
  secret?: boolean;
}

/** What Windows keeps for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com.|lpt.)(\.|$)/i;

/** A name that every file system takes: none that hides, is taken for an option, or stands for a device. */
export function safeName(text: string | null): string {
  const allowed = (text ?? "").normalize("NFKD").replace(/[^A-Za-z0-9._-]+/g, "-");
  const name = allowed.replace(/^[-.]+/, "").slice(0, 64).replace(/[-.]+$/, "") || "bundle";
  return DEVICE.test(name) ? `device-${name}` : name;
}

export const certificateName = (certificate: Certificate) =>
  safeName(certificate.friendly_name ?? commonName(certificate.subject));

const joined = (certificates: Certificate[]) => certificates.map(({ pem }) => pem).join("");

export const bundleName = ({ certificate, private_key }: Bundle) =>
  certificate ? certificateName(certificate) : safeName(private_key.friendly_name ?? private_key.algorithm.toLowerCase());

/** The files of a bundle. */
export function parts(bundle: Bundle): Part[] {
  const base = bundleName(bundle);
  const { private_key, certificate, chain } = bundle;
  const all: Part[] = [{ name: `${base}.key.pem`, title: "Private key", content: private_key.pem, secret: true }];
  if (certificate) all.push({ name: `${base}.cert.pem`, title: "Certificate", content: certificate.pem });
  if (chain.length > 0) all.push({ name: `${base}.chain.pem`, title: "Chain", content: joined(chain) });
  if (certificate && chain.length > 0) {
    all.push({ name: `${base}.fullchain.pem`, title: "Full chain", content: joined([certificate, ...chain]) });
  }
  return all;
}
