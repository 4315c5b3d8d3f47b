// The vectors of `testdata/requests`: the command's arguments, as a call of the package.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { run, testdata } from "./vectors.mjs";

const read = (path) => new Uint8Array(readFileSync(join(testdata, path)));
/** What a file of a secret holds: the command drops one line break at its end. */
const secret = (path) => {
  const bytes = read(path);
  if (bytes.at(-1) !== 10) return bytes;
  return bytes.subarray(0, bytes.at(-2) === 13 ? -2 : -1);
};

/** How each flag is named among the options, and what its value becomes. */
const FLAGS = {
  "--kid": ["kid", String],
  "--url": ["url", String],
  "--alg": ["algorithm", String],
  "--nonce": ["nonce", String],
  "--token": ["token", String],
  "--kind": ["kind", String],
  "--at": ["now", (time) => Date.parse(time) / 1000],
  "--hmac-key-file": ["hmac_key", secret],
  "--credential": ["credential", read],
  "--profile": ["profile", read],
  "--csr": ["csr", read],
  "--certificate": ["certificate", read],
  "--request": ["request", read],
};
const RULES = ["case", "white-space", "unicode", "arrays", "order", "duplicates", "repeated", "multi-valued-names", "email"];

/** Which option is the input of a function, where that is no argument of its own. */
const INPUT = { "eab sign": "--account-key", match: "--registered-values" };
const FUNCTIONS = new Set(["csr show", "csr verify", "eab verify", "eab sign", "credential show", "key show", "request check", "match"]);

/** Every vector that is a call of the package, and how many are not yet. */
export function requests() {
  const folder = join(testdata, "requests");
  const calls = [];
  let others = 0;
  for (const group of readdirSync(folder)) {
    for (const name of readdirSync(join(folder, group))) {
      if (!name.endsWith(".toml")) continue;
      const file = `requests/${group}/${name.slice(0, -".toml".length)}`;
      const header = parse(readFileSync(join(folder, group, name), "utf8"));
      const words = header.arguments.map((word) => (word === "{file}" ? file : word));
      const call = asCall(words);
      if (call) calls.push({ name: file, words, ...call });
      else others += 1;
    }
  }
  return { calls, others };
}

function asCall(words) {
  const name = words[0] === "match" ? "match" : `${words[0]} ${words[1]}`;
  if (!FUNCTIONS.has(name) || !words.includes("--json") && name !== "eab sign") return undefined;
  const rest = words.slice(name.split(" ").length).filter((word) => word !== "--json");
  const options = {};
  let input;
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === INPUT[name]) input = read(rest.shift());
    else if (name === "eab verify" && word === "--account-key") options.account_key = read(rest.shift());
    else if (FLAGS[word]) options[FLAGS[word][0]] = FLAGS[word][1](rest.shift());
    else if (RULES.includes(word.slice(2))) (options.rules ??= {})[word.slice(2).replaceAll("-", "_")] = rest.shift().replaceAll("-", "_");
    else if (word.startsWith("--")) return undefined;
    else input = read(word);
  }
  return { function: name.replace("csr verify", "csr show").split(" "), input, options };
}

/** What the command prints. */
export async function printedOf({ words }) {
  const paths = words.map((word) => (word.startsWith("requests/") || word.startsWith("vectors/") || word.startsWith("keys/") ? join(testdata, word) : word));
  return run(paths);
}
