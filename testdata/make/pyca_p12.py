"""PKCS#12 by Python's cryptography.

usage: python make/pyca_p12.py SCENARIO PASSWORD OUT NAME
SCENARIO: best, none (no encryption), certificates (no key), java (a Java trust store), or SCHEME/HASH/ROUNDS with SCHEME
a member of PBES and HASH the MAC's, such as PBESv2SHA256AndAES256CBC/SHA512/5000.
"""

import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption, NoEncryption, PrivateFormat, load_pem_private_key, pkcs12,
)


def main(scenario, password, out, name):
    key = load_pem_private_key(read(f"{name}.key"), None)
    chain = [certificate(item) for item in ("intermediate", "root")]
    if scenario == "best":
        encryption = BestAvailableEncryption(password.encode())
    elif "/" in scenario:
        scheme, digest, rounds = scenario.split("/")
        builder = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(int(rounds))
        builder = builder.key_cert_algorithm(getattr(pkcs12.PBES, scheme)).hmac_hash(getattr(hashes, digest)())
        encryption = builder.build(password.encode())
    elif scenario == "none":
        encryption = NoEncryption()
    else:
        encryption = BestAvailableEncryption(password.encode())
    if scenario == "java":
        entries = [pkcs12.PKCS12Certificate(item, f"ca {index}".encode()) for index, item in enumerate(chain)]
        data = pkcs12.serialize_java_truststore(entries, encryption)
    elif scenario == "certificates":
        data = pkcs12.serialize_key_and_certificates(None, None, None, chain, encryption)
    else:
        data = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate(name), chain, encryption)
    open(out, "wb").write(data)


def certificate(name):
    return x509.load_pem_x509_certificate(read(f"{name}.cert"))


def read(name):
    return open(f"keys/{name}.pem", "rb").read()


if __name__ == "__main__":
    main(*sys.argv[1:])
