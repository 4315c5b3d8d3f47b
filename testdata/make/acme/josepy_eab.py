"""A newAccount request with its binding, by the `acme` package of Certbot on josepy: josepy_eab.py ALG ACCOUNT_KEY.pem"""

import pathlib
import sys

import josepy
from acme import jws, messages
from cryptography.hazmat.primitives import serialization

KID, URL, NONCE = "kid-1", "http://127.0.0.1:14480/new-account", b"\xa0\x5b\xe7\x94\x53\xf5\xc0\x88\x51\x95\x84\xb6\x8d\x36\x97\x6c"
SIGN = {"P-256": josepy.ES256, "P-384": josepy.ES384, "P-521": josepy.ES512}
KEYS = pathlib.Path(__file__).resolve().parent.parent.parent

name, path = sys.argv[1:]
private = serialization.load_pem_private_key((KEYS / path).read_bytes(), None)
if hasattr(private, "curve"):
    account, algorithm = josepy.JWKEC(key=private), SIGN[f"P-{private.curve.key_size}"]
else:
    account, algorithm = josepy.JWKRSA(key=private), josepy.RS256
hmac_key = josepy.b64encode(bytes(range(64))).decode()
directory = messages.Directory({"newAccount": URL})
binding = messages.ExternalAccountBinding.from_data(account.public_key(), KID, hmac_key, directory, name)
registration = messages.NewRegistration(
    contact=("mailto:a@example.com",), terms_of_service_agreed=True, external_account_binding=binding
)
signed = jws.JWS.sign(registration.json_dumps().encode(), key=account, alg=algorithm, nonce=NONCE, url=URL)
print(signed.json_dumps())
