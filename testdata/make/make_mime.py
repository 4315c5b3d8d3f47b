"""The group mime: answers of EST's serverkeygen, and the device agent's form of them (est.py writes them); mails and
mailboxes (mail.py writes them); refusals with the head of HTTP."""

import email
import mailbox

import expect
import parts
import tools
import vector

CERTS = ("openssl crl2pkcs7 -nocrl -certfile keys/device-p256.cert.pem {chain}-outform DER -out certs.p7b; ")
FULL = CERTS.format(chain="-certfile keys/chain.pem ")
ALONE = CERTS.format(chain="")
COMPLETE = {"bundles": [expect.leaf("device-p256")]}
LEAF = {"bundles": [expect.leaf("device-p256", chain=())]}
KEY = {"bundles": [expect.leaf("device-p256", chain=(), certificate=False)], "warnings": ["certificate-missing"]}
THREE = {"certificates": [expect.key_hash(name) for name in ("device-p256", "intermediate", "root")]}
POLICY = b'{"certificatePolicyId": "IOT_00000000-0000-4000-8000-000000000000"}'
AGENT = "--boundary DeviceTM_Certificate_Response_Boundary"
RSA = parts.unlock("rsa2048")


def made(name, before, arguments, about, expected, given=None, tool="openssl3"):
    if parts.wanted("mime", name):
        files = {"policy.json": POLICY, "device.chain.pem": parts.chain_pem("device-p256"), "sec1.pem": parts.traditional("device-p256")}
        vector.make("mime", name, f"{before}python make/est.py {name} {arguments}", about, expected, tool=tool, unlock=given,
                    inputs=parts.inputs() | files, made_by=f"{tools.version(tool)}, est.py",
                    oracle=f"{tools.version('cryptography')} for keys and certificates")


def make():
    parts.clear("mime")
    est()
    agent()
    encrypted()
    mails()
    refused()


def est():
    both = "pkcs8=base64:device.key.der certs=base64:certs.p7b"
    for name, options, about in (
        ("est-body.txt", "", "the body alone"),
        ("est-preamble.txt", "--preamble", "preamble and epilogue, as in RFC 7030"),
        ("est-http.txt", "--http", "with the HTTP headers before, as curl -i saves it"),
        ("est-http-chunked.txt", "--http --chunked 1000", "with the HTTP headers before, the body in chunks, as it came over the wire"),
        ("est-headers.txt", "--headers", "with its Content-Type before"),
        ("est-quoted.txt", "--headers --quoted --boundary \"'=_x y:?/z'\"", "a quoted boundary with odd characters"),
        ("est-lf.txt", "--lf", "line feeds alone"),
        ("est-lf-preamble.txt", "--lf --preamble --headers", "line feeds alone, headers and preamble"),
        ("est-open.txt", "--open", "the final delimiter is missing"),
        ("est-blank.txt", "--blank", "a stray blank line before the headers of each part"),
        ("est-repeat.txt", "--repeat", "header lines repeated"),
        ("est-lower.txt", "--lower --headers --lf", "header names in lower case"),
    ):
        made(name, FULL, f"{options} {both}", about, COMPLETE)
    made("est-leaf-only.txt", ALONE, both, "the device's certificate without chain", LEAF)
    made("est-certs-first.txt", FULL, "certs=base64:certs.p7b pkcs8=base64:device.key.der", "the certificates come first", COMPLETE)
    made("est-binary.txt", FULL, "--http pkcs8=binary:device.key.der certs=binary:certs.p7b", "raw DER, Content-Transfer-Encoding: binary",
         COMPLETE)
    made("est-one-line.txt", FULL, "pkcs8=base64-line:device.key.der certs=base64-line:certs.p7b", "base64 on one line", COMPLETE)
    made("est-key-only.txt", "", "pkcs8=base64:device.key.der", "202: the key comes first", KEY)
    made("est-certs-only.txt", FULL, "certs=base64:certs.p7b", "the certificate comes later", THREE)
    made("est-rsa.txt",
         "openssl pkcs8 -topk8 -nocrypt -in keys/device-rsa2048.key.pem -outform DER -out key.der; "
         "openssl crl2pkcs7 -nocrl -certfile keys/device-rsa2048.cert.pem -certfile keys/chain.pem -outform DER -out certs.p7b; ",
         "pkcs8=base64:key.der certs=base64:certs.p7b", "an RSA key", {"bundles": [expect.leaf("device-rsa2048")]})
    made("est-bc-certs.txt",
         "java make/java/BcCms.java certs-only --stream 10 --cert keys/device-p256.cert.pem --cert keys/intermediate.cert.pem "
         "--cert keys/root.cert.pem empty certs.p7b; ", both, "the certificates as BER", COMPLETE, tool="bc")


