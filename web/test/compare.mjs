// What a function of the package gives, in the form that the command prints. Runs in Node.js and in browsers.

/** The result without the bytes and the PEM that JavaScript gets besides, or the refusal. */
export async function result(call, KeybundleError) {
  try {
    return JSON.parse(JSON.stringify(await call()), (_, value) => {
      if (value !== null && typeof value === "object" && !Array.isArray(value)) {
        for (const extra of ["der", "pem", "bytes"]) delete value[extra];
      }
      return value;
    });
  } catch (error) {
    if (!(error instanceof KeybundleError)) throw error;
    const { name, ...fields } = error;
    return { error: { ...fields, message: error.message } };
  }
}

/** The same members in one order, so that two texts are equal where the values are. */
export const ordered = (value) =>
  JSON.stringify(value, (_, member) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
      : member,
  );
