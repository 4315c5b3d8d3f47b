// A newAccount request with its binding, by a library of npm: eab.js LIBRARY ALG ACCOUNT_KEY.pem > request.json
// Kid, HMAC key, URL and nonce are those of make_eab.py.
const fs = require('fs');
const crypto = require('crypto');

const KID = 'kid-1';
const KEY = Buffer.from(Array.from({ length: 64 }, (_, index) => index));
const URL = 'http://127.0.0.1:14480/new-account';
const NONCE = 'oFvnlFP1wIhRlYS2jTaXbA';
const [library, alg, path] = process.argv.slice(2);
const pem = fs.readFileSync(path);

const makers = {
  // panva/jose: flattened JSON as it is written there.
  async jose() {
    const { FlattenedSign, exportJWK } = require('jose');
    const account = crypto.createPrivateKey(pem);
    const jwk = await exportJWK(crypto.createPublicKey(pem));
    const text = (value) => new TextEncoder().encode(JSON.stringify(value));
    const binding = await new FlattenedSign(text(jwk)).setProtectedHeader({ alg, kid: KID, url: URL }).sign(KEY);
    const payload = { termsOfServiceAgreed: true, externalAccountBinding: binding };
    const signer = { RSA: 'RS256', OKP: 'EdDSA', 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };
    const header = { alg: signer[jwk.kty === 'EC' ? jwk.crv : jwk.kty], jwk, nonce: NONCE, url: URL };
    return new FlattenedSign(text(payload)).setProtectedHeader(header).sign(account);
  },
  // acme-client, whose HttpClient makes the bodies that it sends.
  async 'acme-client'() {
    const HttpClient = require('acme-client/src/http');
    const http = new HttpClient('', pem, { kid: KID, hmacKey: KEY.toString('base64url') });
    const binding = http.createSignedHmacBody(KEY.toString('base64url'), URL, http.getJwk(), { kid: KID });
    return http.createSignedBody(URL, { termsOfServiceAgreed: true, externalAccountBinding: binding }, { nonce: NONCE });
  },
};

makers[library]().then((body) => process.stdout.write(JSON.stringify(body)));
