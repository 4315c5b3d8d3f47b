// What was dropped, and what came out of it.
import type { Bundle, Certificate, Decoded } from "keybundle";
import { zipSync } from "fflate";
import { announcer } from "./announce.svelte.ts";
import { endEngine, engine } from "./engine.ts";
import { Item } from "./item.svelte.ts";
import { asRefusal } from "./refusal.ts";
import { wipe } from "./wipe.ts";
import { count } from "./words.ts";

export interface Given {
  name: string;
  bytes: Uint8Array;
}

export class Workspace {
  items = $state<Item[]>([]);
  /** What opened something, or what nothing took yet: tried on every input once. */
  passwords: string[] = [];
  busy = $state(false);
  /** Keys and certificates of several inputs, put together. */
  together = $state.raw<Decoded>();
  /** What was tried since it was last told of. */
  #tried = new Set<Item>();
  /** Counts what changes which inputs are put together. */
  #turn = 0;

  async add(given: Given[], passwords: string[] = []) {
    this.items.push(...given.map((each) => new Item(each, passwords)));
    await this.open();
  }

  /** Tries a password on some inputs: unless told otherwise, on all that may take one. */
  async addPassword(password: string, items = this.items.filter(({ takesPassword }) => takesPassword)) {
    for (const item of items) item.give(password);
    if (items.length === 0) this.#keep([password]);
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

  /** Tries it without the limit that ended the last try. */
  async tryAnyway(item: Item) {
    if (item.refusal?.limit) item.limits = { ...item.limits, [item.refusal.limit.name]: Number.MAX_SAFE_INTEGER };
    await this.retry(item);
  }

  /** Forgets everything: bytes are overwritten, and the worker's memory goes with the worker. */
  clear() {
    // First of all: calls that end with it are not made again.
    endEngine();
    for (const item of this.items) item.remove();
    wipe(this.together);
    this.#turn += 1;
    this.items = [];
    this.passwords = [];
    this.together = undefined;
  }

  /** Opens what is not open yet, as long as what came out of one opens another. */
  async open(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let item = this.#next(); item; item = this.#next()) {
        await this.#try(item);
        this.#tried.add(item);
      }
      await this.#putTogether();
    } finally {
      this.busy = false;
    }
    // What was added after the last look is not left waiting.
    if (this.#next()) return this.open();
    this.#tell();
  }

  /** What opens an input, as far as anything does. */
  unlock(item: Item) {
    return {
      passwords: item.passwords,
      recipient_keys: this.#keys().map(({ der }) => der),
      limits: item.limits,
      // Whoever opens files in this page owns them.
      exact_verdicts: true,
    };
  }

  #keys() {
    return this.items.flatMap((item) => (item.decoded?.bundles ?? []).map(({ private_key }) => ({ name: item.name, der: private_key.der })));
  }

  #next() {
    const keys = this.#keys().length;
    const isMended = (item: Item) => (item.takesPassword ? item.hasUntried(this.passwords) : item.mendedBy === "keys" && item.triedKeys < keys);
    return this.items.find((item) => item.state === "waiting" || (item.state === "refused" && isMended(item)));
  }

  #keep(passwords: string[]) {
    this.passwords = [...new Set([...passwords, ...this.passwords])];
  }

  async #try(item: Item) {
    item.stop = new AbortController();
    const { signal } = item.stop;
    const keys = this.#keys();
    item.triedKeys = keys.length;
    item.choosePasswords(this.passwords);
    item.state = "working";
    item.progress = undefined;
    try {
      const { inspect, decode, csr } = await engine();
      item.inspected ??= await inspect(item.bytes, { signal }).catch(() => undefined);
      const decoded = await decode(item.bytes, { ...this.unlock(item), signal, progress: (progress) => (item.progress = progress) });
      wipe([item.decoded, item.requests]);
      item.decoded = decoded;
      item.requests = await Promise.all(decoded.certificate_requests.map(({ der }) => csr.show(der, { signal })));
      item.keys = item.mendedBy === "keys" || item.inspected?.needs.includes("recipient-key") ? [...new Set(keys.map(({ name }) => name))] : [];
      item.refusal = undefined;
      item.state = "opened";
      this.#keep(item.newPasswords);
    } catch (error) {
      item.refuse(asRefusal(error));
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

  /** Says how many are open, and why those that were just tried are not. */
  #tell() {
    const opened = this.items.filter(({ state }) => state === "opened").length;
    const refused = this.items.length - opened;
    const reasons = this.items.filter((item) => this.#tried.has(item) && item.refusal).map(({ name, refusal }) => `. ${name}: ${refusal?.message}`);
    this.#tried.clear();
    if (this.items.length > 0) announcer.say(`${count(opened, "file")} opened${refused > 0 ? `, ${refused} not` : ""}${reasons.join("")}`);
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
