"""Registered values against requests and certificates of many makers."""

import json

import match_oracle
import tools
import vector

GROUP = "match"
INPUTS = vector.REQUESTS / "inputs" / GROUP
KEY = "-new -key keys/p256.key.pem"
TEN = "/C=DE/ST=Some State/L=Some Town/street=Some Street 1/street=Second Floor/postalCode=12345/O=Example/OU=a/OU=b/CN=device-1/emailAddress=a@b.example"
ALL = {
    "subject.country": "DE", "subject.state": "Some State", "subject.locality": "Some Town",
    "subject.street_address": ["Second Floor", "Some Street 1"], "subject.postal_code": "12345", "subject.organization_name": "Example",
    "subject.organization_unit": ["a", "b"], "subject.common_name": "device-1", "subject.email": "a@b.example",
}
CHALLENGE = "[req]\ndistinguished_name = d\nprompt = no\nstring_mask = {mask}\nutf8 = yes\nattributes = a\n[d]\nCN = device-1\n[a]\nchallengePassword = {password}\n"


def make():
    vector.clear(GROUP, within=vector.REQUESTS)
    INPUTS.mkdir(parents=True, exist_ok=True)
    for path in INPUTS.glob("*"):
        path.unlink()
    every_field()
    arrays()
    strings()
    texts()
    repeated()
    conditions()
    others()
    certificates()
    requests()
    shapes()


def every_field():
    matches("openssl3-all-fields", TEN, values(ALL), "all fields but the challenge password")
    for name, value in ALL.items():
        wrong = [one + "x" for one in value] if isinstance(value, list) else value + "x"
        stem = name.split(".")[1].replace("_", "-")
        matches(f"openssl3-wrong-{stem}", TEN, values({**ALL, name: wrong}), f"all but {name} as registered")
    matches("openssl3-empty-subject", "/", values(ALL), "fields of which none is there")


def arrays():
    two = "/O=Example/OU=a/OU=b/CN=device-1"
    ou = "subject.organization_unit"
    matches("openssl3-units-order", two, values({ou: ["b", "a"]}), "the order of an array does not count")
    matches("openssl3-units-order-same", two, values({ou: ["b", "a"]}), "the order counts where it is told to", rules={"order": "same"})
    matches("openssl3-units-order-kept", two, values({ou: ["a", "b"]}), "the order counts, and is right", rules={"order": "same"})
    matches("openssl3-units-fewer", two, values({ou: ["a"]}), "one unit registered, two there")
    matches("openssl3-units-fewer-all", two, values({ou: ["a"]}), "others may be there", rules={"arrays": "all"})
    matches("openssl3-units-more", two, values({ou: ["a", "b", "c"]}), "three units registered, two there", rules={"arrays": "all"})
    matches("openssl3-units-more-any", two, values({ou: ["b", "c"]}), "one of them suffices", rules={"arrays": "any"})
    matches("openssl3-units-none-any", two, values({ou: ["c", "d"]}), "none of them is there", rules={"arrays": "any"})
    matches("openssl3-unit-bare-text", "/OU=a/CN=device-1", values({ou: "a"}), "a bare text for an array field, as in the vendor's example")
    matches("openssl3-units-twice", "/OU=a/OU=a/CN=device-1", values({ou: ["a"]}), "a unit twice is as good as once")
    matches("openssl3-units-twice-count", "/OU=a/OU=a/CN=device-1", values({ou: ["a"]}), "a unit twice, counted", rules={"duplicates": "count"})
    matches("openssl3-multi-valued", "/O=Example/OU=a+OU=b/CN=device-1", values({ou: ["a", "b"]}), "two units in one RDN", options="-multivalue-rdn")
    matches("openssl3-multi-valued-first", "/O=Example/OU=a+OU=b/CN=device-1", values({ou: ["a", "b"]}), "two units in one RDN, the first read",
            options="-multivalue-rdn", rules={"multi_valued_names": "first"})
    matches("openssl3-multi-valued-mixed", "/O=Example/OU=a+CN=device-1+serialNumber=7", values({ou: ["a"], "subject.common_name": "device-1"}),
            "unit and common name in one RDN", options="-multivalue-rdn")


