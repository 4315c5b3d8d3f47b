"""PKCS#12 by the JDK's keytool and by Bouncy Castle's key stores and builders."""

import expect
from pkcs12_common import CHAIN, UNLOCK, result, vector_of

SOURCE = (
    "openssl pkcs12 -export -inkey keys/{leaf}.key.pem -in keys/{leaf}.cert.pem -certfile keys/chain.pem -name {leaf} "
    "-passout pass:secret -out {leaf}.p12"
)
IMPORT = (
    "keytool {options} -importkeystore -noprompt -srckeystore {leaf}.p12 -srcstoretype PKCS12 -srcstorepass secret "
    "-srcalias {leaf} -destkeystore OUT -deststoretype PKCS12 -deststorepass {password}"
)
CERTIFICATE = "keytool {options} -importcert -noprompt -alias {name} -file keys/{name}.cert.pem -storetype PKCS12 -keystore OUT -storepass {password}"


def make():
    keytool()
    keytool_without_keys()
    stores()
    built()


def keytool():
    jdk("default", "", "keytool's default: PBES2, 10,000 iterations, MAC SHA-256")
    jdk("legacy", "-J-Dkeystore.pkcs12.legacy", "keystore.pkcs12.legacy: certificates RC2-40, key 3DES, MAC SHA-1", legacy=True)
    jdk("aes128-sha1", "-J-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA1AndAES_128 -J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA1",
        "key in AES-128 with PRF SHA-1, MAC SHA-1", legacy=None)
    jdk("sha512", "-J-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA512AndAES_256 "
        "-J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA512AndAES_256 -J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512",
        "PRF and MAC SHA-512")
    jdk("counts", "-J-Dkeystore.pkcs12.keyPbeIterationCount=5000 -J-Dkeystore.pkcs12.certPbeIterationCount=3000 -J-Dkeystore.pkcs12.macIterationCount=7000",
        "different iteration counts for key, certificates and MAC")
    jdk("rc4", "-J-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithSHA1AndRC4_128 -J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithSHA1AndRC4_40",
        "key RC4-128, certificates RC4-40", legacy=True)
    jdk("plain-certificates-nomac", "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE -J-Dkeystore.pkcs12.macAlgorithm=NONE",
        "certificates plain, no MAC")
    jdk("p384", "", "an EC key", leaf="p384")
    jdk("ed25519", "", "an Ed25519 key", leaf="ed25519")
    several = " && ".join(
        f"{SOURCE.format(leaf=leaf)} && {IMPORT.format(leaf=leaf, options='', password='secret')}" for leaf in ("rsa2048", "p256", "ed25519")
    )
    vector_of("jdk17-several.p12", several, "three keys, each with its chain", {
        "layers": ["pkcs12"], "bundles": [expect.leaf(leaf) for leaf in ("rsa2048", "p256", "ed25519")],
    }, tool="jdk")
    vector_of(
        "jdk17-key-and-trusted.p12",
        f"{SOURCE.format(leaf='p256')} && {IMPORT.format(leaf='p256', options='', password='secret')} && "
        + CERTIFICATE.format(options="", name="rsa4096", password="secret"),
        "a key entry and a trusted certificate", result("p256", certificates=[expect.key_hash("rsa4096")]), tool="jdk",
    )
    vector_of(
        "jdk17-key-and-secrets.p12",
        f"{SOURCE.format(leaf='p256')} && {IMPORT.format(leaf='p256', options='', password='secret')} && "
        "keytool -genseckey -alias aes -keyalg AES -keysize 256 -storetype PKCS12 -keystore OUT -storepass secret && "
        "printf 'pass word\\npass word\\n' | keytool -importpass -alias word -storetype PKCS12 -keystore OUT -storepass secret",
        "a key entry beside two secret bags", result("p256", None), tool="jdk",
    )
    vector_of(
        "jdk17-genkeypair.p12",
        "keytool -genkeypair -alias self -keyalg EC -groupname secp384r1 -dname CN=self -validity 9000 -storetype PKCS12 -keystore OUT -storepass secret && "
        "openssl pkcs12 -in OUT -passin pass:secret -nodes -out all.pem",
        "a new key with its self-signed certificate", self_signed("EC P-384"), tool="jdk",
    )


