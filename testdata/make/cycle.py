"""Two CAs that certify each other, and a leaf of the first: a.pem b.pem leaf.pem leaf.key.pem. usage: python make/cycle.py"""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import make_keys

a, b, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
self_signed = {name: make_keys.build(f"CA {name}", key.public_key(), None, key, is_ca=True) for name, key in (("a", a), ("b", b))}
certificates = {
    "a": make_keys.build("CA a", a.public_key(), self_signed["b"], b, is_ca=True),
    "b": make_keys.build("CA b", b.public_key(), self_signed["a"], a, is_ca=True),
    "leaf": make_keys.build("leaf", leaf.public_key(), self_signed["a"], a),
}
for name, certificate in certificates.items():
    open(f"{name}.pem", "wb").write(certificate.public_bytes(Encoding.PEM))
open("leaf.key.pem", "wb").write(leaf.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
