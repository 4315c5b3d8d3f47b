//! What each rule decides. The expected verdicts follow from the documentation of the rule.

use keybundle_match::{Field, Matcher, Presented, RegisteredValue, Rules, check};

fn matches(field: &str, matcher: Matcher, registered: &[&str], found: &[&str], rules: &[(&str, &str)]) -> bool {
    let registered = [RegisteredValue::new(field, matcher, registered.iter().copied())];
    let mut presented = Presented::default();
    for text in found {
        presented.push(Field::from_name(field), *text);
    }
    let rules = rules.iter().fold(Rules::default(), |rules, (name, word)| rules.with(name, word).unwrap());
    check(&registered, &presented, &rules).matches()
}

#[track_caller]
fn text(registered: &str, found: &str, rules: &[(&str, &str)], expected: bool) {
    assert_eq!(matches("CN", Matcher::Equals, &[registered], &[found], rules), expected, "{rules:?}");
}

#[test]
fn text_is_exact_unless_told_otherwise() {
    text("Device", "Device", &[], true);
    text("Device", "device", &[], false);
    text("Device", "Device ", &[], false);
    text("Caf\u{e9}", "Cafe\u{301}", &[], false);
    text("", "", &[], true);
}

#[test]
fn case() {
    let ignore: &[_] = &[("case", "ignore")];
    text("Device", "dEVICE", ignore, true);
    text("straße", "STRASSE", ignore, true);
    text("ΣΊΣΥΦΟΣ", "σίσυφος", ignore, true);
    text("STRAẞE", "strasse", ignore, true);
    text("İ", "i", ignore, false);
    text("ı", "i", ignore, false);
    text("Device", "Device ", ignore, false);
}

#[test]
fn white_space() {
    text("a b", " a b\t", &[("white_space", "trim")], true);
    text("a b", "a  b", &[("white_space", "trim")], false);
    text("a b", " a \u{a0} b ", &[("white_space", "collapse")], true);
    text("a b", "ab", &[("white_space", "collapse")], false);
}

#[test]
fn unicode() {
    text("Caf\u{e9}", "Cafe\u{301}", &[("unicode", "nfc")], true);
    text("\u{212b}", "\u{c5}", &[("unicode", "nfc")], true);
    text("ABC", "\u{ff21}\u{ff22}\u{ff23}", &[("unicode", "nfc")], false);
    text("ABC", "\u{ff21}\u{ff22}\u{ff23}", &[("unicode", "nfkc")], true);
    text("CAF\u{c9}", "cafe\u{301}", &[("unicode", "nfc"), ("case", "ignore")], true);
}

#[test]
fn arrays() {
    let ou = |registered: &[&str], found: &[&str], rules: &[(&str, &str)]| {
        matches("OU", Matcher::Equals, registered, found, rules)
    };
    // registered, found: verdict under same, all, any
    for (registered, found, verdicts) in [
        (&["a", "b"][..], &["b", "a"][..], [true, true, true]),
        (&["a"], &["a"], [true, true, true]),
        (&["a"], &["a", "b"], [false, true, true]),
        (&["a", "b"], &["a"], [false, false, true]),
        (&["a", "b"], &["c"], [false, false, false]),
        (&["a"], &[], [false, false, false]),
        (&["a", "a"], &["a"], [true, true, true]),
    ] {
        let found_verdicts = ["same", "all", "any"].map(|word| ou(registered, found, &[("arrays", word)]));
        assert_eq!(found_verdicts, verdicts, "{registered:?} {found:?}");
    }
    let order = [("order", "same")];
    assert!(ou(&["a", "b"], &["a", "b"], &order));
    assert!(!ou(&["a", "b"], &["b", "a"], &order));
    assert!(ou(&["a", "b"], &["x", "a", "y", "b"], &[("order", "same"), ("arrays", "all")]));
    assert!(ou(&["a", "b"], &["a", "a", "b"], &order));
    let count = [("duplicates", "count")];
    assert!(!ou(&["a"], &["a", "a"], &count));
    assert!(ou(&["a", "a"], &["a", "a"], &count));
    assert!(ou(&["a"], &["a", "a"], &[("duplicates", "count"), ("arrays", "all")]));
    assert!(!ou(&["a", "a"], &["a"], &[("duplicates", "count"), ("arrays", "all")]));
}

#[test]
fn an_array_may_be_registered_in_pieces() {
    let registered = ["a", "b"].map(|text| RegisteredValue::new("OU", Matcher::Equals, [text]));
    let mut presented = Presented::default();
    presented.push(Field::from_name("OU"), "b");
    presented.push(Field::from_name("OU"), "a");
    assert!(check(&registered, &presented, &Rules::default()).matches());
    presented.push(Field::from_name("OU"), "c");
    let report = check(&registered, &presented, &Rules::default());
    assert_eq!(report.fields.iter().map(|field| field.matches).collect::<Vec<_>>(), [false, false]);
}

#[test]
fn repeated_fields() {
    let cn = |found: &[&str], word: &str| matches("CN", Matcher::Equals, &["a"], found, &[("repeated", word)]);
    for (found, verdicts) in [
        (&["a"][..], [true, true, true, true]),
        (&["a", "b"], [false, true, true, false]),
        (&["b", "a"], [false, true, false, true]),
        (&["a", "a"], [true, true, true, true]),
        (&[], [false, false, false, false]),
    ] {
        assert_eq!(["each", "any", "first", "last"].map(|word| cn(found, word)), verdicts, "{found:?}");
    }
    // Several values of a field that stands once are alternatives.
    assert!(matches("CN", Matcher::Equals, &["a", "b"], &["b"], &[]));
}

#[test]
fn conditions() {
    assert!(matches("CN", Matcher::StartsWith, &["dev-"], &["dev-1"], &[]));
    assert!(!matches("CN", Matcher::StartsWith, &["dev-"], &["Dev-1"], &[]));
    assert!(matches("CN", Matcher::StartsWith, &["dev-"], &["Dev-1"], &[("case", "ignore")]));
    assert!(matches("CN", Matcher::StartsWith, &["dev-", "gw-"], &["gw-1"], &[]));
    assert!(!matches("OU", Matcher::StartsWith, &["dev-"], &["dev-1", "other"], &[]));
    assert!(matches("OU", Matcher::StartsWith, &["dev-"], &["dev-1", "other"], &[("arrays", "any")]));
    assert!(matches("CN", Matcher::EndsWith, &[".example"], &["a.example"], &[]));
    assert!(matches("CN", Matcher::Contains, &["vic"], &["device"], &[]));
    assert!(matches("CN", Matcher::DataSet, &["a, b,c"], &["b"], &[]));
    assert!(matches("CN", Matcher::DataSet, &["a", "b"], &["b"], &[]));
    assert!(!matches("CN", Matcher::DataSet, &["a,b"], &["a,b"], &[]));
    assert!(matches("OU", Matcher::DataSet, &["a,b,c"], &["c", "a"], &[]));
    assert!(!matches("OU", Matcher::DataSet, &["a,b,c"], &["c", "d"], &[]));
}

#[test]
fn a_challenge_password_is_compared_byte_for_byte() {
    let rules = [("case", "ignore"), ("white_space", "collapse"), ("unicode", "nfkc")];
    assert!(matches("challenge_password", Matcher::Equals, &["Secret"], &["Secret"], &rules));
    assert!(!matches("challenge_password", Matcher::Equals, &["Secret"], &["secret"], &rules));
    assert!(!matches("challenge_password", Matcher::Equals, &["Secret"], &["Secret "], &rules));
}
