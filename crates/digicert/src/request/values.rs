//! Values that the service's documentation lists, open for those that it does not.

use keybundle_key::Algorithm;
use std::fmt;

macro_rules! open_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident => $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)+
            /// Another value, as it was written.
            Other(String),
        }

        impl $name {
            /// The values that are documented.
            pub const KNOWN: &'static [&'static str] = &[$($text,)+];

            /// Reads it without regard to case, `_`, `-` and white space; what is not documented is kept as it is.
            #[must_use]
            pub fn read(text: &str) -> Self {
                let folded = fold(text);
                $(if folded == fold($text) { return Self::$variant; })+
                Self::Other(text.to_owned())
            }

            /// As IoT Trust Manager writes it: lower case.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self { $(Self::$variant => $text,)+ Self::Other(text) => text }
            }

            /// As a dialect writes it; what is not documented stays as it was.
            #[must_use]
            pub fn in_dialect(&self, dialect: Dialect) -> String {
                match (self, dialect) {
                    (Self::Other(text), _) => text.clone(),
                    (known, Dialect::IotTrustManager) => known.as_str().to_owned(),
                    (known, Dialect::DeviceTrustManager) => known.as_str().to_ascii_uppercase(),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl OpenEnum for $name {
            const KNOWN: &'static [&'static str] = Self::KNOWN;

            fn read(text: &str) -> Self {
                Self::read(text)
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }

            fn in_dialect(&self, dialect: Dialect) -> String {
                self.in_dialect(dialect)
            }
        }
    };
}

/// What readers ask of every open enum.
pub(super) trait OpenEnum {
    const KNOWN: &'static [&'static str];
    fn read(text: &str) -> Self;
    fn is_known(&self) -> bool;
    fn in_dialect(&self, dialect: Dialect) -> String;
}

/// Which product a body is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// IoT Trust Manager: `key_type: "rsa_2048"`, attributes of `id` and `value`.
    #[default]
    IotTrustManager,
    /// Device Trust Manager: `key_type: "RSA_2048"`, attributes of `name` and `value`.
    DeviceTrustManager,
}

open_enum! {
    /// The kind of key that the service makes. Templates know more (ML-DSA, SLH-DSA, composites), whose names in a
    /// request are not documented: they are passed on as they are written.
    KeyType {
        /// RSA, 2048 bits.
        Rsa2048 => "rsa_2048",
        /// RSA, 3072 bits.
        Rsa3072 => "rsa_3072",
        /// RSA, 4096 bits.
        Rsa4096 => "rsa_4096",
        /// NIST P-256.
        P256 => "p_256",
        /// NIST P-384.
        P384 => "p_384",
        /// NIST P-521.
        P521 => "p_521",
        /// Ed25519.
        Ed25519 => "ed_25519",
    }
}

open_enum! {
    /// In what form the service hands out the key that it made.
    PrivateKeyFormat {
        /// PEM text.
        Pem => "pem",
        /// Base64 of DER.
        Der => "der",
        /// Base64 of a PKCS#12 of key and certificates.
        Pkcs12 => "pkcs_12",
        /// Base64 of a CMS message to `encryption_certificate`, in it a ZIP of key and certificates.
        CertEncrypted => "cert_encrypted",
        /// Base64 of a CMS message to `encryption_certificate`, in it the key.
        CertEncryptedKeyOnly => "cert_encrypted_key_only",
    }
}

impl KeyType {
    /// Whether a key is of this type; `None` where the type is not known well enough to tell.
    #[must_use]
    pub fn matches(&self, algorithm: &Algorithm) -> Option<bool> {
        let key = fold(&algorithm.to_string());
        let key = key.strip_prefix("ec").unwrap_or(&key);
        let asked = fold(self.as_str());
        match self {
            // Names that are not documented tell something only where they agree.
            Self::Other(_) => (key == asked).then_some(true),
            _ => Some(key == asked),
        }
    }
}

impl PrivateKeyFormat {
    /// Whether the answer is encrypted to `encryption_certificate`.
    #[must_use]
    pub const fn is_encrypted_to_certificate(&self) -> bool {
        matches!(self, Self::CertEncrypted | Self::CertEncryptedKeyOnly)
    }
}

/// Letters and digits in lower case: `P-256`, `p_256` and `P256` are one.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
