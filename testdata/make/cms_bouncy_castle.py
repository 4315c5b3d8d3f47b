"""CMS as Bouncy Castle writes it: the service is Java. BER throughout, with indefinite lengths where it streams."""

import make_cms
import parts

KEK = "000102030405060708090a0b0c0d0e0f"
KEK256 = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
RSA = "--rsa keys/rsa2048.cert.pem"
LEGACY = "-provider legacy -provider default"


def bc(name, arguments, about, given, content="device.zip", kind="enveloped", oracle="openssl", **others):
    if not parts.wanted("cms", name):
        return
    if kind == "auth-enveloped":
        others = {"layer": make_cms.AUTH, **others}
    make_cms.envelope(
        name, f"java make/java/BcCms.java {kind} {arguments} {content} {name}", about, given, content=content,
        tool="bc", reader=None if oracle == "openssl" else read_by_bouncy_castle, **others,
    )


def read_by_bouncy_castle(shop, name, given):
    if "kek" in given:
        key = f"kek:{'DESede' if len(given['kek']) == 48 else 'AES'}:{given['kek']}"
    elif "passwords" in given:
        key = f"password:{given['passwords'][0]}"
    else:
        key = given["recipient_keys"][0]
    return shop.run(f"java make/java/BcDecrypt.java {key} {name}")


def make():
    key_transport()
    authenticated()
    key_agreement()
    others()


def key_transport():
    both = parts.unlock("rsa2048", certificates=True)
    alone = parts.unlock("rsa2048")
    ber = {"warnings": ["not-der", "unauthenticated"]}
    bc("bc-rsa-aes256.p7m", RSA, "not streamed: indefinite lengths and constructed content all the same", both, **ber)
    bc("bc-rsa-aes256-der.p7m", f"--encoding DER {RSA}", "encoded as DER", alone, no_warnings=["not-der"])
    bc("bc-rsa-aes256-dl.p7m", f"--encoding DL {RSA}", "definite lengths", both)
    bc("bc-stream-aes256.p7m", f"--stream 1000 {RSA}", "streamed, OCTET STRINGs of 1000 bytes", both, **ber)
    bc("bc-stream-aes256-tiny.p7m", f"--stream 7 {RSA}", "streamed, OCTET STRINGs of a few bytes", alone,
       content="device.key.pem", **ber)
    bc("bc-stream-aes128.p7m", f"--cipher AES128_CBC --stream 333 {RSA}", "streamed, AES-128-CBC", alone, content="device-rsa.zip", **ber)
    bc("bc-stream-aes192-rsa4096.p7m", "--cipher AES192_CBC --stream 4096 --rsa keys/rsa4096.cert.pem",
       "streamed to RSA 4096, AES-192-CBC", parts.unlock("rsa4096", certificates=True), **ber)
    bc("bc-stream-empty.p7m", f"--stream 100 {RSA}", "streamed, empty content", alone, content="empty")
    bc("bc-stream-3des.p7m", f"--cipher DES_EDE3_CBC --stream 500 {RSA}", "streamed, 3DES", both,
       warnings=["legacy-encryption"])
    bc("bc-stream-attributes.p7m", f"--attribute note --stream 256 {RSA}", "streamed, with an unprotected attribute after the content",
       both, content="device.pem")
    bc("bc-rsa-ski.p7m", "--rsa-ski keys/rsa2048.cert.pem", "recipient by subject key identifier", alone)
    bc("bc-two-rsa.p7m", "--rsa keys/rsa2048-other.cert.pem --rsa-ski keys/rsa3072.cert.pem",
       "two recipients, one by issuer and serial, one by its subject key identifier", parts.unlock("rsa3072"))
    bc("bc-oaep-sha256.p7m", "--oaep SHA-256:SHA-256::keys/rsa2048.cert.pem", "RSAES-OAEP, SHA-256 twice", both)
    bc("bc-oaep-sha1.p7m", "--oaep SHA-1:SHA-1::keys/rsa2048.cert.pem", "RSAES-OAEP with its defaults: SHA-1 twice",
       alone)
    bc("bc-oaep-sha512-sha1.p7m", "--stream 64 --oaep SHA-512:SHA-1::keys/rsa2048.cert.pem",
       "RSAES-OAEP, SHA-512 with MGF1 SHA-1, as the JDK does", both)
    bc("bc-oaep-sha384-label.p7m", "--oaep SHA-384:SHA-256:00ff6b6579:keys/rsa3072.cert.pem",
       "RSAES-OAEP, SHA-384 with MGF1 SHA-256 and a binary label", parts.unlock("rsa3072", certificates=True))
    for name, cipher, about, legacy in (
        ("camellia128", "CAMELLIA128_CBC", "Camellia-128-CBC", False),
        ("camellia256", "CAMELLIA256_CBC", "Camellia-256-CBC", False),
        ("seed", "SEED_CBC", "SEED-CBC", False),
        ("rc2-40", "RC2_CBC:40", "RC2 of 40 bits", True), ("rc2-128", "RC2_CBC:128", "RC2 of 128 bits", True),
        ("des", "DES_CBC", "DES-CBC", True),
    ):
        bc(f"bc-{name}.p7m", f"--cipher {cipher} {RSA}", f"content cipher {about}", alone, content="device.key.der",
           warnings=["legacy-encryption"] if legacy else [], options=LEGACY)
    for name, cipher in (("cast5", "CAST5_CBC:128"), ("idea", "IDEA_CBC")):
        bc(f"bc-{name}.p7m", f"--cipher {cipher} {RSA}", f"content cipher {cipher}", both, content="device.key.der", oracle="bc")


