"""CMS around CMS and CMS that encrypts nothing: signed, compressed, digested, plain data, certificates alone."""

import expect
import make_cms
import parts
import tools
import vector

SIGNER = "-signer keys/device-other-p256.cert.pem -inkey keys/device-other-p256.key.pem"
OWN = "-signer keys/device-p256.cert.pem -inkey keys/device-p256.key.pem -certfile keys/chain.pem"
RSA = parts.unlock("rsa2048")
SIGNED, ENVELOPED = "cms-signed-data", "cms-enveloped-data"
KEY = bytes(range(16)).hex()
KEY256 = bytes(range(32)).hex()
ALL = [expect.key_hash(name) for name in ("device-p256", "intermediate", "root")]


def layered(name, command, about, expected, *, content=None, given=None, tool="openssl3", oracle=None, content_of=None,
            group="cms", made_by=None):
    """`content` is the name of what `decrypt` must give; or `content_of` asks an oracle in the workshop."""
    if not parts.wanted(group, name):
        return

    def complete(shop):
        came_out = None
        if content:
            came_out = parts.contents()[content].data
        elif content_of:
            came_out = shop.run(content_of)
        return dict(expected) | {"content_sha256": parts.sha256(came_out) if came_out is not None else None}

    vector.make(group, name, command, about, complete, tool=tool, unlock=given, inputs=parts.inputs(),
                oracle=oracle or put_in(content_of), made_by=made_by)


def put_in(content_of):
    content = tools.version("openssl3") if content_of else "what was put in"
    return f"{content}; {tools.version('cryptography')} for keys and certificates"


def make():
    signed()
    signed_and_encrypted()
    wrapped()
    certificates()
    compressed()
    without_recipients()


def signed():
    complete = {"bundles": [expect.leaf("device-p256")]}
    sign = "openssl cms -sign -binary -nodetach"
    layered("openssl3-signed.p7m", f"{sign} -in device.pem -out openssl3-signed.p7m -outform DER {SIGNER} -nocerts",
            "SignedData around key and certificates", complete | {"layers": [SIGNED, "pem"]}, content="device.pem")
    layered("openssl3-signed-stream.p7m",
            f"{sign} -stream -in device.zip -out openssl3-signed-stream.p7m -outform DER {SIGNER} -nocerts",
            "SignedData around a ZIP, streamed", complete | {"layers": [SIGNED, "zip", "pem"], "warnings": ["not-der"]},
            content="device.zip")
    layered("openssl3-signed-own-chain.p7m",
            f"{sign} -in device.key.pem -out openssl3-signed-own-chain.p7m -outform DER {OWN}",
            "the key is the content, its certificates are those of the SignedData", complete | {"layers": [SIGNED, "pem"]},
            content="device.key.pem")
    layered("openssl3-signed-signer-cert.p7m",
            f"{sign} -in device.pem -out openssl3-signed-signer-cert.p7m -outform DER {SIGNER}",
            "the signer's certificate belongs to no key", complete | {"certificates": [expect.key_hash("device-other-p256")]},
            content="device.pem")
    layered("openssl3-signed-pem.pem",
            f"{sign} -in device.key.der -out openssl3-signed-pem.pem -outform PEM {OWN}",
            "armour CMS around a SignedData around a DER key", complete | {"layers": ["pem", SIGNED]}, content="device.key.der")
    layered("openssl3-smime-signed.p7m",
            "openssl smime -sign -binary -nodetach -in device.key.pem -out openssl3-smime-signed.p7m -outform DER "
            "-signer keys/device-p256.cert.pem -inkey keys/device-p256.key.pem -certfile keys/chain.pem",
            "PKCS#7 1.5 SignedData", complete, content="device.key.pem")
    bc = "java make/java/BcCms.java signed"
    layered("bc-signed-stream.p7m",
            f"{bc} --stream 100 --signer keys/device-p256.key.pem:keys/device-p256.cert.pem:SHA256withECDSA "
            "--cert keys/device-p256.cert.pem --cert keys/intermediate.cert.pem --cert keys/root.cert.pem device.key.pem "
            "bc-signed-stream.p7m", "SignedData, streamed in OCTET STRINGs of 100 bytes",
            complete | {"layers": [SIGNED, "pem"], "warnings": ["not-der"]}, content="device.key.pem", tool="bc")
    layered("bc-signed-no-signer.p7m",
            f"{bc} --cert keys/device-p256.cert.pem --cert keys/intermediate.cert.pem device.key.der bc-signed-no-signer.p7m",
            "SignedData with content and certificates and no signature",
            {"bundles": [expect.leaf("device-p256", chain=("intermediate",))]}, content="device.key.der", tool="bc")


