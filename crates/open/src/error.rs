//! Why something could not be opened.

use crate::{Limit, RecipientId};
use keybundle_encoding::{Coded, ErrorCode, Stage};
use std::fmt;

/// The result of opening something.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Why something could not be opened. It holds numbers, OIDs, positions and, of recipients, what a message says in the
/// clear.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Text or structure can't be read.
    Encoding(keybundle_encoding::Error),
    /// A symmetric algorithm failed or is not supported.
    Cipher(keybundle_cipher::Error),
    /// A key can't be read.
    Key(keybundle_key::Error),
    /// A derivation can't be done.
    Derivation(keybundle_kdf::Error),
    /// Something known other than a CMS message, where a message was asked for ([`crate::decrypt()`]).
    NoMessage {
        /// What it is.
        found: &'static str,
    },
    /// A password is needed; empty and null were tried.
    PasswordRequired,
    /// None of the given passwords opens it.
    WrongPassword,
    /// The password is right (a key bag proves it) and the content was altered.
    FileAltered,
    /// Encrypted to recipients, and no key was given.
    RecipientRequired {
        /// To whom it is encrypted.
        recipients: Vec<RecipientId>,
    },
    /// Encrypted to others than those given.
    WrongRecipient {
        /// To whom it is encrypted.
        recipients: Vec<RecipientId>,
        /// Who was given.
        given: Vec<RecipientId>,
    },
    /// What was given as a recipient's own key or certificate can't be opened.
    RecipientKey {
        /// Why: the error that opening it gave, whose code and stage count.
        cause: Box<Self>,
    },
    /// The recipient's key and certificate that were given do not belong together.
    KeyCertificateMismatch,
    /// The content-encryption key could not be recovered, or (without exact verdicts) anything about it failed.
    DecryptFailed,
    /// The right key was used, and what came out is damaged.
    ContentCorrupt {
        /// What shows the damage.
        reason: &'static str,
    },
    /// An algorithm that is not implemented.
    UnsupportedAlgorithm {
        /// Dotted OID; of a ZIP archive `ZIP` and the number of its compression method.
        identifier: String,
        /// Its name, or what it was used for.
        name: &'static str,
    },
    /// More than [`crate::Limits`] allow.
    Limit {
        /// Which bound.
        limit: Limit,
        /// What it allows.
        allowed: u64,
        /// What would be needed, as far as it is known.
        needed: u64,
    },
    /// A value that contradicts another or is out of its range.
    InvalidValue {
        /// What is wrong.
        reason: &'static str,
    },
    /// The source of a large input can't be read, or changed while it was read.
    Source {
        /// What reading it returned.
        kind: std::io::ErrorKind,
    },
    /// The answer says that the request waits for approval. `keybundle-digicert` constructs it; this crate does not.
    RequestPending,
    /// The answer is an error of the service. `keybundle-digicert` constructs it; this crate does not.
    ServiceError {
        /// The service's own codes, of safe characters only.
        codes: Vec<String>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding(error) => error.fmt(f),
            Self::Cipher(error) => error.fmt(f),
            Self::Key(error) => error.fmt(f),
            Self::Derivation(error) => error.fmt(f),
            Self::NoMessage { found } => write!(f, "there is no CMS message here, but {found}"),
            Self::PasswordRequired => f.write_str("a password is required (the empty password was tried)"),
            Self::WrongPassword => f.write_str("no given password opens it"),
            Self::FileAltered => f.write_str("the password is right, but the file was altered after it was made"),
            Self::RecipientRequired { recipients } => {
                let secret =
                    if is_symmetric(recipients) { "a key-encryption key" } else { "a recipient's private key" };
                write!(f, "{secret} is required: encrypted to ")?;
                list(f, recipients)
            }
            Self::WrongRecipient { recipients, given } => {
                f.write_str("encrypted to ")?;
                list(f, recipients)?;
                f.write_str("; given was ")?;
                list(f, given)
            }
            Self::RecipientKey { cause } => write!(f, "what was given as the recipient's: {cause}"),
            Self::KeyCertificateMismatch => {
                f.write_str("the recipient's certificate does not belong to the recipient's private key")
            }
            Self::DecryptFailed => f.write_str("decryption failed"),
            Self::ContentCorrupt { reason } => write!(f, "the content is damaged: {reason}"),
            Self::UnsupportedAlgorithm { identifier, name } => write!(f, "{name} ({identifier}) is not supported"),
            Self::Limit { limit, allowed, needed } => {
                write!(f, "the limit {} allows {allowed}, and this needs at least {needed}", limit.field())
            }
            Self::InvalidValue { reason } => f.write_str(reason),
            Self::Source { kind } => write!(f, "the input can't be read: {kind}"),
            Self::RequestPending => f.write_str("the answer holds no certificate yet: the request waits for approval"),
            Self::ServiceError { codes } if codes.is_empty() => f.write_str("the service answered with an error"),
            Self::ServiceError { codes } => write!(f, "the service answered with an error: {}", codes.join(", ")),
        }
    }
}

