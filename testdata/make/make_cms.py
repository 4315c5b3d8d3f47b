"""The group cms: what OpenSSL encrypts, and what others do (modules of their own)."""

import cms_bouncy_castle
import cms_by_hand
import cms_layers
import cms_other_tools
import cms_refused
import parts
import vector

ENVELOPED = "cms-enveloped-data"
AUTH = "cms-auth-enveloped-data"
LEGACY = "-provider legacy -provider default"
KEK = "000102030405060708090a0b0c0d0e0f"
KEK256 = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"


def cms(name, arguments, about, given, *, content="device.zip", tool="openssl3", outer=(), layer=ENVELOPED,
        warnings=(), no_warnings=(), options="", form="DER", group="cms", binary="-binary "):
    """A file that `openssl cms -encrypt` wrote."""
    if parts.wanted(group, name):
        envelope(
            name, f"openssl cms -encrypt {binary}-in {content} -out {name} {arguments}", about, given, content=content,
            tool=tool, outer=outer, layer=layer, warnings=warnings, no_warnings=no_warnings, options=options,
            form=form, group=group,
        )


def envelope(name, command, about, given, *, content, tool, outer=(), layer=ENVELOPED, warnings=(), no_warnings=(),
             options="", form="DER", group="cms", made_by=None, check_with=None,
             reader=None):
    """A file that `command` wrote; `openssl cms -decrypt` must give `content` again."""
    known = parts.contents()[content]

    def expect(shop):
        if reader:
            came_out = reader(shop, name, given)
        else:
            came_out = parts.openssl_decrypt(shop, name, check_with or given, form, options)
        assert came_out == known.data, f"{name}: the oracle reads another content"
        expected = known.expect(*outer, layer)
        expected["content_sha256"] = parts.sha256(known.data)
        expected["warnings"] = sorted({*expected.get("warnings", []), *warnings}) or None
        expected["no_warnings"] = list(no_warnings) or None
        return expected

    oracle = parts.oracle(reader.__name__ if reader else tool)
    vector.make(group, name, command, about, expect, tool=tool, unlock=given, inputs=parts.inputs(), oracle=oracle,
                made_by=made_by)


