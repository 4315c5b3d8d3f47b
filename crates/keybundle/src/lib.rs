//! Opens what a certificate service hands out: give it the answer of an enrolment interface, or any PEM, DER, PKCS#12,
//! CMS, ZIP or MIME file, with the password or the recipient's key, and it gives the private key, its certificate and
//! the chain, checked against each other; or it says exactly why it can't.
//!
//! ```
//! # fn main() -> Result<(), keybundle::Error> {
//! let answer = include_bytes!("../../../testdata/vectors/sample/acme-credential-201.json");
//! let opened = keybundle::open(answer, &keybundle::Unlock::new())?;
//! assert_eq!(opened.certificates[0].common_name().as_deref(), Some("Test_1"));
//! # Ok(()) }
//! ```
//!
//! [`inspect`] tells what an input is and what it needs, without a secret. [`decrypt`] removes one CMS layer.
//! [`recipient_keys`] reads the files of a recipient. [`Streamed`] goes through archives that memory does not hold. No function reads a file, a clock, the network or a global source
//! of randomness.
#![forbid(unsafe_code)]

mod account;
mod certificate_request;
mod key_output;
pub mod material;
mod new_request;
pub mod pem;
pub mod report;

pub use keybundle_digicert::{credential, inspect, inspect_within, open, open_within, request};
pub use keybundle_encoding::{Coded, ErrorCode, Stage, Warning, WarningCode, Warnings};
pub use keybundle_key::{
    Algorithm, Digest, Encoding, KeyType, PrivateKey, PublicKey, Recipient, RecipientIdentity, SignatureAlgorithm,
    Signer, SoftwareRecipient, SoftwareSigner, Weakness,
};
pub use keybundle_open::{
    Bundle, Certificate, CheckedIssuers, CmsInfo, CmsRecipient, Decrypted, Delivered, Envelope, Error, File,
    KeyEncoding, KeyEncryptionKey, Layer, Limit, Limits, Locked, LockedLayer, Need, Opened, Part, Pkcs12Bags,
    Pkcs12Info, Pkcs12Mac, Pkcs12Safe, Progress, Protection, RecipientId, RecipientKey, RecipientUsed, Secret,
    Streamed, Summary, UnixTime, Unlock, decrypt, encrypt_private_key, parts, recipient_identities, recipient_keys,
    rfc3339, unix_time,
};

pub use account::{AccountKeyFile, acme_credential};
pub use certificate_request::read_request;
pub use key_output::{KeyEncryption, KeyOutputError, KeySelection, OutputEncoding, PasswordDerivation, WrittenKey};
pub use new_request::{NewRequestError, renewal_template, signing_key};

/// What each layer of the house gives, for those who need one alone.
pub mod crates {
    pub use {
        keybundle_acme as acme, keybundle_cipher as cipher, keybundle_csr as csr, keybundle_digicert as digicert,
        keybundle_encoding as encoding, keybundle_kdf as kdf, keybundle_key as key, keybundle_match as r#match,
        keybundle_open as open,
    };
}
