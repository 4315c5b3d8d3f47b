"""Credentials: how the service describes a key, and which credential of a policy would accept a request."""

import datetime
import json

from asn1crypto import core, pem, x509

import tools
import vector

GROUP = "credential"
INPUTS = vector.REQUESTS / "inputs" / GROUP
SAMPLE = vector.VECTORS / "sample" / "acme-credential-201.json"
CURVES = {"p256": "P-256", "p384": "P-384", "p521": "P-521"}
CHECKS = ("protocol", "status", "start_date", "end_date", "usage_limit", "proof", "registered_values")
NOON = "2026-06-15T12:00:00Z"


def make():
    vector.clear(GROUP, within=vector.REQUESTS)
    INPUTS.mkdir(parents=True, exist_ok=True)
    for path in INPUTS.glob("*"):
        path.unlink()
    vendor()
    certificates()
    public_keys()
    credentials()
    limits()
    proofs()


def vendor():
    data = SAMPLE.read_bytes()
    said = json.loads(data)
    names = ("authentication_type", "thumbprint", "key_type", "rsa_key_size", "key_description", "certificate_common_name",
             "issuer_common_name", "public_key_pem")
    show("acme-credential-201.json", data, {name: said[name] for name in names} | {"differences": [], "credential": {"kind": "acme", "status": "ACTIVE"}},
         "the vendor's own example, described as it describes it", "DigiCert, published documentation of the IoT Trust Manager API",
         "none: published", oracle="the published answer itself", warnings=["lenient-pem"])
    wrong = {**said, "thumbprint": "00" * 32, "rsa_key_size": 4096, "certificate_common_name": "Test_2"}
    show("acme-credential-wrong.json", json.dumps(wrong).encode(), {"thumbprint": said["thumbprint"], "differences": ["thumbprint", "rsa_key_size", "certificate_common_name"]},
         "a credential that says something else than its key", tools.version("python"), "json.dumps of the vendor's example, three members altered", warnings=["lenient-pem"])


def certificates():
    for name in ("rsa1024", "rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521", "ed25519", "ed448", "x25519"):
        made(f"{name}.pem", f"openssl x509 -in keys/{name}.cert.pem -out {name}.pem", "a certificate", key=name)
    made("p256.der", "openssl x509 -in keys/p256.cert.pem -outform DER -out p256.der", "a certificate in DER", key="p256")
    made("rsa2048-base64.txt", "openssl x509 -in keys/rsa2048.cert.pem -outform DER | base64 -w0 > rsa2048-base64.txt", "a certificate in base64 without armour", key="rsa2048")
    made("rsa2048-spaces.txt", "tr '\\n' ' ' < keys/rsa2048.cert.pem > rsa2048-spaces.txt", "a certificate with spaces for line breaks, as in the vendor's example", key="rsa2048")
    made("p256-one-line.txt", "tr -d '\\n' < keys/p256.cert.pem > p256-one-line.txt", "a certificate without line breaks", key="p256")
    made("chain.pem", "cat keys/p384.cert.pem keys/chain.pem > chain.pem", "a certificate before its chain", key="p384")
    made("p256-in-json.json", "python -c \"import json; print(json.dumps({'name': 'x', 'authentication_pem': open('keys/p256.cert.pem').read()}))\" > p256-in-json.json",
         "a certificate in a request for a credential", key="p256")
    made("two-names.pem", "openssl req -x509 -new -key keys/p256.key.pem -subj '/CN=first/O=Example/CN=last' -days 3650 -out two-names.pem", "two common names: the last counts", tool="openssl36")
    made("no-name.pem", "openssl req -x509 -new -key keys/p256.key.pem -subj '/O=Example' -days 3650 -out no-name.pem", "no common name", tool="openssl36")
    made("utf8-name.pem", "openssl req -x509 -new -key keys/p256.key.pem -utf8 -subj '/CN=Grüße 🔑' -days 3650 -out utf8-name.pem", "a common name beyond ASCII", tool="openssl36")
    made("rsa-pss.pem", "openssl req -x509 -newkey rsa-pss -pkeyopt rsa_keygen_bits:2048 -noenc -keyout k -subj /CN=device-1 -days 3650 -out rsa-pss.pem",
         "a key that is for RSASSA-PSS alone", tool="openssl36", algorithm=("RSA", 2048, None, "RSA 2048"))
    made("jdk17.pem", "keytool -genkeypair -alias a -keyalg RSA -keysize 2048 -dname 'CN=device-1, O=Example' -keystore k -storepass changeit; "
         "keytool -exportcert -rfc -alias a -keystore k -storepass changeit > jdk17.pem", "a certificate of keytool", tool="jdk", algorithm=("RSA", 2048, None, "RSA 2048"))


