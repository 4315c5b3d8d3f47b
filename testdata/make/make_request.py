"""Requests to the service as other tools write their JSON, and answers that are opened with their request."""

import json
import shutil

import expect
import tools
import vector

GROUP = "request"
INPUTS = vector.REQUESTS / "inputs" / GROUP
PROFILE = "IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071"
RULES = "the service's documented rules"
NAME = {"id": "subject.common_name", "value": "device-rsa2048"}
NOW = ["--at", "2026-06-01T00:00:00Z"]


def make():
    vector.clear(GROUP, within=vector.REQUESTS)
    shutil.rmtree(INPUTS, ignore_errors=True)
    INPUTS.mkdir(parents=True)
    plain()
    certificates()
    csrs()
    profiles()
    credentials()
    others()
    made()
    answers()


def plain():
    check("jq-keygen-pem.json", body(), "a key made by the service, as PEM")
    for form in ("pem", "der"):
        check(f"node-keygen-{form}.json", body(private_key_format=form), f"a key made by the service: {form}", tool="node")
    check("node-keygen-pkcs12.json", body(private_key_format="pkcs_12", pkcs12_password="Secret1234"), "a PKCS#12", tool="node")
    check("python-utf16.json", body(), "UTF-16 with a byte order mark, as old PowerShell redirects", tool="python", options="--utf16")
    check("python-bom.json", body(), "a byte order mark", tool="python", options="--bom")
    for kind in ("rsa_2048", "rsa_3072", "rsa_4096", "p_256", "p_384", "p_521", "ed_25519"):
        check(f"jq-key-type-{kind}.json", body(key_type=kind), f"the documented key type {kind}")
    check("jq-key-type-misprint.json", body(key_type="p_512"), "a misprint of one page of the documentation",
          [warning("key_type", "unknown-value")])
    check("jq-key-type-ml-dsa.json", body(key_type="ml_dsa_44"), "a key type whose name in a request is not documented",
          [warning("key_type", "unknown-value")])
    check("jq-capitals.json", body(key_type="RSA_2048", private_key_format="PEM"), "values of one product in the other",
          [warning("key_type", "spelling"), warning("private_key_format", "spelling")])
    check("jq-syntax.json", body(private_key_syntax="PKCS8"), "a member whose values are not documented",
          [warning("private_key_syntax", "unknown-value")])
    check("jq-unknown-member.json", body(tags=["a"], privateKeyFormat="pem"), "members that are not documented",
          [warning("privateKeyFormat", "unknown-field"), warning("tags", "unknown-field")])
    check("jq-password-missing.json", body(private_key_format="pkcs_12"), "pkcs_12 without its password",
          [error("pkcs12_password", "missing")])
    for stem, password, code in (("short", "abc12", "out-of-range"), ("long", "a" * 21, "out-of-range"), ("odd", "pass-word", "malformed")):
        check(f"jq-password-{stem}.json", body(private_key_format="pkcs_12", pkcs12_password=password),
              f"a password that breaks the rule: {stem}", [error("pkcs12_password", code)])
    check("jq-password-ignored.json", body(pkcs12_password="Secret1234"), "a password for a format that has none",
          [warning("pkcs12_password", "ignored")])
    check("jq-no-key.json", {"enrollment_profile_id": PROFILE}, "neither a key made by the service nor a CSR",
          [error("server_side_key_gen", "missing")])
    check("jq-nothing.json", {"server_side_key_gen": True}, "what is required is missing, all told at once",
          [error("enrollment_profile_id", "missing"), error("private_key_format", "missing")])
    check("jq-all-wrong.json",
          {"enrollment_profile_id": "3b7a0c12", "server_side_key_gen": "true", "private_key_format": "pkcs_12",
           "pkcs12_password": "a!", "include_certificate_chain": "no", "certificate_profile_attributes": {"id": "subject.country"},
           "device_attributes": [{"value": "x"}, {"id": "a", "value": 7}]},
          "nine things wrong, all told at once",
          [error("certificate_profile_attributes", "wrong-type"), error("server_side_key_gen", "wrong-type"),
           error("include_certificate_chain", "wrong-type"), error("enrollment_profile_id", "malformed"),
           error("certificate_profile_attributes[0].value", "missing"), error("device_attributes[0].id", "missing"),
           error("device_attributes[1].value", "wrong-type"), error("pkcs12_password", "out-of-range"),
           error("pkcs12_password", "malformed")])
    for stem, value in (("no-prefix", PROFILE.removeprefix("IOT_")), ("lower", PROFILE.lower()), ("short", PROFILE[:-1])):
        check(f"jq-profile-id-{stem}.json", body(enrollment_profile_id=value), "an identifier that is not IOT_ and a UUID",
              [error("enrollment_profile_id", "malformed")])
    check("jq-profile-id-long.json", body(enrollment_profile_id=PROFILE + "0"), "more than 40 characters",
          [error("enrollment_profile_id", "too-long"), error("enrollment_profile_id", "malformed")])


