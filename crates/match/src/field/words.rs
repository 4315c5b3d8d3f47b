//! The words for fields.

use super::{AlternativeName, CHALLENGE_PASSWORD, EMAIL_ADDRESS, Field, attribute, dotted, lower};
use alloc::string::String;

/// Words, without separators and in lower case, that `encoding::name` does not have; content bytes of the OID.
pub(super) const ATTRIBUTES: &[(&str, &[u8])] = &[
    ("organisation", &[0x55, 4, 10]),
    ("organisationname", &[0x55, 4, 10]),
    ("organizationunit", &[0x55, 4, 11]),
    ("organizationunits", &[0x55, 4, 11]),
    ("organizationunitname", &[0x55, 4, 11]),
    ("organizationalunits", &[0x55, 4, 11]),
    ("organisationunit", &[0x55, 4, 11]),
    ("organisationalunit", &[0x55, 4, 11]),
    ("organisationalunitname", &[0x55, 4, 11]),
    ("countrycode", &[0x55, 4, 6]),
    ("province", &[0x55, 4, 8]),
    ("stateorprovince", &[0x55, 4, 8]),
    ("city", &[0x55, 4, 7]),
    ("streetaddresses", &[0x55, 4, 9]),
    ("zipcode", &[0x55, 4, 17]),
    ("e", EMAIL_ADDRESS),
    ("emailaddresses", EMAIL_ADDRESS),
    ("uniqueidentifier", &[0x55, 4, 45]),
    ("useridentifier", &[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1]),
    ("challengepassword", CHALLENGE_PASSWORD),
];

/// What may stand before the name of an attribute of the subject.
const SUBJECT: &[&str] = &["subject", "subjectdn", "subjectname", "dn", "distinguishedname"];
/// What may stand before the kind of an alternative name.
const ALTERNATIVE_NAMES: &[&str] =
    &["san", "sans", "subjectaltname", "subjectaltnames", "subjectalternativename", "subjectalternativenames"];
/// What may stand before an OID or before everything else, and says nothing.
const EMPTY: &[&str] = &["oid", "extensions", "extension", "certificate", "csr", "attributes", "attribute"];

/// Lower case, without separators.
pub(super) fn plain(name: &str) -> String {
    lower(name).chars().filter(|character| !matches!(character, '_' | '-' | ' ')).collect()
}

/// The field of a name; `None` when it is not known.
pub(super) fn field(name: &str) -> Option<Field<'static>> {
    let name = plain(name);
    let mut rest = name.strip_prefix("urn:oid:").unwrap_or(&name);
    let (mut in_subject, mut in_alternative_names) = (false, false);
    // `subject.common_name`, `extensions.san.dns_names`, `oid:2.5.4.3`; never more than a few words.
    for _ in 0..4 {
        if let Some(field) = dotted(rest) {
            return Some(field);
        }
        let Some((first, after)) = rest.split_once(['.', ':', '/']) else { break };
        in_subject |= SUBJECT.contains(&first);
        in_alternative_names |= ALTERNATIVE_NAMES.contains(&first);
        if !in_subject && !in_alternative_names && !EMPTY.contains(&first) {
            return None;
        }
        rest = after;
    }
    match (in_alternative_names, in_subject) {
        (true, _) => alternative_name(rest, true),
        (false, true) => attribute(rest),
        // The name of something else, most often.
        (false, false) if rest == "name" => None,
        (false, false) => attribute(rest).or_else(|| alternative_name(rest, false)),
    }
}

/// Where the name does not say that it is one of the subject's alternative names, `email` is none.
fn alternative_name(word: &str, is_named_so: bool) -> Option<Field<'static>> {
    let kind = match word {
        "dns" | "dnsname" | "dnsnames" => AlternativeName::DnsName,
        "rfc822" | "rfc822name" | "rfc822names" => AlternativeName::EmailAddress,
        "email" | "emails" | "emailaddress" | "emailaddresses" if is_named_so => AlternativeName::EmailAddress,
        "ip" | "ipaddress" | "ipaddresses" => AlternativeName::IpAddress,
        "uri" | "uris" | "url" | "urls" | "uniformresourceidentifier" | "uniformresourceidentifiers" => {
            AlternativeName::Uri
        }
        "dirname" | "directoryname" | "directorynames" => AlternativeName::DirectoryName,
        "rid" | "registeredid" | "registeredids" => AlternativeName::RegisteredId,
        "upn" | "upns" | "userprincipalname" | "userprincipalnames" => AlternativeName::UserPrincipalName,
        _ => return None,
    };
    Some(Field::AlternativeName(kind))
}
