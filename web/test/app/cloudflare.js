import { decode, initSync, KeybundleError } from "keybundle";

export default {
  async fetch(request) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const { bundles } = await decode(bytes, { passwords: ["secret"] });
    const refusal = await decode(bytes, { passwords: ["other"] }).catch((error) => error instanceof KeybundleError && error.code);
    return Response.json([bundles.length, refusal, typeof initSync]);
  },
};
