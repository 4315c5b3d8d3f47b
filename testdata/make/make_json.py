"""The group json: the service's answers in each private_key_format, with what goes wrong in them (answer.py writes them)."""

import expect
import parts
import tools
import vector

DEVICES = {"rsa": "device-rsa2048", "ec": "device-p256", "ed25519": "device-ed25519"}
STATUS = "certificate_request_id=text:208f6d2e-0000-4000-8000-000000000000 status=text:AUTO_APPROVED result=text:SUCCESS " \
         "certificate_id=text:fa39ba51-0000-4000-8000-000000000000"
SECRET = {"passwords": ["Secret123"]}
RSA = parts.unlock("rsa2048")
BOTH = parts.unlock("rsa2048", certificates=True)


def made(name, arguments, about, expected, *, before="", given=None, tool="openssl3", oracle=None):
    if parts.wanted("json", name):
        files = {"sec1.pem": parts.traditional("device-p256"), "pkcs1.pem": parts.traditional("device-rsa2048")}
        files |= {f"{device}.chain.pem": parts.chain_pem(device) for device in DEVICES.values()}
        files |= {f"{device}.der": parts.der(f"{device}.key") for device in DEVICES.values()}
        files |= {f"{device}.cert.der": parts.der(f"{device}.cert") for device in DEVICES.values()}
        files |= {f"{issuer}.cert.der": parts.der(f"{issuer}.cert") for issuer in parts.CHAIN}
        files |= {f"{device}.zip": parts.delivery(device) for device in DEVICES.values()}
        vector.make("json", name, f"{before}python make/answer.py {name} {arguments}", about, expected, tool=tool, unlock=given,
                    inputs=parts.inputs() | files, made_by=f"{tools.version(tool)}, answer.py",
                    oracle=oracle or f"{tools.version('cryptography')} for keys and certificates")


def make():
    parts.clear("json")
    formats()
    shapes()
    arrays()
    texts()
    beside()
    refused()


