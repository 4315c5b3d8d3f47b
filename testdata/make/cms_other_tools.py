"""CMS of node-forge, PKI.js, Go, NSS, GnuPG, GnuTLS, Python and a current OpenSSL."""

import cms_by_hand
import cms_layers
import expect
import make_cms
import parts
import tools
import vector

RSA = parts.unlock("rsa2048")
BOTH = parts.unlock("rsa2048", certificates=True)
LEGACY = "-provider legacy -provider default"
KEK = bytes(range(32)).hex()


def by(tool, name, command, about, given, content="device.zip", **others):
    if parts.wanted("cms", name):
        make_cms.envelope(name, command, about, given, content=content, tool=tool, made_by=tools.version(tool), **others)


def make():
    node()
    go()
    nss_and_gnupg()
    python()
    wolfssl()
    current_openssl()


def node():
    for algorithm, about, given, warnings in (
        ("aes256-CBC", "AES-256-CBC", RSA, []), ("aes192-CBC", "AES-192-CBC", BOTH, []), ("aes128-CBC", "AES-128-CBC", RSA, []),
        ("des-EDE3-CBC", "3DES", BOTH, ["legacy-encryption"]),
    ):
        name = f"forge-{algorithm.lower()}.p7m"
        by("forge", name, f"node make/js/forge-enveloped.js {algorithm} keys/rsa2048.cert.pem device.zip {name}",
           f"{about}, content as a constructed OCTET STRING of definite length", given, warnings=warnings)
    script = "node make/js/pkijs-enveloped.js"
    for digest in ("SHA-1", "SHA-256", "SHA-512"):
        name = f"pkijs-oaep-{digest.lower()}.p7m"
        by("pkijs", name, f"{script} AES-CBC:256 oaep:{digest}:keys/rsa2048.cert.pem device.zip {name}",
           f"RSAES-OAEP with {digest} twice", RSA)
    for curve, digest in (("p256", "SHA-256"), ("p384", "SHA-384"), ("p521", "SHA-512"), ("p256", "SHA-1")):
        name = f"pkijs-{curve}-{digest.lower()}.p7m"
        by("pkijs", name, f"{script} AES-CBC:128 ecdh:{digest}:keys/{curve}.cert.pem device.zip {name}",
           f"ECDH to {curve.upper()}, {digest}", parts.unlock(curve, certificates=curve == "p256"))
    by("pkijs", "pkijs-gcm.p7m", f"{script} AES-GCM:256 oaep:SHA-256:keys/rsa2048.cert.pem device.zip pkijs-gcm.p7m",
       "AES-GCM in EnvelopedData", BOTH, reader=cms_by_hand.put_in("device.zip"))
    by("pkijs", "pkijs-kek.p7m", f"{script} AES-CBC:256 kek:{KEK} device.zip pkijs-kek.p7m", "a key-encryption key",
       parts.unlock(kek=KEK))


def go():
    script = "go run make/go/pkcs7.go"
    for algorithm, about in (("des", "DES-CBC"), ("aes128", "AES-128-CBC"), ("aes256", "AES-256-CBC")):
        name = f"go-{algorithm}.p7m"
        by("go-pkcs7", name, f"{script} {algorithm} keys/rsa2048.cert.pem device.zip {name}", about, RSA,
           warnings=["legacy-encryption"] if algorithm == "des" else [], options=LEGACY if algorithm == "des" else "")
    for algorithm in ("gcm128", "gcm256"):
        name = f"go-{algorithm}.p7m"
        by("go-pkcs7", name, f"{script} {algorithm} keys/rsa2048.cert.pem device.zip {name}",
           "AES-GCM in EnvelopedData, its parameters in a SEQUENCE within one that is not marked as constructed", BOTH,
           reader=cms_by_hand.put_in("device.zip"))


