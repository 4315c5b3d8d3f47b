"""OpenSSL's old encrypted PEM: Proc-Type and DEK-Info."""

import expect
import vector

GROUP = "openssl-pem"
UNLOCK = {"passwords": ["secret"]}
OLD = ("des-cbc", "des-ede-cbc", "des-ede3-cbc", "rc2-cbc", "rc2-40-cbc", "rc2-64-cbc", "bf-cbc", "des-ede3-cfb", "des-ede3-ofb",
       "des-ede-cfb", "des-cfb", "des-ofb", "bf-cfb", "bf-ofb", "rc2-cfb", "rc2-ofb", "seed-cbc", "cast5-cbc")
MODERN = ("aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "aes-128-cfb", "aes-192-cfb", "aes-256-ofb", "aes-128-ofb", "camellia-128-cbc",
          "camellia-192-cbc", "camellia-256-cbc", "camellia-128-cfb", "camellia-256-ofb", "aria-128-cbc", "aria-192-cbc", "aria-256-cbc",
          "aria-128-cfb", "aria-256-ofb", "chacha20")
# What the openssl command refuses to write (ECB has no initialization vector), Bouncy Castle writes.
BOUNCY_CASTLE = ("AES-128-ECB", "AES-256-ECB", "DES-ECB", "DES-EDE3-ECB", "DES-EDE-ECB", "BF-ECB", "RC2-ECB", "AES-256-CBC", "DES-EDE3-CBC",
                 "AES-192-CFB", "RC2-64-CBC", "BF-OFB")
OLD_CIPHERS = ("DES", "RC2", "BF")


def make():
    vector.clear(GROUP)
    for cipher in (*OLD, *MODERN):
        by_openssl(f"openssl3-{cipher}.pem", f"openssl ec -provider legacy -provider default -{cipher} -in keys/p256.key.pem",
                   f"an EC key, {cipher}", "p256", legacy=cipher in OLD)
    for cipher in ("aes256", "des3"):
        by_openssl(f"openssl36-rsa-{cipher}.pem", f"openssl rsa -traditional -{cipher} -in keys/rsa2048.key.pem",
                   f"an RSA key, -{cipher}", "rsa2048", legacy=cipher == "des3", tool="openssl36")
    for mode in BOUNCY_CASTLE:
        made(f"bc-{mode.lower()}.pem", f"java make/java/BcPkcs8.java dek {mode} keys/p256.key.pem OUT", f"JcePEMEncryptorBuilder, {mode}", "p256",
             legacy=mode.startswith(OLD_CIPHERS), tool="bc")
    for cipher in ("AES-128-CBC", "DES-EDE3-CBC"):
        made(f"forge-{cipher.lower()}.pem", f"node make/forge.js dek {cipher} keys/rsa2048.key.pem OUT", f"encryptRsaPrivateKey, {cipher}", "rsa2048",
             legacy=cipher.startswith("DES"), tool="forge")
    made("ssh-keygen.pem", "cp keys/rsa2048.key.pem OUT && chmod 600 OUT && ssh-keygen -q -p -m PEM -P '' -N secret -f OUT", "ssh-keygen -p -m PEM",
         "rsa2048", tool="ssh")
    for stem, kind in (("go-aes256", "aes256"), ("go-des3", "des3")):
        made(f"{stem}.pem", f"go run make/go/dek.go {kind} OUT rsa2048", f"x509.EncryptPEMBlock, {kind}", "rsa2048",
             legacy=kind == "des3", tool="go")
    made("cryptography-traditional.pem",
         "python -c \"from cryptography.hazmat.primitives.serialization import *; k = load_pem_private_key(open('keys/p384.key.pem', 'rb').read(), None); "
         "open('OUT', 'wb').write(k.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, BestAvailableEncryption(b'secret')))\"",
         "TraditionalOpenSSL", "p384", tool="cryptography")
    made("openssl3-dsa.pem", "openssl dsaparam -genkey -noout 2048 | openssl dsa -aes128 -passout pass:secret -out OUT && "
         "openssl dsa -in OUT -passin pass:secret -out plain.pem", "a DSA key",
         lambda shop: expect.from_openssl(shop.read("plain.pem"), "DSA 2048"))
    made("openssl3-spaces.pem", "openssl ec -aes128 -in keys/p256.key.pem -passout pass:secret -out a && tr '\\n' ' ' < a > OUT",
         "spaces for line breaks, the headers too", "p256", more={"warnings": ["lenient-pem"]})
    made("openssl3-crlf.pem", "openssl ec -aes128 -in keys/p256.key.pem -passout pass:secret -out a && sed 's/$/\\r/' a > OUT", "CRLF", "p256")
    refused()


def refused():
    command = "openssl ec -aes128 -in keys/p256.key.pem -passout pass:secret -out OUT"
    for stem, unlock, code, about in (
        ("wrong-password", {"passwords": ["Secret!"]}, "wrong-password", "a wrong password given"),
        ("no-password", None, "password-required", "no password given"),
    ):
        name = f"openssl3-{stem}.pem"
        vector.make(GROUP, name, command.replace("OUT", name), about, {"code": code, "stage": "unlock"}, unlock=unlock)


def by_openssl(name, command, about, leaf, *, legacy=False, tool="openssl3"):
    made(name, f"{command} -passout pass:secret -out OUT", about, leaf, legacy=legacy, tool=tool)


def made(name, command, about, leaf, *, legacy=False, tool="openssl3", more=None):
    def expected(shop):
        bundle = leaf(shop) if callable(leaf) else expect.leaf(leaf, chain=(), certificate=False)
        # The derivation is one round of MD5 whatever the cipher: a warning is fine for any of them.
        warnings = ["legacy-encryption"] if legacy else None
        return {"layers": ["pem", "openssl-encrypted-pem"], "warnings": warnings, **(more or {}), "bundles": [bundle]}

    vector.make(GROUP, name, command.replace("OUT", name), about, expected, tool=tool, unlock=UNLOCK)