def key_transport():
    both = parts.unlock("rsa2048", certificates=True)
    alone = parts.unlock("rsa2048")
    to = "keys/rsa2048.cert.pem"
    cbc = {"warnings": ["unauthenticated"]}
    for bits, given in ((128, both), (192, alone), (256, both)):
        cms(f"openssl3-rsa-aes{bits}-cbc.p7m", f"-outform DER -aes{bits} {to}",
            f"RSAES-PKCS1-v1_5, AES-{bits}-CBC, a ZIP of key and certificates", given, **cbc)
        cms(f"openssl3-rsa-aes{bits}-gcm.p7m", f"-outform DER -aes-{bits}-gcm {to}",
            f"AuthEnvelopedData, AES-{bits}-GCM", given, layer=AUTH, no_warnings=["unauthenticated"])
    for name, option, cipher in (
        ("des", "-des", "DES-CBC"), ("3des", "-des3", "3DES"), ("rc2-40", "-rc2-40-cbc", "RC2 of 40 bits"),
        ("rc2-64", "-rc2-64-cbc", "RC2 of 64 bits"), ("rc2-128", "-rc2", "RC2 of 128 bits"),
    ):
        cms(f"openssl3-rsa-{name}.p7m", f"-outform DER {LEGACY} {option} {to}", f"the old content cipher {cipher}",
            alone, warnings=["legacy-encryption"], options=LEGACY, content="device.pem")
    for bits in (128, 192, 256):
        cms(f"openssl3-rsa-camellia{bits}.p7m", f"-outform DER -camellia{bits} {to}",
            f"Camellia-{bits}-CBC as content cipher", both, content="device.key.der", **cbc)
    cms("openssl3-rsa-default.p7m", f"-outform DER {to}", "no cipher named: openssl cms takes 3DES", both,
        warnings=["legacy-encryption"])
    cms("openssl3-rsa-keyid.p7m", f"-outform DER -aes256 -keyid {to}", "recipient by subject key identifier", alone)
    cms("openssl3-rsa-keyid-cert.p7m", f"-outform DER -aes128 -keyid {to}",
        "recipient by subject key identifier, the recipient's certificate given", both, content="device-rsa.zip")
    renewed = {"recipient_keys": ["keys/rsa2048.key.pem"], "recipient_certificates": ["keys/rsa2048-renewed.cert.pem"]}
    name = "openssl3-renewed-certificate.p7m"
    if parts.wanted("cms", name):
        envelope(name, f"openssl cms -encrypt -binary -in device.zip -out {name} -outform DER -aes256 {to}",
                 "the recipient's certificate that is given is a newer one for the same key", renewed, content="device.zip",
                 tool="openssl3", check_with=alone)
    cms("openssl3-rsa1024.p7m", "-outform DER -aes256 keys/rsa1024.cert.pem", "RSA 1024 recipient", parts.unlock("rsa1024"))
    cms("openssl3-rsa3072.p7m", "-outform DER -aes256 keys/rsa3072.cert.pem", "RSA 3072 recipient",
        parts.unlock("rsa3072"), content="device.key.pem")
    cms("openssl3-rsa4096.p7m", "-outform DER -aes256 keys/rsa4096.cert.pem", "RSA 4096 recipient",
        parts.unlock("rsa4096", certificates=True), content="device-rsa.zip")
    cms("openssl3-rsa-noski.p7m", "-outform DER -aes256 keys/rsa2048-noski.cert.pem",
        "the recipient's certificate has no subject key identifier", parts.unlock("rsa2048-noski", certificates=True),
        content="device-rsa.key.pem")
    cms("openssl3-rsa-noski-keyonly.p7m", "-outform DER -aes256 keys/rsa2048-noski.cert.pem",
        "the recipient's certificate has no subject key identifier, and only the key is given",
        parts.unlock("rsa2048-noski"), content="device-rsa.key.pem")
    for name, path, passwords in (
        ("pkcs1", "rsa2048.pkcs1.pem", None), ("der", "rsa2048.key.der", None),
        ("encrypted", "rsa2048.encrypted.pem", ["recipient"]), ("p12", "rsa2048.p12", ["recipient"]),
    ):
        name = f"openssl3-recipient-{name}.p7m"
        given = {"recipient_keys": [f"keys/{path}"], "recipient_key_passwords": passwords}
        if parts.wanted("cms", name):
            envelope(name, f"openssl cms -encrypt -binary -in device.zip -out {name} -outform DER -aes256 {to}",
                     f"the recipient's key comes as {path}", given, content="device.zip", tool="openssl3",
                     check_with=alone)


def oaep():
    number = 0
    for digest in ("sha1", "sha224", "sha256", "sha384", "sha512"):
        for mgf in ("sha1", "sha256", "sha512"):
            if mgf not in (digest, "sha1") and digest != "sha256":
                continue
            number += 1
            given = parts.unlock("rsa2048", certificates=number % 2 == 0)
            cms(f"openssl3-oaep-{digest}-mgf-{mgf}.p7m",
                f"-outform DER -aes256 -recip keys/rsa2048.cert.pem -keyopt rsa_padding_mode:oaep "
                f"-keyopt rsa_oaep_md:{digest} -keyopt rsa_mgf1_md:{mgf}",
                f"RSAES-OAEP with {digest.upper()} and MGF1 {mgf.upper()}", given, content="device.key.pem")
    cms("openssl3-oaep-label.p7m",
        "-outform DER -aes256 -recip keys/rsa2048.cert.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256 "
        "-keyopt rsa_oaep_label:6b657962756e646c65", "RSAES-OAEP with a label", parts.unlock("rsa2048"))
    cms("openssl3-oaep-rsa4096-gcm.p7m",
        "-outform DER -aes-256-gcm -recip keys/rsa4096.cert.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha512",
        "RSAES-OAEP with SHA-512 to RSA 4096, AES-256-GCM", parts.unlock("rsa4096", certificates=True), layer=AUTH)