def nss_and_gnupg():
    database = "mkdir db; certutil -N -d db --empty-password; certutil -A -d db -n to -t ',,' -a -i keys/rsa2048.cert.pem"
    by("nss", "nss-cmsutil.p7m", f"{database}; cmsutil -E -d db -r to -i device.zip -o nss-cmsutil.p7m",
       "cmsutil -E with its defaults", RSA)
    by("nss", "nss-cmsutil-key.p7m", f"{database}; cmsutil -E -d db -r to -i device.key.pem -o nss-cmsutil-key.p7m",
       "cmsutil -E, the key alone", BOTH, content="device.key.pem")
    home = (
        "export GNUPGHOME=$PWD/home; mkdir -m 700 home; "
        "for c in root intermediate rsa2048 rsa3072; do gpgsm -q --batch --import keys/$c.cert.pem; done; "
        "echo $(openssl x509 -in keys/root.cert.pem -noout -fingerprint -sha1 | cut -d= -f2) S relax > home/trustlist.txt"
    )
    encrypt = "gpgsm -q --batch --disable-crl-checks"
    by("gpgsm", "gpgsm.p7m", f"{home}; {encrypt} -r CN=device-rsa2048,O=Example -o gpgsm.p7m --encrypt device.zip",
       "gpgsm --encrypt with its defaults", RSA)
    by("gpgsm", "gpgsm-armor.pem",
       f"{home}; {encrypt} --armor -r CN=device-rsa2048,O=Example -o gpgsm-armor.pem --encrypt device.pem",
       "gpgsm --armor: the label is ENCRYPTED MESSAGE", BOTH, content="device.pem", outer=["pem"], form="base64")
    by("gpgsm", "gpgsm-base64.p7m",
       f"{home}; {encrypt} --base64 -r CN=device-rsa2048,O=Example -o gpgsm-base64.p7m --encrypt device.pem",
       "gpgsm --base64", RSA, content="device.pem", outer=["base64"], form="base64")
    by("gpgsm", "gpgsm-two.p7m",
       f"{home}; {encrypt} --cipher-algo AES256 -r CN=device-rsa3072,O=Example -r CN=device-rsa2048,O=Example "
       "-o gpgsm-two.p7m --encrypt device.zip", "gpgsm, two recipients, AES-256", parts.unlock("rsa3072"))
    three = {"certificates": cms_layers.ALL}
    cms_layers.layered(
        "gnutls-certs.p7b",
        "cat keys/device-p256.cert.pem keys/chain.pem > all.pem; "
        "certtool --p7-generate --load-certificate all.pem --outder --outfile gnutls-certs.p7b",
        "certtool --p7-generate", three, tool="gnutls", made_by=tools.version("gnutls"))
    cms_layers.layered(
        "gnutls-signed.p7m",
        "cat keys/device-p256.cert.pem keys/chain.pem > all.pem; certtool --p7-sign --load-privkey keys/device-p256.key.pem "
        "--load-certificate all.pem --infile device.key.pem --outder --outfile gnutls-signed.p7m",
        "certtool --p7-sign around a key, with its certificates", {"bundles": [expect.leaf("device-p256")]},
        content="device.key.pem", tool="gnutls", made_by=tools.version("gnutls"))


def python():
    script = (
        "python -c \"import pathlib as p; from cryptography import x509; from cryptography.hazmat.primitives.serialization "
        "import pkcs7, Encoding; from cryptography.hazmat.primitives.ciphers import algorithms as a; "
        "p.Path('{name}').write_bytes(pkcs7.PKCS7EnvelopeBuilder().set_data(p.Path('device.zip').read_bytes())"
        ".add_recipient(x509.load_pem_x509_certificate(p.Path('keys/rsa2048.cert.pem').read_bytes()))"
        ".set_content_encryption_algorithm(a.{cipher}).encrypt(Encoding.{form}, [pkcs7.PKCS7Options.Binary]))\""
    )
    for name, cipher, form, outer in (
        ("python-pkcs7-aes128.p7m", "AES128", "DER", []), ("python-pkcs7-aes256.pem", "AES256", "PEM", ["pem"]),
    ):
        by("cryptography", name, script.format(name=name, cipher=cipher, form=form), f"PKCS7EnvelopeBuilder, {cipher}, {form}",
           RSA, outer=outer, form=form)


