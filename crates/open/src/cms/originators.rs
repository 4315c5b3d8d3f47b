//! The certificates that a message carries of whoever made it (RFC 5652 §6.1, OriginatorInfo).

use crate::Certificate;
use keybundle_encoding::{
    Result, Warnings,
    ber::{Element, Tag},
};
use std::cell::OnceCell;

/// More than any message has whose originators agree by certificates: each attempt goes through them.
const MOST: usize = 64;

/// The certificates of an OriginatorInfo, read when one is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Originators<'a> {
    encoded: Vec<&'a [u8]>,
    read: OnceCell<Vec<Certificate>>,
}

impl<'a> Originators<'a> {
    /// From `SEQUENCE { [0] IMPLICIT CertificateSet OPTIONAL, [1] … }` under `[0] IMPLICIT`.
    pub(crate) fn from_element(info: &Element<'a>) -> Result<Self> {
        let mut fields = info.children()?;
        let mut encoded = Vec::new();
        if let Some(set) = fields.optional(Tag::context(0))? {
            let mut members = set.children()?;
            while let Some(member) = members.next_element()? {
                // Other choices are attribute certificates and PKCS#6 leftovers.
                if member.tag() == Tag::SEQUENCE {
                    encoded.push(member.raw());
                }
            }
        }
        Ok(Self { encoded, read: OnceCell::new() })
    }

    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.encoded.len()
    }

    /// The first [`MOST`] of them that are certificates.
    pub(crate) fn certificates(&self) -> &[Certificate] {
        self.read.get_or_init(|| {
            let encoded = self.encoded.iter().take(MOST);
            encoded.filter_map(|der| Certificate::from_der(der, &mut Warnings::new()).ok()).collect()
        })
    }
}