def signed_and_encrypted():
    complete = {"bundles": [expect.leaf("device-p256")]}
    decrypt = "openssl cms -decrypt -binary -inform DER"
    name = "openssl3-sign-then-encrypt.p7m"
    layered(name,
            f"openssl cms -sign -binary -nodetach -in device.key.pem -outform DER {OWN} "
            f"| openssl cms -encrypt -binary -outform DER -aes256 -out {name} keys/rsa2048.cert.pem",
            "EnvelopedData around SignedData", complete | {"layers": [ENVELOPED, SIGNED, "pem"]}, given=RSA,
            content_of=f"{decrypt} -in {name} -inkey keys/rsa2048.key.pem")
    name = "openssl3-encrypt-then-sign.p7m"
    layered(name,
            f"openssl cms -encrypt -binary -in device.zip -outform DER -aes256 keys/p256.cert.pem "
            f"| openssl cms -sign -binary -nodetach -outform DER {SIGNER} -nocerts -out {name}",
            "SignedData around EnvelopedData", complete | {"layers": [SIGNED, ENVELOPED, "zip", "pem"]},
            given=parts.unlock("p256"), content_of=f"openssl cms -verify -noverify -binary -inform DER -in {name} "
            "-certfile keys/device-other-p256.cert.pem")
    name = "openssl3-twice-encrypted.p7m"
    layered(name,
            f"openssl cms -encrypt -binary -in device.zip -outform DER -aes256 keys/p256.cert.pem "
            f"| openssl cms -encrypt -binary -outform DER -aes-256-gcm -out {name} keys/rsa2048.cert.pem",
            "EnvelopedData to P-256 in AuthEnvelopedData to RSA",
            complete | {"layers": ["cms-auth-enveloped-data", ENVELOPED, "zip", "pem"]},
            given=parts.unlock("p256", "rsa2048"), content_of=f"{decrypt} -in {name} -inkey keys/rsa2048.key.pem")
    name = "bc-compress-then-encrypt.p7m"
    layered(name,
            f"java make/java/BcCms.java compressed --stream 200 device.pem z && "
            f"java make/java/BcCms.java enveloped --stream 200 --rsa keys/rsa2048.cert.pem z {name}",
            "EnvelopedData around CompressedData", complete | {"layers": [ENVELOPED, "cms-compressed-data", "pem"]},
            given=RSA, tool="bc", content_of=f"{decrypt} -in {name} -inkey keys/rsa2048.key.pem")


def wrapped():
    """.NET wrapped the content in an OCTET STRING once more (github.com/dotnet/docs/issues/29626)."""
    for content, layers, warnings in (("device.key.der", [], ["not-der", "unauthenticated", "certificate-missing"]),
                                      ("device.zip", ["zip", "pem"], ["not-der", "unauthenticated"])):
        expected = parts.contents()[content].expected | {"layers": [ENVELOPED, *layers], "warnings": warnings}
        name = f"openssl3-octet-string-{content.replace('.', '-')}.p7m"
        layered(name, f"openssl asn1parse -genstr FORMAT:HEX,OCTETSTRING:$(od -An -v -tx1 {content} | tr -d ' \\n') -noout -out wrapped && "
                f"openssl cms -encrypt -binary -in wrapped -outform DER -aes256 -out {name} keys/rsa2048.cert.pem",
                f"{content} in an OCTET STRING of its own, as .NET did it", expected, given=RSA,
                content_of=f"openssl cms -decrypt -binary -inform DER -in {name} -inkey keys/rsa2048.key.pem")