def wolfssl():
    def wolf(name, cipher, recipient, about, given, **others):
        stem = recipient.split(":")[-1].removesuffix(".der")
        der = f"openssl x509 -in keys/{stem}.cert.pem -outform DER -out {stem}.der; " if recipient.endswith(".der") else ""
        by("wolfssl", name, f"gcc -o wolfssl-cms make/c/wolfssl-cms.c -lwolfssl; {der}./wolfssl-cms {cipher} {recipient} device.zip {name}",
           about, given, **others)

    for cipher, given in (("aes128-cbc", RSA), ("aes192-cbc", BOTH), ("aes256-cbc", RSA), ("3des", BOTH)):
        wolf(f"wolfssl-{cipher}.p7m", cipher, "rsa:rsa2048.der", cipher.upper(), given,
             warnings=["legacy-encryption"] if cipher == "3des" else [])
    wolf("wolfssl-ski.p7m", "aes256-cbc", "rsa-ski:rsa2048.der", "recipient by subject key identifier", RSA)
    for digest, curve in (("sha1", "p256"), ("sha256", "p256"), ("sha384", "p384"), ("sha512", "p521")):
        wolf(f"wolfssl-{curve}-{digest}.p7m", "aes256-cbc", f"ec:{digest}:{curve}.der", f"ECDH to {curve.upper()}, {digest.upper()}",
             parts.unlock(curve, certificates=digest == "sha384"))
    wolf("wolfssl-kek.p7m", "aes256-cbc", f"kek:{KEK}", "a key-encryption key", parts.unlock(kek=KEK))
    for cipher in ("aes256-gcm", "aes128-ccm"):
        wolf(f"wolfssl-{cipher}.p7m", cipher, "rsa:rsa2048.der",
             f"{cipher.upper()}, nonce and tag length without the SEQUENCE that belongs around them", BOTH, layer=make_cms.AUTH,
             reader=cms_by_hand.put_in("device.zip"))


def current_openssl():
    cms = make_cms.cms
    to = "keys/rsa2048.cert.pem"
    now = {"tool": "openssl36"}
    cms("openssl36-rsa.p7m", f"-outform DER {to}", "the default cipher of a current openssl", RSA, **now)
    cms("openssl36-rsa-gcm.p7m", f"-outform DER -aes-256-gcm {to}", "AES-256-GCM", BOTH, layer=make_cms.AUTH, **now)
    cms("openssl36-stream.p7m", f"-outform DER -stream -aes256 {to}", "streamed", RSA, warnings=["not-der"], **now)
    cms("openssl36-oaep.p7m",
        "-outform DER -aes256 -recip keys/rsa3072.cert.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
        "RSAES-OAEP", parts.unlock("rsa3072"), **now)
    cms("openssl36-p384.p7m", "-outform DER -aes256 keys/p384.cert.pem", "ECDH with a current openssl's defaults",
        parts.unlock("p384"), **now)
    cms("openssl36-password.p7m", "-outform DER -aes256 -pwri_password secret", "a password recipient",
        parts.unlock(passwords=["secret"]), **now)
    for bits in (128, 192, 256):
        cms(f"openssl3-aria{bits}.p7m", f"-outform DER -aria-{bits}-cbc {to}", f"ARIA-{bits}-CBC as content cipher", RSA)
    key_encapsulation()
    finite_field()
    kem = "openssl36-kem-and-rsa.p7m"
    if parts.wanted("cms", kem):
        make_cms.envelope(
            kem,
            "openssl genpkey -algorithm ML-KEM-512 -out kem.key; openssl pkey -in kem.key -pubout -out kem.pub; "
            "openssl x509 -new -subj /CN=kem -force_pubkey kem.pub -CA keys/root.cert.pem -CAkey keys/root.key.pem -out kem.pem; "
            f"openssl cms -encrypt -binary -in device.zip -out {kem} -outform DER -aes256 -recip kem.pem -recip {to}",
            "an ML-KEM recipient beside the RSA one that is given", BOTH, content="device.zip", tool="openssl36")


