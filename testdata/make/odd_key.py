"""Private keys in forms that no tool at hand writes. usage: python make/odd_key.py SCENARIO OUT; the scenarios are below."""

import sys

from asn1crypto import core, keys

from pfx import der, integer, octets, oid, pkcs8, sequence

RSA, EC, ED25519, P256, P384 = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1", "1.3.101.112", "1.2.840.10045.3.1.7", "1.3.132.0.34"
NULL = b"\x05\x00"


def info(algorithm, inner, parameters=b"", version=0, rest=b""):
    return sequence(integer(version), sequence(oid(algorithm), parameters), octets(inner), rest)


def inner(name):
    return keys.PrivateKeyInfo.load(pkcs8(name))["private_key"].contents


def scalar():
    return keys.ECPrivateKey.load(inner("p256"))["private_key"].native.to_bytes(32, "big")


def ec_key(value, parameters=b""):
    return sequence(integer(1), octets(value), parameters)


def inconsistent():
    """The modulus of another key."""
    key = keys.RSAPrivateKey(dict(keys.RSAPrivateKey.load(inner("rsa2048")).native))
    key["modulus"] = keys.RSAPrivateKey.load(inner("rsa2048-other"))["modulus"].native
    key["version"] = 0
    return key.dump(force=True)


def ber():
    """PKCS#8 with indefinite lengths and the key in two chunks."""
    value = inner("rsa2048")
    body = integer(0) + sequence(oid(RSA), NULL) + b"\x24\x80" + octets(value[:500]) + octets(value[500:]) + b"\0\0"
    return b"\x30\x80" + body + b"\0\0"


SCENARIOS = {
    "rsa-no-null": lambda: info(RSA, inner("rsa2048")),
    "rsa-oaep-oid": lambda: info("1.2.840.113549.1.1.7", inner("rsa2048")),
    "rsa-x500-oid": lambda: info("2.5.8.1.1", inner("rsa2048"), integer(2048)),
    "rsa-attributes": lambda: info(RSA, inner("rsa2048"), NULL, rest=der(
        0xA0, sequence(oid("1.2.840.113549.1.9.20"), der(0x31, core.BMPString("name").dump())))),
    "rsa-ber": ber,
    "ed25519-raw": lambda: info(ED25519, inner("ed25519")[2:]),
    "ed25519-null": lambda: info(ED25519, inner("ed25519"), NULL),
    "ec-inner-parameters": lambda: info(EC, ec_key(scalar(), der(0xA0, oid(P256))), oid(P256)),
    "ec-only-inner-parameters": lambda: info(EC, ec_key(scalar(), der(0xA0, oid(P256)))),
    "ec-ecdh-oid": lambda: info("1.3.132.1.12", ec_key(scalar()), oid(P256)),
    "ec-leading-zero": lambda: info(EC, ec_key(b"\0" + scalar()), oid(P256)),
    "unknown-algorithm": lambda: info("1.3.6.1.4.1.99999.1", b"a key of some kind"),
    "rsa-inconsistent": inconsistent,
    "rsa-version-7": lambda: info(RSA, inner("rsa2048"), NULL, version=7),
    "ec-zero": lambda: info(EC, ec_key(bytes(32)), oid(P256)),
    "ec-above-order": lambda: info(EC, ec_key(b"\xff" * 32), oid(P256)),
    "ec-two-curves": lambda: info(EC, ec_key(scalar(), der(0xA0, oid(P384))), oid(P256)),
}

if __name__ == "__main__":
    open(sys.argv[2], "wb").write(SCENARIOS[sys.argv[1]]())
