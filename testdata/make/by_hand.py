"""CMS put together piece by piece: what the standards allow and no tool at hand writes, over the primitives of Python's
cryptography. usage: python by_hand.py RECIPE CONTENT OUT (recipes are the functions marked so)."""

import hashlib
import hmac
import os
import pathlib
import struct
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, x25519, x448
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.padding import PKCS7

from tlv import *

KEYS = pathlib.Path(__file__).resolve().parent.parent / "keys"
DATA = oid("1.2.840.113549.1.7.1")
ENVELOPED = oid("1.2.840.113549.1.7.3")
AUTH_ENVELOPED = oid("1.2.840.113549.1.9.16.1.23")
RSA = "1.2.840.113549.1.1.1"
OAEP = "1.2.840.113549.1.1.7"
MGF1 = "1.2.840.113549.1.1.8"
SHA = {"sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1", "sha512": "2.16.840.1.101.3.4.2.3"}
AES_CBC = {16: "2.16.840.1.101.3.4.1.2", 32: "2.16.840.1.101.3.4.1.42"}
AES_GCM = {16: "2.16.840.1.101.3.4.1.6", 32: "2.16.840.1.101.3.4.1.46"}
AES_CCM = {16: "2.16.840.1.101.3.4.1.7", 32: "2.16.840.1.101.3.4.1.47"}
AES_WRAP = {16: "2.16.840.1.101.3.4.1.5", 24: "2.16.840.1.101.3.4.1.25", 32: "2.16.840.1.101.3.4.1.45"}
CHACHA = "1.2.840.113549.1.9.16.3.18"
KEK = bytes(range(32))

# Recipients


def certificate(name):
    return x509.load_pem_x509_certificate((KEYS / f"{name}.cert.pem").read_bytes())


def issuer_and_serial(name):
    known = certificate(name)
    return sequence(known.issuer.public_bytes(), integer(known.serial_number))


def key_identifier(name):
    return certificate(name).extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


def transport(key, name="rsa2048", scheme=None, pad=None):
    """KeyTransRecipientInfo, RFC 5652 §6.2.1."""
    encrypted = certificate(name).public_key().encrypt(key, pad or padding.PKCS1v15())
    return sequence(integer(0), issuer_and_serial(name), scheme or algorithm(RSA, NULL), octets(encrypted))


def oaep(digest="sha1", mgf="sha1", label=None):
    hash_of = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha512": hashes.SHA512}
    return padding.OAEP(padding.MGF1(hash_of[mgf]()), hash_of[digest](), label)


def agreement(key, name, kdf, scheme, wrap_size=32, wrap_parameters=(), ukm=None, by_ski=False, originator=None,
              compressed=False, other=b""):
    """KeyAgreeRecipientInfo, RFC 5753 and 8418: `kdf` is the function of shared secret, SharedInfo and size."""
    public = certificate(name).public_key()
    secret, point, parameters = ephemeral(public, compressed)
    wrap = algorithm(AES_WRAP[wrap_size], *wrap_parameters)
    shared = sequence(
        wrap, context(0, octets(ukm)) if ukm else b"", context(2, octets(struct.pack(">I", wrap_size * 8)))
    )
    wrapped = aes_key_wrap(kdf(secret, shared, wrap_size), key)
    if by_ski:
        recipient = context(0, octets(key_identifier(name)), other)
    else:
        recipient = issuer_and_serial(name)
    return context(
        1, integer(3), context(0, context(1, originator or parameters, bits(point))),
        context(1, octets(ukm)) if ukm else b"", sequence(oid(scheme), wrap), sequence(sequence(recipient, octets(wrapped))),
    )


