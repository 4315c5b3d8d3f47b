// One input: what was tried on it, and what came of it.
import type { CertificateRequest, Decoded, Inspected, Limits } from "keybundle";
import type { Progress } from "keybundle/worker";
import type { Refusal } from "./refusal.ts";
import { wipe } from "./wipe.ts";
import type { Given } from "./workspace.svelte.ts";

/** Refusals that another secret may mend, and what kind of secret that is. */
const MENDED_BY: Record<string, "passwords" | "keys"> = {
  "password-required": "passwords",
  "wrong-password": "passwords",
  "limit-work": "passwords",
  "recipient-required": "keys",
  "wrong-recipient": "keys",
};

let last = 0;

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
  /** How many keys were at hand when it was last tried. */
  triedKeys = 0;
  /** The passwords of its last try, the newest first; none once it has refused them. */
  passwords: string[] = [];
  /** Those that were new to it in its last try. */
  newPasswords: string[] = [];
  /** Ends what is done for it. */
  stop = new AbortController();
  /** Bounds on the work, where they are not the usual ones. */
  limits: Limits = {};
  isRemoved = false;
  /** Given for it and still to be tried. */
  #given: string[];
  /** Which of the passwords that are at hand for all inputs were tried on it. */
  #met = new Set<string>();

  constructor({ name, bytes }: Given, passwords: string[] = []) {
    this.name = name;
    this.bytes = bytes;
    this.#given = passwords;
  }

  /** What kind of secret may mend its refusal. */
  get mendedBy() {
    return MENDED_BY[this.refusal?.code ?? ""];
  }

  /** Whether a password may be given for it: also where a derivation was cancelled. */
  get takesPassword() {
    const hasLock = this.passwords.length > 0 || this.inspected?.needs.includes("password") === true;
    return this.mendedBy === "passwords" || (this.refusal?.isCancelled === true && hasLock);
  }

  give(password: string) {
    this.#given = [password, ...this.#given];
  }

  /** Whether there is a password to try: given for it, or of those at hand, which do not begin again what was cancelled. */
  hasUntried = (atHand: string[]) =>
    this.#given.length > 0 || (this.mendedBy === "passwords" && atHand.some((password) => !this.#met.has(password)));

  /** Chooses the passwords of the next try. What was refused is not tried again, but for what was new the last time: a key
   * store may take two passwords, its own and its key's. */
  choosePasswords(atHand: string[]) {
    const untried = [...new Set([...this.#given, ...atHand.filter((password) => !this.#met.has(password))])];
    if (untried.length > 0) {
      this.passwords = [...new Set([...untried, ...this.newPasswords])];
      this.newPasswords = untried;
    }
    this.#given = [];
    this.#met = new Set(atHand);
  }

  refuse(refusal: Refusal) {
    this.refusal = refusal;
    this.state = "refused";
    if (refusal.code === "wrong-password") this.passwords = [];
  }

  /** Ends what is done for it and overwrites what it holds, once nobody sees it any more. */
  remove() {
    this.isRemoved = true;
    this.stop.abort();
    wipe([this.bytes, this.decoded, this.requests]);
  }
}
