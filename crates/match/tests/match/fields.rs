//! Names of fields.

use keybundle_match::{AlternativeName, Field, Matcher, Presented, RegisteredValue, Rules, check};

/// Each line: names of one field.
const SAME: &[&[&str]] = &[
    &["subject.common_name", "CN", "commonName", "2.5.4.3", "oid.2.5.4.3", "urn:oid:2.5.4.3", "Subject.Common-Name"],
    &["subject.organization_name", "O", "organizationName", "subject.organization", "subject.2.5.4.10"],
    &["subject.organization_unit", "subject.organizational_unit", "OU", "organizationalUnitName", "2.5.4.11"],
    &["subject.country", "C", "countryName", "2.5.4.6"],
    &["subject.state", "ST", "stateOrProvinceName", "2.5.4.8"],
    &["subject.locality", "L", "localityName", "2.5.4.7"],
    &["subject.street_address", "STREET", "streetAddress", "2.5.4.9"],
    &["subject.postal_code", "postalCode", "2.5.4.17"],
    &["subject.email", "emailAddress", "E", "1.2.840.113549.1.9.1"],
    &["challenge_password", "challengePassword", "1.2.840.113549.1.9.7", "csr.challenge_password"],
    &["subject.serial_number", "serialNumber", "2.5.4.5"],
    &["subject.user_id", "UID", "0.9.2342.19200300.100.1.1"],
    &["subject.dn_qualifier", "dnQualifier", "2.5.4.46"],
];

#[test]
fn a_field_has_many_names() {
    for names in SAME {
        for name in *names {
            assert_eq!(Field::from_name(name), Field::from_name(names[0]), "{name}");
            assert!(!matches!(Field::from_name(name), Field::Other(_)), "{name} is known");
        }
    }
}

#[test]
fn alternative_names_are_no_attributes_of_the_subject() {
    let dns = Field::AlternativeName(AlternativeName::DnsName);
    for name in
        ["san.dns_name", "extensions.san.dns_names", "subject_alternative_name.dns_names", "dns_name", "san:DNS"]
    {
        assert_eq!(Field::from_name(name), dns, "{name}");
    }
    let email = Field::AlternativeName(AlternativeName::EmailAddress);
    assert_eq!(Field::from_name("san.email"), email);
    assert_eq!(Field::from_name("extensions.san.rfc822_names"), email);
    assert_ne!(Field::from_name("email"), email, "by itself it is the subject's");
}

#[test]
fn what_is_not_known_keeps_its_name() {
    for name in ["device.serial", "subject.shoe_size", "2.5.4.x", "", "san.shoe_size"] {
        assert!(matches!(Field::from_name(name), Field::Other(_)), "{name}");
    }
    assert_eq!(Field::from_name("device.Serial_No"), Field::from_name("device.serialno"));
    // An OID that no table has is a field all the same.
    assert_eq!(Field::from_name("1.3.6.1.4.1.99999.1").to_string(), "1.3.6.1.4.1.99999.1");
    // UUID arcs (X.667) take 128 bits.
    assert_eq!(
        Field::from_name("2.25.329800735698586629295641978511506172918").to_string(),
        "2.25.329800735698586629295641978511506172918"
    );
}

#[test]
fn matchers_in_every_spelling() {
    for name in ["equals", "EQUALS", "Equal", "eq"] {
        assert_eq!(Matcher::from_name(name), Matcher::Equals);
    }
    for name in ["starts_with", "startsWith", "STARTS WITH", "starts-with"] {
        assert_eq!(Matcher::from_name(name), Matcher::StartsWith);
    }
    for name in ["data_set", "dataset", "one_of"] {
        assert_eq!(Matcher::from_name(name), Matcher::DataSet);
    }
    assert_eq!(Matcher::from_name("regex"), Matcher::Other("regex".into()));
}

/// What is no IA5String is shown and equals nothing.
#[test]
fn names_that_are_no_ascii_equal_nothing() {
    for (bytes, text, matches) in [
        (&b"a.example"[..], "a.example", true),
        (b"\xfc.example", "ü.example", false),
        ("ü.example".as_bytes(), "ü.example", false),
    ] {
        let name = [&[0x82, bytes.len() as u8], bytes].concat();
        let names = [&[0x30, name.len() as u8], name.as_slice()].concat();
        let mut presented = Presented::default();
        presented.push_alternative_names(&names).unwrap();
        assert_eq!(presented.values()[0].text, text);
        let registered = [RegisteredValue::new("san.dns_names", Matcher::Equals, [text])];
        assert_eq!(check(&registered, &presented, &Rules::default()).matches(), matches, "{text}");
    }
}