def agent():
    made("agent.txt", FULL, f"{AGENT} json=plain:policy.json pkcs8=pem:'PRIVATE KEY':device.key.der certs=pem:PKCS7:certs.p7b",
         "the agent's form: PEM armour where the header says base64", COMPLETE | {"files": [parts.sha256(POLICY)]})
    made("agent-base64.txt", FULL, f"{AGENT} json=plain:policy.json pkcs8=base64:device.key.der certs=base64:certs.p7b",
         "the agent's form, base64 indeed", COMPLETE | {"files": [parts.sha256(POLICY)]})
    made("agent-no-key.txt", FULL, f"{AGENT} --lf json=plain:policy.json certs=pem:PKCS7:certs.p7b", "no key part",
         THREE | {"files": [parts.sha256(POLICY)]})
    made("agent-certificates.txt", "", f"{AGENT} pkcs8=text:device.key.pem certs=text:device.chain.pem",
         "several certificates as PEM in the certificate part", COMPLETE)
    made("agent-certificates-lf.txt", "", f"{AGENT} --lf --blank --repeat pkcs8=text:device.key.pem certs=text:device.chain.pem",
         "several certificates, stray blank lines, repeated headers, LF", COMPLETE)
    made("agent-several-parts.txt", "",
         f"{AGENT} pkcs8=text:sec1.pem certs=text:keys/device-p256.cert.pem certs=text:keys/intermediate.cert.pem "
         "certs=text:keys/root.cert.pem", "each certificate in a part of its own, the key as SEC1", COMPLETE)
    made("agent-pkcs7-label.txt", FULL, f"{AGENT} --http pkcs8=text:device.key.pem certs=pem:CERTIFICATE:certs.p7b",
         "PKCS#7 behind the label CERTIFICATE", COMPLETE)


def encrypted():
    package = "python make/by_hand.py key-package-content device.key.der package.der; "
    sign = ("openssl cms -sign -binary -nodetach -nocerts -in package.der -econtent_type 2.16.840.1.101.2.1.2.78.5 "
            "-signer keys/device-other-p256.cert.pem -inkey keys/device-other-p256.key.pem -outform DER -out signed.der; ")
    encrypt = "openssl cms -encrypt -binary -in {} -outform DER -aes256 -out key.p7m keys/rsa2048.cert.pem; "
    generated = "generated=base64:key.p7m certs=base64:certs.p7b"
    made("est-encrypted-package.txt", package + sign + encrypt.format("signed.der") + FULL, generated,
         "EnvelopedData around SignedData around AsymmetricKeyPackage", COMPLETE, given=RSA)
    made("est-encrypted-bare.txt", package + sign + "python make/by_hand.py signed-data-enveloped signed.der key.p7m; " + FULL, generated,
         "the same, the SignedData without its ContentInfo, as RFC 5652 has it", COMPLETE,
         given=parts.unlock("rsa2048", certificates=True))
    made("est-encrypted-unsigned.txt", "python make/by_hand.py key-package-enveloped device.key.der key.p7m; " + FULL, generated,
         "EnvelopedData around AsymmetricKeyPackage", COMPLETE, given=RSA)
    made("est-encrypted-key.txt", encrypt.format("device.key.der") + FULL, f"--http {generated}",
         "EnvelopedData around the key alone", COMPLETE, given=RSA)
    made("est-encrypted-signed-key.txt", sign.replace("package.der", "device.key.der").replace(
        "-econtent_type 2.16.840.1.101.2.1.2.78.5 ", "") + encrypt.format("signed.der") + FULL, generated,
        "EnvelopedData around SignedData around the key", COMPLETE, given=RSA)
    name = "refused-est-encrypted.txt"
    if parts.wanted("mime", name):
        vector.make("mime", name, encrypt.format("device.key.der") + FULL + f"python make/est.py {name} {generated}",
                    "the key is encrypted and no recipient is given", {"code": "recipient-required", "stage": "unlock"},
                    inputs=parts.inputs(), oracle="the rule: recipient-required where no recipient was given")


