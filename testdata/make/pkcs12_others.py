"""PKCS#12 by GnuTLS, NSS, node-forge, Go and Python's cryptography."""

import expect
from pkcs12_common import CHAIN, UNLOCK, result, vector_of

GNUTLS = (
    "cat keys/{leaf}.cert.pem keys/chain.pem > all.pem && certtool --to-p12 --load-privkey keys/{leaf}.key.pem --load-certificate all.pem "
    "--p12-name=device --outder --outfile OUT {options}"
)
NSS = (
    "mkdir db && certutil -N -d sql:db --empty-password && openssl pkcs12 -export -inkey keys/{leaf}.key.pem -in keys/{leaf}.cert.pem "
    "-certfile keys/chain.pem -name device -passout pass:secret -out in.p12 && pk12util -d sql:db -i in.p12 -W secret && "
    "pk12util -d sql:db -n device -o OUT -W {password} {options}"
)
def make():
    gnutls()
    nss()
    forge()
    go()
    cryptography()


def gnutls():
    for cipher, legacy in (("3des", True), ("3des-pkcs12", True), ("aes-128", False), ("aes-192", False), ("aes-256", False),
                           ("rc2-40", True), ("arcfour", True)):
        vector_of(f"gnutls-{cipher}.p12", GNUTLS.format(leaf="rsa2048", options=f"--pkcs-cipher={cipher} --password=secret"),
                  f"certtool --pkcs-cipher={cipher}", result("rsa2048", legacy), tool="gnutls")
    vector_of("gnutls-default-p521.p12", GNUTLS.format(leaf="p521", options="--password=secret"), "certtool's default", result("p521"), tool="gnutls")
    vector_of("gnutls-sha512.p12", GNUTLS.format(leaf="p256", options="--hash=SHA512 --password=secret"), "MAC SHA-512", result("p256"), tool="gnutls")
    for flag in ("empty-password", "null-password"):
        vector_of(f"gnutls-{flag}.p12", GNUTLS.format(leaf="p256", options=f"--{flag} --pkcs-cipher=3des-pkcs12"),
                  f"the {flag.replace('-', ' ')}: tried when none is given", result("p256", True), tool="gnutls", unlock=None)
    vector_of("gnutls-umlaut.p12", GNUTLS.format(leaf="p256", options="--password='Größe€'"), "a password beyond ASCII", result("p256"),
              tool="gnutls", unlock={"passwords": ["Größe€"]})


def nss():
    for stem, options, legacy in (
        ("default", "", False), ("aes128-sha512", "-c AES-128-CBC -C AES-128-CBC -M SHA-512", False),
        ("aes192-sha384", "-c AES-192-CBC -C AES-192-CBC -M SHA-384", False), ("camellia256", "-c CAMELLIA-256-CBC -C CAMELLIA-256-CBC", False),
        ("rc2-rc4", "-c RC2-CBC -C RC4", True), ("3des", "-c DES-EDE3-CBC -C DES-EDE3-CBC", True), ("plain-certificates", "-C none", False),
        ("des", "-c DES-CBC -C DES-CBC", True), ("seed", "-c SEED-CBC -C SEED-CBC", None), ("mac-md5", "-M MD5", None),
        ("rc4-40", "-m 40 -c RC4 -C RC4 --cert_key_len 40", True),
    ):
        vector_of(f"nss-{stem}.p12", NSS.format(leaf="rsa2048", password="secret", options=options).rstrip(), f"pk12util {options}".rstrip(),
                  result("rsa2048", legacy), tool="nss")
    vector_of("nss-empty-password.p12", NSS.format(leaf="p256", password="''", options="").rstrip(), "the empty password: tried when none is given",
              result("p256"), tool="nss", unlock=None)
    vector_of("nss-p384.p12", NSS.format(leaf="p384", password="secret", options="").rstrip(), "an EC key", result("p384"), tool="nss")
    for stem, password in (("umlaut", "Größe"), ("euro", "5€")):
        vector_of(f"nss-{stem}.p12", NSS.format(leaf="p256", password=password, options="").rstrip(), "a password beyond ASCII", result("p256"),
                  tool="nss", unlock={"passwords": [password]})


def forge():
    for algorithm, legacy in (("3des", True), ("aes128", None), ("aes256", None)):
        def expected(shop, legacy=legacy):
            # node-forge writes a certificate anew: its bytes are not those it was given.
            found = {**result("rsa2048", legacy), "bundles": [expect.leaf("rsa2048", chain=(), certificate=False)]}
            found["bundles"][0]["certificate"] = expect.certificate_hash(shop.read("found.pem"))
            return found

        vector_of(f"forge-{algorithm}.p12",
                  f"node make/forge.js p12 {algorithm} keys/rsa2048.key.pem OUT keys/rsa2048.cert.pem && "
                  "openssl pkcs12 -in OUT -legacy -nokeys -passin pass:secret -out found.pem",
                  f"node-forge, {algorithm}", expected, tool="forge")


def go():
    vector_of("go-encode.p12", "go run make/go/p12.go encode OUT rsa2048", "pkcs12.Encode: RC2-40 and 3DES", result("rsa2048", True), tool="go-pkcs12")
    vector_of("go-encode-p384.p12", "go run make/go/p12.go encode OUT p384", "pkcs12.Encode of an EC key", result("p384", True), tool="go-pkcs12")
    vector_of("go-truststore.p12", "go run make/go/p12.go trust OUT -", "pkcs12.EncodeTrustStore",
              {"layers": ["pkcs12"], "warnings": ["legacy-encryption"], "certificates": [expect.key_hash(name) for name in CHAIN]}, tool="go-pkcs12")


def cryptography():
    pyca("best", "best", "rsa2048", "BestAvailableEncryption")
    pyca("none", "none", "p256", "NoEncryption: no MAC either", unlock=None)
    pyca("sha512", "PBESv2SHA256AndAES256CBC/SHA512/5000", "p384", "PBES2, MAC SHA-512, 5,000 rounds")
    pyca("3des", "PBESv1SHA1And3KeyTripleDESCBC/SHA1/1000", "p256", "PBES1 3DES, MAC SHA-1", legacy=True)
    pyca("best-emoji", "best", "ed25519", "a password beyond the BMP", password="\U0001f511key")
    for scenario in ("certificates", "java"):
        vector_of(f"cryptography-{scenario}.p12", f"python make/pyca_p12.py {scenario} secret OUT p256",
                  {"certificates": "certificates alone", "java": "serialize_java_truststore"}[scenario],
                  {"layers": ["pkcs12"], "certificates": [expect.key_hash(name) for name in CHAIN]}, tool="cryptography")


def pyca(stem, scenario, leaf, about, *, legacy=False, password="secret", unlock=UNLOCK):
    unlock = {"passwords": [password]} if unlock else None
    vector_of(f"cryptography-{stem}.p12", f"python make/pyca_p12.py {scenario} {password} OUT {leaf}", about, result(leaf, legacy),
              tool="cryptography", unlock=unlock)
