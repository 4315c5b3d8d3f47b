//! What a key may be used for.

/// A bit of the key usage extension (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyUsage {
    /// Signatures other than those on certificates and revocation lists.
    DigitalSignature,
    /// Signatures that the signer can't deny (`contentCommitment`).
    NonRepudiation,
    /// Encrypting keys.
    KeyEncipherment,
    /// Encrypting data directly.
    DataEncipherment,
    /// Key agreement.
    KeyAgreement,
    /// Signatures on certificates.
    KeyCertSign,
    /// Signatures on revocation lists.
    CrlSign,
    /// With key agreement: only to encrypt.
    EncipherOnly,
    /// With key agreement: only to decrypt.
    DecipherOnly,
}

impl KeyUsage {
    /// All of them, in the order of the bits.
    pub const ALL: [Self; 9] = [
        Self::DigitalSignature,
        Self::NonRepudiation,
        Self::KeyEncipherment,
        Self::DataEncipherment,
        Self::KeyAgreement,
        Self::KeyCertSign,
        Self::CrlSign,
        Self::EncipherOnly,
        Self::DecipherOnly,
    ];

    /// The name that RFC 5280 gives it: `digitalSignature`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DigitalSignature => "digitalSignature",
            Self::NonRepudiation => "nonRepudiation",
            Self::KeyEncipherment => "keyEncipherment",
            Self::DataEncipherment => "dataEncipherment",
            Self::KeyAgreement => "keyAgreement",
            Self::KeyCertSign => "keyCertSign",
            Self::CrlSign => "cRLSign",
            Self::EncipherOnly => "encipherOnly",
            Self::DecipherOnly => "decipherOnly",
        }
    }

    /// By its name, with underscores, hyphens or without; case doesn't count.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let letters = |text: &str| -> alloc::string::String {
            text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let wanted = letters(name);
        if wanted == "contentcommitment" {
            return Some(Self::NonRepudiation);
        }
        Self::ALL.into_iter().find(|usage| letters(usage.name()) == wanted)
    }

    /// The number of its bit, the first of a byte first.
    pub(crate) const fn bit(self) -> u32 {
        self as u32
    }
}
