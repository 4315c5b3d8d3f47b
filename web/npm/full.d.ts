/** The bytes of the full WebAssembly module, which does everything: for `init` of `keybundle/slim` and `connect`. */
export function load(): Promise<ArrayBuffer>;