def ephemeral(public, compressed):
    if isinstance(public, ec.EllipticCurvePublicKey):
        own = ec.generate_private_key(public.curve)
        form = serialization.PublicFormat
        point = own.public_key().public_bytes(
            serialization.Encoding.X962, form.CompressedPoint if compressed else form.UncompressedPoint)
        return own.exchange(ec.ECDH(), public), point, algorithm("1.2.840.10045.2.1")
    kinds = {x25519.X25519PublicKey: (x25519.X25519PrivateKey, "1.3.101.110"),
             x448.X448PublicKey: (x448.X448PrivateKey, "1.3.101.111")}
    make, identifier = next(kinds[kind] for kind in kinds if isinstance(public, kind))
    own = make.generate()
    return own.exchange(public), own.public_key().public_bytes_raw(), algorithm(identifier)


def x963(digest):
    return lambda secret, shared, size: X963KDF(digest, size, shared).derive(secret)


def hkdf(digest):
    """RFC 8418 §2.2, without user keying material: no salt."""
    return lambda secret, shared, size: HKDF(digest, size, None, shared).derive(secret)


# Content


def cbc(key, content):
    iv = os.urandom(16)
    pad = PKCS7(128).padder()
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    encrypted = cipher.update(pad.update(content) + pad.finalize()) + cipher.finalize()
    return algorithm(AES_CBC[len(key)], octets(iv)), encrypted


def primitive(encrypted):
    return tlv(0x80, encrypted)


def enveloped(recipients, identifier, encrypted, version=0, before=b"", after=b"", outer=sequence, content_type=DATA):
    """EnvelopedData, RFC 5652 §6.1; `encrypted` is the whole [0] field."""
    info = outer(content_type, identifier, encrypted)
    body = outer(integer(version), before, set_of(*recipients), info, after)
    return outer(ENVELOPED, context(0, body) if outer is sequence else indefinite(0xA0, body))


def authenticated(recipients, identifier, encrypted, tag, attributes=b""):
    """AuthEnvelopedData, RFC 5083 §2.1."""
    info = sequence(DATA, identifier, primitive(encrypted))
    body = sequence(integer(0), set_of(*recipients), info, attributes, octets(tag))
    return sequence(AUTH_ENVELOPED, context(0, body))


def plain(content, recipient, shape=primitive, **others):
    """AES-256-CBC to the recipient that `recipient(key)` makes."""
    key = os.urandom(32)
    identifier, encrypted = cbc(key, content)
    return enveloped([recipient(key)], identifier, shape(encrypted), **others)


# Recipes: the form of the content


RECIPES = {}


def recipe(function):
    RECIPES[function.__name__.replace("_", "-")] = function
    return function


@recipe
def definite_constructed(content):
    return plain(content, transport, lambda data: context(0, *(octets(part) for part in chunks(data, 100))))


@recipe
def definite_constructed_one_byte_chunks(content):
    return plain(content, transport, lambda data: context(0, *(octets(part) for part in chunks(data, 1))))


@recipe
def nested_constructed(content):
    def shape(data):
        parts = [indefinite(0x24, *(octets(part) for part in chunks(piece, 33))) for piece in chunks(data, 300)]
        return indefinite(0xA0, *(tlv(0x24, part) for part in parts))

    return plain(content, transport, shape)


@recipe
def empty_chunks(content):
    def shape(data):
        return indefinite(0xA0, octets(b""), *(octets(part) + octets(b"") for part in chunks(data, 500)))

    return plain(content, transport, shape, outer=lambda *parts: indefinite(0x30, *parts))


@recipe
def long_lengths(content):
    return plain(content, transport, lambda data: long_length(0x80, data),
                 outer=lambda *parts: long_length(0x30, *parts) if parts[0] != ENVELOPED else sequence(*parts))


@recipe
def other_content_type(content):
    return plain(content, transport, content_type=oid("1.3.6.1.4.1.311.16.4"))


@recipe
def trailing_zeros(content):
    return plain(content, transport) + bytes(16)


@recipe
def trailing_line_break(content):
    return plain(content, transport) + b"\r\n"


