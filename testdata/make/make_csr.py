"""Certificate requests: every algorithm, name and attribute that tools write, and what is wrong with some."""

import csr_by_hand
import csr_tools
import expect_csr
import tools
import vector

GROUP = "csr"
SUBJECT = "/C=DE/O=Example/CN=device-1"
PSS = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:"
# A generated key: its command, its name, the name of its default signature.
CURVES = {
    "secp224r1": "P-224", "prime192v1": "P-192", "secp256k1": "secp256k1", "brainpoolP256r1": "brainpoolP256r1",
    "brainpoolP320r1": "brainpoolP320r1", "brainpoolP384r1": "brainpoolP384r1", "brainpoolP512r1": "brainpoolP512r1",
    "brainpoolP256t1": "brainpoolP256t1",
}


def make():
    vector.clear(GROUP, within=vector.REQUESTS)
    signatures()
    keys()
    subjects()
    names()
    attributes()
    forms()
    csr_by_hand.make()
    csr_tools.make()


def signatures():
    for digest, name in (
        ("sha1", "sha1WithRSAEncryption"), ("md5", "md5WithRSAEncryption"), ("sha224", "sha224WithRSAEncryption"),
        ("sha384", "sha384WithRSAEncryption"), ("sha512", "sha512WithRSAEncryption"),
        ("sha512-256", "sha512-256WithRSAEncryption"), ("sha3-256", "rsassa-pkcs1-v1_5-with-sha3-256"),
    ):
        openssl(f"openssl36-rsa2048-{digest}.pem", f"-key keys/rsa2048.key.pem -{digest}", f"RSA with {digest}", "RSA 2048", name)
    openssl("openssl36-rsa2048-ripemd160.pem", "-key keys/rsa2048.key.pem -ripemd160", "RSA with RIPEMD-160, which is not verified here",
            "RSA 2048", "ripemd160WithRSA", ours=None)
    for stem, options, about in (
        ("sha256", f"-sha256 {PSS}digest", "RSASSA-PSS, SHA-256"), ("sha512", f"-sha512 {PSS}digest", "RSASSA-PSS, SHA-512"),
        ("max-salt", f"-sha256 {PSS}max", "RSASSA-PSS with the longest salt"), ("no-salt", f"-sha256 {PSS}0", "RSASSA-PSS without salt"),
        ("sha1-defaults", f"-sha1 {PSS}20", "RSASSA-PSS with the default parameters, which are left out"),
        ("mgf-sha1", f"-sha256 {PSS}32 -sigopt rsa_mgf1_md:sha1", "RSASSA-PSS with SHA-256, masked with SHA-1"),
    ):
        openssl(f"openssl36-rsa2048-pss-{stem}.pem", f"-key keys/rsa2048.key.pem {options}", about, "RSA 2048", "RSASSA-PSS")
    openssl("openssl36-p521-sha512.pem", "-key keys/p521.key.pem -sha512", "P-521", "EC P-521", "ecdsa-with-SHA512")
    openssl("openssl36-p384-sha1.pem", "-key keys/p384.key.pem -sha1", "P-384 with SHA-1", "EC P-384", "ecdsa-with-SHA1")
    openssl("openssl36-p256-sha512.pem", "-key keys/p256.key.pem -sha512", "P-256 with a hash longer than its order", "EC P-256",
            "ecdsa-with-SHA512")
    openssl("openssl36-p256-sha3.pem", "-key keys/p256.key.pem -sha3-384", "P-256 with SHA3-384", "EC P-256", "ecdsa-with-SHA3-384")