def mails():
    p12 = ("openssl pkcs12 -export -inkey keys/device-p256.key.pem -in keys/device-p256.cert.pem -certfile keys/chain.pem "
           "-passout pass:secret -out device.p12; ")
    mail("mail-html.eml", p12, "text:'Here is the file you asked for.' html:'<html><body><p>Here is the file you <b>asked</b> for.</p></body></html>' "
         "application/x-pkcs12:device.p12", "a mail with text, the same in HTML, and a PFX attached", COMPLETE, given={"passwords": ["secret"]})
    mail("mail-mentions-pem.eml", p12, "text:'see -----BEGIN CERTIFICATE----- in the attachment' application/x-pkcs12:device.p12",
         "the text of the mail speaks of PEM, the PFX is attached", COMPLETE | {"warnings": ["member-unreadable"]}, given={"passwords": ["secret"]})
    attached = "text:'Key and certificate of device {0}.' application/x-pem-file:keys/device-{0}.key.pem application/x-pem-file:keys/device-{0}.cert.pem"
    mail("mbox-two.mbox", "", f"{attached.format('p256')} + {attached.format('rsa2048')}", "a mailbox of two mails, each with key and certificate as PEM",
         {"bundles": [expect.leaf(name, chain=()) for name in ("device-p256", "device-rsa2048")]})


def mail(name, before, arguments, about, expected, given=None):
    if parts.wanted("mime", name):
        made_by = [tools.version("openssl3")] if before else []
        vector.make("mime", name, f"{before}python make/mail.py {name} {arguments}", about, lambda shop: expected | {"files": texts(shop, name)},
                    tool="python", unlock=given, made_by=", ".join([*made_by, tools.version("python"), "mail.py"]),
                    oracle=f"{tools.version('cryptography')} for keys and certificates, Python's email and mailbox for the texts")


def texts(shop, name):
    """The SHA-256 of the texts in mails, as Python decodes them."""
    mails = mailbox.mbox(shop.folder / name) if name.endswith(".mbox") else [email.message_from_bytes(shop.read(name))]
    found = [part for mail in mails for part in mail.walk() if part.get_content_maintype() == "text"]
    return [parts.sha256(part.get_payload(decode=True)) for part in found]


def refused():
    rule = "the rule: what the answer says of itself"
    name = "refused-http-401.txt"
    if parts.wanted("mime", name):
        vector.make("mime", name, "python make/answer.py body errors=json:'[{\"code\":\"unauthorized\",\"message\":\"The API key is not valid.\"}]'; "
                    f"(printf 'HTTP/1.1 401 Unauthorized\\r\\nContent-Type: application/json\\r\\n\\r\\n'; cat body) > {name}",
                    "an error with the head of its answer", {"code": "service-error", "stage": "parse"}, tool="python",
                    made_by=f"{tools.version('python')}, answer.py", oracle=rule)
    name = "refused-http-202.txt"
    if parts.wanted("mime", name):
        vector.make("mime", name, f"printf 'HTTP/1.1 202 Accepted\\r\\nRetry-After: 600\\r\\nContent-Length: 0\\r\\n\\r\\n' > {name}",
                    "202: the certificate comes later (RFC 7030 §4.2.3)", {"code": "request-pending", "stage": "parse"}, tool="bash", oracle=rule)
