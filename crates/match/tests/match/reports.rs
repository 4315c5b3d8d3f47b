//! What a report says beside the verdict.

use keybundle_encoding::ber::Element;
use keybundle_match::{Difference, Field, Matcher, Presented, RegisteredValue, Rules, Why, check};

/// The subject of `openssl req -new … -subj '/O=Example/OU=a+OU=b/CN=Device-1' -multivalue-rdn` (OpenSSL 3.0.19).
const NAME: &str = "303b3110300e060355040a0c074578616d706c6531143008060355040b0c01613008060355040b0c01623111300f0603\
     5504030c084465766963652d31";
/// subjectAltName as OpenSSL 3.0.19 writes `DNS:a.example,email:a@b.example,IP:192.0.2.7,IP:2001:db8::7,URI:urn:x,
/// RID:1.2.3,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:u@b.example,dirName:d` with CN=x and O=y in the section d.
const ALTERNATIVE_NAMES: &str = "30748209612e6578616d706c65810b6140622e6578616d706c658704c0000207871020010db800000000000000000000\
     0007860575726e3a7888022a03a01b060a2b060104018237140203a00d0c0b7540622e6578616d706c65a41a3018310a\
     300806035504030c0178310a3008060355040a0c0179";

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()).collect()
}

fn presented() -> Presented<'static> {
    let mut presented = Presented::default();
    presented.push(Field::from_name("O"), "Example");
    presented.push(Field::from_name("OU"), "a");
    presented.push(Field::from_name("OU"), "b");
    presented.push(Field::from_name("CN"), "Device-1");
    presented
}

#[test]
fn the_report_names_the_rule_and_what_is_near() {
    let registered = [
        RegisteredValue::new("subject.common_name", Matcher::Equals, ["device-1"]),
        RegisteredValue::new("subject.organization_unit", Matcher::Equals, ["a"]),
        RegisteredValue::new("subject.locality", Matcher::Equals, ["Example"]),
        RegisteredValue::new("subject.organization_name", Matcher::Equals, ["Exmaple"]),
    ];
    let presented = presented();
    let report = check(&registered, &presented, &Rules::default());
    let [name, unit, locality, organization] = report.fields.as_slice() else { panic!("four fields") };

    assert_eq!(name.certificate_field, "subject.common_name");
    assert_eq!((name.expected, name.found.as_slice()), (&["device-1".to_owned()][..], &["Device-1"][..]));
    assert_eq!(
        name.rule.to_string(),
        "equals: every found value is registered (case=exact, white_space=exact, unicode=exact, repeated=each)"
    );
    let nearest = name.nearest.unwrap();
    assert_eq!((nearest.difference, nearest.distance, nearest.found), (Difference::Case, Some(1), "Device-1"));
    assert_eq!(name.would_match_with, ["case=ignore"]);

    assert_eq!(unit.why, Some(Why::Set { missing: 0, unexpected: 1 }));
    assert_eq!(unit.why.unwrap().to_string(), "1 found value is not registered");
    assert_eq!(unit.would_match_with, ["arrays=all"]);
    assert_eq!(
        unit.rule.to_string(),
        "equals: registered and found values are the same set (case=exact, white_space=exact, unicode=exact, \
         arrays=same, order=any, duplicates=ignore)"
    );

    assert_eq!(locality.why, Some(Why::Absent));
    assert_eq!(locality.found_elsewhere.unwrap().to_string(), "O");
    assert!(locality.nearest.is_none());

    let nearest = organization.nearest.unwrap();
    assert_eq!((nearest.difference, nearest.distance), (Difference::Text, Some(2)));
    assert!(organization.would_match_with.is_empty());
}

#[test]
fn several_choices_may_be_needed_together() {
    let registered = [RegisteredValue::new("CN", Matcher::Equals, ["device  1"])];
    let mut presented = Presented::default();
    presented.push(Field::from_name("CN"), "Device 1 ");
    let report = check(&registered, &presented, &Rules::default());
    assert_eq!(report.fields[0].would_match_with, ["case=ignore white_space=collapse"]);
    assert_eq!(report.fields[0].nearest.unwrap().difference, Difference::Form);
}

