// Requests to the service, credentials, and the layers of an answer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { credential, key, layers, request, tree } from "keybundle";

const sample = (name) => readFileSync(new URL(`../../testdata/${name}`, import.meta.url));
const profile = "IOT_00000000-0000-4000-8000-000000000000";

/** A certificate whose key the service makes, and encrypts. */
const description = {
  enrollment_profile_id: profile,
  certificate_profile_attributes: [{ id: "subject.common_name", value: "device-1" }],
  server_side_key_gen: true,
  private_key_format: "cert_encrypted",
  key_type: "rsa_2048",
};

test("a request for a certificate with a key made by the service", async () => {
  const built = await request.build(description, { encryption_certificate: sample("keys/rsa2048.cert.pem") });
  assert.deepEqual([built.kind, built.method, built.url], ["certificate", "POST", "https://one.digicert.com/iot/api/v1/certificate"]);
  assert.equal(built.headers["x-api-key"], "$KEYBUNDLE_API_KEY");
  assert.equal(built.body.encryption_certificate, sample("keys/rsa2048.cert.pem").toString());
  assert.match(built.curl, /^curl/);
  assert.deepEqual([built.known_host, built.secure, built.client_certificate], [true, true, false]);
  // What is built passes the check, and as text the same is built.
  assert.equal((await request.check(built)).valid, true);
  const again = await request.build(JSON.stringify(description), { encryption_certificate: sample("keys/rsa2048.cert.pem") });
  assert.deepEqual(again, built);
});

test("the answer is held against the key of who will open it", async () => {
  const asked = { ...description, encryption_certificate: sample("keys/rsa2048.cert.pem").toString() };
  const check = (options) => request.check(asked, options);
  assert.equal((await check({ recipient_key: sample("keys/rsa2048.key.pem") })).valid, true);
  const other = await check({ recipient_key: new Blob([sample("keys/p256.key.pem")]) });
  assert.equal(other.valid, false);
  assert.ok(other.problems.some(({ field, code }) => field === "encryption_certificate" && code === "conflict"));
  const { pem } = await key.convert(sample("keys/rsa2048.key.pem"), { new_password: "secret", iterations: 4096 });
  const locked = { recipient_key: pem, exact_verdicts: true };
  await assert.rejects(check(locked), { code: "password-required" });
  await assert.rejects(check({ ...locked, recipient_key_passwords: ["other"] }), { code: "wrong-password" });
  assert.equal((await check({ ...locked, recipient_key_passwords: ["other", "secret"] })).valid, true);
  const limits = { derivation_work: 10 };
  await assert.rejects(check({ ...locked, recipient_key_passwords: ["secret"], limits }), { code: "limit-work" });
});

test("what is passed on is never taken for bytes", async () => {
  const more = { $bytes: 5, nested: [{ $bytes: [0, 1] }] };
  const description = {
    enrollment_profile_id: profile,
    certificate_profile_attributes: [{ id: "subject.common_name", value: "device-1" }],
    server_side_key_gen: true,
    private_key_format: "pem",
    more,
  };
  assert.deepEqual((await request.build(description)).body.more, more);
});

test("secrets show only when they are asked for, and never in the command", async () => {
  const description = {
    enrollment_profile_id: profile,
    certificate_profile_attributes: [{ id: "subject.common_name", value: "device-1" }],
    server_side_key_gen: true,
    private_key_format: "pkcs_12",
    key_type: "rsa_2048",
  };
  const secrets = { api_key: "the-api-key", pkcs12_password: new TextEncoder().encode("Secret1234") };
  const hidden = JSON.stringify(await request.build(description, secrets));
  assert.doesNotMatch(hidden, /the-api-key|Secret1234/);
  const shown = await request.build(description, { ...secrets, include_secrets: true });
  assert.deepEqual([shown.headers["x-api-key"], shown.body.pkcs12_password], ["the-api-key", "Secret1234"]);
  assert.doesNotMatch(shown.curl, /the-api-key|Secret1234/);
  const { pkcs12_password } = secrets;
  await assert.rejects(request.build(description, { pkcs12_password, include_secrets: true }), { code: "usage", message: /include_secrets/ });
});

