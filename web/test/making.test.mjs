// What the package makes, as Node.js's own cryptography (OpenSSL) reads it.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { csr, decode, init, key, sync, tree } from "keybundle";

const sample = (name) => readFileSync(new URL(`../../testdata/${name}`, import.meta.url));
const asNode = (der) => createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" });

test("new keys of each kind", async () => {
  const kinds = { "rsa-2048": "rsa", "p-256": "ec", P_384: "ec", secp521r1: "ec", ed25519: "ed25519" };
  for (const [type, expected] of Object.entries(kinds)) {
    const made = await key.new({ type });
    assert.equal(asNode(made.der).asymmetricKeyType, expected, type);
    assert.equal(made.kind, "private_key");
    assert.equal((await key.show(made.pem)).spki_sha256, made.spki_sha256);
  }
  const { jwk, der, pem } = await key.new({ type: "ml-dsa-44", encoding: "jwk" });
  assert.deepEqual([jwk.kty, jwk.alg, der, pem], ["AKP", "ML-DSA-44", null, null]);
});

test("an RSA key is made by WebCrypto where there is one, and by the module where not", async () => {
  const real = crypto.subtle.generateKey;
  let calls = 0;
  crypto.subtle.generateKey = (...given) => {
    calls += 1;
    return real.apply(crypto.subtle, given);
  };
  try {
    await key.new({ type: "rsa-3072" });
    await key.new({ type: "p-256" });
    assert.equal(calls, 1);
    crypto.subtle.generateKey = () => Promise.reject(new Error("not here"));
    const { der } = await key.new({ type: "rsa-2048" });
    assert.equal(asNode(der).asymmetricKeyDetails.modulusLength, 2048);
  } finally {
    crypto.subtle.generateKey = real;
  }
  await init();
  assert.equal(asNode(sync.key.new({ type: "rsa-2048" }).der).asymmetricKeyDetails.modulusLength, 2048);
});

test("options are checked before WebCrypto is asked for a key", async () => {
  const real = crypto.subtle.generateKey;
  let calls = 0;
  crypto.subtle.generateKey = (...given) => ((calls += 1), real.apply(crypto.subtle, given));
  const description = { subject: "CN=a" };
  try {
    await assert.rejects(key.new({ type: "rsa-4096", passwordd: "x" }), { code: "usage", message: /passwordd/ });
    await assert.rejects(key.new({ type: "rsa-4096", password: "" }), { code: "usage", message: /empty/ });
    await assert.rejects(csr.new({ new_key: "rsa-4096", description: { subject: "CN" } }), { code: "invalid-value" });
    await assert.rejects(csr.new({ new_key: "rsa-4096", description, from_certificate: "nothing" }), { code: "unknown-format" });
    await assert.rejects(csr.new({ new_key: "rsa-1", description }), { code: "usage", field: "new_key" });
    assert.equal(calls, 0);
    await csr.new({ new_key: "rsa-2048", description });
    assert.equal(calls, 1);
  } finally {
    crypto.subtle.generateKey = real;
  }
});

test("encrypted keys open with their password", async () => {
  for (const encrypt of ["pbkdf2", "scrypt"]) {
    const made = await key.new({ type: "p-256", password: "secret", encrypt, iterations: 4096 });
    assert.equal(made.encoding, "pkcs8-encrypted");
    createPrivateKey({ key: made.pem, passphrase: "secret" });
    assert.equal((await key.show(made.der, { passwords: ["secret"] })).spki_sha256, made.spki_sha256);
  }
  await assert.rejects(key.new({ type: "p-256", password: "" }), { code: "usage", message: /empty/ });
  await assert.rejects(key.new({ type: "p-256", encrypt: "pbkdf2" }), { code: "usage", message: /password/ });
  await assert.rejects(key.new({ type: "p-256", encoding: "sec1", password: "x" }), { code: "usage", message: /pkcs8/ });
  await assert.rejects(key.new({ type: "rsa-1" }), { code: "usage", message: /rsa-2048/ });
});