def key_encapsulation():
    """KEMRecipientInfo (RFC 9629) with ML-KEM (RFC 9936)."""
    cms, now = make_cms.cms, {"tool": "openssl36"}
    for bits in (512, 768, 1024):
        name = f"mlkem{bits}"
        cms(f"openssl36-{name}.p7m", f"-outform DER -aes256 keys/{name}.cert.pem", f"a recipient by ML-KEM-{bits}",
            parts.unlock(name, certificates=bits == 768), **now)
    cms("openssl36-mlkem768-sha512-ukm.p7m",
        "-outform DER -aes-256-gcm -recip keys/mlkem768.cert.pem -recip_kdf HKDF-SHA512 -recip_ukm 0102030405060708",
        "ML-KEM-768, HKDF with SHA-512, user keying material, AES-256-GCM", parts.unlock("mlkem768"), layer=make_cms.AUTH, **now)
    cms("openssl36-mlkem512-sha384-keyid.p7m",
        "-outform DER -aes128 -aes128-wrap -keyid -recip keys/mlkem512.cert.pem -recip_kdf HKDF-SHA384",
        "ML-KEM-512, HKDF with SHA-384, AES-128 key wrap, recipient by its subject key identifier",
        parts.unlock("mlkem512", certificates=True), **now)
    cms("openssl36-mlkem-second.p7m", "-outform DER -aes256 keys/mlkem512.cert.pem keys/p256.cert.pem keys/mlkem1024.cert.pem",
        "the second of two recipients by ML-KEM, beside one on P-256", parts.unlock("mlkem1024"), **now)
    refused("mlkem-other", "keys/mlkem768.cert.pem", "a recipient by ML-KEM, another key given", "mlkem512", "openssl36")


def finite_field():
    """Diffie-Hellman modulo a prime (RFC 2631, RFC 3370 §4.1)."""
    cms, to = make_cms.cms, "keys/dhx2048.cert.pem"
    cms("openssl3-dhx2048.p7m", f"-outform DER -aes256 {to}", "Diffie-Hellman, X9.42, AES-256 key wrap", parts.unlock("dhx2048"))
    cms("openssl3-dhx2048-3des.p7m", f"-outform DER -des3 {to}", "Diffie-Hellman, X9.42, 3DES key wrap",
        parts.unlock("dhx2048", certificates=True), warnings=["legacy-encryption"])
    cms("openssl3-dhx2048-keyid.p7m", f"-outform DER -aes128 -keyid {to}", "Diffie-Hellman, recipient by its subject key identifier",
        parts.unlock("dhx2048"))
    cms("openssl36-dhx2048-gcm.p7m", f"-outform DER -aes-256-gcm {to}", "Diffie-Hellman, AES-256-GCM", parts.unlock("dhx2048"),
        layer=make_cms.AUTH, tool="openssl36")
    cms("openssl3-p256-aes-3des-wrap.p7m", "-outform DER -aes256 -des3-wrap keys/p256.cert.pem", "a key of AES in a 3DES key wrap",
        parts.unlock("p256"))
    refused("dhx-other", to, "a recipient by Diffie-Hellman, another key given", "dhx2048-other", "openssl3")


def refused(stem, to, about, given, tool):
    name = f"refused-wrong-recipient-{stem}.p7m"
    vector.make("cms", name, f"openssl cms -encrypt -binary -in device.zip -out {name} -outform DER -aes256 {to}", about,
                {"code": "wrong-recipient", "stage": "unlock"}, tool=tool, unlock=parts.unlock(given), inputs=parts.inputs(),
                oracle="the rule: another key than the one it is encrypted to")