def certificates():
    def encrypted(**members):
        return body(private_key_format="cert_encrypted", **members)

    for key in ("rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521"):
        check(f"jq-encrypted-{key}.json", encrypted(), f"encrypted to {key}", pem=f"keys/{key}.cert.pem")
    check("jq-encrypted-key-only.json", body(private_key_format="cert_encrypted_key_only"), "the key alone encrypted",
          pem="keys/rsa2048.cert.pem")
    check("jq-encrypted-missing.json", encrypted(), "no certificate to encrypt to", [error("encryption_certificate", "missing")])
    check("jq-encrypted-pem.json", body(), "a certificate for a format that does not encrypt",
          [error("encryption_certificate", "conflict")], pem="keys/rsa2048.cert.pem")
    check("jq-encrypted-authority.json", encrypted(), "the certificate of an authority",
          [error("encryption_certificate", "certificate")], pem="keys/intermediate.cert.pem")
    check("jq-encrypted-ed25519.json", encrypted(), "a key that only signs", [error("encryption_certificate", "certificate")],
          pem="keys/ed25519.cert.pem")
    check("jq-encrypted-private-key.json", encrypted(), "a private key in place of the certificate",
          [error("encryption_certificate", "private-key")], pem="keys/rsa2048.key.pem")
    check("jq-encrypted-weak.json", encrypted(), "a weak key", [warning("encryption_certificate", "certificate")],
          pem="keys/rsa1024.cert.pem")
    for stem, key, usage, found in (
        ("signs-rsa", "rsa2048", "digitalSignature,nonRepudiation", True), ("signs-ec", "p256", "digitalSignature", True),
        ("encrypts-rsa", "rsa2048", "critical,keyEncipherment", False), ("encrypts-ec", "p256", "keyAgreement", False),
    ):
        first = (f"openssl req -x509 -key keys/{key}.key.pem -subj /CN=recipient -days 3650 -addext basicConstraints=CA:FALSE "
                 f"-addext keyUsage={usage} -out recipient.pem; ")
        check(f"jq-encrypted-{stem}.json", encrypted(), f"a certificate with the key usage {usage}",
              [error("encryption_certificate", "certificate")] if found else [], pem="recipient.pem", first=first, at=[])
    check("jq-encrypted-expired.json", encrypted(), "a certificate that expired at the time that is given",
          [error("encryption_certificate", "expired")], pem="keys/rsa2048.cert.pem", at=["--at", "2126-01-01"])
    check("jq-encrypted-own.json", encrypted(), "the certificate of the recipient's own key", pem="keys/rsa2048.cert.pem",
          more=["--recipient-key", "keys/rsa2048.key.pem"])
    check("jq-encrypted-other.json", encrypted(), "the certificate of another key than the recipient's",
          [error("encryption_certificate", "conflict")], pem="keys/rsa2048.cert.pem",
          more=["--recipient-key", "keys/rsa2048-other.key.pem"])
    for form in ("joined", "spaces"):
        check(f"python-encrypted-{form}.json", encrypted(), f"PEM on one line: {form}", [warning("encryption_certificate", "spelling")],
              tool="python", more_members=f"encryption_certificate={form}:keys/rsa2048.cert.pem")


