"""Certificate requests as no tool at hand writes them. usage: python make/csr_by_hand.py SCENARIO OUT

They are signed by keys/p256 over the bytes as they stand, so that only what a scenario is about is odd.
"""

import sys

OIDS = {
    "challenge": "1.2.840.113549.1.9.7", "extensions": "1.2.840.113549.1.9.14", "microsoft": "1.3.6.1.4.1.311.2.1.14",
    "san": "2.5.29.17", "usage": "2.5.29.15", "cn": "2.5.4.3", "c": "2.5.4.6", "ecdsa": "1.2.840.10045.4.3.2",
    "os": "1.3.6.1.4.1.311.13.2.3", "name": "1.2.840.113549.1.9.2",
}
UTF8, PRINTABLE, T61, IA5, UNIVERSAL, BMP, NUMERIC, VISIBLE = 12, 19, 20, 22, 28, 30, 18, 26


def tlv(tag, *parts):
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = (len(body).bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + len(body).to_bytes(size, "big") + body


def oid(name):
    arcs = [int(arc) for arc in OIDS.get(name, name).split(".")]
    out = b""
    for arc in [arcs[0] * 40 + arcs[1], *arcs[2:]]:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.insert(0, 0x80 | arc & 0x7F)
        out += bytes(groups)
    return tlv(6, out)


def rdn(kind, value, tag=UTF8):
    return tlv(0x31, tlv(0x30, oid(kind), tlv(tag, value)))


def attribute(kind, *values):
    return tlv(0x30, oid(kind), tlv(0x31, *values))


def extension(kind, value, critical=b""):
    return tlv(0x30, oid(kind), critical, tlv(4, value))


def extensions(*list_of, kind="extensions"):
    return attribute(kind, tlv(0x30, *list_of))


def names(*list_of):
    return extension("san", tlv(0x30, *list_of))


def spki():
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    return key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def key():
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    return load_pem_private_key(open("keys/p256.key.pem", "rb").read(), None)


def request(*attributes, subject=None, version=0, public=None, rest=None, algorithm=None, info=None, wrap=lambda signed, algorithm, bits: tlv(0x30, signed, algorithm, bits)):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    subject = tlv(0x30, rdn("cn", b"device-1")) if subject is None else subject
    rest = tlv(0xA0, *attributes) if rest is None else rest
    signed = info or tlv(0x30, tlv(2, bytes([version])), subject, public or spki(), rest)
    bits = tlv(3, b"\0", key().sign(signed, ec.ECDSA(hashes.SHA256())))
    return wrap(signed, algorithm or tlv(0x30, oid("ecdsa")), bits)


def challenge(value, tag):
    return request(attribute("challenge", tlv(tag, value)))


def bad_point():
    public = bytearray(spki())
    public[-1] ^= 1
    return request(public=bytes(public))


def indefinite():
    return request(attribute("challenge", tlv(UTF8, b"secret")), wrap=lambda signed, algorithm, bits:
                   b"\x30\x80" + signed + algorithm + b"\x23\x80" + tlv(3, bits[2:3] + bits[3:20]) + tlv(3, b"\0" + bits[20:]) + b"\0\0\0\0")


def indefinite_inside():
    info = b"\x30\x80" + tlv(2, b"\0") + b"\x30\x80" + rdn("cn", b"device-1") + b"\0\0" + spki() + b"\xa0\x80" + extensions(names(tlv(0x82, b"a.example"))) + b"\0\0\0\0"
    return request(info=info)


def crmf():
    """CertReqMessages with a template of a subject and a key, without proof of possession."""
    template = tlv(0x30, tlv(0xA5, tlv(0x30, rdn("cn", b"device-1"))), b"\xa6" + spki()[1:])
    return tlv(0x30, tlv(0x30, tlv(0x30, tlv(2, b"\0"), template)))


SCENARIOS = {
    # Challenge passwords: the string type, the bytes.
    "challenge-universal": lambda: challenge("Wörtchen🔑".encode("utf-32-be"), UNIVERSAL),
    "challenge-bmp-surrogates": lambda: challenge("Wort🔑".encode("utf-16-be"), BMP),
    "challenge-ia5": lambda: challenge(b"se@cret", IA5),
    "challenge-numeric": lambda: challenge(b"0815", NUMERIC),
    "challenge-visible": lambda: challenge(b"secret", VISIBLE),
    "challenge-printable-at": lambda: challenge(b"se@cret_*", PRINTABLE),
    "challenge-printable-latin1": lambda: challenge("Wörtchen".encode("latin-1"), PRINTABLE),
    "challenge-utf8-invalid": lambda: challenge(b"W\xf6rtchen", UTF8),
    "challenge-bmp-odd": lambda: challenge(b"\0a\0", BMP),
    "challenge-bmp-lone-surrogate": lambda: challenge(b"\0a\xd8\x00", BMP),
    "challenge-octets": lambda: challenge(b"secret", 4),
    "challenge-integer": lambda: challenge(b"\x2a", 2),
    "challenge-empty": lambda: challenge(b"", UTF8),
    "challenge-no-value": lambda: request(attribute("challenge")),
    "challenge-two-values": lambda: request(attribute("challenge", tlv(UTF8, b"one"), tlv(UTF8, b"two"))),
    "challenge-twice": lambda: request(attribute("challenge", tlv(UTF8, b"one")), attribute("challenge", tlv(UTF8, b"two"))),
    "challenge-pieces": lambda: request(attribute("challenge", tlv(0x2C, tlv(4, b"sec"), tlv(4, b"ret")))),
    # Attributes and extensions.
    "microsoft-extensions": lambda: request(attribute("os", tlv(IA5, b"10.0.1")), extensions(names(tlv(0x82, b"a.example")), kind="microsoft")),
    "both-extensions": lambda: request(extensions(names(tlv(0x82, b"a.example"))), extensions(extension("usage", tlv(3, b"\5\xa0")), kind="microsoft")),
    "extensions-twice": lambda: request(extensions(names(tlv(0x82, b"a.example"))), extensions(extension("usage", tlv(3, b"\5\xa0"))),),
    "same-extension-twice": lambda: request(extensions(names(tlv(0x82, b"a.example")), names(tlv(0x82, b"b.example")))),
    "bare-attribute": lambda: request(tlv(0x30, oid("challenge"), tlv(PRINTABLE, b"secret"))),
    "no-attributes": lambda: request(rest=b""),
    "critical-false": lambda: request(extensions(extension("usage", tlv(3, b"\5\xa0"), tlv(1, b"\0")))),
    "unknown-attribute": lambda: request(attribute("1.3.6.1.4.1.99999.4", tlv(0x30, tlv(2, b"\7")), tlv(UTF8, b"text"))),
    # Names.
    "ip-of-six-bytes": lambda: request(extensions(names(tlv(0x87, b"\1\2\3\4\5\6"), tlv(0x82, b"a.example")))),
    "x400": lambda: request(extensions(names(tlv(0xA3, tlv(0x30)), tlv(0x82, b"a.example")))),
    "utf8-dns": lambda: request(extensions(names(tlv(0x82, "bücher.example".encode())))),
    "wildcard-inside": lambda: request(extensions(names(tlv(0x82, b"a.*.example")))),
    "label-of-64": lambda: request(extensions(names(tlv(0x82, b"a" * 64 + b".example")))),
    "underscore": lambda: request(extensions(names(tlv(0x82, b"a_b.example")))),
    "ip-as-dns": lambda: request(extensions(names(tlv(0x82, b"192.0.2.7")))),
    "same-name-twice": lambda: request(extensions(names(tlv(0x82, b"a.example"), tlv(0x82, b"A.example")))),
    "no-names": lambda: request(extensions(names())),
    "country-of-three": lambda: request(subject=tlv(0x30, rdn("c", b"DEU", PRINTABLE))),
    "subject-no-string": lambda: request(subject=tlv(0x30, rdn("cn", b"\x2a", 2))),
    "empty-value": lambda: request(subject=tlv(0x30, rdn("cn", b""))),
    # The wrapping.
    "version-3": lambda: request(version=2),
    "indefinite": indefinite,
    "indefinite-inside": indefinite_inside,
    "more-after-signature": lambda: request(wrap=lambda signed, algorithm, bits: tlv(0x30, signed, algorithm, bits, tlv(5))),
    # Keys and signatures.
    "bad-point": bad_point,
    "unknown-key": lambda: request(public=tlv(0x30, tlv(0x30, oid("1.3.6.1.4.1.99999.5")), tlv(3, b"\0key"))),
    "null-parameters": lambda: request(algorithm=tlv(0x30, oid("ecdsa"), tlv(5))),
    "other-kind": lambda: request(algorithm=tlv(0x30, oid("1.2.840.113549.1.1.11"), tlv(5))),
    "unknown-signature": lambda: request(algorithm=tlv(0x30, oid("1.3.6.1.4.1.99999.6"))),
    "gost": lambda: request(algorithm=tlv(0x30, oid("1.2.643.7.1.1.3.2"))),
    "crmf": crmf,
}


def make():
    """Writes the vectors. What is expected follows from how they were made; openssl and asn1crypto agree where they read them."""
    import expect_csr
    import tools
    import vector

    odd, der = ["odd-request"], ["not-der"]
    cn = {"subject": "CN=device-1", "algorithm": "EC P-256", "signature_algorithm": "ecdsa-with-SHA256", "signature_valid": True}

    def add(scenario, about, warnings=(), no_warnings=(), **more):
        name = f"python-{scenario}.der"
        command = f"python make/csr_by_hand.py {scenario} {name}"
        with vector.Workshop("cryptography") as shop:
            shop.run(command)
            data = shop.read(name)
        expected = {**cn, **more}
        with_openssl = expect_csr.openssl(["req", "-inform", "DER", "-noout", "-verify"], data)
        said = (with_openssl.stdout + with_openssl.stderr).decode()
        if "verify OK" in said or "verify failure" in said:
            assert expected["signature_valid"] is None or ("verify OK" in said) == expected["signature_valid"], (scenario, said)
        vector.request("csr", name, data, about=about, made_by=tools.version("cryptography"), command=command,
                       oracle=f"by its construction; {tools.version('openssl36')} where it reads it", arguments=["csr", "verify", "{file}", "--json"],
                       exit=0 if expected["signature_valid"] else 3, expect=expected, warnings=warnings,
                       no_warnings=no_warnings or (() if "odd-request" in warnings else odd))

    for stem, about, password, warnings in (
        ("universal", "a UniversalString", "Wörtchen🔑", ()), ("bmp-surrogates", "a BMPString with a surrogate pair", "Wort🔑", ()),
        ("ia5", "an IA5String, which is no DirectoryString", "se@cret", odd), ("numeric", "a NumericString", "0815", odd),
        ("visible", "a VisibleString", "secret", odd), ("printable-at", "a PrintableString with letters that it can't have", "se@cret_*", odd),
        ("printable-latin1", "a PrintableString beyond ASCII", None, odd), ("utf8-invalid", "a UTF8String that is none", None, odd),
        ("bmp-odd", "a BMPString of three bytes", None, odd), ("bmp-lone-surrogate", "a BMPString with half a pair", None, odd),
        ("octets", "an OCTET STRING", None, odd), ("integer", "an INTEGER", None, odd), ("empty", "an empty one", "", odd),
        ("no-value", "no value", None, odd), ("two-values", "two values: the first counts", "one", odd), ("twice", "two attributes: the first counts", "one", odd),
        ("pieces", "a string in pieces", "secret", der),
    ):
        add(f"challenge-{stem}", f"challenge password: {about}", warnings, challenge_password=password)
    a = ["DNS:a.example"]
    add("microsoft-extensions", "extensions under Microsoft's OID", san=a)
    add("both-extensions", "extensions under both OIDs", san=a, extensions=[{"name": "subjectAltName"}, {"name": "keyUsage", "meaning": ["digitalSignature", "keyEncipherment"]}])
    add("extensions-twice", "two extension requests, of which OpenSSL sees the first alone", odd, san=a, extensions=[{"name": "subjectAltName"}, {"name": "keyUsage"}])
    add("same-extension-twice", "two lists of names", odd, san=["DNS:a.example", "DNS:b.example"])
    add("bare-attribute", "an attribute's value outside of a SET", odd, challenge_password="secret")
    add("no-attributes", "the field of the attributes left out", odd, attributes=[])
    add("critical-false", "a default that DER leaves out", extensions=[{"name": "keyUsage", "critical": False}])
    add("unknown-attribute", "an attribute that nobody knows, with two values", attributes=[{"oid": "1.3.6.1.4.1.99999.4", "values": ["#3003020107", "text"]}])
    add("ip-of-six-bytes", "an address of six bytes", odd, san=["IP:#010203040506", "DNS:a.example"])
    add("x400", "an X.400 address", odd, san=["x400:#3000", "DNS:a.example"])
    add("utf8-dns", "a DNS name beyond ASCII", odd, san=["DNS:bücher.example"])
    add("wildcard-inside", "a wildcard in the middle", odd, san=["DNS:a.*.example"])
    add("label-of-64", "a label of 64 letters", odd, san=[f"DNS:{'a' * 64}.example"])
    add("underscore", "an underscore in a name", odd, san=["DNS:a_b.example"])
    add("ip-as-dns", "an address as a DNS name", odd, san=["DNS:192.0.2.7"])
    add("same-name-twice", "a name twice", odd, san=["DNS:a.example", "DNS:A.example"])
    add("no-names", "an empty list of names", odd, san=[])
    add("country-of-three", "a country of three letters", odd, subject="C=DEU")
    add("subject-no-string", "a common name that is an INTEGER", odd, subject="CN=#02012a")
    add("empty-value", "an empty common name", odd, subject="CN=")
    add("version-3", "a version that PKCS#10 does not have", odd)
    add("indefinite", "BER: indefinite lengths, the signature in pieces", der, challenge_password="secret")
    add("indefinite-inside", "BER inside what is signed", der, san=a)
    add("more-after-signature", "a field after the signature", odd)
    add("bad-point", "a point that is not on its curve", odd, signature_valid=False, algorithm="ecPublicKey")
    add("unknown-key", "a key that nobody knows", ["unknown-algorithm"], signature_valid=None, algorithm="1.3.6.1.4.1.99999.5")
    add("null-parameters", "ecdsa-with-SHA256 with NULL parameters")
    add("other-kind", "a signature algorithm for another kind of key", signature_valid=False, signature_algorithm="sha256WithRSAEncryption")
    add("unknown-signature", "a signature algorithm that nobody knows", signature_valid=None, signature_algorithm="1.3.6.1.4.1.99999.6")
    add("gost", "a signature algorithm that is not verified here", signature_valid=None, signature_algorithm="gostR3410-2012-256-with-streebog-256")


if __name__ == "__main__":
    open(sys.argv[2], "wb").write(SCENARIOS[sys.argv[1]]())
