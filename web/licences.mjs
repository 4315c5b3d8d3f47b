// Writes npm/LICENSES.spdx.json: what is compiled into the module, as SPDX 2.3, from cargo's metadata and lock file.
// The same sources give the same bytes: no time, no path of the machine.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const at = (name) => new URL(`../${name}`, import.meta.url);
const target = "wasm32-unknown-unknown";
const cargo = (...words) =>
  execFileSync(process.env.CARGO ?? "cargo", words, { cwd: at("."), maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }).toString();
const metadata = JSON.parse(cargo("metadata", "--locked", "--format-version", "1", "--filter-platform", target));
const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
const checksums = new Map(
  [...readFileSync(at("Cargo.lock"), "utf8").matchAll(/name = "(.*)"\nversion = "(.*)"\n(?:source = .*\n)?checksum = "(.*)"/g)].map(
    ([, name, version, checksum]) => [`${name}@${version}`, checksum],
  ),
);

/** What is linked in, with the features that the module has: the metadata knows those of the whole workspace. */
const tree = ["tree", "--locked", "--package", "keybundle-wasm", "--target", target, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
const linked = new Set(cargo(...tree).split("\n").map((line) => line.match(/^(\S+) v(\S+)/)?.slice(1, 3).join("@")));
const inside = new Set(metadata.packages.filter(({ name, version }) => linked.has(`${name}@${version}`)).map(({ id }) => id));
const [root] = metadata.packages.filter(({ name }) => name === "keybundle-wasm");

/** The notices that the licences ask to be kept. */
function copyright({ manifest_path, authors }) {
  const folder = dirname(manifest_path);
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|copyright|notice)/i.test(name)).sort();
  const lines = names.flatMap((name) => {
    try {
      return readFileSync(join(folder, name), "utf8").split("\n");
    } catch {
      return [];
    }
  });
  const notices = lines.map((line) => line.trim()).filter((line) => /^(©|copyright (\(c\)|©|\d|the))/i.test(line));
  return [...new Set(notices.length > 0 ? notices : authors)].join("\n") || "NOASSERTION";
}

const identifier = ({ name, version }) => `SPDXRef-${name}-${version}`.replace(/[^a-zA-Z0-9.-]/g, "-");
const crates = [...inside].map((id) => packages.get(id)).sort((left, right) => (identifier(left) < identifier(right) ? -1 : 1));
for (const { name, license } of crates) if (!license) throw new Error(`the licence of ${name} is not known`);

const list = crates.map((one) => {
  const { name, version, license, source } = one;
  const checksum = checksums.get(`${name}@${version}`);
  return {
    SPDXID: identifier(one),
    name,
    versionInfo: version,
    downloadLocation: source ? `https://crates.io/api/v1/crates/${name}/${version}/download` : "NOASSERTION",
    filesAnalyzed: false,
    ...(checksum && { checksums: [{ algorithm: "SHA256", checksumValue: checksum }] }),
    licenseConcluded: "NOASSERTION",
    licenseDeclared: license.replaceAll("/", " OR "),
    copyrightText: copyright(one),
  };
});
const relationships = crates.flatMap((one) =>
  nodes
    .get(one.id)
    .deps.filter(({ pkg }) => inside.has(pkg))
    .map(({ pkg }) => ({ spdxElementId: identifier(one), relationshipType: "DEPENDS_ON", relatedSpdxElement: identifier(packages.get(pkg)) })),
);
const hash = createHash("sha256").update(JSON.stringify([list, relationships])).digest("hex");
const document = {
  spdxVersion: "SPDX-2.3",
  dataLicense: "CC0-1.0",
  SPDXID: "SPDXRef-DOCUMENT",
  name: `keybundle-${root.version}`,
  documentNamespace: `https://spdx.org/spdxdocs/keybundle-${root.version}-${hash}`,
  creationInfo: { created: "1970-01-01T00:00:00Z", creators: ["Tool: web/licences.mjs"], comment: "The time is left out, so that the same sources give the same file." },
  documentDescribes: [identifier(root)],
  packages: list,
  relationships: [{ spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: identifier(root) }, ...relationships],
};
writeFileSync(at("web/npm/LICENSES.spdx.json"), `${JSON.stringify(document, null, 1)}\n`);
console.log(`LICENSES.spdx.json: ${list.length} packages`);
