// What is measured: the same work by keybundle and by each rival that can do it. Every run checks its result.
// Runs in Node.js and in browsers; `samples` are the bytes of the inputs.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import * as asn1js from "asn1js";
import { unzipSync } from "fflate";
import * as jose from "jose";
import * as keybundle from "keybundle";
import forge from "node-forge";
import * as pkijs from "pkijs";

const check = (holds, what) => {
  if (!holds) throw new Error(`the result is wrong: ${what}`);
};
const text = new TextDecoder();
const buffer = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const exact = (bytes) => new Uint8Array(buffer(bytes));

/**
 * Makes the jobs: `[work, who, run]`, each `run` one complete piece of work. `AcmeHttp` is the part of acme-client that
 * signs, where there is Node.js.
 */
export async function jobs(samples, AcmeHttp) {
  x509.cryptoProvider.set(globalThis.crypto);
  pkijs.setEngine("web", new pkijs.CryptoEngine({ name: "web", crypto: globalThis.crypto }));
  await keybundle.init();
  const list = [];
  const add = (work, who, run) => list.push([work, who, run]);

  for (const [work, file] of [["p12 of OpenSSL 3, 2,048 iterations", "openssl.p12"], ["p12 of keytool, 10,000 iterations", "jdk.p12"]]) {
    const bytes = exact(samples[file]);
    add(work, "keybundle", async () => {
      const { bundles } = await keybundle.decode(bytes, { passwords: ["secret"], now: null });
      check(bundles.length === 1 && bundles[0].certificate, "key and certificate");
    });
    add(work, "pkijs", () => pkijsOpen(bytes));
    add(work, "node-forge", () => {
      const p12 = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(forge.util.binary.raw.encode(bytes)), "secret");
      const bags = p12.getBags({ bagType: forge.pki.oids.pkcs8ShroudedKeyBag })[forge.pki.oids.pkcs8ShroudedKeyBag];
      check(bags.length === 1 && (bags[0].key ?? bags[0].asn1), "key");
    });
  }

  {
    const work = "p7m to RSA-2048, PKCS#1 v1.5";
    const [bytes, pem] = [exact(samples["message.p7m"]), samples["recipient.pem"]];
    add(work, "keybundle", async () => {
      const { content } = await keybundle.decrypt(bytes, { recipient_keys: [pem] });
      check(content.size > 100, "content");
    });
    const key = forge.pki.privateKeyFromPem(text.decode(pem));
    add(work, "node-forge", () => {
      const message = forge.pkcs7.messageFromAsn1(forge.asn1.fromDer(forge.util.binary.raw.encode(bytes)));
      message.decrypt(message.recipients[0], key);
      check(message.content.length() > 100, "content");
    });
  }

  {
    const work = "CSR with a P-256 key that is given";
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const key = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
    add(work, "keybundle", async () => {
      const { der } = await keybundle.csr.new({ key, description: { subject: "CN=device-1" } });
      check(der.length > 150, "request");
    });
    add(work, "pkijs", async () => {
      const request = new pkijs.CertificationRequest();
      const value = new asn1js.Utf8String({ value: "device-1" });
      request.subject.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type: "2.5.4.3", value }));
      await request.subjectPublicKeyInfo.importKey(keys.publicKey);
      await request.sign(keys.privateKey, "SHA-256");
      check(request.toSchema(true).toBER().byteLength > 150, "request");
    });
    add(work, "@peculiar/x509", async () => {
      const request = await x509.Pkcs10CertificateRequestGenerator.create({ name: "CN=device-1", keys, signingAlgorithm: algorithm });
      check(request.rawData.byteLength > 150, "request");
    });
  }

  {
    const work = "External Account Binding";
    const url = "https://acme.example/new-account";
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const hmac_key = btoa(String.fromCharCode(...secret));
    const account = samples["account.pem"];
    const { jwk } = await keybundle.key.convert(account, { encoding: "jwk", public: true });
    const publicKey = new TextEncoder().encode(JSON.stringify(jwk));
    add(work, "keybundle", async () => {
      const { external_account_binding } = await keybundle.eab.sign(publicKey, { kid: "kid-1", hmac_key, url });
      check(external_account_binding.signature.length === 43, "signature");
    });
    add(work, "jose", async () => {
      const signed = await new jose.FlattenedSign(publicKey).setProtectedHeader({ alg: "HS256", kid: "kid-1", url }).sign(secret);
      check(signed.signature.length === 43, "signature");
    });
    if (AcmeHttp) {
      const client = new AcmeHttp(url, "");
      add(work, "acme-client", () => {
        const signed = client.createSignedHmacBody(hmac_key, url, jwk, { kid: "kid-1" });
        check(signed.signature.length === 43, "signature");
      });
    }
  }

  {
    const work = "a PEM certificate read";
    const pem = samples["certificate.pem"];
    add(work, "keybundle", async () => {
      const { certificates } = await keybundle.decode(pem, { now: null });
      check(certificates[0].subject.includes("device"), "subject");
    });
    add(work, "@peculiar/x509", () => {
      const certificate = new x509.X509Certificate(text.decode(pem));
      check(certificate.subject.includes("device") && certificate.notAfter > 0, "subject");
    });
    add(work, "pkijs", () => {
      const [block] = x509.PemConverter.decode(text.decode(pem));
      const certificate = pkijs.Certificate.fromBER(block);
      check(certificate.subject.typesAndValues.length > 0 && certificate.notAfter.value > 0, "subject");
    });
  }

  {
    const work = "a ZIP of PEM files";
    const bytes = exact(samples["device.zip"]);
    add(work, "keybundle", async () => {
      const { bundles, certificates } = await keybundle.decode(bytes, { now: null });
      check(bundles.length + certificates.length > 0, "something");
    });
    add(work, "fflate (unpacks alone)", () => check(Object.keys(unzipSync(bytes)).length > 0, "files"));
  }
  return list;
}

async function pkijsOpen(bytes) {
  const password = new TextEncoder().encode("secret").buffer;
  const pfx = pkijs.PFX.fromBER(bytes.buffer);
  await pfx.parseInternalValues({ checkIntegrity: true, password });
  const safes = pfx.parsedValue.authenticatedSafe;
  await safes.parseInternalValues({ safeContents: safes.safeContents.map(() => ({ password })) });
  let keys = 0;
  for (const { value } of safes.parsedValue.safeContents) {
    for (const { bagValue } of value.safeBags) {
      if (!(bagValue instanceof pkijs.PKCS8ShroudedKeyBag)) continue;
      await bagValue.parseInternalValues({ password });
      keys += 1;
    }
  }
  check(keys === 1, "key");
}

/** Milliseconds of one run of each job, in rounds in which all take their turn: drift of the machine hits all alike. */
export async function measure(list, { rounds, milliseconds }) {
  const times = list.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, , run]] of list.entries()) {
      const start = performance.now();
      let count = 0;
      do {
        await run();
        count += 1;
      } while (performance.now() - start < milliseconds);
      // The first round warms up.
      if (round > 0) times[index].push((performance.now() - start) / count);
    }
  }
  return list.map(([work, who], index) => ({ work, who, times: times[index] }));
}
