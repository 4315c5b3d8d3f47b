// What is to be said of a credential that lets a request through.
import type { CredentialCheck } from "keybundle";

type Judged = CredentialCheck["credentials"][number];

/** A check without a verdict, where the credential itself sets nothing: there is nothing to decide. The package tells it in
 * words alone, and what is not known for such a word counts as open. */
export const setsNothing = ({ passed, detail }: Judged["checks"][number]) => passed === null && /^it has no /.test(detail ?? "");

/** The checks that could not be decided by what was given. */
export const open = ({ checks }: Judged) => checks.filter((check) => check.passed === null && !setsNothing(check));

/** True, false, or null where nothing speaks against it and not all is decided. */
export const verdict = (judged: Judged) => (judged.accepts && open(judged).length > 0 ? null : judged.accepts);

/** The same of all credentials: one that accepts it is enough. */
export function verdictOfAll({ credentials, accepted }: CredentialCheck): boolean | null {
  return accepted && !credentials.some((judged) => verdict(judged) === true) ? null : accepted;
}