def certificates():
    three = {"certificates": ALL}
    crl2pkcs7 = "openssl crl2pkcs7 -nocrl -certfile keys/device-p256.cert.pem -certfile keys/chain.pem"
    layered("openssl3-certs.p7b", f"{crl2pkcs7} -outform DER -out openssl3-certs.p7b", "certificates alone, DER",
            three | {"layers": [SIGNED]})
    layered("openssl3-certs-pem.p7b", f"{crl2pkcs7} -outform PEM -out openssl3-certs-pem.p7b",
            "certificates alone, armour PKCS7", three | {"layers": ["pem", SIGNED]})
    layered("openssl3-certs-base64.p7c", f"{crl2pkcs7} -outform DER | base64 > openssl3-certs-base64.p7c",
            "certificates alone, bare base64", three | {"layers": ["base64", SIGNED]})
    bc = "java make/java/BcCms.java certs-only"
    given = "--cert keys/device-p256.cert.pem --cert keys/root.cert.pem --cert keys/intermediate.cert.pem empty"
    layered("bc-certs.p7c", f"{bc} {given} bc-certs.p7c", "certificates alone, BER", three | {"layers": [SIGNED]}, tool="bc")
    layered("bc-certs-stream.p7c", f"{bc} --stream 10 {given} bc-certs-stream.p7c",
            "certificates alone by the streaming generator", three | {"layers": [SIGNED]}, tool="bc")
    layered("python-certs.p7b",
            "python -c \"from cryptography import x509; from cryptography.hazmat.primitives.serialization import pkcs7, "
            "Encoding; import pathlib as p; c = [x509.load_pem_x509_certificate(p.Path('keys', n + '.cert.pem')"
            ".read_bytes()) for n in ('device-p256', 'intermediate', 'root')]; p.Path('python-certs.p7b')"
            ".write_bytes(pkcs7.serialize_certificates(c, Encoding.DER))\"", "certificates alone",
            three | {"layers": [SIGNED]}, tool="cryptography")
    name = "openssl3-certs-encrypted.p7m"
    layered(name,
            f"{crl2pkcs7} -outform DER | openssl cms -encrypt -binary -outform DER -aes256 -out {name} keys/rsa2048.cert.pem",
            "certificates alone, encrypted", three | {"layers": [ENVELOPED, SIGNED]}, given=RSA)


def compressed():
    complete = {"bundles": [expect.leaf("device-p256")]}
    own = "the content that was put in"
    for name, options, about, layers in (
        ("bc-compressed.p7z", "", "CompressedData", ["not-der"]),
        ("bc-compressed-der.p7z", "--encoding DER", "CompressedData, DER", None),
        ("bc-compressed-stream.p7z", "--stream 50", "CompressedData, streamed", ["not-der"]),
    ):
        layered(name, f"java make/java/BcCms.java compressed {options} device.pem {name}", about,
                complete | {"layers": ["cms-compressed-data", "pem"], "warnings": layers}, content="device.pem", tool="bc",
                oracle=own)
    layered("bc-compressed-large.p7z",
            "(for i in $(seq 4000); do echo \"# line $i of what is no key\"; done; cat device.pem) > large; "
            "java make/java/BcCms.java compressed large bc-compressed-large.p7z", "CompressedData of more than 100 kB",
            complete | {"layers": ["cms-compressed-data", "pem"]}, tool="bc", content_of="cat large", oracle=own)