@recipe
def originator_info(content):
    certificates = context(0, certificate("rsa2048-other").public_bytes(serialization.Encoding.DER))
    return plain(content, transport, version=2, before=context(0, certificates))


@recipe
def unprotected_attributes(content):
    attribute = sequence(oid("2.5.4.13"), set_of(tlv(0x0C, b"note")))
    return plain(content, transport, version=2, after=tlv(0xA1, attribute))


def chunks(data, size):
    return [data[at:at + size] for at in range(0, len(data), size)]


# Recipes: key packages (RFC 5958), as EST's serverkeygen sends them


KEY_PACKAGE = oid("2.16.840.1.101.2.1.2.78.5")


@recipe
def key_package(key):
    return sequence(KEY_PACKAGE, context(0, sequence(key)))


@recipe
def key_package_content(key):
    """The package alone, to be signed by another program."""
    return sequence(key)


@recipe
def key_package_enveloped(key):
    return plain(sequence(key), transport, content_type=KEY_PACKAGE)


@recipe
def signed_data_enveloped(signed):
    """The content type says SignedData, so there is no ContentInfo around what is encrypted (RFC 5652 §6.1)."""
    from asn1crypto import cms

    bare = cms.ContentInfo.load(signed)["content"].untag().dump()
    return plain(bare, transport, content_type=oid("1.2.840.113549.1.7.2"))


# Recipes: key transport


@recipe
def rsa_absent_parameters(content):
    return plain(content, lambda key: transport(key, scheme=algorithm(RSA)))


@recipe
def oaep_absent_parameters(content):
    return plain(content, lambda key: transport(key, scheme=algorithm(OAEP), pad=oaep()))


@recipe
def oaep_empty_parameters(content):
    return plain(content, lambda key: transport(key, scheme=algorithm(OAEP, sequence()), pad=oaep()))


@recipe
def oaep_explicit_defaults(content):
    sha1 = algorithm(SHA["sha1"], NULL)
    empty = algorithm("1.2.840.113549.1.1.9", octets(b""))
    parameters = sequence(context(0, sha1), context(1, algorithm(MGF1, sha1)), context(2, empty))
    return plain(content, lambda key: transport(key, scheme=algorithm(OAEP, parameters), pad=oaep()))


@recipe
def oaep_hash_without_null(content):
    sha256 = algorithm(SHA["sha256"])
    parameters = sequence(context(0, sha256), context(1, algorithm(MGF1, sha256)))
    pad = oaep("sha256", "sha256")
    return plain(content, lambda key: transport(key, scheme=algorithm(OAEP, parameters), pad=pad))


@recipe
def oaep_hash_alone(content):
    parameters = sequence(context(0, algorithm(SHA["sha512"], NULL)))
    return plain(content, lambda key: transport(key, scheme=algorithm(OAEP, parameters), pad=oaep("sha512", "sha1")))


@recipe
def oaep_mgf_alone(content):
    parameters = sequence(context(1, algorithm(MGF1, algorithm(SHA["sha256"], NULL))))
    return plain(content, lambda key: transport(key, scheme=algorithm(OAEP, parameters), pad=oaep("sha1", "sha256")))


# Recipes: key agreement


SCHEME = {"sha256": "1.3.132.1.11.1", "sha384": "1.3.132.1.11.2", "sha512": "1.3.132.1.11.3"}
HKDF_SCHEME = {"sha256": "1.2.840.113549.1.9.16.3.19", "sha384": "1.2.840.113549.1.9.16.3.20",
               "sha512": "1.2.840.113549.1.9.16.3.21"}


def agreed(content, name, kdf, scheme, **options):
    return plain(content, lambda key: agreement(key, name, kdf, scheme, **options), version=2)


@recipe
def x25519_sha256(content):
    return agreed(content, "x25519", x963(hashes.SHA256()), SCHEME["sha256"], wrap_size=16)