def key_agreement():
    for curve, digests in (("p256", ("sha1", "sha224", "sha256")), ("p384", ("sha256", "sha384")), ("p521", ("sha512",))):
        for number, digest in enumerate(digests):
            cms(f"openssl3-{curve}-kdf-{digest}.p7m",
                f"-outform DER -aes256 -recip keys/{curve}.cert.pem -keyopt ecdh_kdf_md:{digest}",
                f"ECDH on {curve.upper()}, dhSinglePass-stdDH-{digest}kdf", parts.unlock(curve, certificates=number % 2 == 0))
    for curve, digest in (("p256", "sha256"), ("p384", "sha384"), ("p521", "sha512"), ("p256", "sha1")):
        cms(f"openssl3-{curve}-cofactor-{digest}.p7m",
            f"-outform DER -aes128 -recip keys/{curve}.cert.pem -keyopt ecdh_kdf_md:{digest} -keyopt ecdh_cofactor_mode:1",
            f"cofactor ECDH on {curve.upper()}, dhSinglePass-cofactorDH-{digest}kdf", parts.unlock(curve),
            content="device.key.pem")
    cms("openssl3-p256-default.p7m", "-outform DER -aes256 keys/p256.cert.pem", "ECDH as openssl cms does it by default",
        parts.unlock("p256"))
    cms("openssl3-p384-gcm.p7m", "-outform DER -aes-256-gcm keys/p384.cert.pem", "ECDH to P-384, AES-256-GCM",
        parts.unlock("p384", certificates=True), layer=AUTH, no_warnings=["unauthenticated"])
    cms("openssl3-p256-3des.p7m", "-outform DER -des3 keys/p256.cert.pem", "3DES key wrap after ECDH",
        parts.unlock("p256"), warnings=["legacy-encryption"])
    cms("openssl3-p521-aes192.p7m", "-outform DER -aes192 -keyid keys/p521.cert.pem",
        "AES-192 key wrap, recipient by its subject key identifier", parts.unlock("p521"))
    cms("openssl3-p256-keyid.p7m", "-outform DER -aes256 -keyid keys/p256.cert.pem",
        "ECDH recipient by its subject key identifier", parts.unlock("p256", certificates=True))
    cms("openssl3-p384-rsa-device.p7m", "-outform DER -aes256 keys/p384.cert.pem", "an RSA device's ZIP to P-384",
        parts.unlock("p384"), content="device-rsa.zip")


def kek_and_password():
    cms("openssl3-kek128.p7m", f"-outform DER -aes128 -secretkey {KEK} -secretkeyid 0a0b0c",
        "a key-encryption key of 128 bits", parts.unlock(kek=KEK, kek_id="0a0b0c"))
    cms("openssl3-kek256-noid.p7m", f"-outform DER -aes256 -secretkey {KEK256} -secretkeyid 0a0b0c",
        "a key-encryption key of 256 bits, given without its identifier", parts.unlock(kek=KEK256))
    cms("openssl3-kek-gcm.p7m", f"-outform DER -aes-256-gcm -secretkey {KEK256} -secretkeyid 01",
        "a key-encryption key and AES-256-GCM", parts.unlock(kek=KEK256, kek_id="01"), layer=AUTH)
    cms("openssl3-password.p7m", "-outform DER -aes256 -pwri_password secret", "a password recipient",
        parts.unlock(passwords=["secret"]))
    cms("openssl3-password-aes128.p7m", "-outform DER -aes128 -pwri_password 'pass word'",
        "a password recipient, AES-128", parts.unlock(passwords=["pass word"]), content="device.key.pem")
    cms("openssl3-password-utf8.p7m", "-outform DER -aes256 -pwri_password 'pässwörd €'", "a password beyond ASCII, as UTF-8",
        parts.unlock(passwords=["pässwörd €"]))
    cms("openssl3-password-3des.p7m", "-outform DER -des3 -pwri_password secret", "a password recipient, 3DES",
        parts.unlock(passwords=["secret"]), warnings=["legacy-encryption"])


def several_recipients():
    mixed = (f"-outform DER -aes256 -secretkey {KEK256} -secretkeyid 0a0b0c -pwri_password secret "
             "keys/rsa2048-other.cert.pem keys/rsa2048.cert.pem keys/p256.cert.pem keys/p256-other.cert.pem")
    for name, given in (
        ("rsa", parts.unlock("rsa2048")), ("ec", parts.unlock("p256", certificates=True)),
        ("kek", parts.unlock(kek=KEK256)), ("password", parts.unlock(passwords=["secret"])),
    ):
        cms(f"openssl3-mixed-{name}.p7m", mixed, f"six recipients of four kinds, opened by {name}", given)
    cms("openssl3-two-rsa-one-key.p7m", "-outform DER -aes256 keys/rsa4096.cert.pem keys/rsa2048.cert.pem",
        "two RSA recipients of different sizes, only the second's key and no certificate", parts.unlock("rsa2048"))
    cms("openssl3-three-ec-gcm.p7m",
        "-outform DER -aes-128-gcm keys/p521.cert.pem keys/p384.cert.pem keys/p256.cert.pem",
        "three curves, AES-128-GCM", parts.unlock("p256"), layer=AUTH)
    given = parts.unlock("rsa2048-other", "p256-other", "p384")
    if parts.wanted("cms", "openssl3-key-ring.p7m"):
        envelope("openssl3-key-ring.p7m",
                 "openssl cms -encrypt -binary -in device.zip -out openssl3-key-ring.p7m -outform DER -aes256 keys/p384.cert.pem",
                 "three keys are given, the last one opens it", given, content="device.zip", tool="openssl3",
                 check_with=parts.unlock("p384"))


