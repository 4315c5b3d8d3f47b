// For Deno, which takes no program as an argument beside permissions.
import { readFileSync } from "node:fs";
import { decode } from "keybundle";

const bytes = readFileSync("../../testdata/vectors/pkcs12/openssl3-default.p12");
const { bundles } = await decode(bytes, { passwords: ["secret"] });
const refusal = await decode(bytes, { passwords: ["other"] }).catch((error) => error.code);
console.log(JSON.stringify([bundles.length, refusal]));
