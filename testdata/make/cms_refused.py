"""CMS that must be refused, each for a reason of its own."""

import parts
import vector

RSA = parts.unlock("rsa2048")
BOTH = parts.unlock("rsa2048", certificates=True)
ENCRYPT = "openssl cms -encrypt -binary -in {content} -outform DER -out {name}"
TO = "keys/rsa2048.cert.pem"
RULE = "the rule: "
KEK = bytes(range(16)).hex()


def refused(name, command, about, given, code, *, stage=None, tool="openssl3", why=None):
    if parts.wanted("cms", name):
        wanted = {"code": code, "stage": stage}
        vector.make("cms", name, command, about, wanted, tool=tool, unlock=given, inputs=parts.inputs(),
                    oracle=RULE + (why or about))


def damaged(name, arguments, about, given, code, damage, *, content="device.zip", stage=None, tool="openssl3", why=None):
    """`damage` is what make/damage.py does to the file that openssl wrote."""
    command = ENCRYPT.format(content=content, name="whole.p7m")
    refused(name, f"{command} {arguments} && python make/damage.py {damage} whole.p7m {name}", about, given, code, stage=stage,
            tool=tool, why=why)


def make():
    recipients()
    damages()
    algorithms()


def recipients():
    name = "refused-wrong-recipient-{}.p7m"
    for label, arguments, given in (
        ("rsa", f"-aes256 {TO}", parts.unlock("rsa2048-other", certificates=True)),
        ("rsa-keyid", f"-aes256 -keyid {TO}", parts.unlock("rsa2048-other", certificates=True)),
        ("rsa-keyonly", f"-aes256 {TO}", parts.unlock("rsa2048-other")),
        ("rsa-keyonly-gcm", f"-aes-256-gcm {TO}", parts.unlock("rsa2048-other")),
        ("rsa-size", f"-aes256 {TO}", parts.unlock("rsa4096")),
        ("rsa-gcm", f"-aes-256-gcm {TO}", parts.unlock("rsa2048-other", certificates=True)),
        ("rsa-for-ec", f"-aes256 {TO}", parts.unlock("p256")),
        ("ec", "-aes256 keys/p256.cert.pem", parts.unlock("p256-other", certificates=True)),
        ("ec-keyonly", "-aes256 keys/p256.cert.pem", parts.unlock("p256-other")),
        ("ec-curve", "-aes256 keys/p384.cert.pem", parts.unlock("p256")),
        ("oaep", "-aes256 -recip keys/rsa2048.cert.pem -keyopt rsa_padding_mode:oaep", parts.unlock("rsa2048-other")),
        ("several", f"-aes256 {TO} keys/p256.cert.pem", parts.unlock("rsa3072", "p384", certificates=True)),
        ("kek", f"-aes128 -secretkey {KEK} -secretkeyid 0a", parts.unlock(kek=KEK[::-1], kek_id="0b")),
    ):
        full = name.format(label)
        refused(full, f"{ENCRYPT.format(content='device.zip', name=full)} {arguments}",
                f"the recipient that is given is none of those it was encrypted to ({label})", given, "wrong-recipient",
                stage="unlock")
    for label, arguments, given in (
        ("nothing", f"-aes256 {TO}", None),
        ("certificate", f"-aes256 {TO}", {"recipient_certificates": ["keys/rsa2048.cert.pem"]}),
        ("password", f"-aes256 {TO}", {"passwords": ["secret"]}),
        ("ec", "-aes-256-gcm keys/p256.cert.pem", None),
        ("kek", f"-aes128 -secretkey {KEK} -secretkeyid 0a", None),
    ):
        full = f"refused-recipient-required-{label}.p7m"
        refused(full, f"{ENCRYPT.format(content='device.zip', name=full)} {arguments}",
                f"no key is given ({label})", given, "recipient-required", stage="unlock")
    for label, key, certificate in (("rsa", "rsa2048-other", "rsa2048"), ("ec", "p256-other", "p256")):
        full = f"refused-mismatch-{label}.p7m"
        given = {"recipient_keys": [f"keys/{key}.key.pem"], "recipient_certificates": [f"keys/{certificate}.cert.pem"]}
        refused(full, f"{ENCRYPT.format(content='device.zip', name=full)} -aes256 keys/{certificate}.cert.pem",
                "the recipient's key and certificate do not belong together", given, "key-certificate-mismatch")
    password = "-aes256 -pwri_password secret"
    for code, given in (("password-required", None), ("wrong-password", {"passwords": ["Secret"]})):
        full = f"refused-{code}.p7m"
        refused(full, f"{ENCRYPT.format(content='device.zip', name=full)} {password}", f"a password recipient: {code}", given,
                code, stage="unlock")


