/** The views, by the fragment of the address that shows them. It names a view and nothing else, ever. */
export const VIEWS = {
  open: "Open",
  key: "Key & CSR",
  eab: "EAB",
  match: "Registered values",
  credential: "Credential",
  request: "Request",
  trust: "Trust",
} as const;

export type View = keyof typeof VIEWS;

const isView = (name: string): name is View => Object.hasOwn(VIEWS, name);

export function viewOf(hash: string): View {
  const name = hash.slice(1);
  return isView(name) ? name : "open";
}
