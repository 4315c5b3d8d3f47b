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

/** Where one function takes a flag otherwise than the others do. */
const OWN_FLAGS = {
  "eab verify": { "--account-key": ["account_key", read] },
  "credential check": {
    "--at": ["at", String],
    "--utc-offset": ["utc_offset", String],
    "--protocol": ["protocol", String],
    "--uses": ["uses", Number],
    "--passcode-file": ["passcode", secret],
    "--client-certificate": ["client_certificate", read],
    "--account-key": ["account_key", read],
  },
};
for (const name of ["request keygen", "request renew", "request passcode"]) {
  OWN_FLAGS[name] = { "--auth": ["authentication", String], "--base": ["base", String] };
}

/** Flags of the command that are members of what the package builds a request of. */
const MEMBERS = { "--enrollment-profile": "enrollment_profile_id", "--certificate-id": "certificate_id", "--put": "by_put" };
/** What is built by each command. */
const KINDS = {
  "request keygen": { kind: "certificate", members: { server_side_key_gen: true } },
  "request renew": { kind: "renewal", members: {} },
  "request passcode": { kind: "passcode", members: {} },
};

/** Which option is the input of a function, where that is no argument of its own. */
const INPUT = {
  "eab sign": ["--account-key"],
  "eab key-authorization": ["--account-key"],
  match: ["--registered-values"],
  "credential check": ["--credential"],
  "request keygen": ["--from"],
  "request renew": ["--from"],
  "request passcode": ["--from"],
};
const FUNCTIONS = new Set([
  "csr show", "csr verify", "eab verify", "eab sign", "eab key-authorization", "credential show", "credential check", "key show",
  "request check", "request keygen", "request renew", "request passcode", "match",
]);
/** The package's name of a function, where that is another. */
const RENAMED = {
  "csr verify": "csr show", "eab key-authorization": "eab key_authorization", "request keygen": "request build",
  "request renew": "request build", "request passcode": "request build",
};

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
  if (!FUNCTIONS.has(name) || !words.includes("--json") && !name.startsWith("eab ")) return undefined;
  const rest = words.slice(name.split(" ").length).filter((word) => word !== "--json");
  const options = {};
  const inputs = [];
  const members = {};
  let policies = 0;
  while (rest.length > 0) {
    const word = rest.shift();
    const flag = OWN_FLAGS[name]?.[word] ?? FLAGS[word];
    // The command takes policies before credentials.
    if (word === "--policy") inputs.splice(policies++, 0, read(rest.shift()));
    else if (INPUT[name]?.includes(word)) inputs.push(read(rest.shift()));
    else if (KINDS[name] && MEMBERS[word]) members[MEMBERS[word]] = word === "--put" || rest.shift();
    else if (flag) options[flag[0]] = flag[1](rest.shift());
    else if (RULES.includes(word.slice(2))) (options.rules ??= {})[word.slice(2).replaceAll("-", "_")] = rest.shift().replaceAll("-", "_");
    else if (word.startsWith("--")) return undefined;
    else inputs.push(read(word));
  }
  let [input, ...credentials] = inputs;
  if (credentials.length > 0) options.credentials = credentials;
  if (KINDS[name]) {
    options.kind = KINDS[name].kind;
    // A broken file is broken in the package, too.
    input = merged(input, { ...KINDS[name].members, ...members });
  }
  return { function: (RENAMED[name] ?? name).split(" "), input, options };
}

function merged(json, members) {
  try {
    return new TextEncoder().encode(JSON.stringify({ ...JSON.parse(new TextDecoder().decode(json)), ...members }));
  } catch {
    return json;
  }
}

/** What the command prints. */
export async function printedOf({ words }) {
  const paths = words.map((word) => (word.startsWith("requests/") || word.startsWith("vectors/") || word.startsWith("keys/") ? join(testdata, word) : word));
  return run(paths);
}