def keys():
    for bits in (1024, 3072, 4096):
        openssl(f"openssl3-rsa{bits}.pem", f"-key keys/rsa{bits}.key.pem", f"RSA {bits}", f"RSA {bits}", "sha256WithRSAEncryption",
                tool="openssl3", warnings=["weak-key"] if bits < 2048 else [])
    generated("openssl36-rsa-pss-key.pem", "openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048",
              "a key that is for RSASSA-PSS alone", "RSA 2048", "RSASSA-PSS")
    generated("openssl36-rsa-exponent-3.pem", "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3",
              "an exponent of 3", "RSA 2048", "sha256WithRSAEncryption")
    for curve, name in CURVES.items():
        generated(f"openssl36-{curve.lower()}.pem", f"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{curve}", f"the curve {name}",
                  f"EC {name}", "ecdsa-with-SHA256")
    generated("openssl36-p256-compressed.pem",
              "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt point-format:compressed",
              "a compressed point", "EC P-256", "ecdsa-with-SHA256")
    generated("openssl36-p384-explicit.pem",
              "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -pkeyopt ec_param_enc:explicit",
              "a curve by its parameters", "EC P-384", "ecdsa-with-SHA256")
    generated("openssl36-sect283k1.pem", "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:sect283k1",
              "a binary curve, whose signatures are not verified here", "EC sect283k1", "ecdsa-with-SHA256", ours=None)
    openssl("openssl36-ed25519.pem", "-key keys/ed25519.key.pem", "Ed25519", "Ed25519", "Ed25519")
    openssl("openssl36-ed448.pem", "-key keys/ed448.key.pem", "Ed448", "Ed448", "Ed448")
    for bits, digest, name in ((1024, "sha1", "dsa-with-sha1"), (2048, "sha256", "dsa-with-sha256"), (3072, "sha384", "dsa-with-sha384")):
        generated(f"openssl3-dsa{bits}.pem", f"openssl dsaparam -noout -genkey {bits} | openssl pkey", f"DSA {bits} with {digest}", f"DSA {bits}", name,
                  options=f"-{digest}", tool="openssl3", warnings=["weak-key"] if bits < 2048 else [])
    for stem, identifier, about in (
        ("", "1234567812345678", "SM2 with the identifier of the standard"), ("-no-id", "", "SM2 with an empty identifier, openssl's default"),
    ):
        given = f"distid:{identifier}"
        generated(f"openssl36-sm2{stem}.pem", "openssl genpkey -algorithm SM2", about, "SM2", "sm2-with-sm3",
                  options=f"-sm3 -sigopt {given}" if identifier else "-sm3", verify=("-vfyopt", given) if identifier else ())
    for size in (44, 65, 87):
        generated(f"openssl36-ml-dsa-{size}.pem", f"openssl genpkey -algorithm ML-DSA-{size}", f"ML-DSA-{size}", f"ML-DSA-{size}",
                  f"ML-DSA-{size}")
    generated("openssl36-slh-dsa.pem", "openssl genpkey -algorithm SLH-DSA-SHA2-128s", "SLH-DSA, which is not verified here",
              "SLH-DSA-SHA2-128s", "SLH-DSA-SHA2-128s", ours=None)


def subjects():
    # The one of the examples in the documentation.
    add("openssl3-p256.pem", "openssl req -new -key keys/p256.key.pem -subj /C=DE/O=Example/OU=a/OU=b/CN=device-1 -addext "
        "subjectAltName=DNS:a.example,IP:192.0.2.7,email:a@b.example,URI:https://a.example/x -out openssl3-p256.pem",
        "two organizational units, and a name of each common kind", "EC P-256", "ecdsa-with-SHA256", tool="openssl3")
    p256("every-attribute",
         "every attribute of the service, several of some",
         "-subj '/C=DE/ST=Some State/L=Some Town/postalCode=12345/street=Some Street 1/street=Second Floor/O=Example/OU=a/OU=b/OU=c"
         "/serialNumber=0815/CN=device-1/emailAddress=a@b.example'")
    p256("utf8", "a name beyond ASCII", "-utf8 -subj '/C=DE/O=Bücher GmbH/L=東京/CN=Grüße 🔑'")
    p256("multi-valued", "a multi-valued RDN", "-multivalue-rdn -subj '/C=DE/O=Example/OU=a+OU=b/CN=device-1+serialNumber=7'")
    p256("escapes", "characters that RFC 4514 escapes", r"""-subj '/O= a, \/b+c "d" <e>;f\\g=h /CN=#1'""")
    p256("empty-subject", "no subject, and a name", "-subj / -addext subjectAltName=critical,DNS:a.example")
    p256("nothing", "neither subject nor name", "-subj /", warnings=["odd-request"])
    p256("old-names", "domain components and a user id", "-subj /DC=org/DC=example/UID=u1/CN=device-1")
    p256("organization-identifier", "eIDAS attributes", "-subj '/C=DE/organizationIdentifier=VATDE-1/GN=A/SN=B/title=Dr/CN=A B'")
    p256("unknown-attribute", "an attribute that nobody knows", "-config c",
         config="[req]\ndistinguished_name = d\nprompt = no\n[d]\nx.1.3.6.1.4.1.99999.1 = 42\nCN = device-1\n")
    for mask, about in (("nombstr", "TeletexString where Latin-1 suffices"), ("MASK:0x800", "BMPString"), ("MASK:0x100", "UniversalString")):
        p256(f"string-{mask.lower().replace(':', '-')}", about, "-utf8 -config c",
             config=f"[req]\ndistinguished_name = d\nprompt = no\nstring_mask = {mask}\nutf8 = yes\n[d]\nO = Bücher\nCN = Grüße\n")
    p256("long-common-name", "a common name of 64 characters", f"-subj /CN={'a' * 64}", no_warnings=["odd-request"])


