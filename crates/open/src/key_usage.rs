//! What a certificate says its key may be used for.

use keybundle_encoding::{Result, ber::Element};

/// The key usage extension (RFC 5280 §4.2.1.3), as the bits that it sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyUsage(u8);

impl KeyUsage {
    /// Reads the extension's value. `decipherOnly`, the ninth bit, is left out: nothing here asks for it.
    pub(crate) fn read(value: &[u8]) -> Result<Self> {
        let element = Element::parse(value)?;
        let (_, bits) = element.bit_string()?;
        Ok(Self(bits.first().copied().unwrap_or(0)))
    }

    /// `keyEncipherment`: keys may be encrypted to it (RSA).
    #[must_use]
    pub const fn key_encipherment(self) -> bool {
        self.0 & 0x20 != 0
    }

    /// `keyAgreement`: keys may be agreed with it (EC, X25519).
    #[must_use]
    pub const fn key_agreement(self) -> bool {
        self.0 & 0x08 != 0
    }
}