test("requests whose members stand in the URL", async () => {
  const build = async (kind, description, options) => {
    const { method, url } = await request.build(description, { kind, ...options });
    return [method, new URL(url).pathname];
  };
  const uuid = "00000000-0000-4000-8000-000000000001";
  assert.deepEqual(await build("bundle-download", { device_id: uuid }), ["GET", `/devicetrustmanager/api/v4/bootstrap-config/download/${uuid}`]);
  assert.deepEqual(await build("batch-download", { job_id: uuid }), ["GET", `/iot/api/v1/batch-enroll/${uuid}/download-certificates`]);
  assert.deepEqual(await build("device-reading", { device_identifier: "a b" }), ["GET", "/iot/api/v1/device/a%20b"]);
  assert.deepEqual(await build("passcode", { enrollment_profile_id: profile, name: "a" }), ["POST", `/iot/api/v1/enrollment-profile/${profile}/passcode`]);
  const csr = sample("requests/csr/openssl3-p256.pem");
  assert.deepEqual(await build("renewal", { serial_number: "0a1b", server_side_key_gen: false }, { csr }), ["POST", "/iot/api/v1/certificate/0a1b/renew"]);
  assert.deepEqual(
    await build("est", { policy: profile, operation: "simpleenroll" }, { csr, authentication: "certificate" }),
    ["POST", `/.well-known/est/devicetrustmanager/${profile}/simpleenroll`],
  );
});

test("what is wrong with a request is told at once", async () => {
  await assert.rejects(request.build({ enrollment_profile_id: 7 }, { kind: "certificate" }), (error) => {
    assert.equal(error.code, "invalid-value");
    assert.ok(error.problems.some(({ field, severity }) => field === "enrollment_profile_id" && severity === "error"));
    return true;
  });
  await assert.rejects(request.build({}, {}), { code: "unknown-format" });
  await assert.rejects(request.build({}, { kind: "other" }), { code: "usage", message: /certificate/ });
  await assert.rejects(request.build({ policy: profile, operation: "other" }, { kind: "est" }), { code: "invalid-value" });
  await assert.rejects(request.build({ device_id: "1" }, { kind: "bundle-download", csr: sample("requests/csr/openssl3-p256.pem") }), { message: /CSR/ });
});

test("which credentials let a request through", async () => {
  const policy = JSON.parse(sample("vectors/sample/acme-credential-201.json"));
  const shown = await credential.check(policy, { kid: "another", protocol: "ACME", at: "2026-06-01" });
  assert.equal(shown.accepted, false);
  assert.equal(shown.at, "2026-06-01T00:00:00Z");
  assert.ok(shown.credentials.length > 0 && shown.credentials.every(({ accepts, checks }) => !accepts && checks.length > 0));
  await assert.rejects(credential.check(policy, { kid: "a", passcode: "b" }), { code: "usage" });
  await assert.rejects(credential.check(policy, { now: null }), { code: "usage", field: "now" });
  await assert.rejects(credential.check(policy, { protocol: "FTP" }), { code: "usage", message: /acme/ });
});

test("the layers of an answer, as far as it opens", async () => {
  const answer = sample("vectors/sample/response-cert-encrypted.json");
  const locked = await layers(answer);
  assert.equal(locked.ended_by.code, "recipient-required");
  assert.equal(locked.parts[0].layers.length, 0);
  assert.deepEqual(Buffer.from(locked.parts[0].bytes), answer);
  const opened = await layers(answer, { recipient_keys: [sample("keys/rsa2048.key.pem")] });
  assert.equal(opened.ended_by, null);
  assert.ok(opened.parts.length > locked.parts.length);
  const structures = opened.parts.filter(({ is_der }) => is_der);
  assert.ok(structures.some(({ layers }) => layers.includes("zip")));
  for (const { bytes } of structures) assert.equal((await tree(bytes)).damage, null);
});
