//! Rules that several requests share: identifiers, lengths, dates.

use super::{
    CheckContext,
    problem::{ProblemCode, Problems},
    values::OpenEnum,
};
use keybundle_open::UnixTime;
use time::{Date, Month};

/// A text that must be there and not be empty.
pub(super) fn required<'a>(value: Option<&'a str>, field: &str, problems: &mut Problems) -> Option<&'a str> {
    let value = value.filter(|value| !value.trim().is_empty());
    if value.is_none() {
        problems.error(field, ProblemCode::Missing, format!("{field} is required"), &format!("give {field}"));
    }
    value
}

/// A value out of a list that may be open.
pub(super) fn documented<T: OpenEnum>(value: Option<&T>, field: &str, problems: &mut Problems) {
    if value.is_some_and(|value| !value.is_known()) {
        let message = "this value is not among the documented ones; it is passed on as it is";
        problems.warning(field, ProblemCode::UnknownValue, message, &format!("known: {}", T::KNOWN.join(", ")));
    }
}

/// An identifier that stands in the URL's path. With `body_only` the URL is not looked at, and it may be absent.
pub(super) fn in_path(value: &str, field: &str, context: &CheckContext<'_>, problems: &mut Problems) {
    if value.trim().is_empty() {
        if !context.body_only {
            required(None, field, problems);
        }
    } else if matches!(value, "." | "..") {
        // Clients take these for steps in the path, encoded or not (WHATWG URL).
        let hint = "copy the identifier as the service shows it";
        problems.error(field, ProblemCode::Malformed, "this is no identifier", hint);
    }
}

/// No more than `most` characters.
pub(super) fn at_most(value: Option<&str>, most: usize, field: &str, problems: &mut Problems) {
    if value.is_some_and(|value| value.chars().count() > most) {
        problems.error(field, ProblemCode::TooLong, format!("longer than {most} characters"), "shorten it");
    }
}

/// `IOT_` and a UUID, at most 40 characters.
pub(super) fn enrollment_profile(value: &str, field: &str, problems: &mut Problems) {
    at_most(Some(value), 40, field, problems);
    let uuid = value.strip_prefix("IOT_");
    if !uuid.is_some_and(is_uuid) {
        let hint = "copy the identifier of the enrollment profile: IOT_ and a UUID";
        problems.error(field, ProblemCode::Malformed, "this is not IOT_ and a UUID", hint);
    }
}

/// An identifier that is known to be a UUID in the service's examples, without a promise that it is one.
pub(super) fn uuid_expected(value: Option<&str>, field: &str, problems: &mut Problems) {
    if value.is_some_and(|value| !is_uuid(value)) {
        let message = "this is not a UUID, as the service's identifiers are";
        problems.warning(field, ProblemCode::Malformed, message, "copy the identifier as the service shows it");
    }
}

/// 8-4-4-4-12 hex digits.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// At least one.
pub(super) fn at_least_one(value: Option<u64>, field: &str, problems: &mut Problems) {
    if value == Some(0) {
        let message = "0 may allow no use at all; what the service makes of it is not documented";
        problems.warning(field, ProblemCode::OutOfRange, message, "give 1 or more, or leave it out for no limit");
    }
}

/// Days from which and to which something counts, and their names in the JSON.
pub(super) struct Period<'a> {
    pub(super) from: Option<&'a str>,
    pub(super) to: Option<&'a str>,
    pub(super) from_field: &'a str,
    pub(super) to_field: &'a str,
}

/// Both are dates that exist, in order, and the end has not passed.
pub(super) fn period(period: &Period<'_>, now: Option<UnixTime>, problems: &mut Problems) {
    let from = period.from.and_then(|text| date(text, period.from_field, problems));
    let to = period.to.and_then(|text| date(text, period.to_field, problems));
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        let message = format!("the end stands before {}", period.from_field);
        problems.error(period.to_field, ProblemCode::Conflict, message, "give the earlier day first");
    }
    if let (Some(to), Some(now)) = (to, now)
        && let Some(end) = to.next_day().map(|day| day.midnight().assume_utc().unix_timestamp())
        && end <= now
    {
        let hint = "give a day that is still to come";
        problems.warning(period.to_field, ProblemCode::Expired, "this day has passed", hint);
    }
}

fn date(text: &str, field: &str, problems: &mut Problems) -> Option<Date> {
    let date = parse_date(text);
    if date.is_none() {
        let hint = "write year, month and day: 2030-12-31";
        problems.error(field, ProblemCode::Malformed, "this is no date of the form YYYY-MM-DD", hint);
    }
    date
}

/// `YYYY-MM-DD`, a day that exists.
fn parse_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let is_digit = |index: &usize| bytes.get(*index).is_some_and(u8::is_ascii_digit);
    if bytes.len() != 10 || ![0, 1, 2, 3, 5, 6, 8, 9].iter().all(is_digit) {
        return None;
    }
    let part = |range| text.get(range).filter(|_| bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-'));
    let month: u8 = part(5..7)?.parse().ok()?;
    let month = Month::try_from(month).ok()?;
    Date::from_calendar_date(part(0..4)?.parse().ok()?, month, part(8..10)?.parse().ok()?).ok()
}
