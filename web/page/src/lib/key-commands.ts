// New keys, requests and conversions, as commands to copy.
import { fileWord, quoted } from "./commands.ts";
import { OPENSSL_TYPES } from "./key-types.ts";

const words = (...parts: (string | false | undefined)[]) => parts.filter(Boolean).join(" ");

/** RFC 4514 text as `openssl req -subj` takes it: in the other order, with slashes. */
function slashes(subject: string): string {
  const parts = subject.match(/(?:\\.|[^,\\])+/g) ?? [];
  return `/${parts.reverse().map((part) => part.replace(/\\(.)/g, "$1").replaceAll("/", "\\/")).join("/")}`;
}

export interface RequestWords {
  /** The kind of the new key, or undefined where `key` is given. */
  type: string | undefined;
  key: string;
  keyPassword: boolean;
  subject: string;
  san: string[];
  challenge: boolean;
}

export function csrCommands({ type, key, keyPassword, subject, san, challenge }: RequestWords) {
  const keybundle = words(
    "keybundle csr new",
    type ? `--new-key ${type} --key-out device.key.pem` : `--key ${fileWord(key)}`,
    keyPassword && "--key-password-file password.txt",
    `--subject ${quoted(subject)}`,
    ...san.map((name) => `--san ${quoted(name)}`),
    challenge && "--challenge-password-file challenge.txt",
    "--out device.csr.pem",
  );
  const made = type ? `openssl genpkey ${OPENSSL_TYPES[type]} -out device.key.pem\n` : "";
  const request = words(
    "openssl req -new -utf8",
    `-key ${type ? "device.key.pem" : fileWord(key)}`,
    keyPassword && "-passin file:password.txt",
    `-subj ${quoted(slashes(subject))}`,
    san.length > 0 && `-addext ${quoted(`subjectAltName=${san.join(",")}`)}`,
    "-out device.csr.pem",
    challenge && "  # the challenge password: only by a configuration file",
  );
  return { keybundle, openssl: made + request };
}

export const newKeyCommands = (type: string, encrypted: boolean) => ({
  keybundle: words("keybundle key new --type", type, encrypted && "--password-file password.txt", "--out device.key.pem"),
  openssl: words("openssl genpkey", OPENSSL_TYPES[type], encrypted && "-aes-256-cbc -pass file:password.txt", "-out device.key.pem"),
});

export function convertCommands(file: string, encoding: string, isPublic: boolean, opened: boolean, encrypted: boolean) {
  const keybundle = words(
    "keybundle key convert",
    fileWord(file),
    `--encoding ${encoding}`,
    isPublic && "--public",
    opened && "--password-file password.txt",
    encrypted && "--new-password-file new-password.txt",
    "--out converted.pem",
  );
  const openssl: Record<string, string> = {
    pkcs8: words("openssl pkcs8 -topk8 -in", fileWord(file), opened && "-passin file:password.txt", encrypted ? "-v2 aes-256-cbc -passout file:new-password.txt" : "-nocrypt", "-out converted.pem"),
    pkcs1: words("openssl rsa -traditional -in", fileWord(file), opened && "-passin file:password.txt", "-out converted.pem"),
    sec1: words("openssl ec -in", fileWord(file), opened && "-passin file:password.txt", "-out converted.pem"),
    spki: words("openssl pkey -pubout -in", fileWord(file), opened && "-passin file:password.txt", "-out converted.pem"),
  };
  return { keybundle, openssl: isPublic ? openssl.spki : openssl[encoding] };
}