def public_keys():
    for name in ("rsa2048", "p256", "p521", "ed25519"):
        made(f"{name}.pub.pem", f"openssl pkey -in keys/{name}.key.pem -pubout -out {name}.pub.pem", "a public key", key=name)
    made("p384.pub.der", "openssl pkey -in keys/p384.key.pem -pubout -outform DER -out p384.pub.der", "a public key in DER", key="p384")
    made("rsa3072-pkcs1.pem", "openssl rsa -in keys/rsa3072.key.pem -RSAPublicKey_out -out rsa3072-pkcs1.pem", "a PKCS#1 public key", key="rsa3072", again="-RSAPublicKey_in")
    made("rsa2048-one-line.txt", "openssl pkey -in keys/rsa2048.key.pem -pubout | tr -d '\\n' > rsa2048-one-line.txt", "a public key without line breaks, as in the vendor's example", key="rsa2048")
    for curve in ("secp256k1", "brainpoolP256r1"):
        made(f"{curve.lower()}.pub.pem", f"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{curve} | openssl pkey -pubout -out {curve.lower()}.pub.pem",
             f"the curve {curve}", algorithm=("EC", None, curve, f"EC {curve}"))
    for size in (44, 87):
        made(f"ml-dsa-{size}.pub.pem", f"openssl genpkey -algorithm ML-DSA-{size} | openssl pkey -pubout -out ml-dsa-{size}.pub.pem", f"ML-DSA-{size}", tool="openssl36",
             algorithm=("ML-DSA", None, None, f"ML-DSA-{size}"))
    made("p256.csr.pem", "openssl req -new -key keys/p256.key.pem -subj /CN=device-1 -out p256.csr.pem", "a CSR: its public key", key="p256")


def credentials():
    """Credentials without a key."""
    eab = {"id": "9b71331a-bf8d-4da2-8786-cad5744b24f5", "name": "acme",
           "hmac_key": "qfzrHUyEYCqyrQPMfSLR9i7zEYhnERy4jbqO4y0yQ2PUo7J8JRzuwKCCi9FJW63ytu58JN9oQK0WovAZULu74Q", "external_account_binding": True,
           "account_bind": False, "status": "ACTIVE", "usage_limit": 3, "start_date": "2026-01-01", "end_date": "2026-12-31"}
    kept = {name: eab[name] for name in ("id", "name", "status", "usage_limit", "start_date", "end_date", "external_account_binding")}
    written("eab.json", eab, {"credential": {"kind": "acme", "protocols": ["acme"], **kept}}, "external account binding: there is no key to describe")
    passcode = {"id": "1", "name": "line 3", "passcode": "s3cr3tpasscode", "usage_limit": 9, "validity_period": {"from": "2026-01-01", "to": "2026-12-31"},
                "registered_values": [{"certificate_field": "subject.common_name", "value": "device-1"}, {"certificate_field": "challenge_password", "value": "secret"}]}
    written("passcode.json", passcode, {"credential": {
        "kind": "passcode", "id": "1", "name": "line 3", "usage_limit": 9, "start_date": "2026-01-01", "end_date": "2026-12-31", "protocols": ["rest", "est", "scep", "cmpv2"],
        "registered_values": [{"certificate_field": "subject.common_name", "matcher": "equals", "value": ["device-1"]}, {"certificate_field": "challenge_password", "matcher": "equals"}],
    }}, "a passcode, which is not shown")