def csrs():
    members = {"enrollment_profile_id": PROFILE, "certificate_profile_attributes": [NAME]}
    first = "openssl req -new -key keys/device-p256.key.pem -subj /CN=device-p256 -out csr.pem; "
    check("jq-csr.json", members, "a CSR", pem="csr.pem", member="csr", first=first)
    check("jq-csr-and-key.json", {**members, "server_side_key_gen": True, "private_key_format": "pem"}, "a CSR, and a key made by the service",
          [error("csr", "conflict")], pem="csr.pem", member="csr", first=first)
    check("jq-csr-unused.json", {**members, "key_type": "p_256", "private_key_format": "pem"}, "members for keys made by the service",
          [warning("key_type", "ignored"), warning("private_key_format", "ignored")], pem="csr.pem", member="csr", first=first)
    altered = ("openssl req -in csr.pem -outform DER | python -c 'import sys; d = bytearray(sys.stdin.buffer.read()); d[-1] ^= 1; "
               "sys.stdout.buffer.write(d)' | openssl req -inform DER -out csr.pem; ")
    check("jq-csr-altered.json", members, "a CSR whose signature does not verify", [error("csr", "malformed")], pem="csr.pem",
          member="csr", first=first + altered)
    check("jq-csr-is-certificate.json", members, "a certificate in place of the CSR", [error("csr", "malformed")],
          pem="keys/device-p256.cert.pem", member="csr")
    check("jq-csr-is-key.json", members, "a private key in place of the CSR", [error("csr", "private-key")],
          pem="keys/device-p256.key.pem", member="csr")
    check("python-csr-base64.json", members, "a CSR without armour", [error("csr", "malformed")], tool="python",
          first=first + "openssl req -in csr.pem -outform DER -out csr.der; ", more_members="csr=base64:csr.der")


def profiles():
    def against(name, profile, request, about, problems):
        (INPUTS / f"profile-{name}.json").write_text(json.dumps(profile, indent=2) + "\n")
        check(f"jq-profile-{name}.json", request, about, problems, more=["--profile", f"requests/inputs/{GROUP}/profile-{name}.json"])

    fitting = {"id": PROFILE, "enrollment_methods": ["API", "EST"], "key_generation_option": "client_or_server_side",
               "allowed_key_types": ["rsa_2048", "p_256"]}
    against("fitting", fitting, body(key_type="p_256"), "a profile that allows it", [])
    against("list", {"total": 2, "records": [{"id": "IOT_x", "enrollment_methods": []}, fitting]}, body(key_type="p_256"),
            "the profile out of a list", [])
    against("inside", {"enrollmentProfile": {"id": PROFILE, "enrollmentMethods": ["API"], "allowedKeyTypes": ["RSA_2048"]}},
            body(key_type="p_384"), "a profile inside another object, its names in the manner of JavaScript",
            [error("key_type", "profile")])
    against("methods", {**fitting, "enrollment_methods": ["EST", "SCEP"]}, body(), "a profile without the API",
            [error("enrollment_profile_id", "profile")])
    against("client-side", {**fitting, "key_generation_option": "client_side"}, body(), "a profile that takes CSRs alone",
            [error("server_side_key_gen", "profile")])
    against("key-type", fitting, body(key_type="p_384"), "a key type that the profile does not allow", [error("key_type", "profile")])
    against("fixed", {**fitting, "key_type": "rsa_2048"}, body(key_type="p_256"), "a profile that fixes the key type",
            [warning("key_type", "ignored")])
    against("other", {**fitting, "id": "IOT_00000000-0000-4000-8000-000000000000"}, body(), "another profile than the request's",
            [warning("enrollment_profile_id", "profile")])