def names():
    p256("all-names", "a name of every kind", "-config c", config=san(
        "DNS.1 = *.a.example", "DNS.2 = xn--bcher-kva.example", "IP.1 = 192.0.2.7", "IP.2 = 2001:db8::1", "email.1 = a@b.example",
        "URI.1 = urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "RID.1 = 1.2.3.4", "otherName.1 = 1.3.6.1.4.1.311.20.2.3;UTF8:a@b.example",
        "otherName.2 = 1.3.6.1.5.5.7.8.7;IA5:_sip.b.example", "otherName.3 = 1.3.6.1.5.2.2;SEQUENCE:k",
        rest="[k]\nrealm = EXP:0,GeneralString:B.EXAMPLE\n"))
    p256("directory-name", "a directory name", "-config c", config=san("dirName.1 = n", rest="[n]\nC = DE\nO = Example, Inc.\nCN = a\n"),
         san=["dirName:CN=a,O=Example\\, Inc.,C=DE"])
    p256("extensions", "key usage, purposes, constraints, policies", "-config c", config=extended(
        "keyUsage = critical,digitalSignature,keyEncipherment", "extendedKeyUsage = serverAuth,clientAuth,1.3.6.1.4.1.99999.2",
        "basicConstraints = critical,CA:TRUE,pathlen:1", "certificatePolicies = 1.2.3.4,2.23.140.1.2.1", "subjectKeyIdentifier = hash",
        "tlsfeature = status_request", "1.3.6.1.4.1.99999.3 = ASN1:UTF8String:custom"),
         extensions=[
             {"oid": "2.5.29.15", "name": "keyUsage", "critical": True, "meaning": ["digitalSignature", "keyEncipherment"]},
             {"oid": "2.5.29.37", "name": "extKeyUsage", "critical": False, "meaning": ["serverAuth", "clientAuth", "1.3.6.1.4.1.99999.2"]},
             {"oid": "2.5.29.19", "name": "basicConstraints", "critical": True, "meaning": ["CA:TRUE", "pathlen:1"]},
             {"oid": "2.5.29.32", "name": "certificatePolicies", "critical": False, "meaning": ["1.2.3.4", "2.23.140.1.2.1"]},
             {"oid": "2.5.29.14", "name": "subjectKeyIdentifier", "critical": False},
             {"oid": "1.3.6.1.5.5.7.1.24", "name": "tlsfeature", "critical": False, "value": "3003020105"},
             {"oid": "1.3.6.1.4.1.99999.3", "critical": False, "value": "0c06637573746f6d"},
         ])


def attributes():
    for stem, mask, password in (
        ("", "default", "secret"), ("-utf8", "utf8only", "geheimes Wörtchen 🔑"), ("-t61", "nombstr", "Wörtchen"), ("-bmp", "MASK:0x800", "Wörtchen"),
    ):
        p256(f"challenge{stem}", f"a challenge password, string mask {mask}", "-config c", config=(
            f"[req]\ndistinguished_name = d\nprompt = no\nstring_mask = {mask}\nutf8 = yes\nattributes = a\n[d]\nCN = device-1\n"
            f"[a]\nchallengePassword = {password}\nunstructuredName = a name\n"), unstructured_name="a name")


