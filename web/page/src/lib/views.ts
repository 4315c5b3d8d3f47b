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

export const viewOf = (hash: string): View => (hash.slice(1) in VIEWS ? (hash.slice(1) as View) : "open");