def formats():
    for label, device in DEVICES.items():
        complete = {"bundles": [expect.leaf(device)]}
        pem = f"pem=pem:{device}.chain.pem"
        made(f"pem-{label}.json", f"{STATUS} {pem} private_key=pem:keys/{device}.key.pem", f"private_key_format pem, {label}",
             complete | {"layers": ["json", "pem"]})
        made(f"der-{label}.json", f"{STATUS} {pem} private_key=base64:{device}.der", f"private_key_format der, {label}", complete)
        made(f"pkcs12-{label}.json", f"{STATUS} {pem} private_key=base64:a.p12", f"private_key_format pkcs_12, {label}", complete,
             before=f"openssl pkcs12 -export -inkey keys/{device}.key.pem -in {device}.chain.pem -passout pass:Secret123 -out a.p12; ",
             given=SECRET)
        made(f"cert-encrypted-{label}.json", f"{STATUS} {pem} private_key=base64:a.p7m", f"private_key_format cert_encrypted, {label}",
             complete, before=f"java make/java/BcCms.java enveloped --stream 1000 --rsa keys/rsa2048.cert.pem {device}.zip a.p7m; ",
             given=BOTH if label == "ec" else RSA, tool="bc")
        made(f"cert-encrypted-key-only-{label}.json", f"{STATUS} {pem} private_key=base64:a.p7m",
             f"private_key_format cert_encrypted_key_only, {label}, the key as PEM", complete,
             before=f"java make/java/BcCms.java enveloped --stream 1000 --rsa keys/rsa2048.cert.pem keys/{device}.key.pem a.p7m; ",
             given=RSA if label == "ec" else BOTH, tool="bc")
    ec = {"bundles": [expect.leaf("device-p256")]}
    pem = "pem=pem:device-p256.chain.pem"
    encrypt = "openssl cms -encrypt -binary -outform DER -aes256 -out a.p7m "
    made("cert-encrypted-key-only-der.json", f"{STATUS} {pem} private_key=base64:a.p7m", "cert_encrypted_key_only, the key as DER",
         ec, before=f"{encrypt} -in device-p256.der keys/rsa2048.cert.pem; ", given=RSA)
    made("cert-encrypted-no-pem.json", f"{STATUS} private_key=base64:a.p7m", "cert_encrypted, no certificate outside",
         ec | {"layers": ["json", "base64", "cms-enveloped-data", "zip", "pem"]},
         before=f"{encrypt} -in device-p256.zip keys/rsa2048.cert.pem; ", given=RSA)
    made("cert-encrypted-p384.json", f"{STATUS} private_key=base64:a.p7m", "cert_encrypted to an EC recipient", ec,
         before=f"{encrypt} -in device-p256.zip keys/p384.cert.pem; ", given=parts.unlock("p384"))
    made("cert-encrypted-pem.json", f"{STATUS} private_key=pem:a.pem", "cert_encrypted as armoured PKCS#7", ec,
         before="openssl smime -encrypt -binary -outform PEM -aes256 -out a.pem -in device-p256.zip keys/rsa2048.cert.pem; ", given=BOTH)
    made("pkcs12-legacy.json", f"{STATUS} private_key=base64:a.p12", "the _legacy PFX: RC2-40, 3DES, SHA-1",
         ec | {"warnings": ["legacy-encryption"]},
         before="openssl pkcs12 -export -legacy -inkey keys/device-p256.key.pem -in device-p256.chain.pem -passout pass:Secret123 "
         "-out a.p12; ", given=SECRET)
    made("pem-sec1.json", f"{STATUS} {pem} private_key=pem:sec1.pem", "private_key_format pem, SEC1", ec)
    made("pem-pkcs1.json", f"{STATUS} pem=pem:device-rsa2048.chain.pem private_key=pem:pkcs1.pem", "private_key_format pem, PKCS#1",
         {"bundles": [expect.leaf("device-rsa2048")]})
    made("pem-traditional-encrypted-key.json", f"{STATUS} {pem} private_key=pem:encrypted.pem", "the key is encrypted in OpenSSL's old way", ec,
         before="openssl ec -in keys/device-p256.key.pem -aes256 -passout pass:Secret123 -out encrypted.pem; ", given=SECRET)
    made("pem-bag-attributes.json", f"{STATUS} private_key=pem:all.pem", "the output of openssl pkcs12 -nodes: Bag Attributes between", ec,
         before="openssl pkcs12 -export -inkey keys/device-p256.key.pem -in device-p256.chain.pem -passout pass:x -out a.p12; "
         "openssl pkcs12 -in a.p12 -nodes -passin pass:x -out all.pem; ")
    made("der-twice.json", f"{STATUS} {pem} private_key=base64:once", "base64 of base64 of DER", ec,
         before="base64 -w0 device-p256.der > once; ")
    made("pem-encrypted-key.json", f"{STATUS} {pem} private_key=pem:encrypted.pem", "the key is an encrypted PKCS#8", ec,
         before="openssl pkcs8 -topk8 -v2 aes256 -in keys/device-p256.key.pem -passout pass:Secret123 -out encrypted.pem; ", given=SECRET)


