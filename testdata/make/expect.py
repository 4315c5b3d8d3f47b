"""Expected values, from Python's cryptography and from openssl. Never from keybundle."""

import base64
import re
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x448, x25519
from cryptography.hazmat.primitives.serialization import (
    Encoding, PublicFormat, load_der_private_key, load_pem_private_key,
)

import tools
import vector

CURVES = {"secp192r1": "P-192", "secp224r1": "P-224", "secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}


def name_of(key):
    """A key's algorithm as the command's JSON writes it."""
    kinds = {
        ed25519.Ed25519PrivateKey: "Ed25519", ed448.Ed448PrivateKey: "Ed448",
        x25519.X25519PrivateKey: "X25519", x448.X448PrivateKey: "X448",
    }
    for kind, name in kinds.items():
        if isinstance(key, kind):
            return name
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return "EC " + CURVES.get(key.curve.name, key.curve.name)
    return {rsa.RSAPrivateKey: "RSA", dsa.DSAPrivateKey: "DSA"}[
        next(kind for kind in (rsa.RSAPrivateKey, dsa.DSAPrivateKey) if isinstance(key, kind))
    ] + f" {key.key_size}"


def key(data, password=None, *, certificate=None, chain=()):
    """The bundle of a private key (PEM or DER) that cryptography reads."""
    load = load_pem_private_key if data.lstrip().startswith(b"-----") else load_der_private_key
    return bundle(load(data, password, unsafe_skip_rsa_key_validation=True), certificate, chain)


def bundle(private_key, certificate=None, chain=()):
    """The bundle of a key object of cryptography; certificates as PEM or DER."""
    spki = private_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return described(name_of(private_key), spki, certificate, chain)


def described(algorithm, spki, certificate=None, chain=()):
    """A bundle of which the oracle gave the name and the SubjectPublicKeyInfo (DER, or None)."""
    return {
        "algorithm": algorithm,
        "spki_sha256": vector.sha256(spki) if spki else None,
        "certificate": certificate_hash(certificate) if certificate else None,
        "chain": [certificate_hash(item) for item in chain] or None,
        "chain_complete": self_signed(chain[-1]) if chain else None,
    }


def from_openssl(data, algorithm, *, tool="openssl36", password="", **more):
    """The bundle of a private key: its public half is `openssl pkey -pubout`, of a curve by name and uncompressed."""
    form = ["-ec_conv_form", "uncompressed", "-ec_param_enc", "named_curve"] if algorithm.startswith("EC ") else []
    spki = subprocess.run(
        ["openssl", "pkey", "-pubout", "-outform", "DER", "-passin", f"pass:{password}", *form],
        input=data, env=tools.environment(tool), capture_output=True, check=True,
    ).stdout
    return described(algorithm, spki, **more)


def leaf(name, chain=("intermediate", "root"), certificate=True):
    """The bundle of a leaf of testdata/keys with its chain."""
    cert = key_file(f"{name}.cert.pem") if certificate else None
    return key(key_file(f"{name}.key.pem"), certificate=cert, chain=[key_file(f"{item}.cert.pem") for item in chain])


def key_file(name):
    return (vector.KEYS / name).read_bytes()


def key_hash(name):
    """The SHA-256 of a certificate of testdata/keys."""
    return certificate_hash(key_file(f"{name}.cert.pem"))


def der(data):
    """The DER of a PEM block (the first one), or what is DER already."""
    block = re.search(rb"-----BEGIN [^-]+-----\r?\n(.*?)-----END", data, re.S)
    return base64.b64decode(block.group(1)) if block else data


def certificate_hash(data):
    return vector.sha256(der(data))


def self_signed(data):
    certificate = x509.load_der_x509_certificate(der(data))
    return certificate.subject == certificate.issuer