@recipe
def x25519_sha512_ukm(content):
    return agreed(content, "x25519", x963(hashes.SHA512()), SCHEME["sha512"], ukm=b"ukm ukm ukm ukm ")


@recipe
def x25519_hkdf_sha256(content):
    return agreed(content, "x25519", hkdf(hashes.SHA256()), HKDF_SCHEME["sha256"], wrap_size=16)


@recipe
def x25519_hkdf_sha384(content):
    return agreed(content, "x25519", hkdf(hashes.SHA384()), HKDF_SCHEME["sha384"], by_ski=True)


@recipe
def x25519_hkdf_sha512(content):
    return agreed(content, "x25519", hkdf(hashes.SHA512()), HKDF_SCHEME["sha512"])


@recipe
def x448_sha512(content):
    return agreed(content, "x448", x963(hashes.SHA512()), SCHEME["sha512"])


@recipe
def x448_hkdf_sha512(content):
    return agreed(content, "x448", hkdf(hashes.SHA512()), HKDF_SCHEME["sha512"])


@recipe
def p256_hkdf_sha256(content):
    return agreed(content, "p256", hkdf(hashes.SHA256()), HKDF_SCHEME["sha256"])


@recipe
def p256_wrap_with_null(content):
    return agreed(content, "p256", x963(hashes.SHA256()), SCHEME["sha256"], wrap_size=16, wrap_parameters=[NULL])


@recipe
def p384_wrap_without_null(content):
    return agreed(content, "p384", x963(hashes.SHA384()), SCHEME["sha384"])


@recipe
def p256_compressed_point(content):
    return agreed(content, "p256", x963(hashes.SHA256()), SCHEME["sha256"], compressed=True)


@recipe
def p256_originator_named_curve(content):
    key_type = algorithm("1.2.840.10045.2.1", oid("1.2.840.10045.3.1.7"))
    return agreed(content, "p256", x963(hashes.SHA256()), SCHEME["sha256"], originator=key_type)


@recipe
def p256_originator_null(content):
    key_type = algorithm("1.2.840.10045.2.1", NULL)
    return agreed(content, "p256", x963(hashes.SHA256()), SCHEME["sha256"], originator=key_type)


@recipe
def p521_ski_with_date(content):
    date = tlv(0x18, b"20260102030405Z")
    return agreed(content, "p521", x963(hashes.SHA512()), SCHEME["sha512"], by_ski=True, other=date)


# Recipes: key-encryption keys, and a recipient of a kind unknown


def kek_recipient(key, *parameters):
    return context(2, integer(4), sequence(octets(b"kek-1")), algorithm(AES_WRAP[32], *parameters),
                   octets(aes_key_wrap(KEK, key)))


@recipe
def kek(content):
    return plain(content, kek_recipient, version=2)


@recipe
def kek_wrap_with_null(content):
    return plain(content, lambda key: kek_recipient(key, NULL), version=2)


@recipe
def other_recipient_first(content):
    key = os.urandom(32)
    identifier, encrypted = cbc(key, content)
    unknown = context(4, oid("1.3.6.1.4.1.99999.1"), octets(b"anything"))
    return enveloped([unknown, transport(key)], identifier, primitive(encrypted), version=3)


# Recipes: authenticated content


def sealed(content, key_size, identifier, seal):
    key = os.urandom(key_size)
    parameters, encrypted, tag = seal(key, content)
    return authenticated([transport(key)], algorithm(identifier[key_size], parameters), encrypted, tag)


def gcm(nonce_size, parameters_of, tag_size=16):
    def seal(key, content):
        nonce = os.urandom(nonce_size)
        cipher = Cipher(algorithms.AES(key), modes.GCM(nonce, min_tag_length=tag_size)).encryptor()
        encrypted = cipher.update(content) + cipher.finalize()
        return parameters_of(nonce), encrypted, cipher.tag[:tag_size]

    return seal