def credentials():
    def passcode(**members):
        return {"name": "line 1", "description": "of the plant", "passcode_length": 12, "usage_limit": 100,
                "validity_period": {"from": "2026-01-01", "to": "2030-12-31"},
                "registered_values": [{"certificate_field": "subject.common_name", "value": "device-1"},
                                      {"certificate_field": "subject.organization_unit", "matcher": "equals", "value": ["a", "b"]}],
                **members}

    check("jq-passcode.json", passcode(), "a passcode", kind="passcode")
    check("jq-passcode-order.json", passcode(validity_period={"from": "2030-12-31", "to": "2030-12-30"}), "an end before its start",
          [error("validity_period.to", "conflict")], kind="passcode")
    check("jq-passcode-dates.json", passcode(validity_period={"from": "2026-02-29", "to": "2026-13-01"}), "dates that do not exist",
          [error("validity_period.from", "malformed"), error("validity_period.to", "malformed")], kind="passcode")
    check("jq-passcode-past.json", passcode(validity_period={"to": "2026-05-31"}), "a day that has passed at the time that is given",
          [warning("validity_period.to", "expired")], kind="passcode")
    check("jq-passcode-values.json",
          passcode(registered_values=[{"certificate_field": "subject.street_address", "value": "Main Street 1"},
                                      {"certificate_field": "subject.common_name", "matcher": "starts_with", "value": "a"},
                                      {"certificate_field": "subject.country", "value": ["DE"], "multiple": False},
                                      {"certificate_field": "subject.planet", "value": "Mars"}, {"value": "x"}]),
          "registered values that are wrong, and the documentation's own bare text for a list",
          [warning("registered_values[0].value", "spelling"), error("registered_values[1].matcher", "malformed"),
           error("registered_values[2].value", "wrong-type"), warning("registered_values[3].certificate_field", "unknown-value"),
           error("registered_values[4].certificate_field", "missing")], kind="passcode")
    check("jq-passcode-numbers.json", passcode(passcode_length="12", usage_limit=-1), "numbers that are none",
          [error("passcode_length", "wrong-type"), error("usage_limit", "wrong-type")], kind="passcode")

    account = {"name": "fleet", "account_id": "8e5a1d2c-3b4f-4a6e-9c7d-0f1e2d3c4b5a"}
    check("jq-acme-eab.json", {**account, "external_account_binding": True, "usage_limit": 5, "start_date": "2026-01-01", "end_date": "2030-12-31"},
          "external account binding", kind="acme-credential")
    for key in ("p256.cert.pem", "rsa2048.cert.pem"):
        check(f"jq-acme-{key}.json", account, f"an account key by {key}", pem=f"keys/{key}", member="authentication_pem", kind="acme-credential")
    check("jq-acme-public-key.json", account, "an account key as a public key", pem="public.pem", member="authentication_pem",
          first="openssl pkey -in keys/p384.key.pem -pubout -out public.pem; ", kind="acme-credential")
    check("jq-acme-private-key.json", account, "a private key where a public one is due", [error("authentication_pem", "private-key")],
          pem="keys/p256.key.pem", member="authentication_pem", kind="acme-credential")
    check("jq-acme-nothing.json", {"external_account_binding": False}, "all that is required is missing",
          [error("name", "missing"), error("account_id", "missing"), error("authentication_pem", "missing")], kind="acme-credential")
    long = {"name": "n" * 256, "description": "d" * 256, "account_id": "a" * 37, "enrollment_profile": "e" * 41}
    check("jq-acme-long.json", {**long, "external_account_binding": True}, "one character too long, each",
          [error(field, "too-long") for field in ("name", "description", "account_id", "enrollment_profile")], kind="acme-credential")
    fit = {name: value[1:] for name, value in long.items()}
    check("jq-acme-longest.json", {**fit, "external_account_binding": True}, "as long as may be", kind="acme-credential")


def others():
    device = {"division_id": "d1", "device_identifier": "device-1", "device_profile_id": "p1"}
    check("jq-device.json", device, "a device", kind="device")
    check("jq-device-missing.json", {"device_identifier": ""}, "a device without what is required",
          [error("division_id", "missing"), error("device_identifier", "missing"), error("device_profile_id", "missing")], kind="device")
    registration = {"certificate_policy_id": "c1", "key_type": "RSA_2048", "key_format": "PEM", "key_syntax": "PKCS8",
                    "attributes": [{"name": "subject.common_name", "value": "device-1"}]}
    check("node-registration.json", registration, "Device Trust Manager's words", kind="registration", tool="node")
    check("node-registration-lower.json", {**registration, "key_type": "rsa_2048", "key_format": "pem"}, "in lower case",
          [warning("key_type", "spelling"), warning("key_format", "spelling")], kind="registration", tool="node")
    check("node-registration-missing.json", {"key_format": "DER", "attributes": [{"id": "a", "value": "b"}]}, "without its policy",
          [warning("attributes[0].id", "unknown-field"), error("certificate_policy_id", "missing"), warning("key_format", "unknown-value"),
           error("attributes[0].name", "missing")], kind="registration", tool="node")


