// Validity of certificates, in words.

const DAY = 86_400_000;
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** `1 Jan 2024, 00:00 UTC`. */
export const date = (time: string | null) => (time ? `${exact.format(new Date(time))} UTC` : "not stated");

export interface Validity {
  state: "valid" | "soon" | "expired" | "early" | "unknown";
  words: string;
}

export function validity(notBefore: string | null, notAfter: string | null, now = Date.now()): Validity {
  if (!notAfter) return { state: "unknown", words: "no expiry stated" };
  const end = Date.parse(notAfter);
  if (notBefore && Date.parse(notBefore) > now) return { state: "early", words: `not valid yet: from ${distance(Date.parse(notBefore) - now)}` };
  if (end < now) return { state: "expired", words: `expired ${distance(end - now)}` };
  return { state: end - now < 30 * DAY ? "soon" : "valid", words: `expires ${distance(end - now)}` };
}

function distance(milliseconds: number): string {
  const days = Math.round(milliseconds / DAY);
  if (Math.abs(days) < 60) return relative.format(days, "day");
  if (Math.abs(days) < 730) return relative.format(Math.round(days / 30.44), "month");
  return relative.format(Math.round(days / 365.25), "year");
}
