"""Builds PKCS#12 files that no tool at hand writes; the cryptography is that of Python's hashlib and cryptography.

usage: python make/pfx.py SCENARIO OUT [NAME]
"""

import hashlib
import hmac
import os
import subprocess
import sys

from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
import ber
import pbes2

DATA, ENCRYPTED = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.6"
BAG = "1.2.840.113549.1.12.10.1."
KEY_BAG, SHROUDED_BAG, CERT_BAG, NESTED_BAG = (BAG + kind for kind in "1236")


def der(tag, *parts):
    body = b"".join(parts)
    return bytes([tag]) + ber.length(len(body)) + body


def sequence(*parts):
    return der(0x30, *parts)


def oid(dotted):
    return core.ObjectIdentifier(dotted).dump()


def octets(value):
    return der(0x04, value)


def integer(value):
    return core.Integer(value).dump()


def tagged(value):
    return der(0xA0, value)


def content_info(kind, content):
    return sequence(oid(kind), tagged(content))


def bag(kind, value, friendly_name=None):
    attributes = b""
    if friendly_name:
        name = core.BMPString(friendly_name).dump()
        attributes = der(0x31, sequence(oid("1.2.840.113549.1.9.20"), der(0x31, name)))
    return sequence(oid(kind), tagged(value), attributes)


def main(scenario, out, name="p256"):
    open(out, "wb").write(SCENARIOS[scenario](name))


def nested(name):
    """The key two SafeContents bags deep, a certificate in a bag of its own."""
    inner = sequence(shrouded(name, b"secret"), bag(NESTED_BAG, sequence(certificate(name))))
    middle = sequence(bag(NESTED_BAG, inner), certificate("intermediate"))
    return pfx([data(sequence(bag(NESTED_BAG, middle))), encrypted(sequence(certificate("root")), b"secret")])


def gcm(name):
    return pfx([data(sequence(shrouded(name, b"secret", "aes256-gcm"))), encrypted(chain(name), b"secret", "aes128-gcm")])


def key_password(name):
    """The key under a password that is not the file's."""
    return pfx([data(sequence(shrouded(name, b"other"))), encrypted(chain(name), b"secret")])


def bmp_in_pbes2(name):
    """PBES2 with the password as BMPString with its two zero bytes, as old NSS did."""
    return all_under(name, bmp("Größe"), bmp("Größe"))


def low_bytes(name):
    """PBES2 with the low bytes of the password's UTF-16, as old Bouncy Castle did."""
    return all_under(name, bytes(ord(letter) & 0xFF for letter in "5€"), bmp("5€"))


def utf8_as_latin1(name):
    """The MAC over each UTF-8 byte as a character of its own, as OpenSSL before 1.1.0 did; PBES2 over UTF-8."""
    return all_under(name, "Größe".encode(), bmp("Größe".encode().decode("latin-1")))


def recipient(name):
    """No password: keys and certificates are enveloped to the recipient rsa2048 (RFC 7292 §4, public-key privacy)."""
    return pfx([envelope(sequence(plain(name))), envelope(chain(name))], None)


def plain_key_in_encrypted(name):
    """A bare key bag inside encrypted content, together with the certificates."""
    bags = [plain(name), *(certificate(item) for item in (name, "intermediate", "root"))]
    return pfx([encrypted(sequence(*bags), b"secret")])


def key_after_certificates(name):
    """Two encrypted parts, the key in the second."""
    return pfx([encrypted(chain(name), b"secret"), encrypted(sequence(shrouded(name, b"secret")), b"secret")])


def authenticated_recipient(name):
    """As recipient, with a tag over each part (AuthEnvelopedData)."""
    gcm = ("-aes-256-gcm",)
    return pfx([envelope(sequence(plain(name)), *gcm), envelope(chain(name), *gcm)], None)


def sec1_in_shrouded(name):
    """A shrouded key bag whose plaintext is SEC1 where PrivateKeyInfo belongs."""
    key = load_pem_private_key(open(f"keys/{name}.key.pem", "rb").read(), None)
    sec1 = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    algorithm, content = pbes2.encrypt(sec1, b"secret", "aes256-cbc", "sha256")
    return pfx([data(sequence(bag(SHROUDED_BAG, sequence(algorithm.dump(), octets(content))))), encrypted(chain(name), b"secret")])


def unknown_bags(name):
    """An SDSI certificate (RFC 7292 §4.2.3) and a bag of a type of its own beside key and certificates."""
    sdsi = bag(CERT_BAG, sequence(oid("1.2.840.113549.1.9.22.2"), tagged(core.IA5String("KGNlcnQp").dump())))
    own = bag("1.3.6.1.4.1.99999.12", octets(b"anything"))
    return pfx([data(sequence(shrouded(name, b"secret"), sdsi, own)), encrypted(chain(name), b"secret")])


def odd_attributes(name):
    """Attributes of other types than theirs: a friendlyName that is a BOOLEAN, a localKeyID that is an INTEGER, no value."""
    def attribute(kind, *values):
        return sequence(oid(kind), der(0x31, *values))

    odd = der(0x31, attribute("1.2.840.113549.1.9.20", core.Boolean(True).dump()), attribute("1.2.840.113549.1.9.21", integer(1)),
              attribute("1.3.6.1.4.1.311.17.1"))
    key = sequence(oid(KEY_BAG), tagged(pkcs8(name)), odd)
    return pfx([data(sequence(key)), encrypted(chain(name), b"secret")])


def mixed(name):
    """A part in the clear, one under a password, one to the recipient rsa2048."""
    return pfx([data(sequence(certificate("root"))), encrypted(sequence(certificate("intermediate"), certificate(name)), b"secret"),
                envelope(sequence(plain(name)))])


