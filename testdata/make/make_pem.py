"""PEM as tools write it and as people send it; what comes out is what stands in the undamaged file."""

import base64
import re

import expect
import parts
import tools
import vector

GROUP = "pem"
P12 = "openssl pkcs12 -export -inkey keys/p256.key.pem -in keys/p256.cert.pem -certfile keys/chain.pem -passout pass:secret -out device.p12"
ALL = "cat keys/rsa2048.key.pem keys/rsa2048.cert.pem keys/chain.pem > all.pem && "
# Kinds of make/damage.py on the whole bundle, and the warning that each must raise (None: open).
WHOLE = {
    "spaces": "lenient-pem", "no-line-breaks": "lenient-pem", "body-on-one-line": None, "literal-n": "lenient-pem",
    "literal-r-n": "lenient-pem", "double-escaped": "lenient-pem", "crlf": None, "cr": None, "crcrlf": None, "blank-lines": None,
    "one-character-a-line": None, "lines-of-76": None, "no-last-line-break": None, "tabs": "lenient-pem", "bom": None, "indented": None,
    "trailing-blanks": None, "text-around": None, "text-between": None, "quoted": None, "shell-variable": None, "yaml": None, "comments": None,
    "glued": None, "four-dashes": "lenient-pem", "six-dashes": "lenient-pem", "no-end-dashes": "lenient-pem", "lower-case": "lenient-pem",
    "blanks-in-armour": "lenient-pem", "headers": None, "old-labels": None, "no-padding": None, "too-much-padding": None,
    "url-alphabet": None, "utf16le": "lenient-pem", "utf16be": "lenient-pem",
}
WITHOUT_LAYERS = {"literal-n-quoted": "a quoted string with escaped line breaks", "base64-of-pem": "the whole text as base64"}
KEY_ALONE = {
    "bare-base64": ["base64"], "bare-base64-one-line": ["base64"], "bare-base64-url": ["base64"], "base64-twice": ["base64", "base64"],
    "wrong-label": ["pem"], "spaces": ["pem"], "no-line-breaks": ["pem"],
}
# A wrong or an odd label, and what stands under it.
LABELS = (
    ("any-private-key", "keys/rsa2048.key.pem", "ANY PRIVATE KEY", "rsa2048"), ("ec-pkcs8", "keys/p256.key.pem", "EC PRIVATE KEY", "p256"),
    ("ed25519", "keys/ed25519.key.pem", "ED25519 PRIVATE KEY", "ed25519"), ("pkcs1", "<(openssl rsa -in keys/rsa2048.key.pem -traditional)", "PRIVATE KEY", "rsa2048"),
    ("sec1", "<(openssl ec -in keys/p256.key.pem)", "PRIVATE KEY", "p256"),
)
REFUSED = {
    "star-in-body": ("malformed-pem", "a character that base64 does not have"),
    "labels-differ": ("malformed-pem", "BEGIN and END of different labels"),
    "cut-in-body": ("truncated", "the file is cut in the middle of the key"),
    "bare-base64-star": ("not-base64", "bare base64 with a character that base64 does not have"),
    "bare-base64-cut": ("truncated", "bare base64, cut at a whole group"),
    "bare-base64-lost": ("not-base64", "bare base64 that has lost a character"),
}


def make():
    vector.clear(GROUP)
    by_tools()
    beside()
    around()
    behind()
    for kind, warning in WHOLE.items():
        whole(kind, kind.replace("-", " "), ["pem"], warning)
    for kind, about in WITHOUT_LAYERS.items():
        whole(kind, about, None, None)
    for kind, layers in KEY_ALONE.items():
        name = f"python-key-{kind}.txt"
        vector.make(GROUP, name, f"python make/damage.py {kind} keys/p256.key.pem {name}", f"a key alone: {kind.replace('-', ' ')}",
                    {"layers": layers, "bundles": [bundle("p256")]}, tool="python")
    for kind, (code, about) in REFUSED.items():
        name = f"python-{kind}.pem"
        vector.make(GROUP, name, f"python make/damage.py {kind} keys/rsa2048.key.pem {name}", about, {"code": code}, tool="python")