def ccm(nonce_size, tag_size):
    def seal(key, content):
        nonce = os.urandom(nonce_size)
        both = AESCCM(key, tag_length=tag_size).encrypt(nonce, content, None)
        icv = b"" if tag_size == 12 else integer(tag_size)
        return sequence(octets(nonce), icv), both[:-tag_size], both[-tag_size:]

    return seal


@recipe
def gcm_default_tag(content):
    return sealed(content, 32, AES_GCM, gcm(12, lambda nonce: sequence(octets(nonce)), tag_size=12))


@recipe
def gcm_explicit_12(content):
    return sealed(content, 16, AES_GCM, gcm(12, lambda nonce: sequence(octets(nonce), integer(12)), tag_size=12))


@recipe
def gcm_tag_14(content):
    return sealed(content, 32, AES_GCM, gcm(12, lambda nonce: sequence(octets(nonce), integer(14)), tag_size=14))


@recipe
def gcm_nonce_16(content):
    return sealed(content, 32, AES_GCM, gcm(16, lambda nonce: sequence(octets(nonce), integer(16))))


@recipe
def ccm_tag_8(content):
    return sealed(content, 16, AES_CCM, ccm(12, 8))


@recipe
def ccm_nonce_7_tag_16(content):
    return sealed(content, 32, AES_CCM, ccm(7, 16))


@recipe
def ccm_default_tag(content):
    return sealed(content, 32, AES_CCM, ccm(13, 12))


@recipe
def chacha20_poly1305(content):
    key, nonce = os.urandom(32), os.urandom(12)
    both = ChaCha20Poly1305(key).encrypt(nonce, content, None)
    return authenticated([transport(key)], algorithm(CHACHA, octets(nonce)), both[:-16], both[-16:])


@recipe
def chacha20_poly1305_attributes(content):
    key, nonce = os.urandom(32), os.urandom(12)
    attribute = sequence(oid("1.2.840.113549.1.9.3"), set_of(DATA))
    both = ChaCha20Poly1305(key).encrypt(nonce, content, set_of(attribute))
    return authenticated([transport(key)], algorithm(CHACHA, octets(nonce)), both[:-16], both[-16:],
                         tlv(0xA1, attribute))


@recipe
def gcm_x25519(content):
    key, nonce = os.urandom(16), os.urandom(12)
    both = AESGCM(key).encrypt(nonce, content, None)
    recipient = agreement(key, "x25519", hkdf(hashes.SHA256()), HKDF_SCHEME["sha256"], wrap_size=16)
    identifier = algorithm(AES_GCM[16], sequence(octets(nonce), integer(16)))
    return authenticated([recipient], identifier, both[:-16], both[-16:])


# Recipes: AuthenticatedData


def with_mac(content, attributes, alter=lambda mac: mac):
    """RFC 5652 §9.1: HMAC-SHA-256 under a key for the key-encryption key; over the attributes where there are some."""
    key = os.urandom(32)
    inside = b"".join(sorted(attributes))
    mac = alter(hmac.digest(key, set_of(inside) if attributes else content, "sha256"))
    digest = tlv(0xA1, oid(SHA["sha256"])) if attributes else b""
    body = sequence(
        integer(0), set_of(kek_recipient(key)), HMAC_SHA256, digest, sequence(DATA, context(0, octets(content))),
        tlv(0xA2, inside) if attributes else b"", octets(mac))
    return sequence(oid("1.2.840.113549.1.9.16.1.2"), context(0, body))


def digest_attributes(content):
    return [sequence(oid("1.2.840.113549.1.9.3"), set_of(DATA)),
            sequence(oid("1.2.840.113549.1.9.4"), set_of(octets(hashlib.sha256(content).digest())))]


@recipe
def authenticated_attributes(content):
    return with_mac(content, digest_attributes(content))


@recipe
def authenticated_other_digest(content):
    return with_mac(content, digest_attributes(content + b"x"))


@recipe
def authenticated_other_mac(content):
    return with_mac(content, [], lambda mac: bytes([mac[0] ^ 1]) + mac[1:])