def strings():
    for mask, stem in (("default", "printable"), ("utf8only", "utf8"), ("nombstr", "t61"), ("MASK:0x800", "bmp"), ("MASK:0x100", "universal")):
        config = f"[req]\ndistinguished_name = d\nprompt = no\nstring_mask = {mask}\nutf8 = yes\n[d]\nO = Bücher\nCN = device-1\n"
        matches(f"openssl3-string-{stem}", None, values({"subject.organization_name": "Bücher", "subject.common_name": "device-1"}),
                f"string mask {mask}: characters are compared, not string types", config=config)
    for mask, stem, password in (("default", "printable", "secret"), ("utf8only", "utf8", "Wörtchen 🔑"), ("nombstr", "t61", "Wörtchen"), ("MASK:0x800", "bmp", "Wörtchen")):
        config = CHALLENGE.format(mask=mask, password=password)
        matches(f"openssl3-challenge-{stem}", None, values({"challenge_password": password}), f"a challenge password, string mask {mask}", config=config)
    config = CHALLENGE.format(mask="default", password="Secret")
    matches("openssl3-challenge-case", None, values({"challenge_password": "secret"}), "a challenge password is exact, whatever the rules",
            config=config, rules={"case": "ignore"})
    matches("openssl3-challenge-missing", "/CN=device-1", values({"challenge_password": "secret"}), "no challenge password")


def texts():
    def one(stem, registered, written, about, rules=None):
        matches(f"openssl3-{stem}", f"/CN={written}", values({"subject.common_name": registered}), about, options="-utf8", rules=rules)

    one("case", "DEVICE-1", "device-1", "upper and lower case differ")
    one("case-ignore", "DEVICE-1", "device-1", "case ignored", {"case": "ignore"})
    one("case-ignore-folded", "STRASSE Σ", "straße ς", "case folding beyond ASCII", {"case": "ignore"})
    one("space", "device 1", "device  1", "white space counts")
    one("space-collapse", "device 1", " device  1 ", "runs of white space as one", {"white_space": "collapse"})
    one("space-trim", "device 1", " device 1 ", "white space at the ends dropped", {"white_space": "trim"})
    one("space-trim-inside", "device 1", "device  1", "white space inside kept", {"white_space": "trim"})
    one("nfd", "Caf\u00e9", "Cafe\u0301", "composed registered, decomposed there")
    one("nfd-nfc", "Caf\u00e9", "Cafe\u0301", "composed and decomposed are the same under NFC", {"unicode": "nfc"})
    one("fullwidth-nfc", "ABC", "\uff21\uff22\uff23", "full-width letters are others under NFC", {"unicode": "nfc"})
    one("fullwidth-nfkc", "ABC", "\uff21\uff22\uff23", "full-width letters are the same under NFKC", {"unicode": "nfkc"})
    one("homograph", "device-a", "device-\u0430", "a Cyrillic letter that looks like a Latin one", {"unicode": "nfkc", "case": "ignore"})
    one("emoji", "Grüße 🔑", "Grüße 🔑", "characters beyond the basic plane")


def repeated():
    for word in ("each", "any", "first", "last"):
        matches(f"openssl3-two-names-{word}", "/CN=device-1/CN=device-2", values({"subject.common_name": "device-2"}),
                f"two common names, repeated={word}", rules={"repeated": word})
    matches("openssl3-alternatives", "/CN=device-2", values({"subject.common_name": ["device-1", "device-2"]}),
            "several values of a field that stands once are alternatives")


def conditions():
    def one(stem, matcher, value, about, rules=None, subject="/OU=floor-1/OU=floor-2/CN=device-1", name="subject.common_name"):
        matches(f"openssl3-{stem}", subject, [{"certificate_field": name, "matcher": matcher, "value": value}], about, rules=rules)

    one("starts-with", "starts_with", "device-", "a condition at the level of an account")
    one("starts-with-not", "starts_with", "Device-", "a condition that is not met")
    one("starts-with-array", "starts_with", ["floor-1"], "a condition that one of two units meets", name="subject.organization_unit")
    one("starts-with-array-any", "starts_with", ["floor-1"], "one unit suffices", {"arrays": "any"}, name="subject.organization_unit")
    one("data-set", "data_set", "device-0, device-1,device-2", "a data set with commas")
    one("data-set-not", "data_set", "device-0,device-2", "not in the data set")
    one("contains", "contains", "vice", "a text inside")
    one("ends-with", "ends_with", "-1", "a text at the end")
    one("unknown-matcher", "sounds_like", "device-1", "a matcher that nobody knows decides nothing")


