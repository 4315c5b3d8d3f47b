"""What the generators of cms, smime, zip, mime, json and hostile vectors share: the contents of deliveries, what must
come out of them, and what the recipient has. The expected values are those of `expect`."""

import io
import zipfile

import expect
import tools
import vector

CHAIN = ("intermediate", "root")


def pem(*names):
    """Files of testdata/keys, one after the other: `device-p256.key`, `root.cert`."""
    return b"".join(expect.key_file(f"{name}.pem") for name in names)


def chain_pem(name):
    """The certificate with its issuers, as a service hands it out."""
    return pem(f"{name}.cert", *(f"{issuer}.cert" for issuer in CHAIN))


def der(name):
    return expect.der(expect.key_file(f"{name}.pem"))


def traditional(name):
    """A key of testdata/keys as PKCS#1 or SEC1, PEM."""
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key(expect.key_file(f"{name}.key.pem"), None)
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def zip_of(members, compression=zipfile.ZIP_DEFLATED):
    """A ZIP that is the same each time: a fixed date on every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            info.compress_type = compression
            archive.writestr(info, data)
    return out.getvalue()


def delivery(name):
    """The ZIP that `cert_encrypted` speaks of: the key, and the certificate with its chain."""
    return zip_of({f"{name}.key": pem(f"{name}.key"), f"{name}.pem": chain_pem(name)})


class Content:
    """What stands inside an envelope: its bytes, what `decode` makes of them, and the layers that they add."""

    def __init__(self, data, expected=None, layers=None):
        self.data = data
        self.expected = expected or {}
        self.layers = layers

    def expect(self, *layers):
        expected = dict(self.expected)
        if self.layers is not None:
            expected["layers"] = [*layers, *self.layers]
        return expected


def plain(data):
    """What is nothing but a file."""
    return Content(data, {"files": [vector.sha256(data)]}, [])


def contents():
    """By the name under which a command finds them."""
    p256 = {"bundles": [expect.leaf("device-p256")]}
    rsa = {"bundles": [expect.leaf("device-rsa2048")]}
    alone = {"warnings": ["certificate-missing"], "bundles": [expect.leaf("device-p256", chain=(), certificate=False)]}
    rsa_alone = {"bundles": [expect.leaf("device-rsa2048", chain=(), certificate=False)]}
    return {
        "device.zip": Content(delivery("device-p256"), p256, ["zip", "pem"]),
        "device-rsa.zip": Content(delivery("device-rsa2048"), rsa, ["zip", "pem"]),
        "device.pem": Content(pem("device-p256.key") + chain_pem("device-p256"), p256, ["pem"]),
        "device.key.pem": Content(pem("device-p256.key"), alone, ["pem"]),
        "device.key.der": Content(der("device-p256.key"), alone, []),
        "device-rsa.key.pem": Content(traditional("device-rsa2048"), rsa_alone, ["pem"]),
        "hello.txt": plain(b"hello\n"),
        "empty": plain(b""),
    }


def inputs():
    """The contents as files in the folder where a command runs."""
    return {name: content.data for name, content in contents().items()}


def unlock(*names, certificates=False, **others):
    """The recipients' keys, with or without their certificates; the rest as the header names it."""
    given = {}
    if names:
        given["recipient_keys"] = [f"keys/{name}.key.pem" for name in names]
    if certificates:
        given["recipient_certificates"] = [f"keys/{name}.cert.pem" for name in names]
    return given | others


def openssl_decrypt(shop, name, given, form="DER", options=""):
    """What `openssl cms -decrypt` makes of a file in the workshop."""
    command = f"openssl cms -decrypt -binary -inform {form} -in '{name}' {options}"
    if form == "base64":
        command = f"sed '/^-----/d' '{name}' | base64 -d | openssl cms -decrypt -binary -inform DER {options}"
    for path in given.get("recipient_keys", [])[:1]:
        command += f" -inkey {path}"
    for path in given.get("recipient_certificates", [])[:1]:
        command += f" -recip {path}"
    if "kek" in given:
        command += f" -secretkey {given['kek']}"
    for word in given.get("passwords", [])[:1]:
        command += f" -pwri_password '{word}'"
    return shop.run(command)


def oracle(tool="openssl3"):
    """Who decrypted, and who says what the keys and certificates are."""
    if tool == "read_by_bouncy_castle":
        decrypted = tools.version("bc")
    elif tool == "trusted":
        decrypted = "the content that was put in"
    else:
        decrypted = tools.version("openssl36" if tool == "openssl36" else "openssl3") + " cms -decrypt"
    return f"{decrypted}; {tools.version('cryptography')} for keys and certificates"


def with_openpgp_key(command):
    """A command with a fresh OpenPGP key, in a key ring of its own."""
    return (
        "export GNUPGHOME=$PWD/g && mkdir -m 700 g && gpg -q --batch --passphrase '' --quick-gen-key device@example.com ed25519 sign never && "
        f"{command} && gpgconf --kill all"
    )


clear = vector.clear
wanted = vector.wanted
sha256 = vector.sha256
