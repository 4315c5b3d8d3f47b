"""What `keybundle match` must say, by a matcher of its own on asn1crypto and unicodedata. Never from keybundle.

It knows the default rules and those that a vector changes, and nothing else; docs/match.md says what they are.
"""

import base64
import collections
import ipaddress
import json
import re
import unicodedata

from asn1crypto import core, csr, x509

FIELDS = {
    "subject.common_name": "2.5.4.3", "subject.organization_name": "2.5.4.10", "subject.organization_unit": "2.5.4.11",
    "subject.country": "2.5.4.6", "subject.state": "2.5.4.8", "subject.locality": "2.5.4.7", "subject.street_address": "2.5.4.9",
    "subject.postal_code": "2.5.4.17", "subject.email": "1.2.840.113549.1.9.1", "challenge_password": "1.2.840.113549.1.9.7",
    "subject.serial_number": "2.5.4.5", "CN": "2.5.4.3", "OU": "2.5.4.11", "san.dns_names": "dns_name", "san.ip_addresses": "ip_address",
    "san.email": "rfc822_name", "san.uris": "uniform_resource_identifier", "subject.user_id": "0.9.2342.19200300.100.1.1",
    "subject.domain_component": "0.9.2342.19200300.100.1.25", "unstructured_name": "1.2.840.113549.1.9.2",
}
ARRAYS = {"2.5.4.11", "2.5.4.9", "dns_name", "ip_address", "rfc822_name", "uniform_resource_identifier"}
CHALLENGE = FIELDS["challenge_password"]
EMAIL = FIELDS["subject.email"]
Found = collections.namedtuple("Found", "field text first")


def text(value):
    """A string as it is meant; TeletexString is Latin-1, as all tools take it."""
    parsed = value if isinstance(value, core.Asn1Value) else core.load(value)
    return parsed.contents.decode("latin-1") if isinstance(parsed, core.TeletexString) else parsed.native


def name(value):
    """The attributes of a Name, and whether each stands first in its RDN."""
    return [
        Found(attribute["type"].dotted, text(core.load(attribute["value"].dump())), index == 0)
        for rdn in value.chosen for index, attribute in enumerate(rdn)
    ]


def names(extensions):
    found = []
    for extension in extensions:
        if extension["extn_id"].dotted == "2.5.29.17":
            for one in x509.GeneralNames.load(extension["extn_value"].contents):
                if one.name == "ip_address":
                    found.append(Found(one.name, str(ipaddress.ip_address(one.chosen.contents)), True))
                elif one.name in ("dns_name", "rfc822_name", "uniform_resource_identifier"):
                    found.append(Found(one.name, one.chosen.contents.decode(), True))
    return found


def of_csr(der):
    info = csr.CertificationRequest.load(der)["certification_request_info"]
    found = name(info["subject"])
    requested = []
    for attribute in info["attributes"]:
        values = core.SetOf.load(attribute["values"].dump(), spec=core.Any)
        if attribute["type"].dotted == "1.2.840.113549.1.9.14":
            requested += x509.Extensions.load(values[0].dump())
        else:
            found += [Found(attribute["type"].dotted, text(value.dump()), True) for value in values]
    return found + names(requested)


def of_certificate(der):
    body = x509.Certificate.load(der)["tbs_certificate"]
    return name(body["subject"]) + names(body["extensions"] or [])


def der(data):
    """The first block of PEM as tools write it, or DER."""
    block = re.search(rb"-----BEGIN [^-]*-----(.*?)-----END", data, re.S)
    return base64.b64decode(re.sub(rb"[^A-Za-z0-9+/=]", b"", block.group(1))) if block else data


def of_request(data):
    """The attributes of a request's JSON and its CSR, the CSR's first."""
    request = json.loads(data)
    found = of_csr(der(request["csr"].encode())) if "csr" in request else []
    for member, key in (("certificate_profile_attributes", "id"), ("device_attributes", "id"), ("attributes", "name")):
        for attribute in request.get(member, []):
            values = attribute["value"] if isinstance(attribute["value"], list) else [attribute["value"]]
            found += [Found(oid(attribute[key]), value, True) for value in values]
    return found


def oid(field):
    """A field by its name; by its OID where it has no name here."""
    return FIELDS.get(field, field.removeprefix("subject.") if re.fullmatch(r"(subject\.)?[\d.]+", field) else field)


def normal(value, rules):
    if rules.get("unicode", "exact") != "exact":
        value = unicodedata.normalize(rules["unicode"].upper(), value)
    if rules.get("case") == "ignore":
        value = value.casefold()
    if rules.get("white_space") == "trim":
        value = value.strip()
    if rules.get("white_space") == "collapse":
        value = " ".join(value.split())
    return value


def field(entry, found, rules):
    """One field of the report."""
    expected = entry["value"] if isinstance(entry["value"], list) else [entry["value"]]
    matcher = entry.get("matcher", "equals")
    if matcher == "data_set":
        expected = [part.strip() for value in expected for part in value.split(",")]
    kind = oid(entry["certificate_field"])
    array = kind in ARRAYS or (isinstance(entry["value"], list) and kind not in FIELDS.values())
    held = [one for one in found if one.field == kind and (one.first or rules.get("multi_valued_names") != "first")]
    if not held and kind == EMAIL and rules.get("email") == "subject_or_alternative_name":
        held = [one for one in found if one.field == "rfc822_name"]
    held = [one.text for one in held]
    form = (lambda value: value) if kind == CHALLENGE else (lambda value: normal(value, rules))
    wanted, there = [form(value) for value in expected], [form(value) for value in held]
    if not array:
        there = {"first": there[:1], "last": there[-1:]}.get(rules.get("repeated"), there)
    return {
        "certificate_field": entry["certificate_field"], "matches": verdict(matcher, wanted, there, array, rules),
        "expected": expected, "found": held,
    }


def verdict(matcher, wanted, there, array, rules):
    meets = {
        "equals": lambda want, one: want == one, "data_set": lambda want, one: want == one,
        "starts_with": lambda want, one: one.startswith(want), "ends_with": lambda want, one: one.endswith(want),
        "contains": lambda want, one: want in one,
    }.get(matcher)
    if meets is None or not there:
        return False
    met = [any(meets(want, one) for want in wanted) for one in there]
    arrays = rules.get("arrays", "same")
    if (array and arrays == "any") or (not array and rules.get("repeated") == "any"):
        return any(met)
    if not array or matcher != "equals":
        return all(met)
    if arrays == "all":
        right = set(wanted) <= set(there)
    else:
        right = set(wanted) == set(there)
    if rules.get("duplicates") == "count":
        left, other = collections.Counter(wanted), collections.Counter(there)
        right = right and (left == other if arrays == "same" else not left - other)
    if rules.get("order") == "same":
        rest = iter(dict.fromkeys(there))
        right = right and all(any(want == one for one in rest) for want in dict.fromkeys(wanted))
    return right


def report(registered, found, rules):
    fields = [field(entry, found, rules) for entry in registered]
    return {"matches": all(one["matches"] for one in fields), "fields": fields}
