"""Whether josepy and jwcrypto take what keybundle signed.

One JSON object a line on stdin: `body` (a newAccount request), `hmac_key` (base64url), `thumbprint` (base64url) of the
account key. Prints `ok` and the number of lines, or fails.
"""

import base64
import json
import sys

import josepy
from cryptography.hazmat.primitives.hashes import SHA256
from jwcrypto import jwk, jws

ALGORITHMS = ["HS256", "HS384", "HS512", "RS256", "ES256", "ES384", "ES512", "EdDSA"]


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def by_jwcrypto(token, key):
    read = jws.JWS()
    read.allowed_algs = ALGORITHMS
    read.deserialize(json.dumps(token), jwk.JWK(**key))
    return json.loads(read.payload)


def by_josepy(token, key):
    algorithm = josepy.JWASignature.from_json(json.loads(decode(token["protected"]))["alg"])
    message = f"{token['protected']}.{token['payload']}".encode()
    return algorithm.verify(josepy.JWK.from_json(key).key, message, decode(token["signature"]))


count = 0
for line in sys.stdin:
    case = json.loads(line)
    body, hmac_key = case["body"], {"kty": "oct", "k": case["hmac_key"]}
    account = json.loads(decode(body["protected"]))["jwk"]
    payload = by_jwcrypto(body, account)
    binding = payload["externalAccountBinding"]
    assert by_jwcrypto(binding, hmac_key) == account
    assert jwk.JWK(**account).thumbprint() == case["thumbprint"]
    assert by_josepy(binding, hmac_key)
    # josepy knows no Edwards curves.
    if account["kty"] != "OKP":
        assert by_josepy(body, account)
        assert text(josepy.JWK.from_json(account).thumbprint(hash_function=SHA256)) == case["thumbprint"]
    altered = {**binding, "payload": text(b"{}")}
    try:
        by_jwcrypto(altered, hmac_key)
        raise SystemExit("an altered binding is taken")
    except jws.InvalidJWSSignature:
        count += 1
print("ok", count)
