/** Overwrites all bytes that stand in a value, however deep: of what came out of the package and is not needed any more. */
export function wipe(value: unknown): void {
  if (value instanceof Uint8Array) value.fill(0);
  else if (value !== null && typeof value === "object") Object.values(value).forEach(wipe);
}
