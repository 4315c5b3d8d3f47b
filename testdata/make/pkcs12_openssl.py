"""PKCS#12 by openssl, of Debian's release and of a current one."""

import expect
import vector
from pkcs12_common import CHAIN, UNLOCK, refused, result, vector_of

EXPORT = "openssl pkcs12 -export -inkey keys/{leaf}.key.pem -in keys/{leaf}.cert.pem"
CHAIN_FILE = "-certfile keys/chain.pem"
LEGACY = "-provider legacy -provider default"
SCHEMES = (
    "PBE-SHA1-RC4-128", "PBE-SHA1-RC4-40", "PBE-SHA1-RC2-128", "PBE-SHA1-RC2-40", "PBE-SHA1-3DES", "PBE-SHA1-2DES",
    "PBE-MD5-DES", "PBE-SHA1-DES", "PBE-MD5-RC2-64", "PBE-SHA1-RC2-64",
)
OLD = ("DES-EDE3-CBC", "DES-CBC", "RC2-CBC", "RC2-40-CBC")
MODERN = ("AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "CAMELLIA-128-CBC", "CAMELLIA-256-CBC", "ARIA-128-CBC", "ARIA-256-CBC")
MACS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256", "sha3-224", "sha3-256", "sha3-384", "sha3-512")


def make():
    schemes()
    macs()
    keys()
    contents()
    passwords()
    damaged()


def schemes():
    export("default", "", "the default of openssl pkcs12 -export")
    export("default", "", "the default of openssl pkcs12 -export", tool="openssl36")
    export("legacy", "-legacy", "-legacy: certificates RC2-40, key 3DES, MAC SHA-1", legacy=True)
    export("descert", "-legacy -descert", "-descert: certificates and key 3DES, MAC SHA-1", legacy=True)
    for scheme in SCHEMES:
        export(scheme.lower(), f"{LEGACY} -keypbe {scheme} -certpbe {scheme}", f"key and certificates in {scheme}", legacy=True, leaf="p256")
    for cipher in OLD:
        export(f"pbes2-{cipher.lower()}", f"{LEGACY} -keypbe {cipher} -certpbe {cipher}", f"PBES2 {cipher}", legacy=True, leaf="p256")
    for cipher in MODERN:
        export(f"pbes2-{cipher.lower()}", f"-keypbe {cipher} -certpbe {cipher}", f"PBES2 {cipher}", leaf="p256", tool="openssl36")
    export("mixed", "-keypbe AES-256-CBC -certpbe PBE-SHA1-3DES", "key in PBES2, certificates in PBES1", legacy=True)
    export("certificates-plain", "-certpbe NONE", "the key encrypted, the certificates not")
    export("key-plain", "-keypbe NONE", "the certificates encrypted, the key not")
    export("unencrypted", "-keypbe NONE -certpbe NONE", "nothing encrypted, with a MAC")
    export("unencrypted-nomac", "-keypbe NONE -certpbe NONE -nomac", "nothing encrypted, no MAC, no password needed", unlock=None,
           warnings=["unauthenticated"])
    export("nomac", "-nomac", "no MAC", warnings=["unauthenticated"])
    export("nomac", "-nomac", "no MAC, by a current openssl", warnings=["unauthenticated"], tool="openssl36", leaf="p256")
    export("600000", "-iter 600000", "600,000 iterations for MAC, key and certificates")
    export("iter-1", "-iter 1", "one iteration", leaf="p256")
    export("nomaciter", "-nomaciter", "a MAC without iterations: the field left out", leaf="p256")


def macs():
    for digest in MACS:
        export(f"mac-{digest}", f"{LEGACY} -macalg {digest}", f"MAC {digest}", leaf="p256", legacy=None)
    for digest, prf in (("sha256", "sha256"), ("sha512", "sha512"), ("sha256", "sha512"), ("sha384", "sha1"), ("sha1", "sha256")):
        export(f"pbmac1-{digest}-{prf}", f"-pbmac1_pbkdf2 -pbmac1_pbkdf2_md {prf} -macalg {digest}",
               f"RFC 9579, HMAC {digest}, PBKDF2 with {prf}", leaf="p256", tool="openssl36", legacy=None)
    export("macsaltlen-64", "-macsaltlen 64", "a MAC salt of 64 bytes", leaf="p256", tool="openssl36")


def keys():
    for leaf in ("rsa3072", "rsa4096", "p384", "p521", "ed25519", "ed448", "x25519"):
        export(f"leaf-{leaf}", "", f"the leaf's key is {leaf}", leaf=leaf)
    for kind, options in (("ML-DSA-44", ""), ("brainpoolP256r1", "ec -pkeyopt group:brainpoolP256r1"), ("secp256k1", "ec -pkeyopt group:secp256k1"),
                          ("RSA-PSS", "rsa-pss -pkeyopt rsa_keygen_bits:2048"), ("SM2", "sm2"), ("DSA", "dsa:p.pem")):
        stem = f"openssl36-self-signed-{kind.lower()}.p12"
        prepare = "openssl dsaparam -out p.pem 2048 && " if kind == "DSA" else ""
        algorithm = {"ML-DSA-44": kind, "RSA-PSS": "RSA 2048", "SM2": "SM2", "DSA": "DSA 2048"}.get(kind, f"EC {kind}")
        vector_of(
            stem,
            f"{prepare}openssl req -x509 -newkey {options or kind} -nodes -subj /CN=self -days 9000 -keyout k.pem -out c.pem && "
            "openssl pkcs12 -export -inkey k.pem -in c.pem -passout pass:secret -out OUT",
            f"a self-signed certificate of {kind}",
            lambda shop, algorithm=algorithm: {
                "layers": ["pkcs12"],
                "bundles": [expect.from_openssl(shop.read("k.pem"), algorithm, certificate=shop.read("c.pem"))],
            },
            tool="openssl36",
        )


def contents():
    vector_of("openssl3-nokeys.p12", "openssl pkcs12 -export -nokeys -in keys/chain.pem -passout pass:secret -out OUT",
              "certificates only", {"layers": ["pkcs12"], "certificates": [expect.key_hash(name) for name in CHAIN]}, tool="openssl3")
    vector_of("openssl3-nocerts.p12", "openssl pkcs12 -export -nocerts -inkey keys/rsa2048.key.pem -passout pass:secret -out OUT",
              "a key only", {
                  "layers": ["pkcs12"], "warnings": ["certificate-missing"],
                  "bundles": [expect.leaf("rsa2048", chain=(), certificate=False)],
              }, tool="openssl3")
    vector_of("openssl3-leaf-only.p12", f"{EXPORT.format(leaf='p256')} -passout pass:secret -out OUT",
              "no chain", result("p256", chain=(), warnings=["chain-incomplete"]), tool="openssl3")
    vector_of("openssl3-no-root.p12", f"{EXPORT.format(leaf='p256')} -certfile keys/intermediate.cert.pem -passout pass:secret -out OUT",
              "the chain without its root", result("p256", chain=("intermediate",)), tool="openssl3")
    vector_of("openssl3-root-first.p12",
              f"cat keys/root.cert.pem keys/intermediate.cert.pem > c.pem && {EXPORT.format(leaf='p256')} -certfile c.pem -passout pass:secret -out OUT",
              "the root before the intermediate", result("p256"), tool="openssl3")
    vector_of("openssl3-stranger.p12",
              f"cat keys/p384.cert.pem keys/chain.pem > c.pem && {EXPORT.format(leaf='p256')} -certfile c.pem -passout pass:secret -out OUT",
              "with the certificate of another key", result("p256", certificates=[expect.key_hash("p384")]), tool="openssl3")
    vector_of("openssl3-repeated.p12",
              f"cat keys/chain.pem keys/chain.pem keys/p256.cert.pem > c.pem && {EXPORT.format(leaf='p256')} -certfile c.pem -passout pass:secret -out OUT",
              "each certificate twice: delivered once", result("p256"), tool="openssl3")
    export("friendly-name", "-name 'Gerät №1 – 装置' -caname 'Zwischenstelle' -caname Wurzel", "friendlyName beyond ASCII", leaf="p256")
    export("csp", "-LMK -CSP 'Microsoft Enhanced Cryptographic Provider v1.0'", "Microsoft's attributes on the key", leaf="p256")
    vector_of("openssl36-jdktrust.p12", "openssl pkcs12 -export -nokeys -jdktrust anyExtendedKeyUsage -in keys/root.cert.pem -passout pass:secret -out OUT",
              "a trust store with Java's attribute", {"layers": ["pkcs12"], "certificates": [expect.key_hash("root")]}, tool="openssl36")


def passwords():
    for stem, password, about in (
        ("umlaut", "Größe", "a password in Latin-1's range, given as UTF-8"), ("euro", "5€", "a password beyond Latin-1"),
        ("emoji", "\U0001f511key", "a password beyond the BMP"), ("spaces", " a b ", "blanks around the password"),
        ("long", "0123456789" * 12, "a password of 120 characters"),
    ):
        for options, scheme in (("", ""), ("-legacy", "-legacy")):
            password_vector(f"password-{stem}{scheme}", password, about, options)
    password_vector("password-empty", "", "the empty password: tried when none is given", "", unlock=None)
    password_vector("password-empty-legacy", "", "the empty password, old schemes", "-legacy", unlock=None)
    # The shell's $'\xe4' is one byte: what a terminal in Latin-1 hands over.
    vector_of("openssl3-password-latin1-bytes.p12", f"{EXPORT.format(leaf='p256')} {CHAIN_FILE} -passout pass:$'Gr\\xf6\\xdfe' -out OUT",
              "PBES2 with the password's Latin-1 bytes, the MAC with its BMPString", result("p256", warnings=["password-reencoded"]),
              tool="openssl3", unlock={"passwords": ["Größe"]})
    vector_of("openssl3-password-newline.p12", f"{EXPORT.format(leaf='p256')} {CHAIN_FILE} -passout pass:secret -out OUT",
              "the password is given with a line break at its end that it doesn't have", result("p256", warnings=["password-trimmed"]),
              tool="openssl3", unlock={"passwords": ["secret\n"]})
    vector_of("openssl3-several-passwords.p12", f"{EXPORT.format(leaf='p256')} {CHAIN_FILE} -passout pass:secret -out OUT",
              "three passwords given, the last one opens", result("p256"), tool="openssl3", unlock={"passwords": ["one", "two", "secret"]})
    vector_of("openssl3-twopass.p12",
              f"printf 'other\\nother\\nsecret\\nsecret\\n' | setsid {EXPORT.format(leaf='p256')} {CHAIN_FILE} -legacy -twopass -out OUT",
              "the MAC has a password of its own", result("p256", True), tool="openssl3",
              unlock={"passwords": ["secret"], "mac_password": "other"})
    command = f"{EXPORT.format(leaf='p256')} {CHAIN_FILE} -passout pass:secret -out OUT"
    vector_of("openssl3-wrong-password.p12", command, "a wrong password given", refused("wrong-password", "unlock"), tool="openssl3",
              unlock={"passwords": ["Secret"]})
    vector_of("openssl3-no-password.p12", command, "no password given", refused("password-required", "unlock"), tool="openssl3", unlock=None)
    vector_of("openssl3-nomac-wrong-password.p12", command.replace(" -out", " -nomac -out"), "no MAC, a wrong password given",
              refused("wrong-password", "unlock"), tool="openssl3", unlock={"passwords": ["Secret"]})


def damaged():
    whole = f"{EXPORT.format(leaf='rsa2048')} {CHAIN_FILE} -passout pass:secret -out whole && "
    vector_of("openssl3-padded.p12", f"{whole}(cat whole; head -c 100 /dev/zero) > OUT", "100 zero bytes after the end, as Windows leaves them",
              result(warnings=["trailing-data"]), tool="openssl3")
    vector_of("openssl3-newline-at-end.p12", f"{whole}(cat whole; echo) > OUT", "a line break after the end",
              result(warnings=["trailing-data"]), tool="openssl3")
    for size in (20, 1000, 3000):
        vector_of(f"openssl3-truncated-{size}.p12", f"{whole}head -c {size} whole > OUT", f"cut after {size} bytes", refused("truncated"), tool="openssl3")
    flips = {
        "mac": "one bit of the MAC flipped: the key still opens and fits the certificate, so the password is right",
        "key": "one bit of the encrypted key flipped, in the private exponent: certificates and modulus prove that the password is right",
        "root": "one bit of the encrypted root certificate flipped: key and leaf still fit, so the password is right",
    }
    for stem, about in flips.items():
        vector_of(f"openssl3-flipped-{stem}.p12", f"{whole}python make/flip.py {stem} whole OUT", about, refused("file-altered", "unlock"), tool="openssl3")


def password_vector(stem, password, about, options, unlock="password"):
    unlock = {"passwords": [password]} if unlock == "password" else unlock
    vector_of(f"openssl3-{stem}.p12", f"{EXPORT.format(leaf='p256')} {CHAIN_FILE} {options} -passout 'pass:{password}' -out OUT".replace("  ", " "),
              about, result("p256", bool(options)), tool="openssl3", unlock=unlock)


def export(stem, options, about, *, tool="openssl3", leaf="rsa2048", legacy=False, unlock=UNLOCK, warnings=None):
    expected = result(leaf, legacy)
    if warnings:
        expected["warnings"] = (expected["warnings"] or []) + warnings
    command = f"{EXPORT.format(leaf=leaf)} {CHAIN_FILE} {options} -passout pass:secret -out OUT"
    vector_of(f"{tool}-{stem}.p12", command.replace("  ", " "), about, expected, tool=tool, unlock=unlock)
