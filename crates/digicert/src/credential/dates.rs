//! The dates of credentials.

use keybundle_open::{UnixTime, rfc3339};
use std::fmt;
use time::{Date, Month, Time, UtcOffset};

const DAY: i64 = 86_400;

/// From when or until when a credential may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// A whole day, of a time zone that the service does not tell.
    Day(Date),
    /// A second.
    Second(UnixTime),
    /// A date that can't be read.
    Unreadable,
}

/// How far a time zone is from UTC, in minutes, east positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offset(i16);

impl Offset {
    /// Reads `+02:00`, `-0530`, `+2`, `Z`, `UTC`. `None` when it is no offset.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if matches!(text.to_ascii_uppercase().as_str(), "Z" | "UTC" | "GMT") {
            return Some(Self(0));
        }
        let (sign, digits) = match text.split_at_checked(1)? {
            ("+", digits) => (1, digits),
            ("-" | "\u{2212}", digits) => (-1, digits),
            _ => return None,
        };
        let (hours, minutes) = match digits.split_once(':') {
            Some(parts) => parts,
            None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
            None => (digits, "0"),
        };
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        let minutes = (hours <= 14 && minutes < 60).then(|| hours * 60 + minutes)?;
        Some(Self(sign * i16::try_from(minutes).ok()?))
    }

    fn seconds(self) -> i64 {
        i64::from(self.0) * 60
    }
}

impl Bound {
    /// Reads `YYYY-MM-DD`, or a time as RFC 3339 has it (without an offset: UTC).
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let day = |text: &str| {
            let mut parts = text.splitn(3, '-');
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            let right = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
            let month = Month::try_from(u8::try_from(number(month)?).ok()?).ok()?;
            let date = Date::from_calendar_date(i32::from(number(year)?), month, u8::try_from(number(day)?).ok()?);
            date.ok().filter(|_| right)
        };
        let second = || {
            let (date, clock) = text.split_once(['T', 't', ' '])?;
            let end = clock.find(['Z', 'z', '+', '-', '\u{2212}']).unwrap_or(clock.len());
            let (clock, zone) = clock.split_at_checked(end)?;
            let offset = if zone.is_empty() { Offset(0) } else { Offset::read(zone.trim())? };
            let mut parts = clock.split('.').next()?.trim().split(':');
            let mut field = || parts.next().map_or(Some(0), |digits| u8::try_from(number(digits)?).ok());
            // A leap second counts as the one before it.
            let clock = Time::from_hms(field()?, field()?, field()?.min(59)).ok()?;
            Some(day(date)?.with_time(clock).assume_offset(UtcOffset::UTC).unix_timestamp() - offset.seconds())
        };
        match (day(text), second()) {
            (Some(date), _) => Self::Day(date),
            (None, Some(at)) => Self::Second(at),
            (None, None) => Self::Unreadable,
        }
    }

    /// The first second of it. `None` when it can't be read.
    #[must_use]
    pub fn start(self, offset: Offset) -> Option<UnixTime> {
        match self {
            Self::Day(date) => {
                Some(date.with_time(Time::MIDNIGHT).assume_offset(UtcOffset::UTC).unix_timestamp() - offset.seconds())
            }
            Self::Second(at) => Some(at),
            Self::Unreadable => None,
        }
    }

    /// The last second of it: a day counts to its end. `None` when it can't be read.
    #[must_use]
    pub fn end(self, offset: Offset) -> Option<UnixTime> {
        match self {
            Self::Day(_) => Some(self.start(offset)? + DAY - 1),
            other => other.start(offset),
        }
    }
}

/// As the service writes it: `2026-01-31`, or a time in UTC.
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()),
            Self::Second(at) => f.write_str(&rfc3339(*at)),
            Self::Unreadable => f.write_str("unreadable"),
        }
    }
}

fn number(digits: &str) -> Option<u16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}
