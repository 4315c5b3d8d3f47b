"""testdata/keys: one small PKI that vectors are made from. Made once: nothing that exists is written again.

`root` signs `intermediate` signs the leaves; `chain.pem` is intermediate and root. Each leaf has `NAME.key.pem`
(PKCS#8) and `NAME.cert.pem` with a subject key identifier. `rsa2048-other` is nobody's recipient.
"""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa, x448, x25519
from cryptography.hazmat.primitives.serialization import (
    Encoding, NoEncryption, PrivateFormat, load_pem_private_key,
)
from cryptography.x509.oid import NameOID

import device_keys
import openssl_keys
import vector

LEAVES = {
    "rsa2048": lambda: rsa.generate_private_key(65537, 2048),
    "rsa2048-other": lambda: rsa.generate_private_key(65537, 2048),
    "rsa3072": lambda: rsa.generate_private_key(65537, 3072),
    "rsa4096": lambda: rsa.generate_private_key(65537, 4096),
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p256-other": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "p521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "ed448": ed448.Ed448PrivateKey.generate,
    "x25519": x25519.X25519PrivateKey.generate,
    "x448": x448.X448PrivateKey.generate,
}


def make():
    vector.KEYS.mkdir(parents=True, exist_ok=True)
    root = key("root", lambda: ec.generate_private_key(ec.SECP256R1()))
    root_cert = certificate("root", "Example Root CA", root.public_key(), None, root)
    intermediate = key("intermediate", lambda: ec.generate_private_key(ec.SECP256R1()))
    issuer = certificate("intermediate", "Example Issuing CA", intermediate.public_key(), root_cert, root)
    for name, generate in LEAVES.items():
        certificate(name, f"device-{name}", key(name, generate).public_key(), issuer, intermediate)
    chain = b"".join((vector.KEYS / f"{name}.cert.pem").read_bytes() for name in ("intermediate", "root"))
    (vector.KEYS / "chain.pem").write_bytes(chain)
    device_keys.make()
    openssl_keys.make()


def key(name, generate):
    path = vector.KEYS / f"{name}.key.pem"
    if not path.exists():
        path.write_bytes(generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return load_pem_private_key(path.read_bytes(), None)


def certificate(name, common_name, public_key, issuer, issuer_key):
    path = vector.KEYS / f"{name}.cert.pem"
    if not path.exists():
        made = build(common_name, public_key, issuer, issuer_key, is_ca=name in ("root", "intermediate"))
        path.write_bytes(made.public_bytes(Encoding.PEM))
    return x509.load_pem_x509_certificate(path.read_bytes())


def build(common_name, public_key, issuer, issuer_key, *, is_ca=False, serial=None):
    """A certificate from 2024 to 2049; self-signed when `issuer` is None."""
    subject = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example"), x509.NameAttribute(NameOID.COMMON_NAME, common_name),
    ])
    authority = issuer_key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(public_key)
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(datetime.datetime(2024, 1, 1))
        .not_valid_after(datetime.datetime(2049, 12, 31))
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False)
    )
    return builder.sign(issuer_key, hashes.SHA256())
