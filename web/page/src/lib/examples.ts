// Values that fill in a form, from the samples.
import type { Given } from "./workspace.svelte.ts";

const loaded = import("virtual:samples");

/** A sample file. */
async function file(name: string): Promise<Given> {
  const { contents } = await loaded;
  return { name, bytes: Uint8Array.from(atob(contents[name] ?? ""), (character) => character.charCodeAt(0)) };
}

const text = async (name: string) => new TextDecoder().decode((await file(name)).bytes);

export async function eabExample() {
  const [body, hmacKey, accountKey] = await Promise.all([text("certbot.json"), text("hmac-key.txt"), file("device-p256.key.pem")]);
  return { kid: "kid-1", hmacKey: hmacKey.trim(), url: "http://127.0.0.1:14480/new-account", accountKey, body };
}

export async function matchExample() {
  const [values, csr] = await Promise.all([file("openssl3-case.json"), file("openssl3-case.pem")]);
  return { values, csr };
}

export const credentialExample = () => file("acme-credential-201.json");

export const requestExample = () => text("jq-all-wrong.json");

export const policyExample = () => file("limit-too-late.json");
