"""Encrypts a PKCS#8 key under PBES2 with what the tools at hand do not write.

usage: python make/pbes2.py CIPHER PRF KEY.pem OUT.der [PASSWORD]
CIPHER: aes128-gcm aes256-gcm aes256-cbc camellia256-cbc 3des. PRF: sha1 (left out: the default) sha256 sha3-256 sha3-512.
The key derivation and the ciphers are those of Python's cryptography, the structures those of asn1crypto.
"""

import hashlib
import os
import sys

from asn1crypto import core
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

try:
    from cryptography.hazmat.decrepit.ciphers.algorithms import Camellia
except ImportError:
    from cryptography.hazmat.primitives.ciphers.algorithms import Camellia

CIPHERS = {
    "aes128-gcm": ("2.16.840.1.101.3.4.1.6", 16), "aes256-gcm": ("2.16.840.1.101.3.4.1.46", 32),
    "aes256-cbc": ("2.16.840.1.101.3.4.1.42", 32), "camellia256-cbc": ("1.2.392.200011.61.1.1.1.4", 32),
    "3des": ("1.2.840.113549.3.7", 24),
}
PRFS = {
    "sha1": ("1.2.840.113549.2.7", "sha1"), "sha256": ("1.2.840.113549.2.9", "sha256"),
    "sha3-256": ("2.16.840.1.101.3.4.2.14", "sha3_256"), "sha3-512": ("2.16.840.1.101.3.4.2.16", "sha3_512"),
}


class Algorithm(core.Sequence):
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]


class Pbkdf2(core.Sequence):
    _fields = [
        ("salt", core.OctetString), ("iterations", core.Integer), ("key_length", core.Integer, {"optional": True}),
        ("prf", Algorithm, {"optional": True}),
    ]


class Pbes2(core.Sequence):
    _fields = [("kdf", Algorithm), ("cipher", Algorithm)]


class Gcm(core.Sequence):
    _fields = [("nonce", core.OctetString), ("icv_length", core.Integer, {"optional": True})]


class Encrypted(core.Sequence):
    _fields = [("algorithm", Algorithm), ("data", core.OctetString)]


def encrypt(plain, password, cipher, prf, *, iterations=2048, salt_length=16, key_length=False):
    """The AlgorithmIdentifier (of PBES2) and the ciphertext."""
    cipher_oid, size = CIPHERS[cipher]
    prf_oid, digest = PRFS[prf]
    salt = os.urandom(salt_length)
    key = hashlib.pbkdf2_hmac(digest, password, salt, iterations, size)
    if cipher.endswith("gcm"):
        nonce = os.urandom(12)
        parameters, data = Gcm({"nonce": nonce, "icv_length": 16}), AESGCM(key).encrypt(nonce, plain, None)
    else:
        kind = {"aes256-cbc": algorithms.AES, "camellia256-cbc": Camellia, "3des": TripleDES}[cipher]
        iv = os.urandom(kind.block_size // 8)
        padder = padding.PKCS7(kind.block_size).padder()
        encryptor = Cipher(kind(key), modes.CBC(iv)).encryptor()
        parameters = core.OctetString(iv)
        data = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    kdf = {"salt": salt, "iterations": iterations}
    if key_length:
        kdf["key_length"] = size
    if prf != "sha1":
        kdf["prf"] = {"algorithm": prf_oid, "parameters": core.Null()}
    scheme = Pbes2({
        "kdf": {"algorithm": "1.2.840.113549.1.5.12", "parameters": Pbkdf2(kdf)},
        "cipher": {"algorithm": cipher_oid, "parameters": parameters},
    })
    return Algorithm({"algorithm": "1.2.840.113549.1.5.13", "parameters": scheme}), data


def main(cipher, prf, key, out, password="secret"):
    private = load_pem_private_key(open(key, "rb").read(), None)
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    algorithm, data = encrypt(plain, password.encode(), cipher, prf)
    open(out, "wb").write(Encrypted({"algorithm": algorithm, "data": data}).dump())


if __name__ == "__main__":
    main(*sys.argv[1:])
