//! Short names of attributes.

use crate::Oid;

/// Short names of RFC 4514 §3, of those registered for LDAP (RFC 4519, RFC 4524, RFC 2985), and of those that OpenSSL
/// and Java write in its manner; content bytes of the OID.
const ATTRIBUTES: &[(&[u8], &str)] = &[
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 4], "SN"),
    (&[0x55, 4, 5], "serialNumber"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 9], "STREET"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x55, 4, 12], "title"),
    (&[0x55, 4, 13], "description"),
    (&[0x55, 4, 15], "businessCategory"),
    (&[0x55, 4, 17], "postalCode"),
    (&[0x55, 4, 18], "postOfficeBox"),
    (&[0x55, 4, 20], "telephoneNumber"),
    (&[0x55, 4, 41], "name"),
    (&[0x55, 4, 42], "GN"),
    (&[0x55, 4, 43], "initials"),
    (&[0x55, 4, 44], "generationQualifier"),
    (&[0x55, 4, 45], "x500UniqueIdentifier"),
    (&[0x55, 4, 46], "dnQualifier"),
    (&[0x55, 4, 51], "houseIdentifier"),
    (&[0x55, 4, 65], "pseudonym"),
    (&[0x55, 4, 97], "organizationIdentifier"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], "emailAddress"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 2], "unstructuredName"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 8], "unstructuredAddress"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 3], "mail"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 1], "jurisdictionL"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 2], "jurisdictionST"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 3], "jurisdictionC"),
];

/// Other words that people write for them.
const SPELLINGS: &[(&str, &str)] = &[
    ("commonName", "CN"),
    ("surname", "SN"),
    ("countryName", "C"),
    ("country", "C"),
    ("localityName", "L"),
    ("locality", "L"),
    ("stateOrProvinceName", "ST"),
    ("state", "ST"),
    ("S", "ST"),
    ("streetAddress", "STREET"),
    ("organizationName", "O"),
    ("organization", "O"),
    ("organizationalUnitName", "OU"),
    ("organizationalUnit", "OU"),
    ("givenName", "GN"),
    ("E", "emailAddress"),
    ("email", "emailAddress"),
    ("userId", "UID"),
    ("domainComponent", "DC"),
    ("T", "title"),
];

/// The short name of an attribute, as RFC 4514 text has it.
#[must_use]
pub fn short_name(oid: Oid<'_>) -> Option<&'static str> {
    ATTRIBUTES.iter().find(|(known, _)| *known == oid.as_bytes()).map(|(_, name)| *name)
}

/// The OID of an attribute by its short name, or by another word that people write for it; case doesn't count.
#[must_use]
pub fn oid(name: &str) -> Option<Oid<'static>> {
    let attribute = |name: &str| ATTRIBUTES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name));
    let spelled = || SPELLINGS.iter().find(|(spelling, _)| spelling.eq_ignore_ascii_case(name));
    let (content, _) = attribute(name).or_else(|| attribute(spelled()?.1))?;
    Oid::from_content(content)
}
