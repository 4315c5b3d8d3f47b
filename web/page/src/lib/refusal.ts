import type { KeybundleError } from "keybundle";

/** What is shown of a refusal, wherever it comes from. */
export type Refusal = Pick<KeybundleError, "message" | "hint"> &
  Partial<Pick<KeybundleError, "code" | "stage" | "field" | "recipients" | "given" | "limit">> & {
    /** Nothing is wrong: it was asked for. */
    isCancelled?: boolean;
    problems?: { field: string; code: string; message: string; hint: string | null }[];
  };

export function asRefusal(error: unknown): Refusal {
  if (error instanceof DOMException && error.name === "AbortError") return { message: "cancelled", hint: null, isCancelled: true };
  if (error instanceof Error) return Object.assign({ hint: null }, error, { message: error.message });
  return { message: String(error), hint: null };
}