def limits():
    """One passcode at many times."""
    passcode = {"id": "1", "status": "ACTIVE", "usage_limit": 9, "validity_period": {"from": "2026-01-01", "to": "2026-12-31"}}

    def one(stem, changed, arguments, failed, passed=(), about=""):
        judged(f"limit-{stem}.json", [{**passcode, **changed}], arguments, [verdict(failed, passed)], about)

    dates = ("start_date", "end_date")
    one("noon", {}, ["--at", NOON], (), ("status", *dates), "in the middle of its time")
    one("first-second", {}, ["--at", "2026-01-01T00:00:00Z"], (), dates, "its first second")
    one("too-early", {}, ["--at", "2025-12-31T23:59:59Z"], ("start_date",), ("end_date",), "a second before its first day")
    one("last-second", {}, ["--at", "2026-12-31T23:59:59Z"], (), dates, "its last day counts to its end")
    one("too-late", {}, ["--at", "2027-01-01T00:00:00Z"], ("end_date",), ("start_date",), "a second after its last day")
    for zone, at, failed in (("+05:30", "2026-12-31T18:29:59Z", ()), ("+05:30", "2026-12-31T18:30:00Z", ("end_date",)),
                             ("-08:00", "2027-01-01T07:59:59Z", ()), ("-08:00", "2026-01-01T07:59:59Z", ("start_date",))):
        assert in_days(zone, at) == (not failed)
        one(f"zone{zone.replace(':', '')}-{at[11:19].replace(':', '')}", {}, ["--at", at, f"--utc-offset={zone}"], failed, about=f"days of the zone {zone}")
    one("day", {}, ["--at", "2026-12-31"], (), dates, "a day alone is its first second")
    one("offset-of-time", {}, ["--at", "2027-01-01T00:30:00+01:00"], (), dates, "a time of another zone")
    for status, good in (("active", True), ("DISABLED", False), ("Deleted", False), ("PAUSED", False)):
        one(f"status-{status.lower()}", {"status": status}, ["--at", NOON], () if good else ("status",), ("status",) if good else (), f"the status {status}")
    one("uses-left", {}, ["--at", NOON, "--uses", "8"], (), ("usage_limit",), "one use left")
    one("uses-none", {}, ["--at", NOON, "--uses", "9"], ("usage_limit",), (), "no use left")
    one("uses-told", {"usage_count": 9}, ["--at", NOON, "--uses", "0"], ("usage_limit",), (), "its own count goes before the argument")
    one("unreadable-date", {"validity_period": {"to": "31.12.2026"}}, ["--at", NOON], ("end_date",), (), "a date that is none")
    one("acme-dates", {"validity_period": None, "start_date": "2026-06-16", "end_date": None}, ["--at", NOON], ("start_date",), (), "start_date in place of a period")
    for protocol, good in (("rest", True), ("est", True), ("scep", True), ("cmpv2", True), ("acme", False)):
        one(f"protocol-{protocol}", {}, ["--at", NOON, "--protocol", protocol], () if good else ("protocol",), ("protocol",) if good else (), f"by {protocol}")


def in_days(zone, at):
    """Whether a time falls into 2026 in a zone."""
    hours, minutes = int(zone[1:3]), int(zone[4:])
    offset = datetime.timedelta(hours=hours, minutes=minutes) * (1 if zone[0] == "+" else -1)
    local = datetime.datetime.fromisoformat(at).astimezone(datetime.timezone(offset))
    return local.year == 2026


