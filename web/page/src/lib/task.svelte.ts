// One action of a form: under way, done or refused.
import type { Progress } from "keybundle/worker";
import { announcer } from "./announce.svelte.ts";
import { asRefusal, type Refusal } from "./refusal.ts";
import { wipe } from "./wipe.ts";

/** The options of every call: how it is cancelled and watched. */
export interface Watched {
  signal: AbortSignal;
  progress: (progress: Progress) => void;
}

export class Task<Result> {
  busy = $state(false);
  result = $state.raw<Result>();
  refusal = $state.raw<Refusal>();
  /** Something that it is about was changed since. */
  isOutdated = $state(false);
  /** How far the derivation of keys from passwords is. */
  progress = $state.raw<Progress>();
  #stop: AbortController | undefined;

  /** Runs `work`; what came before is forgotten. `told` is what a screen reader is told of a result. */
  async run(work: (watched: Watched) => Promise<Result>, told: (result: Result) => string = () => "Done") {
    this.forget();
    const stop = new AbortController();
    this.#stop = stop;
    this.busy = true;
    try {
      const result = await work({ signal: stop.signal, progress: (progress) => (this.progress = progress) });
      if (this.#stop !== stop) return wipe(result);
      this.result = result;
      announcer.say(told(result));
    } catch (error) {
      if (this.#stop !== stop) return;
      this.refusal = asRefusal(error);
      announcer.say(this.refusal.message);
    } finally {
      if (this.#stop === stop) this.busy = false;
    }
  }

  cancel = () => this.#stop?.abort();

  /** What is wrong with a field of the form, by the names that the package has for it. */
  problem = (...names: string[]) => {
    const { field, message } = this.refusal ?? {};
    return field !== undefined && names.includes(field) ? message : undefined;
  };

  outdate = () => {
    if (this.isOutdated || (!this.busy && this.result === undefined)) return;
    this.isOutdated = true;
    if (this.result !== undefined) announcer.say("The result is of what stood there before");
  };

  forget() {
    this.#stop = undefined;
    this.busy = false;
    this.isOutdated = false;
    wipe(this.result);
    this.result = undefined;
    this.refusal = undefined;
    this.progress = undefined;
  }
}