def forms():
    to = "keys/rsa2048.cert.pem"
    alone = parts.unlock("rsa2048")
    both = parts.unlock("rsa2048", certificates=True)
    cms("openssl3-stream.p7m", f"-outform DER -stream -aes256 {to}", "streamed: indefinite lengths", alone,
        warnings=["not-der"])
    cms("openssl3-stream-gcm.p7m", f"-outform DER -stream -aes-256-gcm {to}", "streamed AuthEnvelopedData", both, layer=AUTH,
        warnings=["not-der"])
    cms("openssl3-pem.pem", f"-outform PEM -aes256 {to}", "armour CMS", alone, outer=["pem"], form="PEM")
    cms("openssl3-pem-stream.pem", f"-outform PEM -stream -aes256 {to}", "armour CMS around indefinite lengths", both,
        outer=["pem"], form="PEM")
    cms("openssl3-empty-content.p7m", f"-outform DER -aes256 {to}", "empty content", alone, content="empty")
    for name, cipher in (("aes256-cfb", "-aes-256-cfb"), ("aes128-ofb", "-aes-128-ofb"), ("camellia192-cfb", "-camellia-192-cfb"),
                         ("sm4-ofb", "-sm4-ofb")):
        cms(f"openssl3-rsa-{name}.p7m", f"-outform DER {cipher} {to}", f"the content in a stream mode, {cipher[1:]}", both,
            warnings=["unauthenticated"])
    cms("openssl3-password-ecb.p7m", "-outform DER -aes-256-ecb -pwri_password secret",
        "a password recipient whose key is wrapped in ECB mode", {"passwords": ["secret"]},
        warnings=["legacy-encryption", "unauthenticated"])
    cms("openssl3-text.p7m", f"-outform DER -aes256 {to}", "a line of text", both, content="hello.txt")
    cms("openssl3-text-gcm.p7m", f"-outform DER -aes-256-gcm {to}", "a line of text, AES-256-GCM", alone, content="hello.txt",
        layer=AUTH)
    for name, outform, form, outer in (("der.p7m", "DER", "DER", ()), ("pem.p7m", "PEM", "PEM", ["pem"])):
        name = f"openssl3-smime-{name}"
        if parts.wanted("cms", name):
            envelope(name, f"openssl smime -encrypt -binary -in device.zip -out {name} -outform {outform} -aes256 {to}",
                     "openssl smime: PKCS#7 1.5" + (", armour PKCS7" if form == "PEM" else ""), both,
                     content="device.zip", tool="openssl3", outer=outer, form=form)
    base64 = "openssl3-base64.p7m.b64"
    if parts.wanted("cms", base64):
        envelope(base64, f"openssl cms -encrypt -binary -in device.zip -outform DER -aes256 {to} | base64 > {base64}",
                 "bare base64 of DER, lines of 76", alone, content="device.zip", tool="openssl3", outer=["base64"],
                 form="base64")
    base64 = "openssl3-base64-oneline.txt"
    if parts.wanted("cms", base64):
        envelope(base64, f"openssl cms -encrypt -binary -in device.zip -outform DER -aes256 {to} | base64 -w0 > {base64}",
                 "bare base64 of DER on one line", both, content="device.zip", tool="openssl3", outer=["base64"],
                 form="base64")


def make():
    parts.clear("cms")
    key_transport()
    oaep()
    key_agreement()
    kek_and_password()
    several_recipients()
    forms()
    cms_bouncy_castle.make()
    cms_by_hand.make()
    cms_layers.make()
    cms_other_tools.make()
    cms_refused.make()
