"""Expected values of certificate requests, from openssl, Python's cryptography and asn1crypto. Never from keybundle."""

import ipaddress
import re
import subprocess

from asn1crypto import core, csr, parser, x509
import tools
import vector

# What openssl calls otherwise than RFC 4514 or we do.
SPELLINGS = {"street": "STREET"}
STRINGS = {
    "UTF8String": "UTF8", "IA5String": "IA5", "PrintableString": "PRINTABLE", "BMPString": "BMP", "NumericString": "NUMERIC",
    "VisibleString": "VISIBLE", "UniversalString": "UNIV", "TeletexString": "T61",
}
UPN = "1.3.6.1.4.1.311.20.2.3"


def der(data):
    """The DER of a request in PEM or DER."""
    if b"-----BEGIN" in data:
        body = re.search(rb"-----BEGIN[^-]*REQUEST-----(.*?)-----END", data, re.S).group(1)
        return __import__("base64").b64decode(re.sub(rb"^[\w-]+:.*$", b"", body, flags=re.M))
    return data


def openssl(arguments, data, tool="openssl36"):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, env=tools.environment(tool))


def valid(data, *options):
    """Whether openssl verifies the signature; None where it does not know the algorithm."""
    done = openssl(["req", "-inform", "DER", "-noout", "-verify", *options], data)
    said = (done.stdout + done.stderr).decode()
    if "unknown signature algorithm" in said:
        return by_digest(data)
    assert ("verify OK" in said) != ("verify failure" in said), said
    return "verify OK" in said


def by_digest(data):
    """By the hash and the key alone, for algorithms that openssl's X.509 code does not name."""
    request = csr.CertificationRequest.load(data)
    digest = {"1.2.840.113549.1.1.16": "sha512-256", "2.16.840.1.101.3.4.3.3": "sha384"}[request["signature_algorithm"]["algorithm"].dotted]
    with vector.Workshop("openssl36") as shop:
        shop.put("signed", request["certification_request_info"].dump())
        shop.put("signature", request["signature"].native)
        shop.put("csr", data)
        return b"OK" in shop.run("openssl req -in csr -inform DER -noout -pubkey > key; openssl dgst "
                                 f"-{digest} -verify key -signature signature signed")


def subject(data):
    """As openssl prints it with the escapes of RFC 2253. Its `dn_rev` would turn the order around within an RDN too."""
    options = "esc_2253,esc_ctrl,utf8,dump_nostr,dump_der,dump_unknown,sep_comma_plus,sname"
    done = openssl(["req", "-inform", "DER", "-noout", "-subject", "-nameopt", options], data)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode().strip("\n").removeprefix("subject=")
    text = ",".join(reversed(re.split(r"(?<!\\),", text)))
    # Hex is in lower case here.
    text = re.sub(r"(?<==)#[0-9A-F]+", lambda found: found[0].lower(), text)
    return re.sub(r"(^|[,+])(\w+)=", lambda found: found[1] + SPELLINGS.get(found[2], found[2]) + "=", text)


def alternative_name(name):
    """The text of a GeneralName of asn1crypto."""
    value = name.chosen
    if name.name == "dns_name":
        return f"DNS:{value.contents.decode()}"
    if name.name == "rfc822_name":
        return f"email:{value.contents.decode()}"
    if name.name == "uniform_resource_identifier":
        return f"URI:{value.contents.decode()}"
    if name.name == "ip_address":
        return f"IP:{ipaddress.ip_address(value.contents)}"
    if name.name == "directory_name":
        # Whoever calls gives its text.
        return "dirName:"
    if name.name == "registered_id":
        return f"RID:{value.dotted}"
    if name.name == "other_name":
        # The OID, then the value inside of its explicit tag.
        _, _, _, _, tagged, _ = parser.parse(value.contents[len(value["type_id"].dump()):])
        inside = core.load(tagged)
        kind = STRINGS.get(type(inside).__name__)
        oid = value["type_id"].dotted
        if oid == UPN:
            return f"UPN:{inside.native}"
        return f"otherName:{oid};{kind}:{inside.native}" if kind else f"otherName:{oid};DER:{inside.dump().hex()}"
    raise ValueError(name.name)


def text(value):
    """As all tools take TeletexString: for Latin-1."""
    return value.contents.decode("latin-1") if isinstance(value, core.TeletexString) else value.native


def fields(data):
    """SPKI, names and challenge password, as they stand."""
    request = csr.CertificationRequest.load(data, strict=False)
    info = request["certification_request_info"]
    found = {"spki_sha256": vector.sha256(info["subject_pk_info"].dump()), "challenge_password": None, "san": []}
    for attribute in info["attributes"]:
        kind = attribute["type"].dotted
        values = core.SetOf.load(attribute["values"].dump(), spec=core.Any)
        if kind in ("1.2.840.113549.1.9.14", "1.3.6.1.4.1.311.2.1.14"):
            for extension in x509.Extensions.load(values[0].dump()):
                if extension["extn_id"].dotted == "2.5.29.17":
                    names = x509.GeneralNames.load(extension["extn_value"].contents)
                    found["san"] += [alternative_name(name) for name in names]
        elif kind == "1.2.840.113549.1.9.7" and found["challenge_password"] is None:
            found["challenge_password"] = text(core.load(values[0].dump()))
    return found


def request(data, algorithm, signature, *, verify=(), is_valid=None, **more):
    """The header's part of a vector: what `csr verify --json` must print of a request in PEM or DER."""
    data = der(data)
    found = {"subject": subject(data), "algorithm": algorithm, "signature_algorithm": signature}
    found["signature_valid"] = valid(data, *verify) if is_valid is None else is_valid
    found.update(fields(data))
    found.update(more)
    return found