def authenticated():
    both = parts.unlock("rsa2048", certificates=True)
    alone = parts.unlock("rsa2048")
    for bits in (128, 192, 256):
        bc(f"bc-auth-aes{bits}-gcm.p7m", f"--cipher AES{bits}_GCM {RSA}", f"AuthEnvelopedData, AES-{bits}-GCM", both,
           kind="auth-enveloped", no_warnings=["unauthenticated"])
        bc(f"bc-auth-aes{bits}-ccm.p7m", f"--cipher AES{bits}_CCM {RSA}", f"AuthEnvelopedData, AES-{bits}-CCM", alone,
           kind="auth-enveloped", oracle="bc", no_warnings=["unauthenticated"])
    bc("bc-auth-gcm-attributes.p7m", f"--cipher AES256_GCM --auth-attribute device-2 {RSA}",
       "AuthEnvelopedData with authenticated attributes: they are the additional data", both, kind="auth-enveloped", oracle="bc")
    bc("bc-auth-gcm-both-attributes.p7m", f"--cipher AES128_GCM --auth-attribute a --attribute b --encoding DER {RSA}",
       "AuthEnvelopedData with authenticated and unauthenticated attributes, DER", alone, kind="auth-enveloped", oracle="bc")
    bc("bc-auth-ccm-attributes.p7m", f"--cipher AES128_CCM --auth-attribute device-2 {RSA}",
       "AES-128-CCM with authenticated attributes", alone, kind="auth-enveloped", oracle="bc")
    bc("bc-auth-gcm-p256.p7m", "--cipher AES256_GCM --agree ECDH_SHA256KDF:AES256_WRAP --ec keys/p256.cert.pem",
       "AuthEnvelopedData to P-256", parts.unlock("p256"), kind="auth-enveloped")
    bc("bc-auth-gcm-empty.p7m", f"--cipher AES256_GCM {RSA}", "AuthEnvelopedData around nothing", alone, kind="auth-enveloped",
       content="empty", oracle="bc")
    for bits in (128, 256):
        bc(f"bc-enveloped-aes{bits}-gcm.p7m", f"--cipher AES{bits}_GCM {RSA}",
           "AES-GCM in EnvelopedData, where RFC 5084 does not allow it; the tag ends the content", both, oracle="bc")
    bc("bc-stream-enveloped-gcm.p7m", f"--cipher AES256_GCM --stream 50 {RSA}",
       "AES-GCM in EnvelopedData, streamed: the tag is cut by chunks", alone, oracle="bc", content="device.pem")
    bc("bc-enveloped-ccm.p7m", f"--cipher AES256_CCM {RSA}", "AES-CCM in EnvelopedData", alone, oracle="bc",
       content="device.key.pem")