def others():
    matches("openssl3-serial-number", "/CN=device-1/serialNumber=0815", values({"subject.serial_number": "0815", "subject.2.5.4.5": "0815", "2.5.4.5": "0815"}),
            "another attribute by name and by OID")
    matches("openssl3-old-attributes", "/DC=org/DC=example/UID=u1/CN=device-1", values({"subject.user_id": "u1", "0.9.2342.19200300.100.1.25": ["org", "example"]}),
            "domain components and a user id")
    config = "[req]\ndistinguished_name = d\nprompt = no\n[d]\nx.1.3.6.1.4.1.99999.1 = 42\nCN = device-1\n"
    matches("openssl3-private-attribute", None, values({"1.3.6.1.4.1.99999.1": "42"}), "an attribute of nobody's", config=config)
    san = "-addext 'subjectAltName=DNS:a.example,DNS:b.example,IP:192.0.2.7,email:a@b.example,URI:urn:x'"
    matches("openssl3-alternative-names", "/CN=device-1", values({
        "san.dns_names": ["b.example", "a.example"], "san.ip_addresses": ["192.0.2.7"], "san.email": "a@b.example", "san.uris": ["urn:x"],
    }), "alternative names", options=san)
    matches("openssl3-email-elsewhere", "/CN=device-1", values({"subject.email": "a@b.example"}), "an e-mail address among the alternative names", options=san)
    matches("openssl3-email-either", "/CN=device-1", values({"subject.email": "a@b.example"}), "an e-mail address, wherever it stands", options=san,
            rules={"email": "subject_or_alternative_name"})
    config = "[req]\ndistinguished_name = d\nprompt = no\nattributes = a\n[d]\nCN = device-1\n[a]\nunstructuredName = router.example\n"
    matches("openssl3-unstructured-name", None, values({"unstructured_name": "router.example"}), "an attribute of the request, not of its subject", config=config)


def certificates():
    names = {"subject.organization_unit": ["a", "b"], "subject.common_name": "device-1", "subject.country": "DE"}
    request = '{"CN": "device-1", "hosts": ["a.example"], "key": {"algo": "ecdsa", "size": 256}, "names": [{"C": "DE", "O": "Example", "OU": "a"}, {"OU": "b"}]}'
    foreign("cfssl-certificate.pem", f"echo '{request}' > csr.json; cfssl gencert -ca keys/intermediate.cert.pem -ca-key keys/intermediate.key.pem csr.json | cfssljson -bare c; mv c.pem cfssl-certificate.pem",
            values({**names, "san.dns_names": "a.example"}), "cfssl merges two units into one multi-valued RDN", "cfssl", kind="certificate")
    foreign("cfssl-csr.pem", f"echo '{request}' > csr.json; cfssl genkey csr.json | cfssljson -bare c; mv c.csr cfssl-csr.pem", values(names), "a CSR of cfssl", "cfssl")
    foreign("cfssl-csr-first.pem", f"echo '{request}' > csr.json; cfssl genkey csr.json | cfssljson -bare c; mv c.csr cfssl-csr-first.pem", values(names),
            "a service that reads the first attribute of each RDN would not take it", "cfssl", rules={"multi_valued_names": "first"})
    keystore = 'keytool -genkeypair -alias a -keyalg EC -groupname secp256r1 -dname "CN=device-1, OU=b, OU=a, STREET=Some Street 1, O=Example, C=DE" -ext san=dns:a.example -keystore k -storepass changeit; '
    java = {**names, "subject.street_address": "Some Street 1"}
    foreign("jdk17-certificate.pem", keystore + "keytool -exportcert -rfc -alias a -keystore k -storepass changeit > jdk17-certificate.pem",
            values({**java, "san.dns_names": ["a.example"]}), "a certificate of keytool", "jdk", kind="certificate")
    foreign("jdk17-certificate-challenge.pem", keystore + "keytool -exportcert -rfc -alias a -keystore k -storepass changeit > jdk17-certificate-challenge.pem",
            values({**java, "challenge_password": "secret"}), "a certificate can't hold a challenge password", "jdk", kind="certificate")
    foreign("jdk17-csr.pem", keystore + "keytool -certreq -alias a -keystore k -storepass changeit > jdk17-csr.pem", values(java), "a CSR of keytool", "jdk")
    template = 'country = DE\nstate = "Some State"\norganization = Example\nunit = a\nunit = b\ncn = device-1\nchallenge_password = secret\n'
    for kind, flag in (("csr", "--generate-request"), ("certificate", "--generate-self-signed")):
        foreign(f"gnutls-{kind}.pem", f"certtool {flag} --load-privkey keys/p256.key.pem --template t --outfile gnutls-{kind}.pem",
                values({**names, "subject.state": "Some State", **({"challenge_password": "secret"} if kind == "csr" else {})}),
                f"a {kind} of certtool", "gnutls", kind=kind, inputs={"t": template.encode()})
    # Each string in another type, by names that Python's cryptography does not write by itself.
    python = (
        "python -c \"from cryptography import x509; from cryptography.x509.name import _ASN1Type as t; from cryptography.x509.oid import NameOID as o; "
        "from cryptography.hazmat.primitives import hashes, serialization as s; a = x509.NameAttribute; r = x509.RelativeDistinguishedName; "
        "key = s.load_pem_private_key(open('keys/p256.key.pem', 'rb').read(), None); "
        "n = x509.Name([r([a(o.COUNTRY_NAME, 'DE')]), r([a(o.ORGANIZATION_NAME, 'Bücher', t.BMPString), a(o.ORGANIZATIONAL_UNIT_NAME, 'b', t.UTF8String)]), "
        "r([a(o.ORGANIZATIONAL_UNIT_NAME, 'a', t.PrintableString)]), r([a(o.COMMON_NAME, 'device-1', t.UniversalString)])]); "
        "b = x509.CertificateSigningRequestBuilder().subject_name(n).add_attribute(x509.oid.AttributeOID.CHALLENGE_PASSWORD, b'secret'); "
        "open('pyca-csr.pem', 'wb').write(b.sign(key, hashes.SHA256()).public_bytes(s.Encoding.PEM))\""
    )
    foreign("pyca-csr.pem", python, values({**names, "subject.organization_name": "Bücher", "challenge_password": "secret"}),
            "a name of four string types, unit and organization in one RDN", "cryptography")


