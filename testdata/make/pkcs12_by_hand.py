"""PKCS#12 that no tool at hand writes: built, or written again, by small programs here."""

import expect
import tools
from pkcs12_common import UNLOCK, refused, result, vector_of

WHOLE = (
    "openssl pkcs12 -export -inkey keys/p256.key.pem -in keys/p256.cert.pem -certfile keys/chain.pem {options}-passout pass:secret -out whole && "
)


def make():
    ber()
    built()
    pbmac1()
    cycle()


def ber():
    for form, about in (("indefinite", "indefinite lengths, octet strings in chunks"), ("definite", "definite lengths, octet strings in chunks"),
                        ("nested", "chunks in chunks"), ("long", "lengths in five octets")):
        expected = result("p256", warnings=["not-der"])
        by(f"python-ber-{form}.p12", WHOLE.format(options="") + f"python make/ber.py {form} whole OUT", f"written again as BER: {about}", expected)
        by(f"python-ber-{form}-nomac.p12", WHOLE.format(options="-nomac ") + f"python make/ber.py {form} whole OUT",
           f"no MAC, so the content is BER too: {about}", expected)


def built():
    build("nested", "nested SafeContents bags")
    build("gcm", "PBES2 with AES-GCM")
    build("key-password", "the key has a password of its own", unlock={"passwords": ["secret", "other"]})
    build("plain-key-in-encrypted", "a bare key bag inside encrypted content")
    build("key-after-certificates", "the certificates come first")
    for scenario, password, about in (
        ("bmp-in-pbes2", "Größe", "PBES2 with the password as BMPString, as old NSS wrote it"),
        ("low-bytes", "5€", "PBES2 with the low bytes of the password's UTF-16, as old Bouncy Castle wrote it"),
        ("utf8-as-latin1", "Größe", "the MAC with each byte of UTF-8 as a character, as OpenSSL before 1.1.0 wrote it"),
    ):
        build(scenario, about, warnings=["password-reencoded"], unlock={"passwords": [password]})
    recipient = {"recipient_keys": ["keys/rsa2048.key.pem"]}
    build("authenticated-recipient", "no password: the parts are AuthEnvelopedData to a recipient", unlock=recipient)
    build("mixed", "a part in the clear, one under a password, one to a recipient", unlock=recipient | UNLOCK)
    build("sec1-in-shrouded", "SEC1 inside a shrouded key bag")
    build("unknown-bags", "an SDSI certificate and a bag of an unknown kind", warnings=["member-unreadable"])
    build("odd-attributes", "attributes of wrong types and without values")
    build("empty-parts", "parts without bags and without content")
    build("signed", "signed in place of a MAC", warnings=["unauthenticated"], unlock=None)
    build("pbmac1-short-key", "PBMAC1 with a key of 20 bytes under HMAC-SHA-256")
    build("pbmac1-long-key", "PBMAC1 with a key of 64 bytes")
    for scenario, about, code in (
        ("mac-ripemd160", "a MAC whose hash is not supported", "unsupported-algorithm"),
        ("pbmac1-no-key-length", "PBMAC1 without the length of its key, as in RFC 9579, appendix A.6", "malformed-der"),
        ("pbmac1-tiny-key", "PBMAC1 with a key of one byte, which proves nothing", "invalid-value"),
    ):
        by(f"python-{scenario}.p12", f"python make/pfx.py {scenario} OUT", about, {"code": code})
    build("recipient", "no password: the parts are enveloped to a recipient", unlock={
        "recipient_keys": ["keys/rsa2048.key.pem"], "recipient_certificates": ["keys/rsa2048.cert.pem"],
    })
    by("python-recipient-missing.p12", "python make/pfx.py recipient OUT", "enveloped to a recipient, none given",
       refused("recipient-required", "unlock"), unlock=None)
    by("python-recipient-wrong.p12", "python make/pfx.py recipient OUT", "enveloped to a recipient, another one's key given",
       refused("wrong-recipient", "unlock"),
       unlock={"recipient_keys": ["keys/rsa2048-other.key.pem"], "recipient_certificates": ["keys/rsa2048-other.cert.pem"]})


def pbmac1():
    for what, about in (("iterations", "an incorrect iteration count"), ("salt", "an incorrect salt")):
        vector_of(f"python-pbmac1-bad-{what}.p12", WHOLE.format(options="-pbmac1_pbkdf2 ") + f"python make/pbmac1.py {what} whole OUT",
                  f"PBMAC1 with {about} (as in RFC 9579, appendix A): the bags open and fit, so the password is right",
                  refused("file-altered", "unlock"), tool="openssl36",
                  made_by=f"{tools.version('openssl36')}, {tools.version('asn1crypto')}")


def cycle():
    def expected(shop):
        chain = [shop.read("a.pem"), shop.read("b.pem")]
        return {"layers": ["pkcs12"], "warnings": ["chain-incomplete"], "bundles": [
            {**expect.key(shop.read("leaf.key.pem"), certificate=shop.read("leaf.pem"), chain=chain), "chain_complete": False},
        ]}

    by("python-cycle.p12", "python make/cycle.py && cat a.pem b.pem > ab.pem && openssl pkcs12 -export -inkey leaf.key.pem -in leaf.pem "
       "-certfile ab.pem -passout pass:secret -out OUT", "two CAs that certify each other: the chain ends before it repeats", expected)


def build(scenario, about, *, warnings=None, unlock=UNLOCK):
    expected = result("p256", None)
    expected["warnings"] = warnings
    by(f"python-{scenario}.p12", f"python make/pfx.py {scenario} OUT", about, expected, unlock=unlock)


def by(name, command, about, expected, unlock=UNLOCK):
    vector_of(name, command, about, expected, tool="cryptography", unlock=unlock,
              made_by=f"{tools.version('cryptography')}, {tools.version('asn1crypto')}, {tools.version('openssl3')}")
