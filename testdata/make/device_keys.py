"""More of testdata/keys: the keys that deliveries hold (`device-*`, so that no file is encrypted to what is in it), an
RSA 1024 recipient, one without subject key identifier, and recipients' keys in the forms that other tools keep them in. Made once."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat, load_pem_private_key, pkcs12,
)

import make_keys
import vector

DEVICES = {
    "device-rsa2048": lambda: rsa.generate_private_key(65537, 2048),
    "device-p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "device-p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "device-ed25519": ed25519.Ed25519PrivateKey.generate,
    "rsa1024": lambda: rsa.generate_private_key(65537, 1024),
    "device-other-p256": lambda: ec.generate_private_key(ec.SECP256R1()),
}


def make():
    issuer = x509.load_pem_x509_certificate((vector.KEYS / "intermediate.cert.pem").read_bytes())
    issuer_key = load_pem_private_key((vector.KEYS / "intermediate.key.pem").read_bytes(), None)
    for name, generate in DEVICES.items():
        make_keys.certificate(name, name, make_keys.key(name, generate).public_key(), issuer, issuer_key)
    without_identifier(issuer, issuer_key)
    # The certificate of a recipient, renewed: the same key, another serial.
    recipient = load_pem_private_key((vector.KEYS / "rsa2048.key.pem").read_bytes(), None).public_key()
    make_keys.certificate("rsa2048-renewed", "device-rsa2048", recipient, issuer, issuer_key)
    other_forms()


def without_identifier(issuer, issuer_key):
    key = make_keys.key("rsa2048-noski", lambda: rsa.generate_private_key(65537, 2048))
    path = vector.KEYS / "rsa2048-noski.cert.pem"
    if path.exists():
        return
    full = make_keys.build("device-rsa2048-noski", key.public_key(), issuer, issuer_key)
    builder = (
        x509.CertificateBuilder().subject_name(full.subject).issuer_name(full.issuer).public_key(key.public_key())
        .serial_number(full.serial_number).not_valid_before(full.not_valid_before_utc)
        .not_valid_after(full.not_valid_after_utc)
    )
    for extension in full.extensions:
        if extension.oid != x509.SubjectKeyIdentifier.oid:
            builder = builder.add_extension(extension.value, extension.critical)
    path.write_bytes(builder.sign(issuer_key, hashes.SHA256()).public_bytes(Encoding.PEM))


def other_forms():
    rsa_key = load_pem_private_key((vector.KEYS / "rsa2048.key.pem").read_bytes(), None)
    ec_key = load_pem_private_key((vector.KEYS / "p256.key.pem").read_bytes(), None)
    rsa_certificate = x509.load_pem_x509_certificate((vector.KEYS / "rsa2048.cert.pem").read_bytes())
    secret = BestAvailableEncryption(b"recipient")
    old = PrivateFormat.TraditionalOpenSSL
    forms = {
        "rsa2048.pkcs1.pem": lambda: rsa_key.private_bytes(Encoding.PEM, old, NoEncryption()),
        "rsa2048.key.der": lambda: rsa_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        "rsa2048.encrypted.pem": lambda: rsa_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret),
        "rsa2048.p12": lambda: pkcs12.serialize_key_and_certificates(
            b"recipient", rsa_key, rsa_certificate, None, secret),
        "p256.sec1.pem": lambda: ec_key.private_bytes(Encoding.PEM, old, NoEncryption()),
    }
    for name, form in forms.items():
        if not (vector.KEYS / name).exists():
            (vector.KEYS / name).write_bytes(form())
