// The samples to try, as a module: read from testdata/ while the page is built, so that no file stands twice in the
// repository and the page needs no request to get at them.
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import type { Plugin } from "vite";

const NAME = "virtual:samples";
const testdata = (path: string) => new URL(`../../../testdata/${path}`, import.meta.url);
const base64 = (path: string) => readFileSync(testdata(path)).toString("base64");

interface Sample {
  title: string;
  about: string;
  files: string[];
}

/** Vectors, and what else is opened with them. Passwords stand in the vectors' headers. */
const SAMPLES: Sample[] = [
  {
    title: "The service’s answer, encrypted to a certificate",
    about: "JSON around base64, CMS and a ZIP, and the recipient’s key that opens it",
    files: ["vectors/sample/response-cert-encrypted.json", "keys/rsa2048.key.pem"],
  },
  {
    title: "The same answer without the key",
    about: "What the page says when something is missing",
    files: ["vectors/sample/response-cert-encrypted.json"],
  },
  {
    title: "A PKCS#12 with a password",
    about: "Written by OpenSSL 3; the password comes along",
    files: ["vectors/pkcs12/openssl3-default.p12"],
  },
  {
    title: "A PEM file with a whole chain",
    about: "Leaf, intermediate and root, in no particular order",
    files: ["keys/chain.pem", "keys/device-p256.cert.pem", "keys/device-p256.key.pem"],
  },
  {
    title: "A damaged PEM from a published example",
    about: "Spaces stand where line breaks were",
    files: ["vectors/sample/acme-credential-201.json"],
  },
];

/** What fills in the forms. */
const EXAMPLES = [
  "requests/eab/certbot.json",
  "requests/inputs/eab/hmac-key.txt",
  "keys/device-p256.key.pem",
  "requests/inputs/match/openssl3-case.json",
  "requests/match/openssl3-case.pem",
  "requests/request/jq-all-wrong.json",
  "requests/credential/limit-too-late.json",
];

function passwords(path: string): string[] {
  if (!path.startsWith("vectors/")) return [];
  const header = parse(readFileSync(testdata(`${path}.toml`), "utf8")) as { unlock?: { passwords?: string[] } };
  return header.unlock?.passwords ?? [];
}

const sample = ({ title, about, files }: Sample) => ({
  title,
  about,
  passwords: files.flatMap(passwords),
  files: files.map((path) => path.split("/").at(-1)),
});

/** Each file once, however many samples have it. */
const contents = Object.fromEntries([...SAMPLES.flatMap(({ files }) => files), ...EXAMPLES].map((path) => [path.split("/").at(-1), base64(path)]));
const code = `export const samples = ${JSON.stringify(SAMPLES.map(sample))}; export const contents = ${JSON.stringify(contents)};`;

export const samples = (): Plugin => ({
  name: "samples",
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) => (id === `\0${NAME}` ? code : undefined),
});
