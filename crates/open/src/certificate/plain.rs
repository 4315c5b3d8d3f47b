//! Certificates as nearly all are (RFC 5280 §4.1): what the strict parser would take, told without asking it.
//!
//! It asks for more than that parser does, so that its yes is always the parser's, and only the few certificates that
//! it is not sure of need the parser at all.

use const_oid::ObjectIdentifier;

/// Identifier octets (X.690 §8.1.2).
mod identifier {
    pub(super) const BOOLEAN: u8 = 0x01;
    pub(super) const INTEGER: u8 = 0x02;
    pub(super) const BIT_STRING: u8 = 0x03;
    pub(super) const OCTET_STRING: u8 = 0x04;
    pub(super) const NULL: u8 = 0x05;
    pub(super) const OID: u8 = 0x06;
    pub(super) const UTC_TIME: u8 = 0x17;
    pub(super) const GENERALIZED_TIME: u8 = 0x18;
    pub(super) const SEQUENCE: u8 = 0x30;
    pub(super) const SET: u8 = 0x31;
    pub(super) const VERSION: u8 = 0xa0;
    pub(super) const EXTENSIONS: u8 = 0xa3;
}

/// UTF8String, NumericString, PrintableString, TeletexString, IA5String, VisibleString, BMPString.
const STRINGS: &[u8] = &[0x0c, 0x12, 0x13, 0x14, 0x16, 0x1a, 0x1e];
/// What parameters of an algorithm are.
const PARAMETERS: &[u8] = &[identifier::NULL, identifier::OID, identifier::SEQUENCE];
/// Bytes of a serial number (RFC 5280 §4.1.2.2).
const SERIAL: usize = 20;

/// Whether a certificate is DER and within RFC 5280 beyond doubt. `false` says nothing.
pub(super) fn is_within_profile(der: &[u8]) -> bool {
    certificate(der).is_some()
}

fn certificate(der: &[u8]) -> Option<()> {
    let mut outside = Fields(der);
    let mut certificate = outside.sequence()?;
    outside.end()?;
    let mut fields = certificate.sequence()?;
    algorithm(certificate.sequence()?)?;
    bits(&mut certificate)?;
    certificate.end()?;

    // The third version, the only one with extensions.
    (fields.read(identifier::VERSION)? == [identifier::INTEGER, 1, 2]).then_some(())?;
    serial(fields.read(identifier::INTEGER)?)?;
    algorithm(fields.sequence()?)?;
    name(fields.sequence()?)?;
    let mut validity = fields.sequence()?;
    time(&mut validity)?;
    time(&mut validity)?;
    validity.end()?;
    name(fields.sequence()?)?;
    let mut key = fields.sequence()?;
    algorithm(key.sequence()?)?;
    bits(&mut key)?;
    key.end()?;
    if !fields.0.is_empty() {
        let mut explicit = Fields(fields.read(identifier::EXTENSIONS)?);
        extensions(explicit.sequence()?)?;
        explicit.end()?;
    }
    fields.end()
}

/// An INTEGER that is not negative and begins with no more zeros than it needs.
fn serial(content: &[u8]) -> Option<()> {
    let is_minimal = match content {
        [first] => *first < 0x80,
        [0, second, ..] => *second >= 0x80,
        [first, ..] => *first < 0x80,
        [] => false,
    };
    (is_minimal && content.len() <= SERIAL).then_some(())
}

/// An OBJECT IDENTIFIER and what parameters it has.
fn algorithm(mut fields: Fields<'_>) -> Option<()> {
    oid(&mut fields)?;
    if !fields.0.is_empty() {
        fields.read_one_of(PARAMETERS)?;
    }
    fields.end()
}

/// Relative names of one attribute each: the order of several would have to be looked at.
fn name(mut names: Fields<'_>) -> Option<()> {
    while !names.0.is_empty() {
        let mut set = Fields(names.read(identifier::SET)?);
        let mut attribute = set.sequence()?;
        set.end()?;
        oid(&mut attribute)?;
        attribute.read_one_of(STRINGS)?;
        attribute.end()?;
    }
    Some(())
}

fn extensions(mut extensions: Fields<'_>) -> Option<()> {
    while !extensions.0.is_empty() {
        let mut extension = extensions.sequence()?;
        oid(&mut extension)?;
        if extension.0.first() == Some(&identifier::BOOLEAN) {
            (extension.read(identifier::BOOLEAN)? == [0xff]).then_some(())?;
        }
        extension.read(identifier::OCTET_STRING)?;
        extension.end()?;
    }
    Some(())
}

fn oid(fields: &mut Fields<'_>) -> Option<()> {
    ObjectIdentifier::from_bytes(fields.read(identifier::OID)?).ok().map(|_| ())
}

/// A BIT STRING of whole bytes.
fn bits(fields: &mut Fields<'_>) -> Option<()> {
    matches!(fields.read(identifier::BIT_STRING)?, [0, _, ..]).then_some(())
}

/// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`, a real date from 1970 on.
fn time(fields: &mut Fields<'_>) -> Option<()> {
    let utc = fields.0.first() == Some(&identifier::UTC_TIME);
    let text = fields.read(if utc { identifier::UTC_TIME } else { identifier::GENERALIZED_TIME })?;
    let mut pairs = text.strip_suffix(b"Z")?.chunks(2).map(pair);
    let mut next = || pairs.next().flatten();
    let year = match (utc, next()?) {
        (true, year @ 0..50) => 2000 + year,
        (true, year) => 1900 + year,
        (false, century) => century * 100 + next()?,
    };
    let (month, day) = (next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    let is_real = year >= 1970 && (1..=days).contains(&day) && hour < 24 && minute < 60 && second < 60;
    (is_real && pairs.next().is_none()).then_some(())
}

/// The number that two digits write.
fn pair(digits: &[u8]) -> Option<u16> {
    match *digits {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some(u16::from(tens - b'0') * 10 + u16::from(ones - b'0')),
        _ => None,
    }
}

/// Elements that stand side by side, of lengths that are written as DER wants (X.690 §10.1).
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// The content of the next element, which has this identifier octet.
    fn read(&mut self, identifier: u8) -> Option<&'a [u8]> {
        let (&found, rest) = self.0.split_first()?;
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            // A certificate of 16 MB and more is none that nearly all are.
            0x81..=0x83 => {
                let (octets, rest) = rest.split_at_checked(usize::from(first & 3))?;
                let length = octets.iter().fold(0, |length, &octet| length << 8 | usize::from(octet));
                (octets.first() != Some(&0) && length > 0x7f).then_some((length, rest))?
            }
            _ => return None,
        };
        let content;
        (content, self.0) = rest.split_at_checked(length)?;
        (found == identifier).then_some(content)
    }

    fn read_one_of(&mut self, identifiers: &[u8]) -> Option<&'a [u8]> {
        let next = *self.0.first()?;
        if identifiers.contains(&next) { self.read(next) } else { None }
    }

    fn sequence(&mut self) -> Option<Self> {
        self.read(identifier::SEQUENCE).map(Self)
    }

    const fn end(&self) -> Option<()> {
        if self.0.is_empty() { Some(()) } else { None }
    }
}