def requests():
    attributes = [{"id": "subject.common_name", "value": "device-1"}, {"id": "subject.organization_unit", "value": ["a", "b"]}]
    registered = values({"subject.common_name": "device-1", "subject.organization_unit": ["b", "a"]})
    keygen = {"enrollment_profile_id": "IOT_208f6d2e-0000-4000-8000-000000000000", "server_side_key_gen": True, "key_type": "p_256", "private_key_format": "pem"}
    written("server-keygen", {**keygen, "certificate_profile_attributes": attributes}, registered, "a request for a key made by the server")
    written("server-keygen-wrong", {**keygen, "certificate_profile_attributes": attributes[:1]}, registered, "a request without units")
    written("device-attributes", {**keygen, "device_attributes": attributes[1:], "certificate_profile_attributes": attributes[:1]}, registered,
            "attributes of the certificate's profile and of the device")
    written("dtm", {"certificate_policy_id": "IOT_208f6d2e-0000-4000-8000-000000000000", "key_type": "P_256", "key_format": "PEM",
                    "attributes": [{"name": "subject.common_name", "value": "device-1"}, {"name": "subject.organization_unit", "value": "a"}]},
            values({"subject.common_name": "device-1", "subject.organization_unit": "a"}), "the other dialect")
    written("unknown-field", {**keygen, "certificate_profile_attributes": [{"id": "device.shoe_size", "value": "44"}]}, values({"device.shoe_size": "44"}),
            "a field that nobody knows, under the same name")
    with vector.Workshop() as shop:
        csr = shop.run(f"openssl req {KEY} -subj /OU=a/OU=b/CN=device-1").decode()
    written("csr-inside", {"enrollment_profile_id": keygen["enrollment_profile_id"], "csr": csr}, registered, "a CSR inside the request")
    written("csr-one-line", {"csr": csr.replace("\n", "")}, registered, "a CSR inside, without line breaks")
    written("csr-spaces", {"csr": csr.strip().replace("\n", " ")}, registered, "a CSR inside, with spaces for line breaks")
    written("csr-and-attributes", {"csr": csr, "certificate_profile_attributes": attributes}, registered, "a CSR and attributes that agree")
    written("csr-against-attributes", {"csr": csr, "certificate_profile_attributes": [{"id": "subject.common_name", "value": "device-2"}]}, registered,
            "a CSR and attributes that disagree: both count")


