// What a bundle is saved as: the names that the command's `--out` gives.
import type { Bundle, Certificate } from "keybundle";
import { commonName } from "./words.ts";

/** A part to copy, download or pack. */
export interface Part {
  name: string;
  title: string;
  content: string | Uint8Array;
  secret?: boolean;
}

/** A name that every file system takes. */
export const safeName = (text: string | null) =>
  (text ?? "").normalize("NFKD").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "").slice(0, 64) || "bundle";

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
