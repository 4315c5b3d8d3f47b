//! Dates and time zones. Expected seconds are those of `date -u -d … +%s` (GNU coreutils).

use keybundle_digicert::credential::{Bound, Offset};
use proptest::prelude::*;

const UTC: &str = "Z";

fn start(text: &str, offset: &str) -> Option<i64> {
    Bound::read(text).start(Offset::read(offset).unwrap())
}

#[test]
fn days_are_whole() {
    assert_eq!(start("2026-01-01", UTC), Some(1_767_225_600));
    assert_eq!(Bound::read("2026-12-31").end(Offset::default()), Some(1_798_761_599));
    assert_eq!(start("2026-01-01", "+02:00"), Some(1_767_225_600 - 7_200));
    assert_eq!(start("2026-01-01", "-0530"), Some(1_767_225_600 + 19_800));
    assert_eq!(start(" 2024-02-29 ", UTC), Some(1_709_164_800));
}

#[test]
fn times_are_seconds() {
    for text in [
        "2021-02-18T20:43:01.850786Z",
        "2021-02-18t20:43:01z",
        "2021-02-18 20:43:01",
        "2021-02-18T21:43:01+01:00",
        "2021-02-18T14:13:01-0630",
    ] {
        assert_eq!(start(text, "+05:00"), Some(1_613_680_981), "{text}");
        assert_eq!(Bound::read(text).end(Offset::default()), Some(1_613_680_981), "{text}");
    }
    assert_eq!(start("2021-02-18T20:43", UTC), Some(1_613_680_980));
}

#[test]
fn what_is_no_date_is_unreadable() {
    for text in [
        "",
        "31.12.2026",
        "2026-13-01",
        "2026-02-30",
        "26-01-01",
        "2026-1",
        "2026-01-01T25:00:00Z",
        "2026-01-01Tnoon",
        "tomorrow",
        "2026-01-01T00:00:00+99:00",
    ] {
        assert_eq!(Bound::read(text), Bound::Unreadable, "{text}");
        assert_eq!(start(text, UTC), None);
    }
    for text in ["", "2", "+", "+x", "+15:00", "+01:60", "CET"] {
        assert_eq!(Offset::read(text), None, "{text}");
    }
    for text in ["z", "UTC", "+00:00", "-0", "+0000"] {
        assert_eq!(Offset::read(text), Some(Offset::default()), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_bound_or_none(text in "\\PC{0,30}|[0-9TZ: +-]{0,30}", zone in "[+-][0-9:]{0,6}") {
        let offset = Offset::read(&zone).unwrap_or_default();
        let bound = Bound::read(&text);
        prop_assert_eq!(bound == Bound::Unreadable, bound.start(offset).is_none());
        prop_assert!(bound.end(offset) >= bound.start(offset));
        if bound != Bound::Unreadable {
            prop_assert_eq!(Bound::read(&bound.to_string()), bound);
        }
    }
}
