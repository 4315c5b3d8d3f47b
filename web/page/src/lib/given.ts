import type { Bytes } from "keybundle";
import type { Given } from "./workspace.svelte.ts";

/** What the package takes of a field. No copy: the package makes and overwrites its own. */
export const bytesOf = (value: string | Given): Bytes => (typeof value === "string" ? value : value.bytes);

/** As `bytesOf`, or nothing where the field is empty. */
export const bytesIfAny = (value: string | Given) => (value === "" ? undefined : bytesOf(value));

/** What stands for it in a command. */
export const nameOf = (value: string | Given, otherwise: string) => (typeof value === "string" ? otherwise : value.name);

/** A password field that was left empty means that there is none. */
export const passwords = (value: string) => (value === "" ? [] : [value]);
