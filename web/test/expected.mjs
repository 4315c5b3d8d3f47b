// Writes expected.json: what the command itself prints for every vector. The tests of the package compare with it, which
// proves that the package and the command agree. That both are right is proved by crates/cli/tests/vectors.rs, which
// compares the command with the vectors' headers: what tools other than keybundle say.
import { writeFileSync } from "node:fs";
import { printedOf, requests } from "./requests.mjs";
import { each, printed, vectors } from "./vectors.mjs";

const expected = {};
await each(vectors(), async (vector) => {
  const entry = {};
  for (const name of ["inspect", "decode", "decrypt"]) {
    entry[name] = await printed(name, vector);
    // What the command wrote into files; there are none.
    delete entry[name].written;
  }
  expected[vector.name] = entry;
});
await each(requests().calls, async (request) => {
  expected[request.name] = await printedOf(request);
});
writeFileSync(new URL("expected.json", import.meta.url), JSON.stringify(expected));