def shapes():
    """The registered values in every shape they come in."""
    plain = values({"subject.common_name": "device-1", "subject.organization_unit": ["a"]})
    back = [{**entry, "multiple": isinstance(entry["value"], list), "id": "7"} for entry in plain]
    no_matcher = [{"certificate_field": entry["certificate_field"], "value": entry["value"]} for entry in plain]
    passcode = {"id": "1", "name": "line 3", "passcode_length": 12, "usage_limit": 9, "validity_period": {"from": "2026-01-01", "to": "2026-12-31"},
                "registered_values": no_matcher}
    acme = {"id": "9b71331a-bf8d-4da2-8786-cad5744b24f5", "external_account_binding": True, "status": "ACTIVE", "registered_values": back}
    for stem, shape, about in (
        ("read-back", json.dumps(back), "with `multiple` and unknown members"), ("no-matcher", json.dumps(no_matcher), "without matcher"),
        ("passcode", json.dumps(passcode), "in a passcode's JSON"), ("acme", json.dumps(acme), "in an ACME credential's JSON"),
        ("list", json.dumps([acme]), "in a list of one credential"), ("wrapped", json.dumps({"data": {"credential": acme}}), "deep inside an answer"),
        ("utf16", json.dumps(plain).encode("utf-16"), "in UTF-16 with a byte order mark"), ("bom", json.dumps(plain).encode("utf-8-sig"), "after a byte order mark"),
        ("upper-case", json.dumps([{**entry, "matcher": "EQUALS"} for entry in plain]), "with the matcher in capitals"),
    ):
        matches(f"registered-{stem}", "/OU=a/CN=device-1", plain, f"registered values {about}", shape=shape)
    matches("registered-none", "/CN=device-1", [], "a credential without registered values limits nothing", shape=json.dumps({**passcode, "registered_values": []}))


def values(fields):
    return [{"certificate_field": name, "matcher": "equals", "value": value} for name, value in fields.items()]


def matches(stem, subject, registered, about, *, options="", config=None, rules=None, shape=None):
    """A CSR of openssl."""
    name = f"{stem}.pem"
    subject = f"-subj '{subject}'" if subject is not None else "-config c"
    command = " ".join(part for part in (f"openssl req {KEY}", subject, options, f"-out {name}") if part)
    foreign(name, command, registered, about, "openssl3", rules=rules, shape=shape, inputs={"c": config.encode()} if config else None)


def foreign(name, command, registered, about, tool, *, kind="csr", rules=None, shape=None, inputs=None):
    """What another tool wrote."""
    with vector.Workshop(tool) as shop:
        for input_name, data in (inputs or {}).items():
            shop.put(input_name, data)
        shop.run(command)
        data = shop.read(name)
    if inputs and "c" in inputs:
        command = f"printf '%s' {json.dumps(inputs['c'].decode(), ensure_ascii=False)} > c; {command}"
    elif inputs:
        command = f"printf '%s' {json.dumps(inputs['t'].decode(), ensure_ascii=False)} > t; {command}"
    read = match_oracle.of_certificate if kind == "certificate" else match_oracle.of_csr
    write(name, data, command, tools.version(tool), registered, read(match_oracle.der(data)), about, kind, rules, shape)


def written(stem, request, registered, about):
    """A request as a program of the customer's would write it."""
    data = json.dumps(request, indent=2).encode() + b"\n"
    write(f"{stem}.json", data, "json.dumps of the request in make_match.py", tools.version("python"), registered, match_oracle.of_request(data), about, "request")


def write(name, data, command, made_by, registered, found, about, kind, rules=None, shape=None):
    path = INPUTS / f"{name.rsplit('.', 1)[0]}.json"
    shape = json.dumps(registered, ensure_ascii=False, indent=1) + "\n" if shape is None else shape
    path.write_bytes(shape if isinstance(shape, bytes) else shape.encode())
    report = match_oracle.report(registered, found, rules or {})
    choices = [word for rule, choice in (rules or {}).items() for word in (f"--{rule.replace('_', '-')}", choice)]
    vector.request(
        GROUP, name, data, about=about, made_by=made_by, command=command, oracle=f"match_oracle.py on {tools.version('asn1crypto')}",
        arguments=["match", "--registered-values", str(path.relative_to(vector.TESTDATA)), f"--{kind}", "{file}", *choices, "--json"],
        exit=0 if report["matches"] else 3, expect=report,
    )
