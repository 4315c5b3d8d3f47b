import { decode, KeybundleError } from "keybundle";

addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

async function answer(request) {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const { bundles } = await decode(bytes, { passwords: ["secret"] });
  const refusal = await decode(bytes, { passwords: ["other"] }).catch((error) => error instanceof KeybundleError && error.code);
  return Response.json([bundles.length, refusal]);
}
