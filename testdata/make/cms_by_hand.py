"""The vectors of by_hand.py. openssl reads most of them; where it can't, the content that was put in is the answer."""

import cms_bouncy_castle
import make_cms
import parts
import tools

RSA = parts.unlock("rsa2048")
BOTH = parts.unlock("rsa2048", certificates=True)
P256 = parts.unlock("p256")
X25519 = parts.unlock("x25519")
KEK = parts.unlock(kek=bytes(range(32)).hex())

# recipe: about, unlock, content, and who reads it: openssl, Bouncy Castle, or nobody at hand
RECIPES = {
    "definite-constructed": ("content as OCTET STRINGs of 100 bytes, all lengths definite", RSA, "device.zip", "openssl"),
    "definite-constructed-one-byte-chunks": ("content as OCTET STRINGs of one byte", BOTH, "device.key.der", "openssl"),
    "nested-constructed": ("constructed OCTET STRINGs in constructed ones, definite and indefinite", RSA, "device.zip", "openssl"),
    "empty-chunks": ("empty OCTET STRINGs between the others, indefinite lengths", BOTH, "device.zip", "openssl"),
    "long-lengths": ("lengths in more bytes than they take", RSA, "device.zip", "openssl"),
    "other-content-type": ("the encrypted content is declared as something unknown", RSA, "device.zip", "openssl"),
    "trailing-zeros": ("16 zeros after the end", RSA, "device.zip", "openssl"),
    "trailing-line-break": ("a line break after the end", BOTH, "device.zip", "openssl"),
    "originator-info": ("certificates of the originator before the recipients", BOTH, "device.zip", "openssl"),
    "unprotected-attributes": ("unprotected attributes", RSA, "device.zip", "openssl"),
    "rsa-absent-parameters": ("rsaEncryption without its NULL", RSA, "device.zip", "openssl"),
    "oaep-absent-parameters": ("RSAES-OAEP without parameters: all defaults", RSA, "device.zip", None),
    "oaep-empty-parameters": ("RSAES-OAEP with an empty SEQUENCE: all defaults", BOTH, "device.zip", "openssl"),
    "oaep-explicit-defaults": ("RSAES-OAEP whose defaults are written out, empty label too", RSA, "device.zip", "openssl"),
    "oaep-hash-without-null": ("RSAES-OAEP, SHA-256 without its NULL", RSA, "device.zip", "openssl"),
    "oaep-hash-alone": ("RSAES-OAEP, SHA-512 with the default mask generation (SHA-1)", BOTH, "device.zip", "openssl"),
    "oaep-mgf-alone": ("RSAES-OAEP, the default hash (SHA-1) with MGF1 SHA-256", RSA, "device.zip", "openssl"),
    "x25519-sha256": ("X25519, dhSinglePass-stdDH-sha256kdf", X25519, "device.zip", None),
    "x25519-sha512-ukm": ("X25519, dhSinglePass-stdDH-sha512kdf, user keying material",
                          parts.unlock("x25519", certificates=True), "device.key.pem", None),
    "x25519-hkdf-sha256": ("X25519, HKDF with SHA-256", X25519, "device.zip", None),
    "x25519-hkdf-sha384": ("X25519, HKDF with SHA-384, recipient by its subject key identifier",
                           parts.unlock("x25519", certificates=True), "device.zip", None),
    "x25519-hkdf-sha512": ("X25519, HKDF with SHA-512", X25519, "device.key.pem", None),
    "x448-sha512": ("X448, dhSinglePass-stdDH-sha512kdf", parts.unlock("x448"), "device.zip", None),
    "x448-hkdf-sha512": ("X448, HKDF with SHA-512", parts.unlock("x448", certificates=True), "device.zip", None),
    "p256-hkdf-sha256": ("P-256, HKDF with SHA-256", P256, "device.zip", None),
    "p256-wrap-with-null": ("AES key wrap with NULL parameters, in the derivation too", P256, "device.zip", "openssl"),
    "p384-wrap-without-null": ("AES key wrap without parameters", parts.unlock("p384"), "device.zip", "openssl"),
    "p256-compressed-point": ("the ephemeral point is compressed", P256, "device.zip", "openssl"),
    "p256-originator-named-curve": ("the ephemeral key names its curve", P256, "device.zip", "openssl"),
    "p256-originator-null": ("the ephemeral key has NULL in place of its curve", P256, "device.zip", "openssl"),
    "p521-ski-with-date": ("recipient by subject key identifier and date", parts.unlock("p521"), "device.zip", "openssl"),
    "kek": ("a key-encryption key", KEK | {"kek_id": b"kek-1".hex()}, "device.zip", "openssl"),
    "kek-wrap-with-null": ("a key-encryption key, AES key wrap with NULL, as old Bouncy Castle wrote it", KEK,
                           "device.zip", "openssl"),
    "other-recipient-first": ("a recipient of an unknown kind beside the one that counts", RSA, "device.zip", "openssl"),
    "gcm-default-tag": ("AES-256-GCM, the tag of 12 bytes is the default", RSA, "device.zip", "bc"),
    "gcm-explicit-12": ("AES-128-GCM, a tag of 12 bytes named", BOTH, "device.zip", "bc"),
    "gcm-tag-14": ("AES-256-GCM, a tag of 14 bytes", RSA, "device.zip", "bc"),
    "gcm-nonce-16": ("AES-256-GCM, a nonce of 16 bytes", RSA, "device.zip", "bc"),
    "ccm-tag-8": ("AES-128-CCM, a tag of 8 bytes", RSA, "device.zip", "bc"),
    "ccm-nonce-7-tag-16": ("AES-256-CCM, a nonce of 7 and a tag of 16 bytes", RSA, "device.zip", "bc"),
    "ccm-default-tag": ("AES-256-CCM, a nonce of 13 bytes, the tag of 12 is the default", RSA, "device.zip", "bc"),
    "chacha20-poly1305": ("ChaCha20-Poly1305 (RFC 8103)", RSA, "device.zip", None),
    "chacha20-poly1305-attributes": ("ChaCha20-Poly1305 with authenticated attributes", BOTH, "device.zip", None),
    "gcm-x25519": ("AuthEnvelopedData to X25519", X25519, "device.zip", None),
}
AUTHENTICATED = ("gcm", "ccm", "chacha20")
NOT_DER = ("definite-constructed", "nested-constructed", "empty-chunks", "long-lengths")


READERS = {
    "openssl": lambda content: None,
    "bc": lambda content: cms_bouncy_castle.read_by_bouncy_castle,
    None: lambda content: put_in(content),
}


def make():
    for recipe, (about, given, content, reader) in RECIPES.items():
        name = f"python-{recipe}.p7m"
        if not parts.wanted("cms", name):
            continue
        warnings = ["trailing-data"] if recipe.startswith("trailing") else []
        warnings += ["not-der"] if recipe.startswith(NOT_DER) else []
        make_cms.envelope(
            name, f"python make/by_hand.py {recipe} {content} {name}", about, given, content=content, tool="openssl3",
            layer=make_cms.AUTH if recipe.startswith(AUTHENTICATED) else make_cms.ENVELOPED, warnings=warnings,
            made_by=tools.version("cryptography"), reader=READERS[reader](content),
        )


def put_in(content):
    """No oracle reads this one: what was put in must come out."""
    def trusted(shop, name, given):
        return parts.contents()[content].data

    return trusted