test("keys in another encoding", async () => {
  const rsa = sample("keys/rsa2048.key.pem");
  const public_ = await key.convert(rsa, { public: true });
  assert.equal(createPublicKey(rsa).export({ type: "spki", format: "pem" }), public_.pem);
  const pkcs1 = await key.convert(rsa, { encoding: "pkcs1" });
  assert.equal(createPrivateKey(rsa).export({ type: "pkcs1", format: "pem" }), pkcs1.pem);
  const { jwk } = await key.convert(rsa, { encoding: "jwk" });
  assert.deepEqual(createPrivateKey(rsa).export({ format: "jwk" }), jwk);
  const locked = await key.convert(rsa, { new_password: "secret", iterations: 1000 });
  createPrivateKey({ key: locked.pem, passphrase: "secret" });
  await assert.rejects(key.convert(rsa, { encoding: "sec1" }));
  await assert.rejects(key.convert("nothing"), { code: "unknown-format" });
});

test("new requests, with a key that is given or made", async () => {
  const description = {
    subject: { common_name: "device-1", organization_unit: ["a", "b"], country: "DE" },
    san: ["DNS:device-1.example", "IP:192.0.2.7"],
    key_usage: ["digitalSignature"],
  };
  const made = await csr.new({ new_key: "p-256", description, challenge_password: new TextEncoder().encode("Secret 1") });
  assert.equal(made.subject, "CN=device-1,OU=b,OU=a,C=DE");
  assert.deepEqual([made.signature_valid, made.challenge_password], [true, "Secret 1"]);
  assert.deepEqual(made.san, description.san);
  const { der, pem, private_key, ...shown } = made;
  const { der: again, ...read } = await csr.show(pem);
  assert.deepEqual([read, again], [shown, der]);
  assert.equal(asNode(private_key.der).asymmetricKeyType, "ec");

  const renewed = await csr.new({
    key: sample("keys/rsa2048.key.pem"),
    from_certificate: sample("keys/rsa2048.cert.pem"),
    description: { signature_algorithm: "rsassa-pss-sha384" },
  });
  assert.equal(renewed.private_key, null);
  assert.equal(renewed.signature_valid, true);
  const [certificate] = (await decode(sample("keys/rsa2048.cert.pem"))).certificates;
  assert.deepEqual([renewed.subject, renewed.spki_sha256], [certificate.subject, certificate.spki_sha256]);
  const rsa = await csr.new({ new_key: "rsa-2048", description: { subject: "CN=a" } });
  assert.equal(asNode(rsa.private_key.der).asymmetricKeyDetails.modulusLength, 2048);
});

test("what is wrong with a description is told without its text", async () => {
  const wrong = { subject: "CN=a", challenge_password: ["secret-text"] };
  await assert.rejects(csr.new({ new_key: "p-256", description: wrong }), (error) => {
    assert.match(error.message, /description\.challenge_password/);
    assert.doesNotMatch(error.message, /secret-text/);
    return true;
  });
  await assert.rejects(csr.new({ new_key: "p-256", description: { sbject: "CN=a" } }), { message: /description\.sbject/ });
  await assert.rejects(csr.new({ description: { subject: "CN=a" } }), { code: "usage", message: /new_key/ });
  await assert.rejects(csr.new({ new_key: "p-256", description: { subject: "CN" } }), { code: "invalid-value" });
});

test("the elements of a certificate", async () => {
  const [{ der }] = (await decode(sample("keys/rsa2048.cert.pem"))).certificates;
  const { nodes, size, cut, damage } = await tree(der);
  assert.deepEqual([nodes.length, size, cut, damage], [1, der.length, false, null]);
  const all = [];
  const walk = (node) => {
    all.push(node);
    node.children.forEach(walk);
    const inside = node.children.map(({ offset, header_length, length }) => offset + header_length + length);
    // Each element ends where the next one starts, the last one where its parent ends.
    if (inside.length > 0) assert.equal(inside.at(-1), node.offset + node.header_length + node.length);
  };
  nodes.forEach(walk);
  assert.ok(all.some(({ oid, oid_name }) => oid === "1.2.840.113549.1.1.1" && oid_name === "rsaEncryption"));
  assert.ok(all.some(({ encapsulating, name }) => encapsulating && name === "OCTET STRING"));
  assert.ok(all.some(({ name, text }) => name === "UTCTime" && /^\d{12}Z$/.test(text)));
  const curve = (await tree((await key.new({ type: "p-256" })).der)).nodes[0].children[1].children[1];
  assert.deepEqual([curve.oid, curve.oid_name], ["1.2.840.10045.3.1.7", "P-256"]);
  const cutTree = await tree(der, { most: 5 });
  assert.equal(cutTree.cut, true);
  assert.equal((await tree(der.subarray(0, 100)).catch((error) => error.code)), "truncated");
  await assert.rejects(tree("hello"));
});
