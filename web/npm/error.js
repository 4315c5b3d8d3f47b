/** What was refused, and why: the same `code`, `stage`, `message` and `hint` as in Rust and in the command. */
export class KeybundleError extends Error {
  /** @param {object} fields `code`, `stage`, `message`, `hint` and what else the error tells
   * @param {ErrorOptions} [options] `cause` is what broke a module */
  constructor({ message, ...fields }, options) {
    super(message, options);
    this.name = "KeybundleError";
    Object.assign(this, fields);
  }
}

/** A refusal of an argument, made on this side.
 * @param {string} message
 * @param {string | null} [hint] */
export const usage = (message, hint = null) => new KeybundleError({ code: "usage", stage: "usage", message, hint });
