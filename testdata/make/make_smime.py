"""The group smime: CMS as mail, with headers."""

import cms_layers
import expect
import make_cms
import parts

RSA = parts.unlock("rsa2048")
BOTH = parts.unlock("rsa2048", certificates=True)
TO = "keys/rsa2048.cert.pem"
COMPLETE = {"bundles": [expect.leaf("device-p256")]}
TEXT = {"files": [parts.sha256(b"Your key is attached.\n")]}
SIGN = "-signer keys/device-p256.cert.pem -inkey keys/device-p256.key.pem -certfile keys/chain.pem"


def make():
    parts.clear("smime")
    encrypted()
    rewritten()
    signed()


def encrypted():
    def mail(name, arguments, about, given, **others):
        make_cms.cms(name, arguments, about, given, form="SMIME", group="smime", outer=["smime"], **others)

    mail("openssl3-aes256.eml", f"-aes256 {TO}", "the default output of openssl cms -encrypt", BOTH)
    mail("openssl3-crlfeol.eml", f"-crlfeol -aes256 {TO}", "lines end in CRLF", RSA)
    mail("openssl3-gcm.eml", f"-aes-256-gcm {TO}", "smime-type=authEnveloped-data", RSA, layer=make_cms.AUTH)
    mail("openssl3-stream-p256.eml", "-stream -aes128 keys/p256.cert.pem", "streamed, to P-256", parts.unlock("p256"))
    mail("openssl3-headers.eml", f"-to a@example.com -from b@example.com -subject 'your key' -aes256 {TO}",
         "with To, From and Subject", RSA, content="device.key.pem")
    mail("openssl36-aes256.eml", f"-aes256 {TO}", "a current openssl", BOTH, tool="openssl36")
    name = "openssl3-smime.eml"
    if parts.wanted("smime", name):
        make_cms.envelope(name, f"openssl smime -encrypt -binary -aes256 -in device.zip -out {name} {TO}",
                          "openssl smime -encrypt: application/x-pkcs7-mime", BOTH, content="device.zip", tool="openssl3",
                          form="SMIME", group="smime", outer=["smime"])


def rewritten():
    """The same by mail programs: other headers and encodings around the same DER."""
    encrypt = f"openssl cms -encrypt -binary -aes256 -in device.zip -outform DER -out der {TO}"
    plain = "Content-Type: application/pkcs7-mime; name=smime.p7m"
    for name, about, script in (
        ("binary.eml", "Content-Transfer-Encoding: binary",
         f"printf '%s\\r\\n' 'MIME-Version: 1.0' '{plain}' 'Content-Transfer-Encoding: binary' ''; cat der"),
        ("lower-case.eml", "header names in lower case, a folded one, LF",
         "printf '%s\\n' 'mime-version: 1.0' 'content-type: application/pkcs7-mime;' '\tsmime-type=enveloped-data;' "
         "' name=\"smime.p7m\"' 'content-transfer-encoding: BASE64' ''; base64 -w 64 der"),
        ("mbox.eml", "a line of an mbox and what mail servers add",
         "printf '%s\\n' 'From b@example.com Fri Jan  2 03:04:06 2026' 'Received: from a by b; Fri, 2 Jan 2026 03:04:06 +0000' "
         "'Message-ID: <1@example.com>' 'X-Note: MIIB' 'MIME-Version: 1.0' 'Content-Type: application/x-pkcs7-mime; "
         "smime-type=enveloped-data' 'Content-Transfer-Encoding: base64' ''; base64 der"),
        ("one-line.eml", "base64 on one line",
         f"printf '%s\\n' 'MIME-Version: 1.0' '{plain}' 'Content-Transfer-Encoding: base64' ''; base64 -w 0 der"),
        ("attachment.eml", "the CMS is an attachment of a multipart/mixed mail",
         "printf '%s\\n' 'MIME-Version: 1.0' 'Content-Type: multipart/mixed; boundary=\"=_b\"' '' 'preamble' '--=_b' "
         "'Content-Type: text/plain' '' 'Your key is attached.' '' '--=_b' "
         "'Content-Type: application/pkcs7-mime; name=\"smime.p7m\"' 'Content-Transfer-Encoding: base64' "
         "'Content-Disposition: attachment; filename=\"smime.p7m\"' ''; base64 der; printf '%s\\n' '' '--=_b--'"),
    ):
        full = f"mail-{name}"
        cms_layers.layered(
            full, f"{encrypt}; ({script}) > {full}", about, COMPLETE | (TEXT if name == "attachment.eml" else {}), given=RSA if "e." in name else BOTH, group="smime",
            content=None if name == "attachment.eml" else "device.zip")


def signed():
    cms_layers.layered(
        "openssl3-opaque.eml", f"openssl cms -sign -binary -nodetach -in device.key.pem -out openssl3-opaque.eml {SIGN}",
        "signed-data: the key is the content", COMPLETE, content="device.key.pem", group="smime")
    cms_layers.layered(
        "openssl3-multipart-signed.eml", f"openssl cms -sign -in device.key.pem -text -out openssl3-multipart-signed.eml {SIGN}",
        "multipart/signed: the key is the text, the certificates are in the signature", COMPLETE, group="smime")
    cms_layers.layered(
        "openssl3-smime-certs.eml",
        f"openssl smime -sign -nodetach -in device.key.pem -out openssl3-smime-certs.eml {SIGN}",
        "openssl smime -sign -nodetach", COMPLETE, group="smime")
    cms_layers.layered(
        "openssl3-signed-in-encrypted.eml",
        f"openssl cms -sign -binary -nodetach -in device.key.pem {SIGN} "
        f"| openssl cms -encrypt -aes256 -out openssl3-signed-in-encrypted.eml {TO}",
        "S/MIME in S/MIME: signed, then encrypted", COMPLETE, given=RSA, group="smime")
    cms_layers.layered(
        "openssl3-mixed-in-encrypted.eml",
        "(printf '%s\\r\\n' 'Content-Type: multipart/mixed; boundary=b' '' '--b' 'Content-Type: application/pkcs8' "
        "'Content-Transfer-Encoding: base64' ''; base64 device.key.der; printf '%s\\r\\n' '' '--b' "
        "'Content-Type: application/x-pem-file' ''; cat keys/device-p256.cert.pem keys/chain.pem; "
        f"printf '%s\\r\\n' '' '--b--') | openssl cms -encrypt -binary -aes256 -out openssl3-mixed-in-encrypted.eml {TO}",
        "an encrypted mail whose parts are key and certificates", COMPLETE, given=BOTH, group="smime")
    cms_layers.layered(
        "bc-compressed.eml",
        "java make/java/BcCms.java compressed device.pem z; (printf '%s\\r\\n' 'MIME-Version: 1.0' "
        "'Content-Type: application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z' "
        "'Content-Transfer-Encoding: base64' ''; base64 z) > bc-compressed.eml", "compressed-data", COMPLETE,
        content="device.pem", group="smime", tool="bc")