#[test]
fn what_cant_be_decided_does_not_match() {
    let registered = [
        RegisteredValue::new("CN", Matcher::from_name("regex"), ["Device-.*"]),
        RegisteredValue::new("subject.shoe_size", Matcher::Equals, ["44"]),
        RegisteredValue::new("challenge_password", Matcher::Equals, ["secret"]),
    ];
    let mut presented = presented();
    let report = check(&registered, &presented, &Rules::default());
    let why: Vec<_> = report.fields.iter().map(|field| (field.matches, field.is_decided, field.why.unwrap())).collect();
    assert_eq!(
        why,
        [(false, false, Why::UnknownMatcher), (false, false, Why::UnknownField), (false, true, Why::Absent)]
    );
    presented.set_certificate();
    let report = check(&registered, &presented, &Rules::default());
    assert_eq!(report.fields[2].why, Some(Why::NotInCertificate));
    assert!(!report.fields[2].is_decided);

    // A request that gives a value under the same unknown name can be compared.
    presented.push(Field::from_name("subject.shoe_size"), "44");
    assert!(check(&registered, &presented, &Rules::default()).fields[1].matches);
}

#[test]
fn nothing_registered_is_no_limit_and_no_value_wants_no_field() {
    let presented = presented();
    assert!(check(&[], &presented, &Rules::default()).matches());
    let none: [&str; 0] = [];
    let registered = ["subject.locality", "CN"].map(|field| RegisteredValue::new(field, Matcher::Equals, none));
    let report = check(&registered, &presented, &Rules::default());
    assert!(report.fields[0].matches);
    assert_eq!(report.fields[1].why, Some(Why::NothingRegistered));
}

#[test]
fn a_name_in_the_order_of_its_encoding() {
    let name = bytes(NAME);
    let mut presented = Presented::default();
    presented.push_subject(&name).unwrap();
    let values: Vec<_> =
        presented.values().iter().map(|value| (value.field.to_string(), value.text.as_ref())).collect();
    let expected = [("O", "Example"), ("OU", "a"), ("OU", "b"), ("CN", "Device-1")];
    assert_eq!(values, expected.map(|(field, text)| (field.to_owned(), text)));

    let registered = [RegisteredValue::new("OU", Matcher::Equals, ["a", "b"])];
    assert!(check(&registered, &presented, &Rules::default()).matches());
    let first = Rules::default().with("multi_valued_names", "first").unwrap();
    let report = check(&registered, &presented, &first);
    assert_eq!(report.fields[0].found, ["a"]);
    assert_eq!(report.fields[0].would_match_with, ["arrays=any", "multi_valued_names=count"]);
}

#[test]
fn alternative_names_of_every_kind() {
    let mut presented = Presented::default();
    presented.push_alternative_names(&bytes(ALTERNATIVE_NAMES)).unwrap();
    let values: Vec<_> = presented.values().iter().map(|value| format!("{}:{}", value.field, value.text)).collect();
    assert_eq!(
        values,
        [
            "DNS:a.example",
            "email:a@b.example",
            "IP:192.0.2.7",
            "IP:2001:db8::7",
            "URI:urn:x",
            "RID:1.2.3",
            "UPN:u@b.example",
            "DirName:O=y,CN=x"
        ]
    );
    // An e-mail address stands in the subject, unless the rule says that it may stand here.
    let registered = [RegisteredValue::new("subject.email", Matcher::Equals, ["a@b.example"])];
    let report = check(&registered, &presented, &Rules::default());
    assert!(!report.matches());
    assert_eq!(report.fields[0].would_match_with, ["email=subject_or_alternative_name"]);
    assert_eq!(report.fields[0].found_elsewhere.unwrap().to_string(), "email");
}

#[test]
fn what_is_no_text_equals_nothing() {
    for (der, text) in [(&[0x03, 2, 0, 0xff][..], "#030200ff"), (&[0x0c, 2, 0xff, 0xfe], "\u{fffd}\u{fffd}")] {
        let mut presented = Presented::default();
        presented.push_attribute(keybundle_encoding::name::oid("CN").unwrap(), &Element::parse(der).unwrap());
        let registered = [RegisteredValue::new("CN", Matcher::Equals, [text])];
        let report = check(&registered, &presented, &Rules::default());
        assert_eq!(report.fields[0].found, [text]);
        assert_eq!(report.fields[0].why, Some(Why::NotText));
    }
}

#[test]
fn more_than_any_request_has_is_not_compared() {
    let registered = [RegisteredValue::new("OU", Matcher::Equals, (0..5_000).map(|number| number.to_string()))];
    let mut presented = Presented::default();
    for number in 0..5_000 {
        presented.push(Field::from_name("OU"), number.to_string());
    }
    assert_eq!(check(&registered, &presented, &Rules::default()).fields[0].why, Some(Why::TooMany));
}

#[test]
fn a_broken_name_is_refused() {
    let name = bytes(NAME);
    for cut in 0..name.len() {
        assert!(Presented::default().push_subject(&name[..cut]).is_err());
    }
    assert!(Presented::default().push_alternative_names(&name).is_ok(), "no GeneralName in it");
    assert!(Presented::default().push_alternative_names(&name[2..]).is_err());
}
