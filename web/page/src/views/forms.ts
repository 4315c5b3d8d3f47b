// The views with forms: loaded after the first one is there.
export { default as Credential } from "./Credential.svelte";
export { default as Eab } from "./Eab.svelte";
export { default as Key } from "./Key.svelte";
export { default as Match } from "./Match.svelte";
export { default as Request } from "./Request.svelte";