/// Whether no private key opens what is encrypted to these: EncryptedData has none at all.
fn is_symmetric(recipients: &[RecipientId]) -> bool {
    recipients.iter().all(|recipient| matches!(recipient, RecipientId::KeyEncryptionKey(_) | RecipientId::Password))
}

/// At most five, so that a message stays a message.
fn list(f: &mut fmt::Formatter<'_>, recipients: &[RecipientId]) -> fmt::Result {
    for (index, recipient) in recipients.iter().take(5).enumerate() {
        write!(f, "{}{recipient}", if index == 0 { "" } else { "; " })?;
    }
    match recipients.len() {
        0 => f.write_str("whoever has the key"),
        more @ 6.. => write!(f, "; and {} more", more - 5),
        _ => Ok(()),
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // Their text is part of this one.
        match self {
            Self::Encoding(error) => std::error::Error::source(error),
            Self::Cipher(error) => std::error::Error::source(error),
            Self::Key(error) => std::error::Error::source(error),
            Self::Derivation(error) => std::error::Error::source(error),
            Self::RecipientKey { cause } => std::error::Error::source(cause.as_ref()),
            _ => None,
        }
    }
}

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Encoding(error) => error.code(),
            Self::Cipher(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Derivation(error) => error.code(),
            Self::RecipientKey { cause } => cause.code(),
            Self::NoMessage { .. } => ErrorCode::UnknownFormat,
            Self::PasswordRequired => ErrorCode::PasswordRequired,
            Self::WrongPassword => ErrorCode::WrongPassword,
            Self::FileAltered => ErrorCode::FileAltered,
            Self::RecipientRequired { .. } => ErrorCode::RecipientRequired,
            Self::WrongRecipient { .. } => ErrorCode::WrongRecipient,
            Self::KeyCertificateMismatch => ErrorCode::KeyCertificateMismatch,
            Self::DecryptFailed => ErrorCode::DecryptFailed,
            Self::ContentCorrupt { .. } => ErrorCode::ContentCorrupt,
            Self::UnsupportedAlgorithm { .. } => ErrorCode::UnsupportedAlgorithm,
            Self::Limit { limit, .. } => match limit {
                Limit::DerivationWork | Limit::KeyWork => ErrorCode::LimitWork,
                Limit::DerivationMemory => ErrorCode::LimitMemory,
                Limit::InputBytes | Limit::UnpackedBytes => ErrorCode::LimitSize,
                Limit::Depth => ErrorCode::LimitDepth,
                Limit::Entries => ErrorCode::LimitEntries,
                Limit::Ratio => ErrorCode::LimitRatio,
                Limit::Recipients => ErrorCode::LimitRecipients,
            },
            Self::InvalidValue { .. } => ErrorCode::InvalidValue,
            Self::Source { .. } => ErrorCode::Usage,
            Self::RequestPending => ErrorCode::RequestPending,
            Self::ServiceError { .. } => ErrorCode::ServiceError,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Encoding(error) => error.stage(),
            Self::Cipher(error) => error.stage(),
            Self::Key(error) => error.stage(),
            Self::Derivation(error) => error.stage(),
            Self::RecipientKey { cause } => cause.stage(),
            Self::PasswordRequired
            | Self::WrongPassword
            | Self::FileAltered
            | Self::RecipientRequired { .. }
            | Self::WrongRecipient { .. }
            | Self::KeyCertificateMismatch
            | Self::DecryptFailed
            | Self::UnsupportedAlgorithm { .. } => Stage::Unlock,
            Self::ContentCorrupt { .. } => Stage::Extract,
            Self::Limit { limit, .. } => match limit {
                Limit::DerivationWork | Limit::DerivationMemory => Stage::Unlock,
                Limit::InputBytes => Stage::Detect,
                Limit::Recipients => Stage::Parse,
                Limit::Depth | Limit::Entries | Limit::KeyWork | Limit::Ratio | Limit::UnpackedBytes => Stage::Extract,
            },
            Self::NoMessage { .. } => Stage::Detect,
            Self::Source { .. } => Stage::Usage,
            Self::InvalidValue { .. } | Self::RequestPending | Self::ServiceError { .. } => Stage::Parse,
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Encoding(error) => return error.hint(),
            Self::Cipher(error) => return error.hint(),
            Self::Key(error) => return error.hint(),
            Self::Derivation(error) => return error.hint(),
            Self::RecipientKey { cause } => match **cause {
                Self::PasswordRequired | Self::WrongPassword => {
                    "give the password of the recipient's own key, which is apart from the input's passwords"
                }
                Self::RecipientRequired { .. } | Self::Encoding(keybundle_encoding::Error::UnknownFormat) => {
                    "give the private key of the certificate that the request was encrypted to, as PEM, DER, PKCS#12 or JWK"
                }
                _ => return cause.hint(),
            },
            Self::NoMessage { .. } => "decrypting removes one CMS layer and no other: decode opens all of them",
            Self::PasswordRequired => "give the password that was set when the file was requested or exported",
            Self::WrongPassword => {
                "check the password; for a service's answer it is the one sent with the request; a key of a Java key store may have one of its own beside the store's: give both"
            }
            Self::FileAltered => {
                "fetch the file again, or give the MAC's own password if it has one; nothing of it is delivered"
            }
            Self::RecipientRequired { recipients } if is_symmetric(recipients) => {
                "give the symmetric key that was agreed upon with whoever made the message, as a key-encryption key"
            }
            Self::RecipientRequired { .. } => {
                "give the private key of the certificate that the request was encrypted to"
            }
            Self::WrongRecipient { recipients, .. } if is_symmetric(recipients) => {
                "give the symmetric key that was agreed upon with whoever made the message; a private key does not open it"
            }
            Self::WrongRecipient { .. } => {
                "give the private key that belongs to one of the recipients, or request again with your certificate"
            }
            Self::KeyCertificateMismatch => "give the certificate of this key, or leave the certificate out",
            Self::DecryptFailed => {
                "check that the key is the recipient's, or the one agreed upon; fetch the file again"
            }
            Self::ContentCorrupt { .. } => "fetch the file again; the key that was given is the right one",
            Self::UnsupportedAlgorithm { .. } => "open it with the tool that made it, and report the OID to us",
            Self::Limit { limit: Limit::Recipients, .. } => {
                "give the recipient's certificate along with the key, so that no other recipient is tried; or raise the limit recipients if you trust where the file comes from"
            }
            Self::Limit { limit, .. } => {
                return Some(format!("raise the limit {} if you trust where the file comes from", limit.field()));
            }
            Self::InvalidValue { .. } | Self::Source { .. } => return None,
            Self::RequestPending => "ask again when the request was approved",
            Self::ServiceError { .. } => "look the codes up in the service's documentation; nothing was issued",
        };
        Some(text.to_owned())
    }
}

impl From<keybundle_encoding::Error> for Error {
    fn from(error: keybundle_encoding::Error) -> Self {
        Self::Encoding(error)
    }
}

impl From<keybundle_cipher::Error> for Error {
    fn from(error: keybundle_cipher::Error) -> Self {
        Self::Cipher(error)
    }
}

impl From<keybundle_key::Error> for Error {
    fn from(error: keybundle_key::Error) -> Self {
        Self::Key(error)
    }
}

impl From<keybundle_kdf::Error> for Error {
    fn from(error: keybundle_kdf::Error) -> Self {
        Self::Derivation(error)
    }
}