def proofs():
    certificate = {"id": "2", "name": "gateway", "status": "ACTIVE", "type": "CERTIFICATE", "certificate": (vector.KEYS / "p256.cert.pem").read_text()}
    authority = {"id": "3", "name": "factory", "status": "ACTIVE", "type": "CA", "certificate": (vector.KEYS / "intermediate.cert.pem").read_text()}
    root = {**authority, "id": "4", "name": "root", "certificate": (vector.KEYS / "root.cert.pem").read_text()}
    passcode = {"id": "1", "status": "ACTIVE", "passcode": "s3cr3tpasscode"}
    eab = {"id": "9b71331a-bf8d-4da2-8786-cad5744b24f5", "external_account_binding": True, "status": "ACTIVE"}
    account = {"id": "5", "status": "ACTIVE", "external_account_binding": False, "authentication_pem": (vector.KEYS / "p256.cert.pem").read_text()}
    policy = {"name": "all", "passcodes": [passcode], "authentication_certificates": [certificate], "authentication_cas": [authority, root], "acme_credentials": [eab, account]}
    kinds = ("passcode", "certificate", "certificate_authority", "certificate_authority", "acme", "acme")
    at = ["--at", middle("p256")]

    def all_of(stem, arguments, proven, about):
        expected = [{"kind": kind, **verdict(() if good else ("proof",), ("proof",) if good else ())} for kind, good in zip(kinds, proven)]
        judged(f"proof-{stem}.json", policy, [*at, *arguments], expected, about)

    with vector.Workshop() as shop:
        shop.run("openssl verify -partial_chain -no_check_time -trusted keys/intermediate.cert.pem keys/p256.cert.pem keys/rsa2048.cert.pem")
        shop.run("openssl verify -no_check_time -CAfile keys/root.cert.pem -untrusted keys/intermediate.cert.pem keys/p256.cert.pem")
    (INPUTS / "passcode.txt").write_text("s3cr3tpasscode\n")
    (INPUTS / "passcode-wrong.txt").write_text("s3cr3tpasscodf\n")
    (INPUTS / "p256-chain.pem").write_text((vector.KEYS / "p256.cert.pem").read_text() + (vector.KEYS / "chain.pem").read_text())
    inputs = "requests/inputs/credential"
    all_of("passcode", ["--passcode-file", f"{inputs}/passcode.txt"], (True, False, False, False, False, False), "the right passcode")
    all_of("passcode-wrong", ["--passcode-file", f"{inputs}/passcode-wrong.txt"], (False,) * 6, "a wrong passcode")
    all_of("certificate", ["--client-certificate", "keys/p256.cert.pem"], (False, True, True, False, False, False), "the registered certificate, which the authority signed")
    all_of("certificate-chain", ["--client-certificate", f"{inputs}/p256-chain.pem"], (False, True, True, True, False, False), "with its chain, the root signed it too")
    all_of("certificate-other", ["--client-certificate", "keys/rsa2048.cert.pem"], (False, False, True, False, False, False), "another certificate of the same authority")
    all_of("kid", ["--kid", eab["id"]], (False, False, False, False, True, False), "the key identifier of the binding")
    all_of("account-key", ["--account-key", "keys/p256.key.pem"], (False, False, False, False, False, True), "the account key that was uploaded")
    at[1] = "2250-01-01T00:00:00Z"
    all_of("certificate-expired", ["--client-certificate", "keys/p256.cert.pem"], (False,) * 6, "a certificate that expired")
    with vector.Workshop() as shop:
        shop.run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout k -subj \"$(openssl x509 -in keys/intermediate.cert.pem -noout -subject -nameopt compat | sed 's/^subject=//')\" -days 90000 -out ca; "
                 "openssl req -new -key k -subj /CN=device-1 | openssl x509 -req -CA ca -CAkey k -days 80000 -out c 2>/dev/null")
        (INPUTS / "impostor.pem").write_bytes(shop.read("c"))
    at[1] = "2030-01-01T00:00:00Z"
    all_of("certificate-impostor", ["--client-certificate", f"{inputs}/impostor.pem"], (False,) * 6, "an issuer of the authority's name, with another key")
    registered = [{"certificate_field": "subject.common_name", "value": "device-1"}]
    request = {"certificate_profile_attributes": [{"id": "subject.common_name", "value": "device-2"}]}
    (INPUTS / "request.json").write_text(json.dumps(request))
    judged("registered-values.json", [{**passcode, "registered_values": registered}, {**passcode, "registered_values": [{**registered[0], "value": "device-2"}]}],
           ["--at", NOON, "--request", f"{inputs}/request.json"], [verdict(("registered_values",)), verdict((), ("registered_values",))],
           "of two passcodes, one whose registered values fit")