def by_tools():
    openssl("key-certificate-chain", ALL + "cp all.pem OUT", "key, certificate and chain, as people put them together", result())
    openssl("chain-first", "cat keys/root.cert.pem keys/intermediate.cert.pem keys/rsa2048.cert.pem keys/rsa2048.key.pem > OUT",
            "root first, key last", result())
    openssl("several-keys", "cat keys/p256.key.pem keys/rsa2048.key.pem keys/chain.pem keys/p256.cert.pem keys/rsa2048.cert.pem > OUT",
            "two keys with their certificates, mixed", {"layers": ["pem"], "bundles": [expect.leaf("rsa2048"), expect.leaf("p256")]})
    openssl("stranger", ALL + "cat all.pem keys/p256.cert.pem > OUT", "with the certificate of another key",
            result(certificates=[expect.key_hash("p256")]))
    openssl("mismatch", "cat keys/p256.key.pem keys/p384.cert.pem > OUT", "a key and the certificate of another", {
        "layers": ["pem"], "warnings": ["certificate-missing"], "certificates": [expect.key_hash("p384")], "bundles": [bundle("p256")],
    })
    openssl("same-twice", ALL + "cat all.pem all.pem > OUT", "everything twice: delivered once", result())
    openssl("certificate-alone", "openssl x509 -in keys/p256.cert.pem -out OUT", "a certificate alone", alone("p256"))
    openssl("certificate-text", "openssl x509 -in keys/p256.cert.pem -text -out OUT", "openssl x509 -text", alone("p256"))
    openssl("certificate-der", "openssl x509 -in keys/p256.cert.pem -outform DER -out OUT", "a certificate in DER", alone("p256", []), extension="cer")
    openssl("trusted-certificate", "openssl x509 -in keys/root.cert.pem -trustout -setalias 'my root' -addtrust serverAuth -out OUT",
            "TRUSTED CERTIFICATE with its auxiliary data, which is not part of the certificate", alone("root"))
    openssl("bag-attributes", "openssl pkcs12 -export -inkey keys/rsa2048.key.pem -in keys/rsa2048.cert.pem -certfile keys/chain.pem -name device "
            "-passout pass:secret -out a.p12 && openssl pkcs12 -in a.p12 -passin pass:secret -nodes -out OUT",
            "Bag Attributes before each block", result())
    openssl("p7b", "openssl crl2pkcs7 -nocrl -certfile keys/chain.pem -out OUT", "PKCS7: certificates only", {
        "layers": ["pem", "cms-signed-data"], "certificates": [expect.key_hash(name) for name in ("intermediate", "root")],
    })
    openssl("s-client", "cat > OUT <<'END'\nCONNECTED(00000003)\n---\nCertificate chain\n 0 s:O = Example, CN = device-p256\n   i:O = Example, CN = Example Issuing CA\n"
            "END\ncat keys/p256.cert.pem >> OUT\necho ' 1 s:O = Example, CN = Example Issuing CA' >> OUT\ncat keys/intermediate.cert.pem >> OUT\necho --- >> OUT",
            "as openssl s_client -showcerts prints it", {
                "layers": ["pem"], "certificates": [expect.key_hash(name) for name in ("p256", "intermediate")],
            })
    openssl("encrypted-and-certificate", "openssl pkcs8 -topk8 -in keys/p256.key.pem -passout pass:secret -out k && cat k keys/p256.cert.pem keys/chain.pem > OUT",
            "an encrypted key with certificates", {"bundles": [expect.leaf("p256")]}, unlock={"passwords": ["secret"]})
    for stem, source, label, leaf in LABELS:
        openssl(f"label-{stem}", f"sed 's/BEGIN .*KEY-/BEGIN {label}-/; s/END .*KEY-/END {label}-/' {source} > OUT", f"a key under the label {label}",
                {"layers": ["pem"], "bundles": [bundle(leaf)]})
    for stem, label in (("certificate", "CERTIFICATE"), ("cms", "CMS"), ("pkcs7-signed-data", "PKCS #7 SIGNED DATA")):
        openssl(f"p7b-label-{stem}", f"openssl crl2pkcs7 -nocrl -certfile keys/chain.pem | sed 's/PKCS7-/{label}-/' > OUT", f"a certs-only SignedData under the label {label}", {
            "layers": ["pem", "cms-signed-data"], "certificates": [expect.key_hash(name) for name in ("intermediate", "root")],
        })
    der = "openssl pkey -in keys/p256.key.pem -outform DER"
    for stem, command, about in (
        ("hex", f"{der} | od -An -v -tx1 > OUT", "a key as hexadecimal, with blanks between bytes"),
        ("hex-one-line", f"{der} | od -An -v -tx1 | tr -d ' \\n' > OUT", "a key as hexadecimal on one line"),
        ("hex-colons", f"{der} | od -An -v -tx1 -w1 | tr -d ' ' | tr 'a-f\\n' 'A-F:' | sed 's/:$//' > OUT", "a key as hexadecimal, with colons between bytes"),
    ):
        openssl(stem, command, about, {"layers": ["hex"], "bundles": [bundle("p256")]}, extension="txt")
    openssl("blank-lines-before", f"(printf '\\r\\n\\n'; {der}) > OUT", "blank lines before the DER of a key",
            {"layers": [], "bundles": [bundle("p256")], "warnings": ["leading-data"]}, extension="der")
    openssl("settings", "(printf '[tls]\\nkey = '; awk '{ printf \"%s\\\\n\", $0 }' keys/p256.key.pem; printf '\\n') > OUT",
            "a section of a settings file, which begins like JSON", {"layers": ["pem"], "bundles": [bundle("p256")]}, extension="ini")
    openssl("javascript", "(echo '{ \"tls\": {'; echo '  key: `'; cat keys/p256.key.pem; echo '` } }') > OUT",
            "program text that begins like JSON", {"layers": ["pem"], "bundles": [bundle("p256")]}, extension="js")
    openssl("with-request", "openssl req -new -key keys/p256.key.pem -subj /CN=x -out r && cat keys/p256.key.pem r keys/p256.cert.pem keys/chain.pem > OUT",
            "a certificate request in between", {"layers": ["pem"], "bundles": [expect.leaf("p256")]})
    openssl("with-dh-parameters", "openssl dhparam -dsaparam -out d 1024 && cat d keys/p256.key.pem keys/p256.cert.pem keys/chain.pem > OUT",
            "DH PARAMETERS in front, as web servers have them", {"layers": ["pem"], "bundles": [expect.leaf("p256")]})
    openssl("pkcs12-block", "openssl pkcs12 -export -inkey keys/p256.key.pem -in keys/p256.cert.pem -certfile keys/chain.pem -passout pass:secret -out p && "
            "(echo -----BEGIN PKCS12-----; base64 p; echo -----END PKCS12-----) > OUT", "PKCS#12 in armour",
            {"layers": ["pem", "pkcs12"], "bundles": [expect.leaf("p256")]}, unlock={"passwords": ["secret"]})
    certtool = "certtool --certificate-info --infile keys/p256.cert.pem --outfile {0}"
    name = "gnutls-certificate-info.pem"
    vector.make(GROUP, name, certtool.format(name), "certtool prints the text before the block", alone("p256"), tool="gnutls")
    name = "jdk17-exportcert-rfc.pem"
    vector.make(GROUP, name, "keytool -importcert -noprompt -alias root -file keys/root.cert.pem -keystore k.p12 -storetype PKCS12 -storepass secret && "
                f"keytool -exportcert -rfc -alias root -keystore k.p12 -storepass secret -file {name}", "keytool -exportcert -rfc", alone("root"), tool="jdk")