def shapes():
    ec = {"bundles": [expect.leaf("device-p256")]}
    two = {"bundles": [expect.leaf("device-p256"), expect.leaf("device-rsa2048")]}
    one = "pem=pem:device-p256.chain.pem private_key=pem:keys/device-p256.key.pem"
    other = "pem=pem:device-rsa2048.chain.pem private_key=base64:device-rsa2048.der"
    made("list-of-one.json", f"--list {STATUS} {one}", "a list of one answer", ec)
    made("list-of-two.json", f"{STATUS} {one} + {STATUS} {other}", "a list of two answers", two)
    made("batch.json", f"--under certificates {STATUS} {one} + {STATUS} {other}", "the answers under a member of an object", two)
    made("batch-encrypted.json",
         "--list common_name=text:device-p256 private_key=base64:a.p7m pem=pem:device-p256.chain.pem + common_name=text:device-rsa2048 "
         "private_key=base64:b.p7m pem=pem:device-rsa2048.chain.pem", "a batch with encrypted keys", two,
         before="for d in p256 rsa2048; do openssl cms -encrypt -binary -outform DER -aes256 -in keys/device-$d.key.pem -out $d.p7m "
         "keys/rsa2048.cert.pem; done; mv p256.p7m a.p7m; mv rsa2048.p7m b.p7m; ", given=RSA)
    made("dtm.json",
         "deviceId=text:1 certificate=pem:keys/device-p256.cert.pem privateKey=pem:keys/device-p256.key.pem "
         "certificateChain=pems:keys/intermediate.cert.pem,keys/root.cert.pem keyType=text:EC", "the dialect of Device Trust Manager", ec)
    made("unknown-fields.json", f"{STATUS} {one} seat=json:'{{\"a\":[1,2.5e3,true,null]}}' key_type=text:P_256 private_key_format=text:PEM",
         "unknown fields and enum values in capitals", ec)
    made("null-fields.json", f"{STATUS} {one} errors=json:null csr=json:null chain=json:[]", "null and empty fields", ec)
    made("no-key.json", f"{STATUS} pem=pem:device-p256.chain.pem private_key=json:null", "the client's key: certificates alone",
         {"certificates": [expect.key_hash(name) for name in ("device-p256", "intermediate", "root")]})
    made("no-chain.json", f"{STATUS} pem=pem:keys/device-p256.cert.pem private_key=pem:keys/device-p256.key.pem",
         "include_certificate_chain false", {"bundles": [expect.leaf("device-p256", chain=())]})
    made("base64-der-certificates.json",
         "private_key=base64:device-p256.der certificates=base64s:device-p256.cert.der,intermediate.cert.der,root.cert.der",
         "certificates as an array of base64 DER", ec)
    made("der-hex.json", "certificate=hex:device-p256.cert.der private_key=hex:device-p256.der", "key and certificate as hexadecimal",
         {"bundles": [expect.leaf("device-p256", chain=())], "layers": ["json", "hex"]})
    made("pem-lines.json", "pem=lines:device-p256.chain.pem private_key=lines:keys/device-p256.key.pem", "PEM as an array of its lines",
         ec | {"layers": ["json", "pem"]})
    made("der-array-of-lines.json", "pem=lines:device-rsa2048.chain.pem private_key=base64array:device-rsa2048.der",
         "the key's base64 as an array of its lines", {"bundles": [expect.leaf("device-rsa2048")]})
    made("der-base64url.json", "pem=pem:device-p256.chain.pem private_key=base64url:device-p256.der", "the key's DER as base64url", ec)
    made("der-lines.json", "pem=pem:device-rsa2048.chain.pem private_key=base64lines:device-rsa2048.der", "the key's DER as base64 with line breaks",
         {"bundles": [expect.leaf("device-rsa2048")]})
    made("pem-der-mixed.json", "certificate=base64:device-p256.cert.der chain=pem:keys/chain.pem private_key=pem:sec1.pem",
         "the certificate as DER, the chain as PEM, the key as SEC1", ec)
    made("p7b.json", "certificates=base64:a.p7b private_key=base64:device-p256.der", "the certificates as PKCS#7", ec,
         before="openssl crl2pkcs7 -nocrl -certfile keys/device-p256.cert.pem -certfile keys/chain.pem -outform DER -out a.p7b; ")
    made("zip.json", f"{STATUS} bundle=base64:device-p256.zip", "a ZIP that is not encrypted, as base64",
         ec | {"layers": ["json", "base64", "zip", "pem"]})
    made("jwk.json", "key=json:\"$(python -c \"import json, pathlib; from jwcrypto import jwk; print(jwk.JWK.from_pem("
         "pathlib.Path('keys/device-p256.key.pem').read_bytes()).export())\")\" "
         "x5c=base64s:device-p256.cert.der,intermediate.cert.der,root.cert.der", "the key as JWK, the certificates as x5c", ec)
    made("bundle-in-one-string.json", f"{STATUS} pem=pem:keys/device-p256.key.pem,device-p256.chain.pem",
         "key and certificates in one PEM", ec | {"layers": ["json", "pem"]})
    made("base64-of-pem.json", "certificate=base64:device-p256.chain.pem private_key=base64:keys/device-p256.key.pem",
         "PEM text, base64 around it once more", ec)