def without_recipients():
    complete = {"bundles": [expect.leaf("device-p256")]}
    layered("openssl3-data.p7m", "openssl cms -data_create -binary -in device.pem -outform DER -out openssl3-data.p7m",
            "plain data", complete | {"layers": ["cms-data", "pem"]}, content="device.pem")
    layered("openssl3-digested.p7m",
            "openssl cms -digest_create -binary -in device.pem -outform DER -md sha256 -out openssl3-digested.p7m",
            "DigestedData", complete, content="device.pem")
    authenticated(complete)
    layered("python-key-package.p7m", "python make/by_hand.py key-package device.key.der python-key-package.p7m",
            "an AsymmetricKeyPackage (RFC 5958)",
            {"bundles": [expect.leaf("device-p256", chain=(), certificate=False)]}, made_by=tools.version("cryptography"))
    for bits, key in ((128, KEY), (256, KEY256)):
        name = f"openssl3-encrypted-aes{bits}.p7m"
        layered(name,
                f"openssl cms -EncryptedData_encrypt -binary -in device.zip -outform DER -aes{bits} -secretkey {key} -out {name}",
                f"EncryptedData, AES-{bits}-CBC", complete | {"layers": ["cms-encrypted-data", "zip", "pem"]},
                content="device.zip", given={"kek": key})
    layered("bc-encrypted-3des.p7m",
            f"java make/java/BcCms.java encrypted --cipher DES_EDE3_CBC --key {KEY256[:48]} device.zip bc-encrypted-3des.p7m",
            "EncryptedData, 3DES, BER", complete | {"warnings": ["legacy-encryption"]}, content="device.zip",
            given={"kek": KEY256[:48]}, tool="bc")


def authenticated(complete):
    """AuthenticatedData (RFC 5652 §9): whoever has the key of a recipient checks the MAC."""
    right, unchecked = {"no_warnings": ["unauthenticated"]}, {"warnings": ["unauthenticated"]}
    for stem, to, given, checked in (
        ("", "--rsa keys/rsa2048.cert.pem", RSA, right),
        ("-oaep", "--oaep SHA-256:SHA-256::keys/rsa3072.cert.pem", parts.unlock("rsa3072", certificates=True), right),
        ("-p384", "--agree ECDH_SHA384KDF:AES256_WRAP --ec keys/p384.cert.pem", parts.unlock("p384"), right),
        ("-kek", f"--kek AES:{KEY256}:0a0b", parts.unlock(kek=KEY256), right),
        ("-password", "--password secret:AES256_CBC:HMacSHA256", parts.unlock(passwords=["secret"]), right),
        ("-no-key", "--rsa keys/rsa2048.cert.pem", None, unchecked),
        ("-other-key", "--rsa keys/rsa2048.cert.pem", parts.unlock("rsa2048-other"), unchecked),
    ):
        name = f"bc-authenticated{stem}.p7m"
        layered(name, f"java make/java/BcCms.java authenticated {to} device.pem {name}",
                f"AuthenticatedData: a MAC, and content that is not encrypted; {to.split()[0].strip('-') if given else 'nothing given'}",
                complete | checked, content="device.pem", given=given, tool="bc", oracle="the content that was put in")
    for recipe, about, expected in (
        ("authenticated-attributes", "AuthenticatedData whose MAC covers attributes, one of them the content's digest", complete | right),
        ("authenticated-other-digest", "AuthenticatedData whose attributes tell another digest of the content", {"code": "content-corrupt"}),
        ("authenticated-other-mac", "AuthenticatedData whose MAC is another", {"code": "content-corrupt"}),
    ):
        name = f"python-{recipe}.p7m"
        layered(name, f"python make/by_hand.py {recipe} device.pem {name}", about, expected, given={"kek": KEY256},
                content="device.pem" if "code" not in expected else None, made_by=tools.version("cryptography"),
                oracle="the content that was put in" if "code" not in expected else "the rule: it was altered")
