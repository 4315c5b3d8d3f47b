// Whether jose takes what keybundle signed: as verify_jws.py, which says what stands on stdin.
const readline = require('readline');
const { flattenedVerify, importJWK, calculateJwkThumbprint } = require('jose');

(async () => {
  let count = 0;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { body, hmac_key: hmacKey, thumbprint } = JSON.parse(line);
    const { alg, jwk } = JSON.parse(Buffer.from(body.protected, 'base64url'));
    const request = await flattenedVerify(body, await importJWK(jwk, alg));
    const binding = JSON.parse(Buffer.from(request.payload)).externalAccountBinding;
    const key = Buffer.from(hmacKey, 'base64url');
    const bound = await flattenedVerify(binding, key);
    if (Buffer.from(bound.payload).toString() !== JSON.stringify(jwk)) throw new Error('another key is bound');
    if ((await calculateJwkThumbprint(jwk)) !== thumbprint) throw new Error('another thumbprint');
    const altered = { ...binding, payload: Buffer.from('{}').toString('base64url') };
    await flattenedVerify(altered, key).then(() => { throw new Error('an altered binding is taken'); }, () => {});
    count += 1;
  }
  console.log(`ok ${count}`);
})();