def arrays():
    ec = {"bundles": [expect.leaf("device-p256", chain=())], "layers": ["json"]}
    for name, form, about in (("buffer", "data.toJSON()", "as Node.js writes a Buffer"),
                              ("signed", "[...new Int8Array(data)]", "as signed bytes, as Java has them")):
        name = f"node-{name}.json"
        if parts.wanted("json", name):
            vector.make("json", name,
                        "node -e 'const fs = require(\"fs\"); const read = file => { const data = fs.readFileSync(file); return "
                        f"{form}; }}; fs.writeFileSync(\"{name}\", JSON.stringify({{key: read(\"device-p256.der\"), "
                        "certificate: read(\"device-p256.cert.der\")}))'",
                        f"key and certificate {about}", ec, tool="node", inputs={"device-p256.der": parts.der("device-p256.key"), "device-p256.cert.der": parts.der("device-p256.cert")},
                        oracle=tools.version("cryptography"))


def texts():
    ec = {"bundles": [expect.leaf("device-p256")]}
    lenient = ec | {"warnings": ["lenient-pem"]}
    for kind, about in (
        ("joined", "no line breaks at all"), ("spaces", "spaces in place of line breaks"), ("escaped", "a literal \\n for each line break"),
    ):
        made(f"pem-{kind}.json", f"{STATUS} pem={kind}:device-p256.chain.pem private_key={kind}:keys/device-p256.key.pem", f"PEM with {about}",
             lenient)
    made("pem-crlf.json", f"{STATUS} pem=crlf:device-p256.chain.pem private_key=crlf:keys/device-p256.key.pem", "PEM with CRLF", ec)
    made("bom.json", f"--bom {STATUS} pem=pem:device-p256.chain.pem private_key=pem:keys/device-p256.key.pem", "a byte order mark", ec)
    made("utf16.json", f"--utf16 {STATUS} pem=pem:device-p256.chain.pem private_key=pem:keys/device-p256.key.pem", "UTF-16", ec)
    made("compact.json", f"--compact {STATUS} pem=pem:device-p256.chain.pem private_key=pem:keys/device-p256.key.pem", "no white space", ec)
    name = "text-behind.json"
    if parts.wanted("json", name):
        vector.make("json", name, f"python make/answer.py {name} private_key=base64:device-p256.der pem=pem:device-p256.chain.pem && echo '-- done' >> {name}",
                    "a line of text behind the answer", ec | {"warnings": ["trailing-data"]}, tool="openssl3", oracle=f"{tools.version('cryptography')} for keys and certificates",
                    inputs={"device-p256.der": parts.der("device-p256.key"), "device-p256.chain.pem": parts.chain_pem("device-p256")}, made_by=f"{tools.version('openssl3')}, answer.py")
    name = "latin1.json"
    if parts.wanted("json", name):
        vector.make("json", name, "python make/answer.py a.json account=text:Größe private_key=base64:device-p256.der pem=pem:device-p256.chain.pem && "
                    f"sed 's/Gr.*e\"/Gr\\xf6\\xdfe\"/' a.json > {name}",
                    "a name in Latin-1", ec, tool="openssl3", oracle=f"{tools.version('cryptography')} for keys and certificates",
                    inputs={"device-p256.der": parts.der("device-p256.key"), "device-p256.chain.pem": parts.chain_pem("device-p256")}, made_by=f"{tools.version('openssl3')}, answer.py")
    for kind in ("base64url", "base64lines"):
        made(f"pkcs12-{kind}.json", f"{STATUS} private_key={kind}:a.p12", f"a PFX as {kind}", ec,
             before="openssl pkcs12 -export -inkey keys/device-p256.key.pem -in device-p256.chain.pem -passout pass:Secret123 -out a.p12; ",
             given=SECRET)


