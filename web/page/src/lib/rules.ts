// The rules of the comparison of registered values: names and choices as docs/match.md has them, the default first.

export const RULES: Record<string, { title: string; choices: Record<string, string> }> = {
  case: { title: "Upper and lower case", choices: { exact: "differ", ignore: "are the same" } },
  white_space: { title: "White space", choices: { exact: "counts", trim: "at the ends does not count", collapse: "runs of it count as one" } },
  unicode: { title: "Characters", choices: { exact: "as they are", nfc: "composed and decomposed are the same", nfkc: "compatible ones too" } },
  arrays: { title: "A list must hold", choices: { same: "exactly the registered values", all: "all of them, and may hold others", any: "one of them" } },
  order: { title: "Order of a list", choices: { any: "does not count", same: "counts" } },
  duplicates: { title: "A value that stands twice", choices: { ignore: "counts once", count: "counts twice" } },
  repeated: { title: "A field that stands several times", choices: { each: "each must match", any: "one must match", first: "the first must match", last: "the last must match" } },
  multi_valued_names: { title: "Multi-valued names", choices: { count: "all attributes count", first: "the first attribute counts" } },
  email: { title: "E-mail addresses stand", choices: { subject: "in the subject", subject_or_alternative_name: "there or among the alternative names" } },
};

/** The default of each rule. */
export const defaults = () =>
  Object.fromEntries(Object.entries(RULES).map(([name, { choices }]) => [name, Object.keys(choices)[0] ?? ""]));

/** Those that are not as the default has them. */
export function chosen(rules: Record<string, string>): Record<string, string> {
  const usual = defaults();
  return Object.fromEntries(Object.entries(rules).filter(([name, choice]) => usual[name] !== choice));
}