def middle(name):
    """A time at which a certificate is valid."""
    validity = x509.Certificate.load(pem.unarmor((vector.KEYS / f"{name}.cert.pem").read_bytes())[2])["tbs_certificate"]["validity"]
    start, end = validity["not_before"].native, validity["not_after"].native
    return (start + (end - start) / 2).astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def verdict(failed=(), passed=()):
    """What one credential must say: what is neither failed nor passed here may be either but failed."""
    checks = [{"name": name, **({"passed": name in passed} if name in failed or name in passed else {})} for name in CHECKS]
    return {"accepts": not failed, "checks": checks}


def judged(name, policy, arguments, expected, about):
    accepted = any(one["accepts"] for one in expected)
    write(name, json.dumps(policy, indent=1).encode() + b"\n", {"accepted": accepted, "credentials": expected}, about, tools.version("python"),
          "json.dumps of the policy in make_credential.py", ["credential", "check", "--policy", "{file}", *arguments, "--json"],
          "docs/credential.md; Python datetime; openssl verify", exit=0 if accepted else 3)


def written(name, value, expected, about):
    show(name, json.dumps(value, indent=1).encode() + b"\n", expected, about, tools.version("python"), "json.dumps of the credential in make_credential.py",
         oracle="the members themselves")


def made(name, command, about, *, tool="openssl3", key=None, algorithm=None, again=""):
    """A certificate or key that another tool wrote."""
    with vector.Workshop(tool) as shop:
        shop.run(command)
        data = shop.read(name)
        if key and ".cert." not in command and again == "":
            public = shop.run(f"openssl pkey -in keys/{key}.key.pem -pubout")
        elif key and again:
            public = shop.run(f"openssl rsa {again} -in {name} -pubout")
        elif key:
            public = shop.run(f"openssl x509 -in keys/{key}.cert.pem -noout -pubkey")
        elif b"BEGIN CERTIFICATE" in data:
            public = shop.run(f"openssl x509 -in {name} -noout -pubkey")
        else:
            public = shop.run(f"openssl pkey -pubin -in {name}")
    certificate = (vector.KEYS / f"{key}.cert.pem").read_bytes() if key and ".cert." in command else data if b"BEGIN CERTIFICATE-" in data else None
    kind, size, curve, description = algorithm or of_name(key or "p256")
    expected = {
        "authentication_type": "certificate" if certificate else "public_key", "thumbprint": vector.sha256(pem.unarmor(public)[2]), "key_type": kind,
        "rsa_key_size": size, "ecdsa_curve": curve, "key_description": description, "public_key_pem": public.decode(),
    }
    expected = {name: value for name, value in expected.items() if value is not None}
    if certificate:
        body = x509.Certificate.load(pem.unarmor(certificate)[2])["tbs_certificate"]
        expected |= {"certificate_common_name": common_name(body["subject"]), "issuer_common_name": common_name(body["issuer"])}
    show(name, data, expected, about, tools.version(tool), command, oracle=f"{tools.version(tool if tool.startswith('openssl') else 'openssl3')}, {tools.version('asn1crypto')}")


def common_name(name):
    found = [core.load(one["value"].dump()).native for rdn in name.chosen for one in rdn if one["type"].dotted == "2.5.4.3"]
    return found[-1] if found else None


def of_name(name):
    if name.startswith("rsa"):
        return "RSA", int(name[3:]), None, f"RSA {name[3:]}"
    if name in CURVES:
        return "EC", None, CURVES[name], f"EC {CURVES[name]}"
    word = {"ed25519": "Ed25519", "ed448": "Ed448", "x25519": "X25519"}[name]
    return word, None, None, word


def show(name, data, expected, about, made_by, command, *, oracle=None, warnings=()):
    write(name, data, expected, about, made_by, command, ["credential", "show", "{file}", "--json"], oracle or tools.version("python"), warnings=warnings)


def write(name, data, expected, about, made_by, command, arguments, oracle, exit=0, warnings=()):
    vector.request(GROUP, name, data, about=about, made_by=made_by, command=command, oracle=oracle, arguments=arguments, exit=exit, expect=expected, warnings=warnings)