def beside():
    """What is wanted, with other things beside it."""
    ec = {"bundles": [expect.leaf("device-p256")]}
    one = "pem=pem:device-p256.chain.pem private_key=pem:keys/device-p256.key.pem"
    unreadable = ec | {"warnings": ["member-unreadable"]}
    made("description-mentions-pem.json", f"{one} description=text:'starts with -----BEGIN CERTIFICATE-----'", "a description that speaks of PEM",
         unreadable)
    made("signature-beside.json", f"{one} signature=base64:signature", "a signature of two integers, as an RSA public key has them", ec,
         before="openssl dgst -sha256 -sign keys/device-p256.key.pem -out signature device-p256.cert.der; ")
    made("jks-beside.json", f"{one} keystore=base64:a.jks", "a Java key store as well", unreadable,
         before="keytool -genkeypair -alias a -keyalg EC -groupname secp256r1 -dname CN=a -validity 9000 -storetype JKS -keystore a.jks "
         "-storepass secret -keypass secret; ", tool="jdk")
    made("key-behind-a-scheme.json", "pem=pem:device-p256.chain.pem private_key=text:base64:$(base64 -w0 device-p256.der)", "base64 with its name before it, as settings have it", ec)
    made("key-without-beginning.json", "pem=pem:device-p256.chain.pem private_key=text:$(base64 -w0 device-p256.der | cut -c2-)", "a key whose first character was lost in copying",
         {"certificates": [expect.key_hash(name) for name in ("device-p256", "intermediate", "root")], "warnings": ["member-unreadable", "key-missing"]})
    name = "key-description.json"
    if parts.wanted("json", name):
        vector.make("json", name, "jq -n --rawfile pem device-p256.chain.pem --rawfile key keys/device-p256.key.pem '{pem: $pem, private_key: $key, "
                    f"key_props: {{exportable: true, kty: \"EC\", crv: \"P-256\"}}}}' > {name}", "a description of the key, with a kty as a JWK has it", ec,
                    tool="jq", inputs={"device-p256.chain.pem": parts.chain_pem("device-p256")}, oracle=f"{tools.version('cryptography')} for keys and certificates")
    name = "typed-array.json"
    if parts.wanted("json", name):
        script = ("const read = (name) => new Uint8Array(require('fs').readFileSync(name)); "
                  f"require('fs').writeFileSync('{name}', JSON.stringify({{ certificate: read('device-p256.cert.der'), key: read('device-p256.key.der') }}))")
        vector.make("json", name, f"node -e \"{script}\"", "binary data as JSON.stringify writes a Uint8Array: members by number",
                    {"bundles": [expect.leaf("device-p256", chain=())]}, tool="node",
                    inputs={"device-p256.cert.der": parts.der("device-p256.cert"), "device-p256.key.der": parts.der("device-p256.key")},
                    oracle=f"{tools.version('cryptography')} for keys and certificates")
    name = "jwk-null-private.json"
    if parts.wanted("json", name):
        vector.make("json", name, "python -c \"import json, pathlib; from jwcrypto.jwk import JWK; k = JWK.from_pem(pathlib.Path('keys/p256.key.pem').read_bytes()); "
                    f"json.dump(k.export_public(as_dict=True) | {{'d': None}}, open('{name}', 'w'))\"", "a public JWK whose private part is null",
                    {"public_keys": [expect.leaf("p256", chain=(), certificate=False)["spki_sha256"]]}, tool="jwcrypto", oracle=tools.version("cryptography"))