def key_agreement():
    number = 0
    for curve, to in (("p256", "AES128_WRAP"), ("p384", "AES256_WRAP"), ("p521", "AES192_WRAP")):
        for digest in ("SHA1", "SHA224", "SHA256", "SHA384", "SHA512"):
            for kind, scheme in (("ECDH", "stdDH"), ("ECCDH", "cofactorDH")):
                number += 1
                if number % 2 and digest != "SHA256":
                    continue
                stream = "--stream 600 " if number % 3 == 0 else ""
                bc(f"bc-{curve}-{scheme.lower()}-{digest.lower()}.p7m",
                   f"{stream}--agree {kind}_{digest}KDF:{to} --ec keys/{curve}.cert.pem",
                   f"{curve.upper()}, dhSinglePass-{scheme}-{digest.lower()}kdf", parts.unlock(curve, certificates=number % 4 == 0),
                   content="device.zip" if number % 3 else "device.key.pem")
    bc("bc-p256-ukm.p7m", "--agree ECDH_SHA256KDF:AES256_WRAP --ukm 00112233445566778899aabbccddeeff --ec keys/p256.cert.pem",
       "ECDH with user keying material", parts.unlock("p256"))
    bc("bc-p384-ukm-cofactor.p7m",
       "--stream 100 --agree ECCDH_SHA384KDF:AES128_WRAP --ukm 0102030405060708 --ec-ski keys/p384.cert.pem",
       "cofactor ECDH with user keying material, recipient by its subject key identifier, streamed",
       parts.unlock("p384", certificates=True))
    bc("bc-p256-two-in-one.p7m",
       "--agree ECDH_SHA256KDF:AES128_WRAP --ec-ski keys/p256-other.cert.pem --ec keys/p256.cert.pem",
       "one KeyAgreeRecipientInfo with two encrypted keys", parts.unlock("p256"),
       options="-recip keys/p256.cert.pem")
    bc("bc-p256-two-in-one-cert.p7m",
       "--agree ECDH_SHA256KDF:AES128_WRAP --ec keys/p256-other.cert.pem --ec-ski keys/p256.cert.pem",
       "one KeyAgreeRecipientInfo with two encrypted keys, the second by its subject key identifier",
       parts.unlock("p256", certificates=True))
    bc("bc-p256-3des-wrap.p7m", "--cipher DES_EDE3_CBC --agree ECDH_SHA1KDF:DES_EDE3_WRAP --ec keys/p256.cert.pem",
       "3DES key wrap", parts.unlock("p256"), warnings=["legacy-encryption"])
    bc("bc-mixed.p7m",
       f"--stream 512 --agree ECDH_SHA256KDF:AES256_WRAP --rsa keys/rsa2048-other.cert.pem --ec keys/p384.cert.pem "
       f"--kek AES:{KEK}:aabbcc --password secret:AES256_CBC:HMacSHA256:2048", "RSA, EC, KEK and password, opened by the EC key",
       parts.unlock("p384", certificates=True))
    bc("bc-mixed-kek.p7m",
       f"--stream 512 --rsa keys/rsa2048-other.cert.pem --password secret:AES256_CBC:HMacSHA256:2048 --kek AES:{KEK}:aabbcc",
       "RSA, password and KEK, opened by the KEK", parts.unlock(kek=KEK, kek_id="aabbcc"))


def others():
    bc("bc-kek128.p7m", f"--kek AES:{KEK}:0102", "a key-encryption key of 128 bits", parts.unlock(kek=KEK, kek_id="0102"))
    bc("bc-kek256-stream.p7m", f"--stream 99 --kek AES:{KEK256}:6b6579", "a key-encryption key of 256 bits, streamed",
       parts.unlock(kek=KEK256))
    bc("bc-kek-3des.p7m", f"--cipher DES_EDE3_CBC --kek DESede:{KEK}0011223344556677:6b6579", "a 3DES key-encryption key",
       parts.unlock(kek=KEK + "0011223344556677"), warnings=["legacy-encryption"],
       oracle="bc")
    for prf in ("HMacSHA1", "HMacSHA224", "HMacSHA256", "HMacSHA384", "HMacSHA512"):
        bits = 128 if prf == "HMacSHA1" else 256
        bc(f"bc-password-{prf.lower()}.p7m", f"--password secret:AES{bits}_CBC:{prf}:4096",
           f"a password recipient, PBKDF2 with {prf}", parts.unlock(passwords=["secret"]))
    bc("bc-password-3des.p7m", "--stream 200 --password pass:DES_EDE3_CBC:HMacSHA1", "a password recipient, 3DES wraps the key",
       parts.unlock(passwords=["pass"]), oracle="bc")
    bc("bc-auth-password.p7m", "--cipher AES256_GCM --password secret:AES256_CBC:HMacSHA256",
       "AuthEnvelopedData with a password recipient", parts.unlock(passwords=["secret"]), kind="auth-enveloped")