def beside():
    """What is wanted, with other things beside it or changed on the way."""
    openssl("label-two-lines", ALL + "sed 's/BEGIN PRIVATE KEY/BEGIN PRIVATE\\nKEY/' all.pem > OUT", "a line that was broken within the label",
            result(warnings=["lenient-pem"]))
    openssl("plus-became-space", f"{P12} && base64 -w0 device.p12 | sed 's/+/ /g' > OUT", "a PFX as base64 that went through a form, which made spaces of its plus signs",
            {"layers": ["base64", "pkcs12"], "warnings": ["lenient-base64"], "bundles": [expect.leaf("p256")]}, extension="b64", unlock={"passwords": ["secret"]})
    secret = ("printf 'apiVersion: v1\\nkind: Secret\\ntype: kubernetes.io/tls\\ndata:\\n  tls.crt: %s\\n  tls.key: %s\\n' "
              "\"$(cat keys/p256.cert.pem keys/chain.pem | base64 -w0)\" \"$(base64 -w0 keys/p256.key.pem)\" > OUT")
    openssl("kubernetes-secret", secret, "a Secret of Kubernetes: base64 of PEM as values of YAML",
            {"layers": ["base64", "pem"], "bundles": [expect.leaf("p256")]}, extension="yaml")
    variables = ("openssl pkey -in keys/p256.key.pem -outform DER | base64 -w0 > key && openssl x509 -in keys/p256.cert.pem -outform DER | base64 -w0 > cert && "
                 "printf 'DEVICE_NAME=a\\nexport DEVICE_KEY=\"%s\"\\nDEVICE_CERT=%s\\n' \"$(cat key)\" \"$(cat cert)\" > OUT")
    openssl("environment", variables, "an environment file: base64 of DER in variables", {"bundles": [expect.leaf("p256", chain=())]}, extension="env")
    openssl("pkcs12-as-private-key", f"{P12} && (echo -----BEGIN PRIVATE KEY-----; base64 device.p12; echo -----END PRIVATE KEY-----) > OUT",
            "PKCS#12 under the label of a private key", {"layers": ["pem", "pkcs12"], "bundles": [expect.leaf("p256")]}, unlock={"passwords": ["secret"]})
    openssl("openvpn-profile", f"{P12} && (echo client; echo 'remote vpn.example.com 1194'; echo '<pkcs12>'; base64 -w64 device.p12; echo '</pkcs12>') > OUT",
            "a profile of OpenVPN with a PFX in it", {"layers": ["base64", "pkcs12"], "bundles": [expect.leaf("p256")]}, extension="ovpn", unlock={"passwords": ["secret"]})
    name = "xxd-include.h"
    vector.make(GROUP, name, f"{P12} && cp keys/root.cert.pem root.pem && (xxd -i device.p12; xxd -i root.pem) > {name}", "xxd -i: arrays of C",
                {"bundles": [expect.leaf("p256")]}, tool="xxd", unlock={"passwords": ["secret"]})
    issuer = ("printf '[req]\\nstring_mask = nombstr\\ndistinguished_name = name\\n[name]\\n' > c && "
              "openssl req -new -config c -key keys/intermediate.key.pem -subj '/O=EXAMPLE/CN=Example  Issuing CA' -out r && "
              "openssl x509 -req -in r -CA keys/root.cert.pem -CAkey keys/root.key.pem -set_serial 7 -days 9000 -out i.pem && ")
    name = "openssl3-issuer-name-in-other-strings.pem"
    vector.make(GROUP, name, f"{issuer}cat keys/p256.key.pem keys/p256.cert.pem i.pem keys/root.cert.pem > {name}",
                "the issuer's name in PrintableStrings, another case and more blanks (RFC 5280 section 7.1)",
                lambda shop: {"layers": ["pem"], "bundles": [expect.key(expect.key_file("p256.key.pem"), certificate=expect.key_file("p256.cert.pem"),
                                                                        chain=[shop.read("i.pem"), expect.key_file("root.cert.pem")])]})
    name = "openssl3-stand-in.pem"
    vector.make(GROUP, name, "openssl req -x509 -key keys/p256.key.pem -subj /CN=stand-in -days 36500 -out s && "
                f"cat keys/p256.key.pem s keys/p256.cert.pem keys/chain.pem > {name}", "a certificate that the key signed itself, valid longer than the issued one",
                lambda shop: {"layers": ["pem"], "bundles": [expect.leaf("p256")], "certificates": [expect.certificate_hash(shop.read("s"))]})
    name = "openssl3-altered.pem"
    altered = "openssl x509 -in keys/p256.cert.pem -outform DER | LC_ALL=C sed 's/device-p256/Device-p256/' > c && openssl x509 -inform DER -in c -out c.pem && "
    vector.make(GROUP, name, f"{altered}cat keys/p256.key.pem c.pem keys/chain.pem > {name}", "a letter of the certificate's subject was altered",
                lambda shop: {"layers": ["pem"], "warnings": ["chain-incomplete"],
                              "certificates": [expect.key_hash(name) for name in ("intermediate", "root")],
                              "bundles": [expect.key(expect.key_file("p256.key.pem"), certificate=shop.read("c.pem"))]})
    openssl("p7b-of-nothing", "openssl crl2pkcs7 -nocrl -out OUT", "SignedData with nothing in it", {"layers": ["pem", "cms-signed-data"], "warnings": ["key-missing"]})
    name = "openvpn-static-key-behind.pem"
    vector.make(GROUP, name, f"{ALL}openvpn --genkey secret static.key && cat all.pem static.key > {name}", "a static key of OpenVPN behind, whose digits are hexadecimal",
                lambda shop: result(files=[static_key(shop)]), tool="openvpn", oracle=f"{tools.version('cryptography')}, Python's base64 for the file")
    name = "gpg-clearsigned.asc"
    vector.make(GROUP, name, ALL + parts.with_openpgp_key(f"gpg -q --batch --clearsign -o {name} all.pem"), "gpg --clearsign: dashes are escaped, a signature stands behind",
                result(warnings=["lenient-pem", "member-unreadable"]), tool="gpg")
    dump("xxd", "xxd")
    dump("hexdump", "hexdump -C")