def refused():
    def refuse(name, arguments, about, code, **others):
        stage = others.pop("stage", None)
        made(f"refused-{name}.json", arguments, about, {"code": code, "stage": stage}, oracle="the rule: what the answer says of itself",
             **others)

    refuse("pending", "certificate_request_id=text:208f6d2e-0000-4000-8000-000000000000 status=text:PENDING result=text:SUCCESS",
           "the request waits for approval", "request-pending")
    refuse("status-rejected", "certificate_request_id=text:208f6d2e-0000-4000-8000-000000000000 status=text:REJECTED pem=json:null",
           "the request was rejected, which the status alone tells", "service-error")
    refuse("status-error", "status=text:error message=text:boom", "an error that the status alone tells", "service-error")
    refuse("pending-null", "certificate_request_id=text:208f6d2e-0000-4000-8000-000000000000 status=text:pending_approval pem=json:null "
           "private_key=json:null", "the request waits for approval, status in lower case", "request-pending")
    refuse("errors", "errors=json:'[{\"code\":\"invalid_field\",\"message\":\"The field is invalid.\"},{\"code\":\"other\",\"message\":\"\"}]'",
           "errors of IoT Trust Manager", "service-error")
    refuse("error", "error=json:'{\"code\":\"access_denied\",\"message\":\"No.\"}'", "an error of Device Trust Manager", "service-error")
    refuse("jwk-symmetric", "key=json:'{\"kty\":\"oct\",\"k\":\"AAECAwQFBgcICQoLDA0ODw\"}'", "a symmetric key as JWK", "unsupported-format")
    request = "openssl req -new -key keys/p256.key.pem -subj /CN=x -out csr.pem; "
    refuse("status-with-csr", "certificate_request_id=text:208f6d2e-0000-4000-8000-000000000000 status=text:REJECTED csr=pem:csr.pem",
           "the request was rejected, and the CSR comes back", "service-error", before=request)
    refuse("pending-with-csr", "certificate_request_id=text:208f6d2e-0000-4000-8000-000000000000 status=text:PENDING_APPROVAL csr=pem:csr.pem",
           "the request waits for approval, and the CSR comes back", "request-pending", before=request)
    refuse("error-quotes-pem", "errors=json:'[{\"code\":\"invalid_csr\",\"message\":\"csr must begin with -----BEGIN CERTIFICATE REQUEST-----\"}]'",
           "an error that speaks of PEM", "service-error")
    refuse("wrapped", "statusCode=json:400 body=text:'{\"errors\":[{\"code\":\"invalid_field\",\"message\":\"The field is invalid.\"}]}'",
           "an error as text in the answer of a gateway", "service-error")
    refuse("problem-details", "type=text:urn:ietf:params:acme:error:externalAccountRequired detail=text:'The account needs an external account binding.' "
           "status=json:403", "problem details (RFC 9457), as ACME servers answer", "service-error")
    refuse("error-no-message", "error=json:'{\"code\":\"access_denied\"}'", "an error of Device Trust Manager, the code alone",
           "service-error")
    name = "refused-truncated.json"
    if parts.wanted("json", name):
        vector.make("json", name, f"python make/answer.py whole.json pem=pem:device.pem && python make/damage.py cut 0.5 whole.json {name}",
                    "the second half is missing", {"code": "truncated"}, inputs=parts.inputs(), oracle="the rule: JSON that ends in a string")
    p12 = "openssl pkcs12 -export -inkey keys/device-p256.key.pem -in device-p256.chain.pem -passout pass:Secret123 -out a.p12; "
    refuse("pkcs12-wrong-password", f"{STATUS} private_key=base64:a.p12", "the PFX has another password", "wrong-password", before=p12,
           given={"passwords": ["secret123"]}, stage="unlock")
    refuse("pkcs12-password-required", f"{STATUS} private_key=base64:a.p12", "the PFX needs a password", "password-required", before=p12,
           stage="unlock")
    encrypt = "openssl cms -encrypt -binary -outform DER -aes256 -in device-p256.zip -out a.p7m keys/rsa2048.cert.pem; "
    refuse("wrong-recipient", f"{STATUS} private_key=base64:a.p7m", "cert_encrypted to somebody else", "wrong-recipient", before=encrypt,
           given=parts.unlock("rsa2048-other", certificates=True), stage="unlock")
    refuse("recipient-required", f"{STATUS} private_key=base64:a.p7m", "cert_encrypted, no recipient given", "recipient-required",
           before=encrypt, stage="unlock")
