"""Encrypted PKCS#8: every scheme of each tool."""

import expect
import tools
import vector

GROUP = "pkcs8"
UNLOCK = {"passwords": ["secret"]}
V1 = (
    "PBE-MD5-DES", "PBE-SHA1-DES", "PBE-MD5-RC2-64", "PBE-SHA1-RC2-64", "PBE-SHA1-RC4-128", "PBE-SHA1-RC4-40",
    "PBE-SHA1-3DES", "PBE-SHA1-2DES", "PBE-SHA1-RC2-128", "PBE-SHA1-RC2-40",
)
LEGACY = "-provider legacy -provider default"
PRFS3 = ("hmacWithSHA1", "hmacWithSHA224", "hmacWithSHA256", "hmacWithSHA384", "hmacWithSHA512", "hmacWithSHA512-256")
PRFS36 = ("hmacWithSHA512-224", "hmac-sha3-224", "hmac-sha3-256", "hmac-sha3-384", "hmac-sha3-512")
OLD = ("des", "des3", "rc2-cbc", "rc2-40-cbc", "rc2-64-cbc")
MODERN = ("aes-128-cbc", "aes-192-cbc", "camellia-128-cbc", "camellia-256-cbc", "aria-128-cbc", "aria-192-cbc", "aria-256-cbc")
BC_AES256_CBC, SHA3_256 = "2.16.840.1.101.3.4.1.42", "2.16.840.1.101.3.4.2.14"


def make():
    vector.clear(GROUP)
    by_openssl()
    by_gnutls()
    by_java()
    by_others()
    refused()


def by_openssl():
    for scheme in V1:
        openssl(f"openssl3-v1-{scheme.lower()}", f"{LEGACY} -v1 {scheme}", f"PBES1 {scheme}", legacy=True)
    for cipher in OLD:
        openssl(f"openssl3-v2-{cipher}", f"{LEGACY} -v2 {cipher}", f"PBES2 {cipher}", legacy=True)
    for cipher in MODERN:
        openssl(f"openssl36-v2-{cipher}", f"-v2 {cipher}", f"PBES2 {cipher}", tool="openssl36")
    for prf in PRFS3:
        openssl(f"openssl3-prf-{prf.lower()}", f"-v2 aes256 -v2prf {prf}", f"PBES2 AES-256, {prf}", form="DER",
                legacy=None if prf == "hmacWithSHA1" else False)
    for prf in PRFS36:
        openssl(f"openssl36-prf-{prf.lower()}", f"-v2 aes256 -v2prf {prf}", f"PBES2 AES-256, {prf}", tool="openssl36")
    openssl("openssl3-default", "", "the default, of an RSA key", leaf="rsa2048")
    openssl("openssl36-default", "", "the default, of an Ed25519 key", leaf="ed25519", tool="openssl36")
    openssl("openssl3-scrypt", "-scrypt", "scrypt with N 16384, r 8, p 1")
    openssl("openssl36-scrypt-n1024-r4-p2", "-scrypt -scrypt_N 1024 -scrypt_r 4 -scrypt_p 2", "scrypt with other costs",
            tool="openssl36", form="DER")
    openssl("openssl3-iter-1", "-iter 1", "one iteration")
    openssl("openssl3-iter-600000", "-iter 600000", "600,000 iterations")
    openssl("openssl36-salt-64", "-saltlen 64", "a salt of 64 bytes", tool="openssl36")
    for stem, password, about in (
        ("empty-password", "", "the empty password: tried when none is given"),
        ("password-utf8", "Grüße€", "a password in UTF-8"),
        ("password-emoji", "key\U0001f511", "a password beyond the BMP"),
        ("password-long", "x" * 200, "a password longer than the hash's block"),
    ):
        name = f"openssl3-{stem}.pem"
        command = f"openssl pkcs8 -topk8 -in keys/p256.key.pem -passout 'pass:{password}' -out {name}"
        vector.make(GROUP, name, command, about, result("p256"), unlock={"passwords": [password]} if password else None)


def by_gnutls():
    for cipher, legacy in (("3des", True), ("3des-pkcs12", True), ("aes-128", False), ("aes-192", False),
                           ("aes-256", False), ("rc2-40", True), ("arcfour", True)):
        name = f"gnutls-{cipher}.pem"
        vector.make(
            GROUP, name,
            f"certtool --to-p8 --load-privkey keys/rsa2048.key.pem --pkcs-cipher={cipher} --password=secret --outfile {name}",
            f"certtool --pkcs-cipher={cipher}", result("rsa2048", legacy=legacy), tool="gnutls", unlock=UNLOCK,
        )
    for flag, unlock in (("null-password", None), ("empty-password", None)):
        name = f"gnutls-{flag}.pem"
        vector.make(
            GROUP, name,
            f"certtool --to-p8 --load-privkey keys/p256.key.pem --pkcs-cipher=3des-pkcs12 --{flag} --outfile {name}",
            f"PKCS#12 PBE with the {flag.replace('-', ' ')}: tried when none is given",
            result("p256", legacy=True), tool="gnutls", unlock=unlock,
        )