def around():
    """Text with PEM and with base64: each holds what the other lacks."""
    key, chain = "openssl pkey -in keys/p256.key.pem -outform DER | base64 -w0", "cat keys/p256.cert.pem keys/chain.pem"
    whole = {"bundles": [expect.leaf("p256")]}
    openssl("variable-and-certificates", f"(echo \"DEVICE_KEY=$({key})\"; {chain}) > OUT", "a variable with the key in base64, above certificates in PEM", whole, extension="env")
    openssl("log-of-an-answer", f"(printf '12:00:01 INFO {{\"pem\":\"'; {chain} | awk '{{ printf \"%s\\\\n\", $0 }}'; printf '\",\"private_key\":\"%s\"}}\\n' \"$({key})\") > OUT",
            "a line of a log with an answer of the service: certificates in PEM, the key in base64", whole, extension="log")
    openssl("openvpn-ca-and-pkcs12", f"{P12} && (echo client; echo '<ca>'; cat keys/root.cert.pem; echo '</ca>'; echo '<pkcs12>'; base64 -w64 device.p12; echo '</pkcs12>') > OUT",
            "a profile of OpenVPN: an authority in PEM, and a PFX", whole, extension="ovpn", unlock={"passwords": ["secret"]})
    openssl("http-settings", f"(printf 'HTTP/1.1 200 OK\\r\\nContent-Type: application/yaml\\r\\n\\r\\n'; printf 'tls.crt: %s\\ntls.key: %s\\n' \"$({chain} | base64 -w0)\" \"$(base64 -w0 keys/p256.key.pem)\") > OUT",
            "an answer by HTTP whose body is settings", whole, extension="http")
    openssl("two-base64-lines", f"(openssl pkey -in keys/rsa2048.key.pem -outform DER | base64 -w0; echo; openssl x509 -in keys/rsa2048.cert.pem -outform DER | base64 -w0; echo) > OUT",
            "key and certificate in base64, a line each: the first has padding", {"layers": ["base64"], "bundles": [expect.leaf("rsa2048", chain=())]}, extension="b64")
    issue = ("openssl x509 -req -in r -CA other.pem -CAkey other.key -set_serial {serial} -days 36000 -extfile e -out cross.pem && ")
    cross = ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -subj '/CN=Another Root CA' -days 36500 -out other.pem 2>/dev/null && "
             "openssl req -new -key keys/intermediate.key.pem -subj '/O=Example/CN=Example Issuing CA' -out r && "
             "printf 'basicConstraints=critical,CA:TRUE\\nsubjectKeyIdentifier=hash\\n' > e && " + issue.format(serial=9))
    name = "openssl3-cross-signed.pem"
    vector.make(GROUP, name, f"{cross}cat keys/p256.key.pem keys/p256.cert.pem cross.pem keys/chain.pem > {name}",
                "a certificate of the issuer by another root, valid longer, whose issuer is not there",
                lambda shop: {"layers": ["pem"], "bundles": [expect.leaf("p256")], "certificates": [expect.certificate_hash(shop.read("cross.pem"))]})


