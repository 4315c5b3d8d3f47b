//! The ways in which tools turn a password into bytes.

use alloc::{vec, vec::Vec};
use core::fmt;
use keybundle_encoding::WarningCode;
use zeroize::Zeroizing;

/// How the bytes of a candidate were made from the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PasswordForm {
    /// As the standards say: UTF-8, and a BMPString with terminator (RFC 7292 §B.1).
    Given,
    /// The empty password: for PKCS #12, the terminator alone.
    Empty,
    /// No password: for PKCS #12, no bytes at all.
    Null,
    /// Without the line break or spaces that stood at its end or around it, and without a byte order mark.
    Trimmed,
    /// Latin-1 bytes in place of UTF-8; of a password given in Latin-1, the other way round.
    Latin1,
    /// Each byte of the UTF-8 as one character of the BMPString: OpenSSL before 1.1.0.
    Utf8BytesAsBmp,
    /// The BMPString, terminator included, where UTF-8 belongs: PBES2 in files of old NSS.
    BmpOctets,
    /// The BMPString without terminator, where UTF-8 belongs, and in the PKCS #12 derivation.
    BareBmp,
    /// The low byte of each UTF-16 unit in place of UTF-8: old Bouncy Castle.
    LowBytes,
}

impl PasswordForm {
    /// What a user should be told when a password worked in this form.
    #[must_use]
    pub const fn warning(self) -> Option<WarningCode> {
        match self {
            Self::Given | Self::Empty | Self::Null => None,
            Self::Trimmed => Some(WarningCode::PasswordTrimmed),
            Self::Latin1 | Self::Utf8BytesAsBmp | Self::BmpOctets | Self::BareBmp | Self::LowBytes => {
                Some(WarningCode::PasswordReencoded)
            }
        }
    }
}

/// One way to turn a password into bytes. Wiped on drop.
pub struct PasswordCandidate {
    /// For PBKDF1, PBKDF2, scrypt and OpenSSL's PEM.
    pub octets: Zeroizing<Vec<u8>>,
    /// For the PKCS #12 derivation: a BMPString, terminator included; empty for the null password.
    pub bmp: Zeroizing<Vec<u8>>,
    /// How they were made.
    pub form: PasswordForm,
}

impl PasswordCandidate {
    /// Every way to turn `password` (normally UTF-8) into bytes: the standard's first, no two alike. Beyond the basic
    /// plane the BMPString has surrogate pairs, as every tool writes them.
    #[must_use]
    pub fn of(password: &[u8]) -> Vec<Self> {
        let mut found = Vec::new();
        if password.is_empty() {
            return Self::of_none();
        }
        let encodings = Encodings::of(password);
        encodings.standard(PasswordForm::Given, &mut found);
        let trimmed = password.strip_prefix(b"\xef\xbb\xbf").unwrap_or(password).trim_ascii_end();
        let copied = Encodings::of(without_blanks(trimmed));
        let trimmed = Encodings::of(trimmed);
        trimmed.standard(PasswordForm::Trimmed, &mut found);
        copied.standard(PasswordForm::Trimmed, &mut found);
        encodings.others(&mut found);
        if !password.is_ascii() {
            trimmed.others(&mut found);
        }
        found
    }

    /// The ways to have no password: empty and null.
    #[must_use]
    pub fn of_none() -> Vec<Self> {
        let octets = || Zeroizing::new(Vec::new());
        vec![
            Self { octets: octets(), bmp: Zeroizing::new(vec![0, 0]), form: PasswordForm::Empty },
            Self { octets: octets(), bmp: octets(), form: PasswordForm::Null },
        ]
    }

    /// Those whose octets differ from all before them: what PBES2, PBES1 of PKCS #5 and OpenSSL's PEM must try.
    pub fn distinct_octets(candidates: &[Self]) -> impl Iterator<Item = &Self> {
        candidates.iter().enumerate().filter_map(|(index, candidate)| {
            let before = candidates.get(..index).unwrap_or_default();
            (!before.iter().any(|other| other.octets == candidate.octets)).then_some(candidate)
        })
    }