def by_java():
    for algorithm, legacy in (("PBEWithHmacSHA256AndAES_256", False), ("PBEWithHmacSHA1AndAES_128", None),
                              ("PBEWithHmacSHA512AndAES_256", False), ("PBEWithSHA1AndDESede", True),
                              ("PBEWithSHA1AndRC2_40", True), ("PBEWithSHA1AndRC4_128", True), ("PBEWithMD5AndDES", True)):
        name = f"jdk17-{algorithm.lower()}.p8"
        vector.make(
            GROUP, name, f"java make/java/JdkPkcs8.java {algorithm} keys/rsa2048.key.pem {name}", f"the JDK's {algorithm}",
            result("rsa2048", ["pkcs8-encrypted"], legacy), tool="jdk", unlock=UNLOCK,
            made_by=tools.version("jdk").replace(" keytool", ""),
        )
    for stem, form, algorithm, legacy in (
        ("aes128", "pem", "AES_128_CBC", None), ("sha1-3des", "pem", "PBE_SHA1_3DES", True),
        ("sha1-rc2-40", "pem", "PBE_SHA1_RC2_40", True), ("pbes2-3des", "pem", "DES3_CBC", True),
        ("prf-sha3-256", "pbes2", f"{BC_AES256_CBC}/{SHA3_256}", False), ("scrypt", "scrypt", BC_AES256_CBC, False),
    ):
        name = f"bc-{stem}.pem"
        vector.make(
            GROUP, name, f"java make/java/BcPkcs8.java {form} {algorithm} keys/p256.key.pem {name}",
            f"Bouncy Castle, {algorithm}", result("p256", legacy=legacy), tool="bc", unlock=UNLOCK,
        )


def by_others():
    for algorithm in ("aes128", "aes192", "aes256", "3des"):
        name = f"forge-{algorithm}.pem"
        vector.make(
            GROUP, name, f"node make/forge.js pkcs8 {algorithm} keys/rsa2048.key.pem {name}", f"node-forge, {algorithm}",
            result("rsa2048", legacy=algorithm == "3des" or None), tool="forge", unlock=UNLOCK,
        )
    name = "cryptography-best.pem"
    vector.make(
        GROUP, name,
        "python -c \"from cryptography.hazmat.primitives.serialization import *; "
        "k = load_pem_private_key(open('keys/p384.key.pem', 'rb').read(), None); "
        f"open('{name}', 'wb').write(k.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b'secret')))\"",
        "BestAvailableEncryption", result("p384"), tool="cryptography", unlock=UNLOCK, oracle=tools.version("openssl3"),
    )
    name = "node-aes256.p8"
    vector.make(
        GROUP, name,
        "node -e \"const c = require('crypto'), f = require('fs'); "
        "f.writeFileSync('node-aes256.p8', c.createPrivateKey(f.readFileSync('keys/p521.key.pem')).export("
        "{ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'secret' }))\"",
        "crypto.KeyObject.export", result("p521", ["pkcs8-encrypted"]), tool="node", unlock=UNLOCK,
    )
    for cipher, prf in (("aes128-gcm", "sha256"), ("aes256-gcm", "sha256"), ("camellia256-cbc", "sha1"), ("aes256-cbc", "sha3-512")):
        name = f"python-{cipher}-{prf}.p8"
        vector.make(
            GROUP, name, f"python make/pbes2.py {cipher} {prf} keys/p256.key.pem {name}", f"PBES2 {cipher}, PRF {prf}",
            result("p256", ["pkcs8-encrypted"], None if prf == "sha1" else False), tool="cryptography", unlock=UNLOCK,
        )


def refused():
    command = "openssl pkcs8 -topk8 -in keys/p256.key.pem -passout pass:secret -outform DER -out {}"
    for stem, unlock, code in (("wrong-password", {"passwords": ["Secret"]}, "wrong-password"),
                               ("no-password", None, "password-required")):
        name = f"openssl3-{stem}.p8"
        vector.make(
            GROUP, name, command.format(name), f"{stem.replace('-', ' ')} given", {"code": code, "stage": "unlock"}, unlock=unlock,
        )
    name = "gnutls-gost28147.pem"
    vector.make(
        GROUP, name,
        f"certtool --to-p8 --load-privkey keys/p256.key.pem --pkcs-cipher=gost28147-tc26z --password=secret --outfile {name}",
        "PBES2 with GOST 28147-89, which we do not support: named, not a wrong password", {"code": "unsupported-algorithm"},
        tool="gnutls", unlock=UNLOCK,
    )
    name = "openssl3-truncated.p8"
    vector.make(
        GROUP, name, command.format("whole.p8") + f" && head -c 150 whole.p8 > {name}", "cut after 150 bytes",
        {"code": "truncated"}, unlock=UNLOCK,
    )


def openssl(stem, options, about, *, tool="openssl3", leaf="p256", form="PEM", legacy=False):
    name = f"{stem}.{'pem' if form == 'PEM' else 'p8'}"
    layers = ["pkcs8-encrypted"] if form == "DER" else ["pem", "pkcs8-encrypted"]
    outform = " -outform DER" if form == "DER" else ""
    command = f"openssl pkcs8 -topk8 -in keys/{leaf}.key.pem{outform} {options} -passout pass:secret -out {name}"
    vector.make(GROUP, name, command.replace("  ", " "), about, result(leaf, layers, legacy), tool=tool, unlock=UNLOCK)


def result(leaf, layers=("pem", "pkcs8-encrypted"), legacy=False):
    # With SHA-1 in the derivation alone it stays open whether there is a warning: legacy is None then.
    return {
        "layers": layers,
        "warnings": ["legacy-encryption"] if legacy else None,
        "no_warnings": ["legacy-encryption"] if legacy is False else None,
        "bundles": [expect.leaf(leaf, chain=(), certificate=False)],
    }
