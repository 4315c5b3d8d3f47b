// Writes expected.json: what the command prints for every vector. The tests of the package hold it against that.
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