    /// Those whose BMPString differs from all before them: what PKCS #12 MACs and encryption must try.
    pub fn distinct_bmp(candidates: &[Self]) -> impl Iterator<Item = &Self> {
        candidates.iter().enumerate().filter_map(|(index, candidate)| {
            let before = candidates.get(..index).unwrap_or_default();
            (!before.iter().any(|other| other.bmp == candidate.bmp)).then_some(candidate)
        })
    }
}

impl fmt::Debug for PasswordCandidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordCandidate").field("form", &self.form).finish_non_exhaustive()
    }
}

/// Without the blanks of any alphabet that come along with what is copied.
fn without_blanks(password: &[u8]) -> &[u8] {
    core::str::from_utf8(password).map_or(password.trim_ascii(), |text| text.trim().as_bytes())
}

/// A password in the alphabets of the candidates.
struct Encodings<'a> {
    given: &'a [u8],
    /// UTF-16 units; of bytes that are no UTF-8, each byte by itself.
    units: Zeroizing<Vec<u16>>,
}

impl<'a> Encodings<'a> {
    fn of(given: &'a [u8]) -> Self {
        // No text has more UTF-16 units than UTF-8 bytes: nothing is left behind by growing.
        let mut units = Vec::with_capacity(given.len());
        match core::str::from_utf8(given) {
            Ok(text) => units.extend(text.encode_utf16()),
            Err(_) => units.extend(given.iter().map(|&byte| u16::from(byte))),
        }
        Self { given, units: Zeroizing::new(units) }
    }

    fn standard(&self, form: PasswordForm, found: &mut Vec<PasswordCandidate>) {
        push(found, form, self.given.to_vec(), self.bmp(true));
    }

    fn others(&self, found: &mut Vec<PasswordCandidate>) {
        if !self.given.is_ascii() {
            if let Some(octets) = self.latin1() {
                push(found, PasswordForm::Latin1, octets, self.bmp(true));
            }
            let bytes = self.given.iter().map(|&byte| u16::from(byte));
            push(found, PasswordForm::Utf8BytesAsBmp, self.given.to_vec(), bmp(bytes, true));
            let low = self.units.iter().map(|&unit| unit.to_be_bytes()[1]).collect();
            push(found, PasswordForm::LowBytes, low, self.bmp(true));
        }
        push(found, PasswordForm::BmpOctets, self.bmp(true), self.bmp(true));
        push(found, PasswordForm::BareBmp, self.bmp(false), self.bmp(false));
    }

    /// The octets in the other alphabet; none where it lacks a letter.
    fn latin1(&self) -> Option<Vec<u8>> {
        let mut octets = Vec::with_capacity(self.given.len().saturating_mul(2));
        match core::str::from_utf8(self.given) {
            Ok(text) => {
                for letter in text.chars() {
                    octets.push(u8::try_from(u32::from(letter)).ok()?);
                }
            }
            Err(_) => {
                for &byte in self.given {
                    octets.extend_from_slice(char::from(byte).encode_utf8(&mut [0; 2]).as_bytes());
                }
            }
        }
        Some(octets)
    }

    fn bmp(&self, terminated: bool) -> Vec<u8> {
        bmp(self.units.iter().copied(), terminated)
    }
}

fn bmp(units: impl ExactSizeIterator<Item = u16>, terminated: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(units.len().saturating_add(1).saturating_mul(2));
    for unit in units {
        bytes.extend_from_slice(&unit.to_be_bytes());
    }
    if terminated {
        bytes.extend_from_slice(&[0, 0]);
    }
    bytes
}

fn push(found: &mut Vec<PasswordCandidate>, form: PasswordForm, octets: Vec<u8>, bmp: Vec<u8>) {
    let candidate = PasswordCandidate { octets: Zeroizing::new(octets), bmp: Zeroizing::new(bmp), form };
    if !found.iter().any(|known| known.octets == candidate.octets && known.bmp == candidate.bmp) {
        found.push(candidate);
    }
}