def forms():
    p256("new-label", "the label NEW CERTIFICATE REQUEST", "-newhdr -subj /CN=device-1")
    p256("text-before", "the request's text before it", "-text -subj /CN=device-1")
    name = "openssl36-p256-der.der"
    add(name, f"openssl req -new -key keys/p256.key.pem -subj {SUBJECT} -outform DER -out {name}", "DER", "EC P-256", "ecdsa-with-SHA256")
    for stem, change, about in (
        ("one-line", "tr -d '\\n' < r > OUT", "PEM on one line"), ("spaces", "tr '\\n' ' ' < r > OUT", "spaces for line breaks"),
        ("literal-n", "sed ':a;N;$!ba;s/\\n/\\\\n/g' r > OUT", "backslash and n for line breaks"),
        ("crlf-bom", "(printf '\\xef\\xbb\\xbf'; sed 's/$/\\r/' r) > OUT", "CRLF and a byte order mark"),
        ("bare-base64", "grep -v -- ----- r > OUT", "base64 without its armour"),
        ("utf16", "(printf '\\xff\\xfe'; iconv -f ASCII -t UTF-16LE r) > OUT", "UTF-16"),
        ("json", "python -c \"import json; json.dump({'csr': open('r').read(), 'server_side_key_gen': False}, open('OUT', 'w'))\"", "a member of a JSON request"),
        ("trailing", "openssl req -in r -outform DER -out OUT && printf '\\n' >> OUT", "DER and a line break"),
        ("zip", "zip -q OUT r", "a member of an archive"),
    ):
        extension = {"trailing": "der", "json": "json", "bare-base64": "txt", "zip": "zip"}.get(stem, "pem")
        name = f"openssl36-p256-{stem}.{extension}"
        command = f"openssl req -new -key keys/p256.key.pem -subj {SUBJECT} -out r && {change.replace('OUT', name)}"
        add(name, command, about, "EC P-256", "ecdsa-with-SHA256", source="r", warnings=["trailing-data"] if stem == "trailing" else [])
    for stem, change, about in (
        ("altered-signature", "d[-1] ^= 1", "one bit of the signature"), ("altered-subject", "d[d.index(b'device')] ^= 1", "one letter of the subject"),
    ):
        name = f"openssl36-rsa2048-{stem}.der"
        command = (f"openssl req -new -key keys/rsa2048.key.pem -subj {SUBJECT} -outform DER -out r && "
                   f"python -c \"d = bytearray(open('r', 'rb').read()); {change}; open('{name}', 'wb').write(d)\"")
        add(name, command, f"altered: {about}", "RSA 2048", "sha256WithRSAEncryption")
    for stem, command, about, code in (
        ("truncated.der", "openssl req -new -key keys/p256.key.pem -subj /CN=a -outform DER -out r && head -c 150 r > OUT", "cut", "truncated"),
        ("certificate.pem", "cp keys/p256.cert.pem OUT", "a certificate and no request", "invalid-value"),
        ("empty.txt", "printf ' ' > OUT", "nothing", "empty-input"),
        ("spkac.txt", "openssl spkac -key keys/rsa2048.key.pem -challenge hello -out OUT", "Netscape's SPKAC", "unsupported-format"),
        ("crmf.der", "python make/csr_by_hand.py crmf OUT", "CRMF (RFC 4211)", "unsupported-format"),
    ):
        refused(f"openssl36-{stem}", command, about, code)


def refused(name, command, about, code):
    with vector.Workshop("openssl36") as shop:
        command = command.replace("OUT", name)
        shop.run(command)
        vector.request(GROUP, name, shop.read(name), about=about, made_by=tools.version("openssl36"), command=command,
                       oracle="by its construction", arguments=["csr", "verify", "{file}", "--json"], exit=1,
                       expect={"error": {"code": code}})


def san(*lines, rest=""):
    return "[req]\ndistinguished_name = d\nprompt = no\nreq_extensions = e\n[d]\nCN = device-1\n[e]\nsubjectAltName = @s\n[s]\n" + "\n".join(lines) + "\n" + rest


def extended(*lines):
    return "[req]\ndistinguished_name = d\nprompt = no\nreq_extensions = e\n[d]\nCN = device-1\n[e]\n" + "\n".join(lines) + "\n"


def p256(stem, about, arguments, *, tool="openssl36", config=None, made=None, **more):
    """A request of keys/p256 that differs in what it says."""
    write = f"cat > c <<'END'\n{config}END\n" if config else ""
    name = f"{tool}-{stem}.pem"
    add(name, f"{write}openssl req -new -key keys/p256.key.pem {arguments} -out {name}", more.pop("about", about), "EC P-256",
        "ecdsa-with-SHA256", tool=tool, **more)


def openssl(name, arguments, about, algorithm, signature, *, tool="openssl36", **more):
    add(name, f"openssl req -new {arguments} -subj {SUBJECT} -out {name}", about, algorithm, signature, tool=tool, **more)


def generated(name, key, about, algorithm, signature, *, options="", tool="openssl36", **more):
    command = f"{key} -out k && openssl req -new -key k {options} -subj {SUBJECT} -out {name}".replace("  ", " ")
    add(name, command, about, algorithm, signature, tool=tool, **more)


def add(name, command, about, algorithm, signature, *, tool="openssl36", source=None, warnings=(), no_warnings=(), verify=(), made_by=None,
        oracle=None, absent=False, **more):
    """Runs `command`, and writes the vector. `ours` is None where the signature is not verified here."""
    with vector.Workshop(tool) as shop:
        shop.run(command)
        data = shop.read(name)
        expected = expect_csr.request(shop.read(source or name), algorithm, signature, verify=verify, **more)
    if "ours" in expected:
        expected["signature_valid"] = expected.pop("ours")
    vector.request(
        GROUP, name, data, about=about, made_by=made_by or tools.version(tool), command=command,
        oracle=oracle or f"{tools.version('openssl36')}, {tools.version('asn1crypto')}",
        arguments=["csr", "verify", "{file}", "--json"], exit=0 if expected["signature_valid"] else 3, expect=expected,
        warnings=warnings, no_warnings=no_warnings or (() if "odd-request" in warnings or absent else ["odd-request"]),
    )
