import type { Given } from "./workspace.svelte.ts";

/** What the package takes of a field: its bytes. */
export const bytesOf = (value: string | Given): Uint8Array => (typeof value === "string" ? new TextEncoder().encode(value) : value.bytes.slice());

/** As `bytesOf`, or nothing where the field is empty. */
export const bytesIfAny = (value: string | Given) => (value === "" ? undefined : bytesOf(value));

/** What stands for it in a command. */
export const nameOf = (value: string | Given, otherwise: string) => (typeof value === "string" ? otherwise : value.name);

/** A password field that was left empty means that there is none. */
export const passwords = (value: string) => (value === "" ? [] : [value]);
