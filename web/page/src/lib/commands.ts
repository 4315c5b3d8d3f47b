// The same action as commands to copy. A table of recipes for people: it decides nothing.

/** Text as a word of a POSIX shell. */
export const quoted = (word: string) => (/^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** The name of a file as a word, which no command takes for an option. */
export const fileWord = (name: string) => quoted(name.startsWith("-") ? `./${name}` : name);

export interface Opened {
  name: string;
  layers: string[];
  /** File names of recipients' keys that were at hand. */
  keys: string[];
  password: boolean;
}

export function keybundleCommand({ name, keys, password }: Opened): string {
  const words = ["keybundle", "decode", fileWord(name)];
  if (password) words.push("--password-file", "password.txt");
  for (const key of keys) words.push("--recipient-key", fileWord(key));
  return [...words, "--out", "opened/"].join(" ");
}

type Step = (from: string, to: string, key: string) => string;

/** How each layer comes off with OpenSSL and what else is at hand on a POSIX system. */
const STEPS: Record<string, Step> = {
  json: (from, to) => `jq -r '.private_key' ${from} > ${to}   # or whichever member holds it`,
  base64: (from, to) => `openssl base64 -d -A -in ${from} -out ${to}`,
  smime: (from, to) => `openssl cms -cmsout -inform SMIME -in ${from} -outform DER -out ${to}`,
  zip: (from, to) => `unzip -p ${from} '*key*' > ${to}   # or whichever member holds it`,
  pkcs12: (from, to) => `openssl pkcs12 -in ${from} -nodes -passin file:password.txt -out ${to}   # an old one: add -legacy`,
  "pkcs8-encrypted": (from, to) => `openssl pkey -in ${from} -passin file:password.txt -out ${to}`,
  "openssl-encrypted-pem": (from, to) => `openssl pkey -in ${from} -passin file:password.txt -out ${to}`,
  "cms-signed-data": (from, to) => `openssl cms -verify -noverify -nosigs -inform DER -in ${from} -out ${to}`,
  "cms-compressed-data": (from, to) => `openssl cms -uncompress -inform DER -in ${from} -out ${to}`,
  "cms-enveloped-data": (from, to, key) => `openssl cms -decrypt -binary -inform DER -in ${from} -inkey ${key} -out ${to}`,
  "cms-auth-enveloped-data": (from, to, key) => `openssl cms -decrypt -binary -inform DER -in ${from} -inkey ${key} -out ${to}`,
};

/** Steps with the `openssl` command, or undefined where it can't take one of the layers off. */
export function opensslCommands({ name, layers, keys }: Opened): string | undefined {
  const lines: string[] = [];
  let from = fileWord(name);
  // PEM is what openssl reads and writes by itself.
  for (const [index, layer] of layers.filter((each) => each !== "pem").entries()) {
    const step = STEPS[layer];
    if (!step) return undefined;
    const to = `layer-${index + 1}`;
    lines.push(step(from, to, fileWord(keys[0] ?? "recipient.key.pem")));
    from = to;
  }
  return [...lines, `openssl pkey -in ${from} -noout -text_pub   # and: openssl x509 -in ${from} -noout -text`].join("\n");
}