def behind():
    """DER with something behind it."""
    der = "openssl pkey -in keys/rsa2048.key.pem -outform DER -out k && openssl x509 -in keys/rsa2048.cert.pem -outform DER -out c && "
    pair = {"layers": [], "bundles": [expect.leaf("rsa2048", chain=())], "warnings": ["chain-incomplete"]}
    for name, command, about, expected in (
        ("openssl3-trailing-byte.der", "(cat k; printf x) > OUT", "a byte after the end of a key",
         {"layers": [], "bundles": [expect.leaf("rsa2048", chain=(), certificate=False)], "warnings": ["trailing-data", "certificate-missing"]}),
        ("openssl3-key-and-certificate.der", "cat k c > OUT", "a key, then its certificate", pair),
        ("openssl3-certificate-and-key.der", "cat c k > OUT", "a certificate, then its key", pair),
        ("openssl3-certificate-and-key.pem", "cat c k > b && (echo -----BEGIN CERTIFICATE-----; base64 -w64 b; echo -----END CERTIFICATE-----) > OUT",
         "a certificate and its key in one block, which is labelled as a certificate", pair | {"layers": ["pem"]}),
    ):
        vector.make(GROUP, name, der + command.replace("OUT", name), about, expected)
    name = "openssl3-digits-in-a-block.pem"
    vector.make(GROUP, name, f"(echo -----BEGIN PRIVATE KEY-----; openssl rand 32 | base64; echo -----END PRIVATE KEY-----) > {name}",
                "32 bytes and no structure in a block for a private key", {"code": "malformed-der"})