# Recipes: hostile ones. Nothing in them needs to decrypt: they are to be refused before.


PBES2 = "1.2.840.113549.1.5.13"
PBKDF2 = "1.2.840.113549.1.5.12"
SCRYPT = "1.3.6.1.4.1.11591.4.11"
HMAC_SHA256 = algorithm("1.2.840.113549.2.9", NULL)
MOST = 2**31 - 1


def pbkdf2(iterations):
    return algorithm(PBKDF2, sequence(octets(b"saltsalt"), integer(iterations), HMAC_SHA256))


def scrypt(n, r, p):
    return algorithm(SCRYPT, sequence(octets(b"saltsalt"), integer(n), integer(r), integer(p)))


def encrypted_key(derivation):
    cipher = algorithm(AES_CBC[32], octets(bytes(16)))
    return sequence(algorithm(PBES2, sequence(derivation, cipher)), octets(bytes(range(160))))


@recipe
def key_iterations(_content):
    return encrypted_key(pbkdf2(MOST))


@recipe
def key_scrypt_memory(_content):
    return encrypted_key(scrypt(2**30, 8, 1))


@recipe
def key_scrypt_work(_content):
    return encrypted_key(scrypt(2**14, 1, 2**17))


@recipe
def pfx_key_iterations(_content):
    """A PFX without MAC whose shrouded key bag asks for it."""
    bag = sequence(oid("1.2.840.113549.1.12.10.1.2"), context(0, encrypted_key(pbkdf2(MOST))))
    return pfx(octets(sequence(bag)), DATA)


def pfx(content, content_type, mac=b""):
    safe = sequence(sequence(content_type, context(0, content)))
    return sequence(integer(3), sequence(DATA, context(0, octets(safe))), mac)


@recipe
def pfx_mac_iterations(_content):
    mac = sequence(sequence(algorithm(SHA["sha256"], NULL), octets(bytes(32))), octets(b"saltsalt"), integer(MOST))
    return pfx(octets(sequence()), DATA, mac)


@recipe
def password_recipient_iterations(content):
    key = os.urandom(32)
    identifier, encrypted = cbc(key, content)
    scheme = algorithm("1.2.840.113549.1.9.16.3.9", algorithm(AES_CBC[32], octets(bytes(16))))
    derivation = tlv(0xA0, pbkdf2(MOST)[2:])
    recipient = context(3, integer(0), derivation, scheme, octets(bytes(48)))
    return enveloped([recipient], identifier, primitive(encrypted), version=3)


@recipe
def many_recipients(content):
    key = os.urandom(32)
    identifier, encrypted = cbc(key, content)
    recipients = [
        sequence(integer(2), tlv(0x80, number.to_bytes(4, "big")), algorithm(RSA, NULL), octets(b"\1" * 8))
        for number in range(1100)
    ]
    return enveloped([*recipients, transport(key)], identifier, primitive(encrypted), version=2)


@recipe
def many_keys_in_one_recipient(content):
    key = os.urandom(32)
    identifier, encrypted = cbc(key, content)
    _, point, parameters = ephemeral(certificate("p256").public_key(), False)
    keys = [sequence(context(0, octets(number.to_bytes(4, "big"))), octets(b"\1" * 8)) for number in range(1100)]
    recipient = context(
        1, integer(3), context(0, context(1, parameters, bits(point))),
        sequence(oid(SCHEME["sha256"]), algorithm(AES_WRAP[32])), sequence(*keys))
    return enveloped([recipient], identifier, primitive(encrypted), version=2)


@recipe
def data_in_data(content):
    for _ in range(100):
        content = sequence(DATA, context(0, octets(content)))
    return content


if __name__ == "__main__":
    name, source, target = sys.argv[1:]
    pathlib.Path(target).write_bytes(RECIPES[name](pathlib.Path(source).read_bytes()))
