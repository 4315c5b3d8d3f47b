//! What a new certificate request starts from, in whatever it comes.

use crate::{Coded, Error, ErrorCode, Limits, PrivateKey, Stage, Unlock, Warnings, open_within};
use core::fmt;
use keybundle_csr::RequestTemplate;

/// Why there is nothing to start from.
#[derive(Debug)]
#[non_exhaustive]
pub enum NewRequestError {
    /// The file can't be read.
    Read(Error),
    /// A request can't ask for what stands in it.
    Request(keybundle_csr::Error),
}

impl NewRequestError {
    fn inner(&self) -> &dyn Coded {
        match self {
            Self::Read(error) => error,
            Self::Request(error) => error,
        }
    }
}

impl fmt::Display for NewRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), f)
    }
}

impl core::error::Error for NewRequestError {}

impl Coded for NewRequestError {
    fn code(&self) -> ErrorCode {
        self.inner().code()
    }

    fn stage(&self) -> Stage {
        self.inner().stage()
    }

    fn hint(&self) -> Option<String> {
        self.inner().hint()
    }
}

/// A template that asks for what a certificate has: that of the file's key, else the first that is not an authority's,
/// else the first. Of several that are not a chain, one is taken with a warning.
///
/// # Errors
/// As [`crate::open()`]; `invalid-value` when there is no certificate in it, or a request can't ask for it.
pub fn renewal_template(
    bytes: &[u8],
    limits: &Limits,
    warnings: &mut Warnings,
) -> Result<RequestTemplate, NewRequestError> {
    let opened = open_within(bytes, &Unlock::new(), limits).map_err(NewRequestError::Read)?;
    opened.warn_of_other_end_entities(warnings);
    match opened.end_entity() {
        Some(certificate) => RequestTemplate::from_certificate(certificate.der()).map_err(NewRequestError::Request),
        None => Err(NewRequestError::Read(Error::InvalidValue {
            reason: "there is no certificate in the file to renew from",
        })),
    }
}

/// The one private key of a file.
///
/// # Errors
/// As [`crate::open()`]; `invalid-value` when there is no private key in it, or several.
pub fn signing_key(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<PrivateKey, Error> {
    let mut bundles = open_within(bytes, unlock, limits)?.bundles.into_iter();
    match (bundles.next(), bundles.next()) {
        (Some(bundle), None) => Ok(bundle.private_key),
        (None, _) => Err(Error::InvalidValue { reason: "there is no private key in the key's file" }),
        _ => Err(Error::InvalidValue { reason: "there are several private keys in the key's file: give one" }),
    }
}
