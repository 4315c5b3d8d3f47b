"""A newAccount request with its binding, made by jwcrypto, right or wrong in one named way.

eab.py NAME [ALG [ACCOUNT_KEY.pem]]: writes the body to stdout. NAME is a function below; ALG is the binding's.
The HMAC key, the kid, the URL and the nonce are those of `make_eab.py`.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import sys

from jwcrypto import jwk, jws

KID = "kid-1"
KEY = bytes(range(64))
URL = "http://127.0.0.1:14480/new-account"
NONCE = "oFvnlFP1wIhRlYS2jTaXbA"
NAME, ALG, ACCOUNT = (*sys.argv[1:], *["good", "HS256", "keys/p256.key.pem"][len(sys.argv) - 1:])
KEYS = pathlib.Path(__file__).resolve().parent.parent.parent
SIGN = {"RSA": "RS256", "OKP": "EdDSA", "P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(value):
    return json.dumps(value, separators=(",", ":"))


def key(path):
    return jwk.JWK.from_pem((KEYS / path).read_bytes())


def public(account):
    members = account.export_public(as_dict=True)
    return {name: members[name] for name in sorted(members) if name not in ("kid", "use", "alg")}


def sign(account, header, payload):
    """Flattened JSON, as jwcrypto serializes it."""
    token = jws.JWS(payload)
    token.allowed_algs = ["RS256", "ES256", "ES384", "ES512", "EdDSA", "HS256", "HS384", "HS512"]
    token.add_signature(account, None, compact(header), None)
    return json.loads(token.serialize())


def signing_algorithm(account):
    members = public(account)
    return SIGN[members["crv"] if members["kty"] == "EC" else members["kty"]]


account = key(ACCOUNT)
other = key("keys/p256-other.key.pem")
secret = jwk.JWK(kty="oct", k=b64(KEY))


def binding(header=None, payload=None, mac_key=None):
    header = {"alg": ALG, "kid": KID, "url": URL} if header is None else header
    return sign(mac_key or secret, header, compact(public(account)) if payload is None else payload)


def by_hand(header, payload, mac_key=KEY, name="sha256", encode=b64):
    """What jwcrypto refuses to make."""
    header = header if isinstance(header, str) else compact(header)
    parts = [encode(header.encode()), encode(payload.encode())]
    mac = hmac.new(mac_key, ".".join(parts).encode(), name).digest()
    return {"protected": parts[0], "payload": parts[1], "signature": encode(mac)}


HEADER = {"alg": ALG, "kid": KID, "url": URL}
JWK = compact(public(account))


def request(bound, header=None, signer=None):
    header = header or {"alg": signing_algorithm(account), "jwk": public(account), "nonce": NONCE, "url": URL}
    payload = {"termsOfServiceAgreed": True, "contact": ["mailto:a@example.com"]}
    if bound is not None:
        payload["externalAccountBinding"] = bound
    return sign(signer or account, header, compact(payload))


def outer(**changes):
    header = {"alg": signing_algorithm(account), "jwk": public(account), "nonce": NONCE, "url": URL, **changes}
    return {name: value for name, value in header.items() if value is not None}


def changed(bound, **changes):
    return {**bound, **changes}


def flip(text):
    return ("B" if text[0] == "A" else "A") + text[1:]


def padded(data):
    return base64.urlsafe_b64encode(data).decode()


def standard(data):
    return base64.b64encode(data).rstrip(b"=").decode()


def der(signature):
    """r and s as a DER SEQUENCE, by the cryptography package."""
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    raw = base64.urlsafe_b64decode(signature + "==")
    half = len(raw) // 2
    return b64(encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")))


def spaced(data):
    text = b64(data)
    return text[:8] + "\n" + text[8:]


def number(name):
    return base64.urlsafe_b64decode(public(account)[name] + "==")


def stripped():
    """The coordinates without the zeros that they begin with, as some clients wrote them."""
    members = {**public(account), "x": b64(number("x").lstrip(b"\0")), "y": b64(number("y").lstrip(b"\0"))}
    assert members != public(account)
    return members


def lists():
    whole = binding()
    return {"payload": whole["payload"], "signatures": [{"protected": whole["protected"], "signature": whole["signature"]}]}


MAKE = {
    "good": lambda: request(binding()),
    "bare": binding,
    "payload": lambda: {"onlyReturnExisting": False, "externalAccountBinding": binding()},
    "header-order": lambda: request(binding({"url": URL, "kid": KID, "alg": ALG})),
    "header-type": lambda: request(binding({**HEADER, "typ": "JOSE"})),
    "extra-members": lambda: request(binding(payload=compact({**public(account), "use": "sig", "kid": "1"}))),
    "member-order": lambda: request(binding(payload=compact(dict(reversed(public(account).items()))))),
    "white-space": lambda: request(binding(payload=json.dumps(public(account), indent=2))),
    "more-members": lambda: request(changed(binding(), note="x")),
    # One mistake each.
    "url": lambda: request(binding({**HEADER, "url": "http://127.0.0.1:14480/directory"})),
    "url-slash": lambda: request(binding({**HEADER, "url": URL + "/"})),
    "url-missing": lambda: request(binding({"alg": ALG, "kid": KID})),
    "outer-url": lambda: request(binding(), outer(url="https://127.0.0.1:14480/new-account")),
    "kid": lambda: request(binding({**HEADER, "kid": "kid-2"})),
    "kid-case": lambda: request(binding({**HEADER, "kid": "KID-1"})),
    "kid-missing": lambda: request(binding({"alg": ALG, "url": URL})),
    "kid-number": lambda: request(by_hand({**HEADER, "kid": 1}, JWK)),
    "kid-is-key": lambda: request(by_hand({**HEADER, "kid": b64(KEY)}, JWK, mac_key=KID.encode())),
    "nonce": lambda: request(binding({"alg": ALG, "nonce": NONCE, "kid": KID, "url": URL})),
    "none": lambda: request({**by_hand({**HEADER, "alg": "none"}, JWK), "signature": ""}),
    "rs256": lambda: request(binding({**HEADER, "alg": "RS256"}, mac_key=key("keys/rsa2048.key.pem"))),
    "lower-case": lambda: request(by_hand({**HEADER, "alg": "hs256"}, JWK)),
    "alg-missing": lambda: request(by_hand({"kid": KID, "url": URL}, JWK)),
    "wrong-key": lambda: request(binding(mac_key=jwk.JWK(kty="oct", k=b64(bytes(64))))),
    "key-text": lambda: request(binding(mac_key=jwk.JWK(kty="oct", k=b64(b64(KEY).encode())))),
    "key-line": lambda: request(by_hand(HEADER, JWK, mac_key=(b64(KEY) + "\n").encode())),
    "other-hash": lambda: request(by_hand(HEADER, JWK, name="sha512")),
    "short-mac": lambda: request(changed(bound := binding(), signature=bound["signature"][:20])),
    "no-mac": lambda: request({name: value for name, value in binding().items() if name != "signature"}),
    "plain-payload": lambda: request(changed(binding(), signature=b64(hmac.new(
        KEY, (b64(compact(HEADER).encode()) + "." + JWK).encode(), hashlib.sha256).digest()))),
    "altered-header": lambda: request(changed(binding(), protected=binding({**HEADER, "kid": KID, "x": 1})["protected"])),
    "other-account": lambda: request(binding(payload=compact(public(other)))),
    "private-key": lambda: request(binding(payload=compact(account.export(private_key=True, as_dict=True)))),
    "no-jwk": lambda: request(binding(payload=account.thumbprint())),
    "jwk-padded": lambda: request(binding(payload=compact({**public(account), "x": public(account)["x"] + "="}))),
    "jwk-short": lambda: request(binding(payload=compact(stripped()))),
    "jwk-leading-zero": lambda: request(binding(payload=compact({**public(account), "n": b64(b"\0" + number("n"))}))),
    "empty-payload": lambda: request(binding(payload="")),
    "padded": lambda: request(by_hand(HEADER, JWK + " ", encode=padded)),
    "padded-later": lambda: request({name: text + "=" * (-len(text) % 4) for name, text in binding(payload=JWK + " ").items()}),
    "standard": lambda: request(by_hand({**HEADER, "x": "???????"}, JWK, encode=standard)),
    "line-break": lambda: request(by_hand(HEADER, JWK, encode=spaced)),
    "general": lambda: request(lists()),
    "compact": lambda: request(".".join(binding()[name] for name in ("protected", "payload", "signature"))),
    "text": lambda: request(json.dumps(binding())),
    "unprotected": lambda: request(changed(binding(), header={"x": "1"})),
    "header-apart": lambda: request(changed(by_hand({"alg": ALG}, JWK), header={"kid": KID, "url": URL})),
    "no-header": lambda: request({name: value for name, value in binding().items() if name != "protected"}),
    "twice": lambda: request(by_hand('{"alg":"none","alg":"HS256","kid":"%s","url":"%s"}' % (KID, URL), JWK)),
    "critical": lambda: request(by_hand({**HEADER, "crit": ["x"], "x": 1}, JWK)),
    "no-binding": lambda: request(None),
    "empty-binding": lambda: request({}),
    # Of the request around a right binding.
    "outer-altered": lambda: changed(whole := request(binding()), signature=flip(whole["signature"])),
    "outer-signer": lambda: request(binding(), signer=other),
    "outer-der": lambda: changed(whole := request(binding()), signature=der(whole["signature"])),
    "outer-mac": lambda: request(binding(), outer(alg="HS256"), signer=secret),
    "outer-nonce": lambda: request(binding(), outer(nonce=None)),
    "outer-kid": lambda: request(binding(), outer(jwk=None, kid="http://127.0.0.1:14480/account/1")),
    "outer-both": lambda: request(binding(), outer(kid="http://127.0.0.1:14480/account/1")),
    "outer-general": lambda: {"payload": (whole := request(binding()))["payload"], "signatures": [
        {"protected": whole["protected"], "signature": whole["signature"]}]},
}

print(json.dumps(MAKE[NAME]()))
