//! The times of certificates.

use keybundle_encoding::ber::{Element, Tag};
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixTime = i64;

/// Reads a UTCTime or GeneralizedTime (RFC 5280 §4.1.2.5), and the forms that old tools wrote: without seconds, with
/// an offset, with fractions.
pub(crate) fn read(element: &Element<'_>) -> Option<UnixTime> {
    let text = core::str::from_utf8(element.content()).ok()?;
    let (year, rest) = match element.tag() {
        Tag::UTC_TIME => {
            let (digits, rest) = text.split_at_checked(2)?;
            let year = number(digits)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        Tag::GENERALIZED_TIME => {
            let (digits, rest) = text.split_at_checked(4)?;
            (number(digits)?, rest)
        }
        _ => return None,
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fields, zone) = rest.split_at_checked(digits)?;
    let field = |index: usize| fields.get(index * 2..index * 2 + 2).map_or(Some(0), number);
    if !matches!(fields.len(), 6 | 8 | 10) {
        return None;
    }
    let small = |value: u16| u8::try_from(value).ok();
    let date =
        Date::from_calendar_date(i32::from(year), Month::try_from(small(field(0)?)?).ok()?, small(field(1)?)?).ok()?;
    let clock = Time::from_hms(small(field(2)?)?, small(field(3)?)?, small(field(4)?)?.min(59)).ok()?;
    let offset = offset(zone.trim_start_matches(|c: char| c == '.' || c == ',' || c.is_ascii_digit()))?;
    Some(PrimitiveDateTime::new(date, clock).assume_offset(offset).unix_timestamp())
}

fn offset(zone: &str) -> Option<UtcOffset> {
    if zone.is_empty() || zone == "Z" {
        return Some(UtcOffset::UTC);
    }
    let (sign, digits) = zone.split_at_checked(1)?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let hours = i8::try_from(number(digits.get(..2)?)?).ok()?;
    let minutes = i8::try_from(number(digits.get(2..)?)?).ok()?;
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

fn number(digits: &str) -> Option<u16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Reads what [`rfc3339`] writes, with any offset and fractions of seconds; of a date alone, its first second in UTC.
///
/// ```
/// assert_eq!(keybundle_open::unix_time("2030-01-02T03:04:05+01:00"), Some(1_893_549_845));
/// assert_eq!(keybundle_open::unix_time("1970-01-02"), Some(86_400));
/// assert_eq!(keybundle_open::unix_time("2030-02-30"), None);
/// ```
#[must_use]
pub fn unix_time(text: &str) -> Option<UnixTime> {
    let part = |range: core::ops::Range<usize>| text.get(range).and_then(number);
    let small = |range| part(range).and_then(|value| u8::try_from(value).ok());
    let separators = |pairs: &[(usize, &str)]| pairs.iter().all(|(at, one)| text.get(*at..*at + 1) == Some(one));
    if !separators(&[(4, "-"), (7, "-")]) {
        return None;
    }
    let month = Month::try_from(small(5..7)?).ok()?;
    let date = Date::from_calendar_date(i32::from(part(0..4)?), month, small(8..10)?).ok()?;
    if text.len() == 10 {
        return Some(PrimitiveDateTime::new(date, Time::MIDNIGHT).assume_utc().unix_timestamp());
    }
    if !matches!(text.get(10..11)?, "T" | "t" | " ") || !separators(&[(13, ":"), (16, ":")]) {
        return None;
    }
    let clock = Time::from_hms(small(11..13)?, small(14..16)?, small(17..19)?.min(59)).ok()?;
    let zone = text.get(19..)?;
    let zone = match zone.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => zone,
    };
    let offset = match zone {
        "Z" | "z" => UtcOffset::UTC,
        _ => offset(&zone.replacen(':', "", 1)).filter(|_| zone.len() == 6)?,
    };
    Some(PrimitiveDateTime::new(date, clock).assume_offset(offset).unix_timestamp())
}

/// RFC 3339 text in UTC, to the second.
#[must_use]
pub fn rfc3339(time: UnixTime) -> String {
    time::OffsetDateTime::from_unix_timestamp(time).map_or_else(
        |_| String::from("out of range"),
        |at| {
            format!(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                at.year(),
                u8::from(at.month()),
                at.day(),
                at.hour(),
                at.minute(),
                at.second()
            )
        },
    )
}