def made():
    """Requests made out of a body: URL, headers and body."""
    host = "https://one.digicert.com"

    def vector_of(name, members, about, arguments, expected, exit=0, **options):
        write(name, members, about, ["request", *arguments, "--from", "{file}", "--json"], expected, exit=exit, **options)

    vector_of("jq-make-keygen.json", body(), "a request out of its body", ["keygen"],
              {"method": "POST", "url": f"{host}/iot/api/v1/certificate", "client_certificate": False,
               "headers": {"content-type": "application/json", "x-api-key": "$KEYBUNDLE_API_KEY"}, "body": body(), "secrets": ["KEYBUNDLE_API_KEY"]})
    vector_of("jq-make-client-certificate.json", body(), "authenticated by a certificate",
              ["keygen", "--auth", "certificate", "--base", "https://one.us.digicert.com"],
              {"url": "https://clientauth.one.us.digicert.com/iot/api/v1/certificate", "client_certificate": True, "secrets": []})
    vector_of("jq-make-capitals.json", body(key_type="P-256", private_key_format="PEM"), "written as the service writes it", ["keygen"],
              {"body": body(key_type="p_256")})
    vector_of("jq-make-renewal.json", {"server_side_key_gen": True, "private_key_format": "der"}, "a renewal",
              ["renew", "--certificate-id", "fa39ba51-0000-4000-8000-000000000000", "--put"],
              {"kind": "renewal", "method": "PUT", "url": f"{host}/iot/api/v1/certificate/fa39ba51-0000-4000-8000-000000000000/renew"})
    vector_of("jq-make-passcode.json", {"name": "a"}, "a passcode, by passcode at another host",
              ["passcode", "--enrollment-profile", PROFILE, "--auth", "passcode", "--base", "one.digicert.co.jp"],
              {"url": f"https://one.digicert.co.jp/iot/api/v1/enrollment-profile/{PROFILE}/passcode", "headers": {"x-passcode": "$KEYBUNDLE_PASSCODE"},
               "body": {"name": "a"}})
    vector_of("jq-make-password.json", body(private_key_format="pkcs_12", pkcs12_password="Secret1234"), "its password stays out of what is printed",
              ["keygen"], {"body": body(private_key_format="pkcs_12", pkcs12_password="$KEYBUNDLE_PKCS12_PASSWORD"),
                           "secrets": ["KEYBUNDLE_API_KEY", "KEYBUNDLE_PKCS12_PASSWORD"]})
    vector_of("jq-make-invalid.json", {"server_side_key_gen": True}, "what is invalid is not made", ["keygen"],
              {"error": {"code": "invalid-value", "stage": "usage", "problems": [error("enrollment_profile_id", "missing"), error("private_key_format", "missing")]}},
              exit=1)


def answers():
    """Answers by OpenSSL, opened with the request that they answer."""
    key, certificate = "keys/device-rsa2048.key.pem", "keys/device-rsa2048.cert.pem"
    chain = "keys/intermediate.cert.pem,keys/root.cert.pem"
    zipped = f"cat {key} > device.key; cat {certificate} > device.pem; zip -qX device.zip device.key device.pem; "
    sealed = "openssl cms -encrypt -binary -outform DER -aes256 -in {0} -out device.p7m keys/{1}.cert.pem; "
    p12 = f"openssl pkcs12 -export -inkey {key} -in {certificate} -passout pass:Secret1234 -out device.p12; "
    with_chain = f"pem=pem:{certificate},{chain}"
    asked = {
        "pem": body(), "der": body(private_key_format="der"), "leaf": body(include_certificate_chain=False),
        "chain": body(include_certificate_chain=True), "p256": body(key_type="p_256"), "rsa": body(key_type="rsa_2048"),
        "name": body(certificate_profile_attributes=[{"id": "subject.common_name", "value": "another"}]),
        "pkcs12": body(private_key_format="pkcs_12", pkcs12_password="Secret1234"),
        "encrypted": body(private_key_format="cert_encrypted", encryption_certificate=pem("rsa2048")),
        "encrypted-key": body(private_key_format="cert_encrypted_key_only", encryption_certificate=pem("rsa2048")),
        "encrypted-other": body(private_key_format="cert_encrypted", encryption_certificate=pem("rsa2048-other")),
    }
    csr = "openssl req -new -key keys/device-rsa2048.key.pem -subj /CN=device-rsa2048"
    with vector.Workshop("openssl3") as shop:
        asked["csr"] = {"enrollment_profile_id": PROFILE, "csr": shop.run(csr).decode()}
        asked["csr-other"] = {"enrollment_profile_id": PROFILE, "csr": shop.run(csr.replace("rsa2048.key", "p256.key")).decode()}
    for name, members in asked.items():
        (INPUTS / f"asked-{name}.json").write_text(json.dumps(members, indent=2) + "\n")

    recipient = ["--recipient-key", "keys/rsa2048.key.pem"]
    for name, request, first, members, more, surprised in (
        ("pem", "pem", "", f"{with_chain} private_key=pem:{key}", [], False),
        ("pem-chain", "chain", "", f"{with_chain} private_key=pem:{key}", [], False),
        ("pem-key-type", "rsa", "", f"{with_chain} private_key=pem:{key}", [], False),
        ("pkcs12-by-its-request", "pkcs12", p12, "private_key=base64:device.p12", [], False),
        ("encrypted", "encrypted", zipped + sealed.format("device.zip", "rsa2048"), f"{with_chain} private_key=base64:device.p7m", recipient, False),
        ("encrypted-key", "encrypted-key", sealed.format(key, "rsa2048"), f"{with_chain} private_key=base64:device.p7m", recipient, False),
        ("csr", "csr", "", with_chain, [], False),
        ("other-format", "der", "", f"{with_chain} private_key=pem:{key}", [], True),
        ("other-format-encrypted", "encrypted", sealed.format(key, "rsa2048"), f"{with_chain} private_key=base64:device.p7m", recipient, True),
        ("other-key-type", "p256", "", f"{with_chain} private_key=pem:{key}", [], True),
        ("other-name", "name", "", f"{with_chain} private_key=pem:{key}", [], True),
        ("other-key", "pem", "", f"{with_chain} private_key=pem:keys/device-p256.key.pem", [], True),
        ("no-key", "pem", "", with_chain, [], True),
        ("no-chain", "chain", "", f"pem=pem:{certificate} private_key=pem:{key}", [], True),
        ("unwanted-chain", "leaf", "", f"{with_chain} private_key=pem:{key}", [], True),
        ("other-recipient", "encrypted-other", zipped + sealed.format("device.zip", "rsa2048"), f"{with_chain} private_key=base64:device.p7m",
         recipient, True),
        ("csr-other-key", "csr-other", "", with_chain, [], True),
    ):
        file = f"openssl3-answer-{name}.json"
        command = f"{first}python make/answer.py {file} status=text:AUTO_APPROVED result=text:SUCCESS {members}"
        with vector.Workshop("openssl3") as shop:
            shop.run(command)
            data = shop.read(file)
            used = "keys/device-p256.key.pem" if "device-p256.key" in members else key
            bundle = expect.key(shop.read(used))
        expected = {"bundles": [{"private_key": {"algorithm": bundle["algorithm"], "spki_sha256": bundle["spki_sha256"]}}]}
        if "private_key" not in members:
            expected = {"bundles": []}
        vector.request(
            GROUP, file, data, about=f"an answer with its request: {name}", made_by=tools.version("openssl3") + ", answer.py",
            command=command, oracle=tools.ORACLE, expect=expected,
            arguments=["decode", "{file}", "--request", f"requests/inputs/{GROUP}/asked-{request}.json", *more, "--json"],
            warnings=["unexpected-answer"] if surprised else [], no_warnings=[] if surprised else ["unexpected-answer"],
        )