def keytool_without_keys():
    for stem, options, password, about in (
        ("truststore", "", "secret", "a trust store: certificates alone, with Java's attribute"),
        ("truststore-legacy", "-J-Dkeystore.pkcs12.legacy", "secret", "a trust store in the old form"),
        ("truststore-plain", "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE -J-Dkeystore.pkcs12.macAlgorithm=NONE", "secret",
         "a trust store without password: nothing encrypted, no MAC"),
    ):
        command = " && ".join(CERTIFICATE.format(options=options, name=name, password=password) for name in CHAIN)
        vector_of(f"jdk17-{stem}.p12", command.replace("  ", " "), about,
                  {"layers": ["pkcs12"], "certificates": [expect.key_hash(name) for name in CHAIN]}, tool="jdk",
                  unlock=None if stem.endswith("plain") else UNLOCK)


def stores():
    for kind, legacy in (("PKCS12", True), ("BCPKCS12", True), ("PKCS12-DEF", True), ("PKCS12-3DES-3DES", True), ("PKCS12-DEF-3DES-3DES", True)):
        bc(f"store-{kind.lower()}", f"store {kind} ber secret OUT rsa2048", f"key store {kind}, BER", "rsa2048", legacy=legacy)
    bc("store-pkcs12-der", "store PKCS12 der secret OUT rsa2048", "key store PKCS12, written as DER", "rsa2048", legacy=True)
    bc("store-several", "store PKCS12 ber secret OUT rsa2048 p256 p384", "a store with three keys", "rsa2048", "p256", "p384", legacy=True)
    bc("store-umlaut", "store PKCS12 ber 'Größe€' OUT p256", "a password beyond ASCII", "p256", legacy=True, unlock={"passwords": ["Größe€"]})
    bc("store-empty-password", "store PKCS12 ber '' OUT p256", "the empty password", "p256", legacy=True, unlock=None)
    bc("built-null-password", "build 3des null OUT p256", "no password at all: not even its two zero bytes", "p256", legacy=True, unlock=None)
    vector_of("bc-store-certificates.p12", "java make/java/BcPkcs12.java store PKCS12 ber secret OUT", "certificates alone",
              {"layers": ["pkcs12"], "certificates": [expect.key_hash(name) for name in CHAIN]}, tool="bc")


def built():
    bc("built-aes256", "build aes256 secret OUT rsa2048", "PKCS12PfxPduBuilder, PBES2 AES-256", "rsa2048", legacy=None)
    bc("built-scrypt", "build scrypt secret OUT p256", "PBES2 with scrypt", "p256", legacy=None)
    bc("built-sha512", "build sha512 secret OUT p256", "MAC SHA-512", "p256")
    bc("built-sha3", "build sha3 secret OUT p256", "PBKDF2 with HMAC-SHA3-256", "p256", legacy=None)
    bc("built-3des-ber", "build 3des secret OUT rsa2048", "3DES, written as BER", "rsa2048", legacy=True)
    bc("built-rc4", "build rc4 secret OUT p256", "RC4-128", "p256", legacy=True)
    bc("built-crl", "build crl secret OUT p256", "a CRL bag beside key and certificates", "p256", legacy=None)
    bc("built-same-local-key-id", "build aes256 secret OUT rsa2048 p256 p521", "three keys and leaves with one localKeyID: paired by key",
       "rsa2048", "p256", "p521", legacy=None)


def jdk(stem, options, about, *, leaf="rsa2048", legacy=False, password="secret"):
    command = f"{SOURCE.format(leaf=leaf)} && {IMPORT.format(leaf=leaf, options=options, password=password)}".replace("  ", " ")
    vector_of(f"jdk17-{stem}.p12", command, about, result(leaf, legacy), tool="jdk", unlock={"passwords": [password]})


def bc(stem, arguments, about, *leaves, legacy=False, unlock=UNLOCK):
    expected = result(leaves[0], legacy)
    expected["bundles"] = [expect.leaf(leaf) for leaf in leaves]
    vector_of(f"bc-{stem}.p12", f"java make/java/BcPkcs12.java {arguments}", about, expected, tool="bc", unlock=unlock)


def self_signed(algorithm):
    def expected(shop):
        text = shop.read("all.pem")
        certificate = text[text.index(b"-----BEGIN CERTIFICATE"):]
        key = text[text.index(b"-----BEGIN PRIVATE"):]
        return {"layers": ["pkcs12"], "bundles": [expect.from_openssl(key, algorithm, certificate=certificate)]}

    return expected
