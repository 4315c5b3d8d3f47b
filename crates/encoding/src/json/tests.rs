use super::*;
use alloc::{format, string::ToString, vec};
use proptest::prelude::*;
use serde_json::Value;

/// What `serde_json` makes of the same text.
fn same(ours: &Json, theirs: &Value) -> bool {
    // The last digits of a fraction are its reader's own affair.
    let near = |ours: f64, theirs: f64| ours == theirs || (ours - theirs).abs() <= theirs.abs() * 1e-12;
    let number =
        |spelled: &str| matches!((spelled.parse(), theirs.as_f64()), (Ok(ours), Some(theirs)) if near(ours, theirs));
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(ours), Value::Bool(theirs)) => ours == theirs,
        (Json::Integer(0), theirs) => theirs.as_f64() == Some(0.0),
        (Json::Integer(ours), theirs) => theirs.as_i64() == Some(*ours),
        (Json::Number(spelled), _) => number(spelled),
        (Json::Text(ours), Value::String(theirs)) => ours.as_str() == theirs,
        (Json::Integers(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|(ours, theirs)| same(&Json::Integer(*ours), theirs))
        }
        (Json::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Json::Object(members), Value::Object(theirs)) => {
            members.iter().all(|(name, _)| theirs.contains_key(name))
                && theirs.iter().all(|(name, value)| ours.member(name).is_some_and(|ours| same(ours, value)))
        }
        _ => false,
    }
}

fn is_ours(told: &str) -> bool {
    ["number out of range", "surrogate", "hex escape", "invalid escape"].iter().any(|what| told.contains(what))
}

/// Reads a text both ways. Numbers that no f64 holds, and halves of surrogate pairs, are read here alone.
fn agree(text: &str) -> Result<(), TestCaseError> {
    match (Json::read(text.as_bytes()), serde_json::from_str::<Value>(text)) {
        (Ok(ours), Ok(theirs)) => prop_assert!(same(&ours, &theirs), "{text:?}"),
        (Ok(_) | Err(Error::Truncated { .. }), Err(error)) if is_ours(&error.to_string()) => {}
        (Ok(_), Err(error)) => prop_assert!(false, "{text:?}: {error}"),
        (Err(Error::Truncated { .. }), Err(error)) => prop_assert!(error.is_eof(), "{text:?}: {error}"),
        (Err(Error::Empty), Err(_)) => prop_assert!(text.trim_ascii().is_empty()),
        (Err(_), Err(error)) => prop_assert!(!text.trim_ascii().is_empty(), "{text:?}: {error}"),
        (Err(error), Ok(_)) => prop_assert!(false, "{text:?}: {error}"),
    }
    Ok(())
}

/// Text of JSON with its blanks, escapes and odd numbers.
fn json_text() -> impl Strategy<Value = String> {
    let string = prop_oneof![
        ".{0,6}".prop_map(|text| Value::String(text).to_string()),
        Just(r#""\u00e9\/\b\f\n\r\t\"\\""#.to_string()),
        Just(r#""\ud83d\ude00""#.to_string()),
        Just(r#""\ud83d""#.to_string()),
        Just(r#""\u00d""#.to_string()),
    ];
    let number = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(|number| number.to_string()),
        proptest::sample::select(vec!["-0", "01", "1.", "1e5", "1E+2", "-", "1e", "18446744073709551616", "1e999"])
            .prop_map(ToString::to_string),
    ];
    let word = proptest::sample::select(vec!["null", "true", "false", "nul", "nulls"]).prop_map(ToString::to_string);
    let leaf = prop_oneof![string.clone(), number, word];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let blank = proptest::sample::select(vec!["", " ", "\n", "\t "]);
        prop_oneof![
            (proptest::collection::vec(inner.clone(), 0..5), blank.clone())
                .prop_map(|(values, blank)| format!("[{}]", values.join(&format!("{blank},{blank}")))),
            (proptest::collection::vec((string.clone(), inner), 0..5), blank).prop_map(|(members, blank)| {
                let members: Vec<_> = members.iter().map(|(name, value)| format!("{name}{blank}:{value}")).collect();
                format!("{{{blank}{}{blank}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_as_serde_json_does(text in json_text()) {
        agree(&text)?;
    }

    #[test]
    fn damaged_text_too(text in json_text(), at in any::<proptest::sample::Index>(), with in "[\\[\\]{},:\"\\\\ 0a.]?") {
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        characters.splice(at..=at, with.chars());
        agree(&characters.into_iter().collect::<String>())?;
    }

    #[test]
    fn cut_text_too(text in json_text(), at in any::<proptest::sample::Index>()) {
        let mut cut = text;
        let ends: Vec<usize> = cut.char_indices().map(|(at, _)| at).collect();
        cut.truncate(ends[at.index(ends.len())]);
        agree(&cut)?;
    }
}

#[test]
fn several_values_are_read_until_something_else_stands_there() {
    for (text, count, end) in [
        ("{\"a\":1}\n[1,2]\n\"x\" and so on", 3, 17),
        ("[1] [2", 1, 3),
        ("[1] [2] \n", 2, 9),
        ("[\"caf\u{e9}\"]{", 1, 9),
    ] {
        let read = Json::read_all(text).unwrap();
        assert_eq!((read.values.len(), read.end), (count, end), "{text:?}");
    }
    assert!(matches!(Json::read_all("[2"), Err(Error::Truncated { .. })));
    assert!(matches!(Json::read_all("so {"), Err(Error::UnknownFormat)));
}

#[test]
fn a_lone_half_of_a_pair_is_replaced() {
    for (text, read) in [(r#""\ud83dx""#, "\u{fffd}x"), (r#""\udc00""#, "\u{fffd}"), (r#""\ud800\u0041""#, "\u{fffd}A")]
    {
        assert_eq!(Json::read(text.as_bytes()).unwrap().text(), Some(read));
    }
}

#[test]
fn what_takes_memory_out_of_proportion_is_refused() {
    let deep = |levels| ["[".repeat(levels), "]".repeat(levels)].concat();
    assert!(Json::read(deep(127).as_bytes()).is_ok());
    assert!(matches!(Json::read(deep(128).as_bytes()), Err(Error::Depth { limit: 127 })));
    assert!(matches!(Json::read(deep(10_000_000).as_bytes()), Err(Error::Depth { .. })));
    // Also behind other values: nothing is passed over for a bound of ours.
    let behind = ["{}\n", &deep(128)].concat();
    assert!(matches!(Json::read_all(&behind), Err(Error::Depth { .. })));
    let many = |value: &str, times| format!("[{}{value}]", format!("{value},").repeat(times));
    assert!(matches!(Json::read(many("[]", 4_000_000).as_bytes()), Err(Error::UnsupportedFormat { .. })));
    assert!(matches!(Json::read(many("[\"\",1]", 2_000_000).as_bytes()), Err(Error::UnsupportedFormat { .. })));
    let behind_each_other = "{}".repeat(4_000_001);
    let read = Json::read_all(&behind_each_other);
    assert!(matches!(read, Err(Error::UnsupportedFormat { .. })));
    // Binary data is spelled so.
    assert!(
        matches!(Json::read(many("7", 5_000_000).as_bytes()), Ok(Json::Integers(bytes)) if bytes.len() == 5_000_001)
    );
}