def check(name, members, about, problems=(), *, kind="certificate", at=NOW, more=(), **options):
    """A vector of `request check`."""
    valid = all(problem["severity"] != "error" for problem in problems)
    expected = {"valid": valid, "kind": kind, "problems": list(problems)}
    arguments = ["request", "check", "{file}", *at, *more, "--json"]
    write(name, members, about, arguments, expected, exit=0 if valid else 3, **options)


def write(name, members, about, arguments, expected, *, exit=0, tool="jq", pem=None, member="encryption_certificate", first="",
          options="", more_members=""):
    text = json.dumps(members)
    if tool == "jq":
        arguments_of_jq = f"--rawfile pem {pem} " if pem else ""
        program = text[:-1] + f', "{member}": $pem}}' if pem else text
        command = f"{first}jq -n {arguments_of_jq}'{program}' > {name}"
    elif tool == "node":
        command = f"""{first}node -e 'require("fs").writeFileSync("{name}", JSON.stringify({text}))'"""
    else:
        words = " ".join(f"{key}='json:{json.dumps(value)}'" for key, value in members.items())
        command = " ".join(f"{first}python make/answer.py {name} {options} {words} {more_members}".split())
    with vector.Workshop("openssl3") as shop:
        shop.run(command)
        data = shop.read(name)
    vector.request(
        GROUP, name, data, about=about, made_by=tools.version({"python": "python"}.get(tool, tool)), command=command,
        oracle=RULES, arguments=arguments, expect=expected, exit=exit,
    )


def body(**members):
    """A plain request for a key made by the service, with other or more members."""
    return {"enrollment_profile_id": PROFILE, "certificate_profile_attributes": [NAME], "server_side_key_gen": True,
            "private_key_format": "pem", **members}


def pem(key):
    return (vector.KEYS / f"{key}.cert.pem").read_text()


def error(field, code):
    return {"field": field, "severity": "error", "code": code}


def warning(field, code):
    return {"field": field, "severity": "warning", "code": code}
