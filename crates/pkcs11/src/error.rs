//! Why a key in a token is of no use.

use core::fmt;
use cryptoki::error::{Error as Refusal, RvError};
use keybundle_encoding::{Coded, ErrorCode, Stage};

/// The result of finding a key in a token.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Why a token or its key can't be used. What they do once they are found is refused in the words of
/// [`keybundle_key::Error`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The text is not a PKCS#11 URI that names a private key.
    Uri {
        /// What is wrong.
        reason: &'static str,
    },
    /// The module can't be loaded or initialized.
    Module {
        /// What the system or the module says.
        reason: String,
    },
    /// There is no such token in the slots of the module.
    NoToken,
    /// Several tokens are named.
    SeveralTokens,
    /// There is no such private key on the token.
    NoKey,
    /// Several private keys are named.
    SeveralKeys,
    /// The token asks for a PIN, and none was given.
    PinRequired,
    /// The token refuses the PIN.
    WrongPin,
    /// The token refuses every PIN.
    PinLocked,
    /// The public key that was given is not that of the private key.
    OtherKey,
    /// The token does not do what is needed with this key.
    Unsupported {
        /// What is missing.
        reason: &'static str,
    },
    /// The token failed.
    Token {
        /// The function and what it returned, by the names of the standard.
        reason: String,
    },
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Pkcs11(RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange, _) => Self::WrongPin,
            Refusal::Pkcs11(RvError::PinLocked, _) => Self::PinLocked,
            Refusal::Pkcs11(code, function) => Self::Token { reason: format!("C_{function:?} says {code:?}") },
            Refusal::LibraryLoading(error) => Self::Module { reason: error.to_string() },
            other => Self::Token { reason: other.to_string() },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uri { reason } => write!(f, "the PKCS#11 URI is refused: {reason}"),
            Self::Module { reason } => write!(f, "the PKCS#11 module can't be used: {reason}"),
            Self::NoToken => f.write_str("the module has no token as the PKCS#11 URI names it"),
            Self::SeveralTokens => f.write_str("the PKCS#11 URI names several tokens"),
            Self::NoKey => f.write_str("the token has no private key as the PKCS#11 URI names it"),
            Self::SeveralKeys => f.write_str("the PKCS#11 URI names several private keys"),
            Self::PinRequired => f.write_str("the token asks for a PIN"),
            Self::WrongPin => f.write_str("the token refuses the PIN"),
            Self::PinLocked => f.write_str("the token's PIN is locked"),
            Self::OtherKey => f.write_str("the certificate or public key is not that of the private key on the token"),
            Self::Unsupported { reason } => write!(f, "the token's key can't be used for this: {reason}"),
            Self::Token { reason } => write!(f, "the token failed: {reason}"),
        }
    }
}

impl core::error::Error for Error {}

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Uri { .. }
            | Self::Module { .. }
            | Self::NoToken
            | Self::SeveralTokens
            | Self::NoKey
            | Self::SeveralKeys => ErrorCode::Usage,
            Self::PinRequired => ErrorCode::PasswordRequired,
            Self::WrongPin | Self::PinLocked => ErrorCode::WrongPassword,
            Self::OtherKey => ErrorCode::KeyCertificateMismatch,
            Self::Unsupported { .. } => ErrorCode::UnsupportedAlgorithm,
            Self::Token { .. } => ErrorCode::DecryptFailed,
        }
    }

    fn stage(&self) -> Stage {
        match self.code() {
            ErrorCode::Usage => Stage::Usage,
            ErrorCode::KeyCertificateMismatch => Stage::Pair,
            _ => Stage::Unlock,
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Uri { .. } => {
                "write it as RFC 7512 has it: pkcs11:token=…;object=…, or with id=%01%02 for the object"
            }
            Self::Module { .. } => "give the path of the token's PKCS#11 library, of this machine's architecture",
            Self::NoToken | Self::SeveralTokens => {
                "`p11tool --list-tokens` and `pkcs11-tool --list-slots` tell which tokens there are; serial= tells two of a \
                 label apart"
            }
            Self::NoKey | Self::SeveralKeys => {
                "`p11tool --login --list-privkeys` tells which keys there are; id= tells two of a label apart"
            }
            Self::PinRequired => "give the user PIN of the token",
            Self::WrongPin => "check the PIN before you try again: tokens lock after a few wrong ones",
            Self::PinLocked => "unlock it as the token's security officer",
            Self::OtherKey => "give the certificate of this key, or none",
            Self::Unsupported { .. } => "make or import the key for this use, or use another token",
            Self::Token { .. } => "check that the token is there and its module the right one",
        };
        Some(text.into())
    }
}