def static_key(shop):
    """The block holds hexadecimal digits; what its base64 would be is what comes out."""
    body = re.search(rb"key V1-----\n(.*?)-----END", shop.read("static.key"), re.S).group(1)
    return vector.sha256(base64.b64decode(body))


def dump(tool, command):
    name = f"{tool}-device.p12.txt"
    vector.make(GROUP, name, f"{P12} && {command} device.p12 > {name}", f"a PFX as {command} shows it", {"layers": ["hex", "pkcs12"], "bundles": [expect.leaf("p256")]},
                tool=tool, unlock={"passwords": ["secret"]})


def whole(kind, about, layers, warning):
    name = f"python-{kind}.pem"
    expected = result(warnings=[warning] if warning else None)
    expected["layers"] = layers
    vector.make(GROUP, name, f"{ALL}python make/damage.py {kind} all.pem {name}", about, expected, tool="python")


def openssl(stem, command, about, expected, *, extension="pem", unlock=None):
    name = f"openssl3-{stem}.{extension}"
    vector.make(GROUP, name, command.replace("OUT", name), about, expected, unlock=unlock)


def result(**more):
    return {"layers": ["pem"], **more, "bundles": [expect.leaf("rsa2048")]}


def alone(name, layers=("pem",)):
    return {"layers": list(layers), "certificates": [expect.key_hash(name)]}


def bundle(leaf):
    return expect.leaf(leaf, chain=(), certificate=False)