def empty_parts(name):
    """Parts without a bag, one of them without content, among the others."""
    return pfx([content_info(DATA, octets(b"")), data(sequence()), sequence(oid(DATA)), data(sequence(shrouded(name, b"secret"))),
                encrypted(sequence(), b"secret"), encrypted(chain(name), b"secret")])


def signed(name):
    """A signature in place of a MAC (public-key integrity, RFC 7292 §4), unencrypted."""
    safes = sequence(data(sequence(plain(name))), data(chain(name)))
    command = ["openssl", "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-signer", "keys/rsa2048.cert.pem",
               "-inkey", "keys/rsa2048.key.pem"]
    return sequence(integer(3), subprocess.run(command, input=safes, capture_output=True, check=True).stdout)


def mac_ripemd160(name):
    """A MAC with RIPEMD-160; its value is of no matter."""
    content = sequence(data(sequence(plain(name))))
    digest = sequence(sequence(oid("1.3.36.3.2.1"), core.Null().dump()), octets(bytes(20)))
    return sequence(integer(3), content_info(DATA, octets(content)), sequence(digest, octets(b"saltsalt"), integer(1)))


def pbmac1(key_length, salt=b"saltsaltsaltsalt"):
    """PBMAC1 (RFC 9579): with a key length of its own, or without any, which RFC 9579 forbids (its appendix A.6)."""
    def make(name):
        content = sequence(data(sequence(shrouded(name, b"secret"))), encrypted(chain(name), b"secret"))
        sha256 = sequence(oid("1.2.840.113549.2.9"), core.Null().dump())
        length = integer(key_length) if key_length else b""
        derivation = sequence(oid("1.2.840.113549.1.5.12"), sequence(octets(salt), integer(2048), length, sha256))
        key = hashlib.pbkdf2_hmac("sha256", b"secret", salt, 2048, key_length or 32)
        digest = octets(hmac.digest(key, content, "sha256"))
        mac = sequence(sequence(sequence(oid("1.2.840.113549.1.5.14"), sequence(derivation, sha256)), digest), octets(b"NOT USED"), integer(1))
        return sequence(integer(3), content_info(DATA, octets(content)), mac)

    return make


def all_under(name, password, mac_password):
    return pfx([data(sequence(shrouded(name, password))), encrypted(chain(name), password)], mac_password)


def bmp(password):
    return (password + "\0").encode("utf-16-be")


def pfx(parts, password=bmp("secret")):
    content = sequence(*parts)
    mac = b""
    if password is not None:
        salt, iterations = os.urandom(8), 2048
        key = derive(password, salt, iterations)
        algorithm = sequence(oid("2.16.840.1.101.3.4.2.1"), core.Null().dump())
        digest = hmac.digest(key, content, "sha256")
        mac = sequence(sequence(algorithm, octets(digest)), octets(salt), integer(iterations))
    return sequence(integer(3), content_info(DATA, octets(content)), mac)


def derive(password, salt, iterations):
    """The MAC's key: RFC 7292, appendix B.2, with SHA-256."""
    def fill(value):
        return (value * 64)[: 64 * -(-len(value) // 64)]

    made = hashlib.sha256(bytes([3]) * 64 + fill(salt) + fill(password)).digest()
    for _ in range(iterations - 1):
        made = hashlib.sha256(made).digest()
    return made


def data(bags):
    return content_info(DATA, octets(bags))


def encrypted(bags, password, cipher="aes256-cbc"):
    algorithm, content = pbes2.encrypt(bags, password, cipher, "sha256")
    info = sequence(oid(DATA), algorithm.dump(), der(0x80, content))
    return content_info(ENCRYPTED, sequence(integer(0), info))


def envelope(bags, cipher="-aes256"):
    command = ["openssl", "cms", "-encrypt", "-binary", cipher, "-outform", "DER", "keys/rsa2048.cert.pem"]
    return subprocess.run(command, input=bags, capture_output=True, check=True).stdout


def shrouded(name, password, cipher="aes256-cbc"):
    algorithm, content = pbes2.encrypt(pkcs8(name), password, cipher, "sha256")
    return bag(SHROUDED_BAG, sequence(algorithm.dump(), octets(content)))


def plain(name):
    return bag(KEY_BAG, pkcs8(name))


def chain(name):
    return sequence(*(certificate(item) for item in (name, "intermediate", "root")))


def certificate(name):
    found = x509.load_pem_x509_certificate(open(f"keys/{name}.cert.pem", "rb").read())
    value = sequence(oid("1.2.840.113549.1.9.22.1"), tagged(octets(found.public_bytes(Encoding.DER))))
    return bag(CERT_BAG, value, friendly_name=name if name == "root" else None)


def pkcs8(name):
    key = load_pem_private_key(open(f"keys/{name}.key.pem", "rb").read(), None)
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


SCENARIOS = {
    "nested": nested, "gcm": gcm, "key-password": key_password, "bmp-in-pbes2": bmp_in_pbes2, "low-bytes": low_bytes,
    "utf8-as-latin1": utf8_as_latin1, "recipient": recipient, "plain-key-in-encrypted": plain_key_in_encrypted,
    "key-after-certificates": key_after_certificates, "authenticated-recipient": authenticated_recipient,
    "sec1-in-shrouded": sec1_in_shrouded, "unknown-bags": unknown_bags, "odd-attributes": odd_attributes, "mixed": mixed,
    "empty-parts": empty_parts, "signed": signed, "mac-ripemd160": mac_ripemd160, "pbmac1-short-key": pbmac1(20),
    "pbmac1-long-key": pbmac1(64), "pbmac1-no-key-length": pbmac1(None), "pbmac1-tiny-key": pbmac1(1),
}

if __name__ == "__main__":
    main(*sys.argv[1:])