def damages():
    damaged("refused-truncated-der.p7m", f"-aes256 {TO}", "the last third is missing", BOTH, "truncated", "cut 0.66", stage="parse")
    damaged("refused-truncated-byte.p7m", f"-aes256 {TO}", "the last byte is missing", RSA, "truncated", "cut -1", stage="parse")
    damaged("refused-truncated-stream.p7m", f"-stream -aes256 {TO}", "a stream cut in its content", RSA, "truncated", "cut 0.8",
            stage="parse")
    damaged("refused-truncated-stream-end.p7m", f"-stream -aes256 {TO}", "a stream whose last end-of-contents is missing", RSA,
            "truncated", "cut -2", stage="parse")
    damaged("refused-truncated-gcm.p7m", f"-aes-256-gcm {TO}", "AuthEnvelopedData cut in its tag", BOTH, "truncated", "cut -5",
            stage="parse")
    damaged("refused-flipped-gcm.p7m", f"-aes-256-gcm {TO}", "one bit of AES-GCM content is flipped", BOTH, "content-corrupt",
            "flip -40")
    damaged("refused-flipped-gcm-tag.p7m", f"-aes-256-gcm {TO}", "one bit of the tag is flipped", BOTH, "content-corrupt",
            "flip -1")
    damaged("refused-flipped-gcm-ec.p7m", "-aes-128-gcm keys/p256.cert.pem", "one bit of AES-GCM content is flipped, EC recipient",
            parts.unlock("p256"), "content-corrupt", "flip -100")
    damaged("refused-flipped-zip.p7m", f"-aes256 {TO}", "one bit of AES-CBC content is flipped inside a ZIP's compressed data",
            BOTH, "content-corrupt", "flip -900", why="the CRC-32 of the ZIP member")
    damaged("refused-flipped-zip-ec.p7m", "-aes256 keys/p384.cert.pem",
            "one bit of AES-CBC content is flipped inside a ZIP's compressed data, EC recipient", parts.unlock("p384"),
            "content-corrupt", "flip -900", why="the CRC-32 of the ZIP member")
    oaep = "-aes256 -recip keys/rsa2048.cert.pem -keyopt rsa_padding_mode:oaep"
    damaged("refused-flipped-oaep-key.p7m", oaep, "one bit of the encrypted key is flipped, and the certificate proves the recipient",
            BOTH, "decrypt-failed", "flip encrypted-key", stage="unlock")
    damaged("refused-flipped-wrapped-key.p7m", "-aes256 keys/p256.cert.pem",
            "one bit of the wrapped key is flipped, and the certificate proves the recipient",
            parts.unlock("p256", certificates=True), "decrypt-failed", "flip encrypted-key", stage="unlock")


def algorithms():
    for label, cipher in (("gost", "GOST28147_GCFB"),):
        full = f"refused-cipher-{label}.p7m"
        refused(full, f"java make/java/BcCms.java enveloped --cipher {cipher} --rsa {TO} device.zip {full}",
                f"a content cipher that we do not have: {label.upper()}", BOTH, "unsupported-algorithm", tool="bc")
    arguments = f"-aes256 {TO}"
    damaged("refused-unknown-cipher.p7m", arguments, "a content cipher with an OID that nobody has registered", BOTH,
            "unsupported-algorithm", "replace 060960864801650304012a 0609608648016503040163")
    damaged("refused-unknown-transport-key-only.p7m", arguments, "the same, the recipient's key given without its certificate", RSA,
            "unsupported-algorithm", "replace 300d06092a864886f70d0101010500 300d06092a864886f70d0101630500")
    damaged("refused-unknown-transport.p7m", arguments, "a key transport with an OID that nobody has registered", BOTH,
            "unsupported-algorithm", "replace 300d06092a864886f70d0101010500 300d06092a864886f70d0101630500")
