// What the types let through and what they don't: compiled by contents.test.mjs, never run.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { connect } from "keybundle/worker";
import * as slim from "keybundle/slim";
import { csr, decode, key, layers, match, request, sync, tree, type ErrorCode, type KeybundleError, type TreeNode } from "keybundle";

export async function right(bytes: Uint8Array, blob: Blob): Promise<void> {
  const written = await key.new({ type: "p-256", encoding: "jwk" });
  const members: Record<string, string> | null = written.jwk;
  const { private_key } = await csr.new({ new_key: "rsa-2048", description: { subject: "CN=a", san: ["DNS:a"] } });
  const der: Uint8Array | undefined = private_key?.der;
  const nodes: TreeNode[] = (await tree(bytes)).nodes;
  const [part] = (await layers(blob, { passwords: ["secret"] })).parts;
  const { curl, body } = await request.build({ device_id: "1" }, { kind: "bundle-download" });
  const [bundle] = sync.decode(bytes).bundles;
  const subject: string | null | undefined = bundle?.certificate?.subject;
  await slim.init(new URL("https://example.org/keybundle.wasm"));
  const worker = connect({ linger: 1 });
  const again = await worker.key.new({ type: "p-256", progress: ({ done, needed }) => void (done / needed) });
  const shown = await worker.decode(blob, { signal: new AbortController().signal });
  const plain = await worker.inspect(bytes);
  const bound = await worker.eab.sign("key", { url: "https://example.org", signal: new AbortController().signal });
  const read = await decode({ private_key: "" }, { passwords: [blob, "secret"], key_encryption_keys: [{ key: blob, id: bytes }] });
  const { needs } = await worker.inspect([{ certificate: "" }]);
  const checked = await request.check(await request.build({}), { recipient_key: blob, limits: { depth: 3 } });
  void [read.layers, needs, checked.valid];
  void [members, der, nodes, part, curl, body, subject, again.pem, shown.bundles, plain.needs, bound.external_account_binding];
}

/** What results are given to next. */
export async function passed(bytes: Uint8Array): Promise<void> {
  const [bundle] = (await decode(bytes)).bundles;
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  if (bundle) await crypto.subtle.importKey("pkcs8", bundle.private_key.der, algorithm, false, ["sign"]);
  const { parts } = await connect().layers(bytes);
  void new Blob(parts.map((part) => part.bytes));
}

/** Lists that are not to be altered, and what may not be there. */
export async function lent(bytes: Uint8Array, passwords: readonly string[], password: string | undefined, signal?: AbortSignal): Promise<void> {
  const limits = { depth: undefined };
  await decode(bytes, { passwords, recipient_keys: [bytes] as const, limits, now: undefined });
  await key.convert(bytes, { new_password: password, encoding: undefined });
  await csr.new({ new_key: "p-256", challenge_password: password, description: { san: passwords, subject: { state: password } } });
  await match([], { csr: bytes, rules: { case: undefined } });
  await connect({ full: undefined }).decode(bytes, { signal, progress: undefined, key_encryption_keys: [{ key: bytes, id: password }] as const });
  sync.decode(bytes, { passwords });
}

export function told(error: KeybundleError): ErrorCode {
  return error.code;
}

export async function wrong(bytes: Uint8Array, blob: Blob): Promise<void> {
  // @ts-expect-error one password is no list
  await decode(bytes, { passwords: "secret" });
  // @ts-expect-error an option that there is not
  await decode(bytes, { password: ["secret"] });
  // @ts-expect-error without waiting, a Blob can't be read
  sync.decode(blob);
  // @ts-expect-error nor one among the options
  sync.decode(bytes, { passwords: [blob] });
  // @ts-expect-error nor one inside of them
  sync.decode(bytes, { key_encryption_keys: [{ key: blob }] });
  // @ts-expect-error nor one where JSON may be an object
  sync.match(blob, { csr: bytes });
  // @ts-expect-error the type is missing
  await key.new({});
  // @ts-expect-error the URL is missing
  await connect().eab.sign("key", {});
  // @ts-expect-error a number is no input
  await decode(7);
  // @ts-expect-error nor is a file that was not waited for
  await decode(readFile("a.p12"));
  // @ts-expect-error nor a stream of Node.js
  await decode(createReadStream("a.p12"));
  // @ts-expect-error nor one of the web
  await decode(blob.stream());
  // @ts-expect-error nor what was fetched
  await decode(await fetch("a.p12"));
  // @ts-expect-error nor what has its content elsewhere
  await decode(new Map([["certificate", ""]]));
  // @ts-expect-error nor a time
  await decode(new Date());
  // @ts-expect-error nor a function
  await decode(() => bytes);
}
