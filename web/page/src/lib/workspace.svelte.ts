// What was dropped, and what came out of it.
import type { Bundle, Certificate, CertificateRequest, Decoded, Inspected } from "keybundle";
import type { Progress } from "keybundle/worker";
import { zipSync } from "fflate";
import { announcer } from "./announce.svelte.ts";
import { endEngine, engine } from "./engine.ts";
import { asRefusal, type Refusal } from "./refusal.ts";
import { wipe } from "./wipe.ts";
import { count } from "./words.ts";

export interface Given {
  name: string;
  bytes: Uint8Array;
}

/** Refusals that another secret may mend, and what kind of secret that is. */
const MENDED_BY: Record<string, "passwords" | "keys"> = {
  "password-required": "passwords",
  "wrong-password": "passwords",
  "recipient-required": "keys",
  "wrong-recipient": "keys",
};

let last = 0;

/** One input. */
export class Item {
  readonly id = ++last;
  readonly name: string;
  readonly bytes: Uint8Array;
  state = $state<"waiting" | "working" | "opened" | "refused">("waiting");
  inspected = $state.raw<Inspected>();
  decoded = $state.raw<Decoded>();
  requests = $state.raw<CertificateRequest[]>([]);
  refusal = $state.raw<Refusal>();
  /** How far the derivation of keys from passwords is. */
  progress = $state.raw<Progress>();
  /** Names of the inputs whose keys were at hand when it was opened. */
  keys = $state.raw<string[]>([]);
  /** How many secrets were at hand when it was last tried. */
  tried = { passwords: 0, keys: 0 };
  isRemoved = false;

  constructor({ name, bytes }: Given) {
    this.name = name;
    this.bytes = bytes;
  }

  /** What kind of secret may mend its refusal. */
  get mendedBy() {
    return MENDED_BY[this.refusal?.code ?? ""];
  }

  /** Overwrites what it holds, once nobody sees it any more. */
  remove() {
    this.isRemoved = true;
    wipe([this.bytes, this.decoded, this.requests]);
  }
}

export class Workspace {
  items = $state<Item[]>([]);
  passwords = $state.raw<string[]>([]);
  busy = $state(false);
  /** Keys and certificates of several inputs, put together. */
  together = $state.raw<Decoded>();
  #stop: AbortController | undefined;
  /** Counts what changes which inputs are put together. */
  #turn = 0;

  async add(given: Given[], passwords: string[] = []) {
    this.items.push(...given.map((each) => new Item(each)));
    this.passwords = [...this.passwords, ...passwords];
    await this.open();
  }

  async addPassword(password: string) {
    this.passwords = [...this.passwords, password];
    await this.open();
  }

  async remove(item: Item) {
    item.remove();
    this.items = this.items.filter((other) => other !== item);
    await this.#putTogether();
  }

  async retry(item: Item) {
    item.state = "waiting";
    await this.open();
  }

  cancel() {
    this.#stop?.abort();
  }

  /** Forgets everything: bytes are overwritten, and the worker's memory goes with the worker. */
  clear() {
    this.cancel();
    for (const item of this.items) item.remove();
    wipe(this.together);
    this.#turn += 1;
    this.items = [];
    this.passwords = [];
    this.together = undefined;
    endEngine();
  }

  /** Opens what is not open yet, as long as what came out of one opens another. */
  async open(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.#stop = new AbortController();
    try {
      for (let item = this.#next(); item; item = this.#next()) await this.#try(item, this.#stop.signal);
      await this.#putTogether();
    } finally {
      this.busy = false;
    }
    // What was added after the last look is not left waiting.
    if (this.#next()) return this.open();
    this.#tell();
  }

  /** What opens an input: all that is at hand. */
  unlock() {
    return {
      passwords: this.passwords,
      recipient_key_passwords: this.passwords,
      recipient_keys: this.#keys().map(({ der }) => der),
      // Whoever opens files in this page owns them.
      exact_verdicts: true,
    };
  }

  #keys() {
    return this.items.flatMap((item) => (item.decoded?.bundles ?? []).map(({ private_key }) => ({ name: item.name, der: private_key.der })));
  }

  #next() {
    const have = { passwords: this.passwords.length, keys: this.#keys().length };
    return this.items.find(
      (item) => item.state === "waiting" || (item.state === "refused" && item.mendedBy && item.tried[item.mendedBy] < have[item.mendedBy]),
    );
  }

  async #try(item: Item, signal: AbortSignal) {
    const keys = this.#keys();
    item.tried = { passwords: this.passwords.length, keys: keys.length };
    item.state = "working";
    item.progress = undefined;
    try {
      signal.throwIfAborted();
      const { inspect, decode, csr } = await engine();
      item.inspected ??= await inspect(item.bytes, { signal }).catch(() => undefined);
      const decoded = await decode(item.bytes, { ...this.unlock(), signal, progress: (progress) => (item.progress = progress) });
      wipe([item.decoded, item.requests]);
      item.decoded = decoded;
      item.requests = await Promise.all(decoded.certificate_requests.map(({ der }) => csr.show(der, { signal })));
      item.keys = item.mendedBy === "keys" || item.inspected?.needs.includes("recipient-key") ? [...new Set(keys.map(({ name }) => name))] : [];
      item.refusal = undefined;
      item.state = "opened";
    } catch (error) {
      item.refusal = asRefusal(error);
      item.state = "refused";
    } finally {
      // What came after it was removed.
      if (item.isRemoved) item.remove();
    }
  }

  /** A key in one input and its certificate in another: the package pairs them when they come as one. */
  async #putTogether() {
    const turn = ++this.#turn;
    wipe(this.together);
    this.together = undefined;
    const opened = this.items.filter(({ decoded }) => decoded).map(({ decoded }) => decoded as Decoded);
    const bundles = opened.flatMap((decoded) => decoded.bundles);
    const wanting = bundles.some(({ certificate, chain_complete }) => !certificate || !chain_complete);
    if (opened.length < 2 || !wanting) return;
    const all = certificatesOf(opened);
    const files = [...all.map(({ der }) => der), ...bundles.map(({ private_key }) => private_key.der)];
    const archive = zipSync(Object.fromEntries(files.map((der, index) => [String(index), der])), { level: 0 });
    const together = await engine()
      .then(({ decode }) => decode(archive))
      .catch(() => undefined)
      .finally(() => wipe(archive));
    if (turn === this.#turn && together && wealth(together.bundles) > wealth(bundles)) this.together = together;
    else wipe(together);
  }

  #tell() {
    const opened = this.items.filter(({ state }) => state === "opened").length;
    const refused = this.items.length - opened;
    if (this.items.length > 0) announcer.say(`${count(opened, "file")} opened${refused > 0 ? `, ${refused} not` : ""}`);
  }
}

/** How much belongs to the keys: a certificate and each of its chain count. */
const wealth = (bundles: Bundle[]) => bundles.reduce((sum, { certificate, chain }) => sum + (certificate ? 1 : 0) + chain.length, 0);

function certificatesOf(opened: Decoded[]): Certificate[] {
  const all = opened.flatMap(({ bundles, certificates }) => [
    ...certificates,
    ...bundles.flatMap(({ certificate, chain }) => (certificate ? [certificate, ...chain] : chain)),
  ]);
  return [...new Map(all.map((certificate) => [certificate.sha256, certificate])).values()];
}
