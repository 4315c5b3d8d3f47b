// The test vectors, and what the command says of each: the package must say the same.
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "smol-toml";

export const testdata = fileURLToPath(new URL("../../testdata/", import.meta.url));
const execute = promisify(execFile);

/** The JSON that the command prints. */
export async function run(words) {
  const command = process.env.KEYBUNDLE_COMMAND;
  if (!command) throw new Error("KEYBUNDLE_COMMAND must name the keybundle command");
  const child = execute(command, words, { maxBuffer: 1 << 28 });
  child.child.stdin.end();
  const { stdout } = await child.catch((failed) => failed);
  return JSON.parse(stdout);
}

/** Every vector: its name, its bytes, and what unlocks it. */
export function vectors() {
  const folder = join(testdata, "vectors");
  const all = readdirSync(folder).flatMap((group) =>
    readdirSync(join(folder, group))
      .filter((name) => name.endsWith(".toml"))
      .map((name) => {
        const path = join(folder, group, name.slice(0, -".toml".length));
        const header = parse(readFileSync(join(folder, group, name), "utf8"));
        return { name: `${group}/${name.slice(0, -".toml".length)}`, path, unlock: header.unlock ?? {}, cms: "content_sha256" in header.expect };
      }),
  );
  if (all.length < 1000) throw new Error(`only ${all.length} vectors were found`);
  return all;
}

const file = (name) => readFileSync(join(testdata, name));

/** The options of the package's functions. */
export function options({ unlock }) {
  return {
    passwords: unlock.passwords ?? [],
    mac_passwords: unlock.mac_password === undefined ? [] : [unlock.mac_password],
    recipient_keys: (unlock.recipient_keys ?? []).map(file),
    recipient_key_passwords: unlock.recipient_key_passwords ?? [],
    recipient_certificates: (unlock.recipient_certificates ?? []).map(file),
    key_encryption_keys:
      unlock.kek === undefined ? [] : [{ key: hex(unlock.kek), id: unlock.kek_id === undefined ? null : hex(unlock.kek_id) }],
    exact_verdicts: true,
  };
}

const hex = (text) => new Uint8Array(Buffer.from(text, "hex"));

/** What the command prints for a vector: `name` is `inspect`, `decode` or `decrypt`. */
export async function printed(name, { path, unlock }) {
  const scratch = mkdtempSync(join(tmpdir(), "keybundle-"));
  const words = [name, "--json", path];
  const secret = (flag, content) => {
    const secretPath = join(scratch, `${words.length}`);
    writeFileSync(secretPath, content);
    words.push(flag, secretPath);
  };
  if (name !== "inspect") {
    for (const password of unlock.passwords ?? []) secret("--password-file", password && `${password}\n`);
    for (const password of unlock.recipient_key_passwords ?? []) secret("--recipient-key-password-file", password);
    if (unlock.mac_password !== undefined) secret("--mac-password-file", unlock.mac_password);
    if (unlock.kek !== undefined) secret("--kek-file", hex(unlock.kek));
    if (unlock.kek_id !== undefined) words.push("--kek-id", unlock.kek_id);
    for (const key of unlock.recipient_keys ?? []) words.push("--recipient-key", join(testdata, key));
    for (const one of unlock.recipient_certificates ?? []) words.push("--recipient-cert", join(testdata, one));
  }
  try {
    return await run(words);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Runs `work` over all items, some at once. */
export async function each(items, work) {
  const rest = items[Symbol.iterator]();
  const lane = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, lane));
}
