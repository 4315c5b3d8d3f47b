//! Opens what a certificate service hands out: give it the answer of an enrolment interface, or any PEM, DER, PKCS#12,
//! CMS, ZIP or MIME file, with the password or the recipient's key, and it gives the private key, its certificate and
//! the chain, checked against each other; or it says exactly why it can't.
//!
//! ```
//! let answer = b"-----BEGIN ENCRYPTED PRIVATE KEY-----
//! MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAg7eMKm6IxpawICCAAw
//! DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECU4+foddD4iC2ed8JlsetgEQH2V
//! 5/tRKO2R0ueKVcIfQQ5lPeokn9cknmUshYardm9pjz3hb3Z0ik9w30z+8qfR2W8J
//! eWcxRv+rfC1gzf/S/hk=
//! -----END ENCRYPTED PRIVATE KEY-----
//! -----BEGIN CERTIFICATE-----
//! MIIBPDCB76ADAgECAhRcTbFVMAHo+8JyPnkE9mvWc3iLxzAFBgMrZXAwEzERMA8G
//! A1UEAwwIZGV2aWNlLTEwIBcNMjYxMTMwMjA0MTMyWhgPMjEyNjExMDYyMDQxMzJa
//! MBMxETAPBgNVBAMMCGRldmljZS0xMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7
//! lshQhqowtrbLDFw4rXAxZuGjUzBRMB0GA1UdDgQWBBSijMH4bllg0+A651yWLJeo
//! 1EgpPDAfBgNVHSMEGDAWgBSijMH4bllg0+A651yWLJeo1EgpPDAPBgNVHRMBAf8E
//! BTADAQH/MAUGAytlcANBAJgXvhMm/yTsER1USM8O2tNnAaWvxlZovCDhMrHsnjfw
//! TcTvIU89ur6eG5jGi/nscl5Eyg7cVxZwn99GQZlUWAM=
//! -----END CERTIFICATE-----
//! ";
//! let opened = keybundle::open(answer, &keybundle::Unlock::new().with_password("secret"))?;
//! let bundle = &opened.bundles[0];
//! assert_eq!(bundle.private_key.algorithm().to_string(), "Ed25519");
//! // The certificate of this key: its public key was compared.
//! let certificate = bundle.certificate.as_ref().expect("a certificate beside the key");
//! assert_eq!(certificate.subject().as_deref(), Some("CN=device-1"));
//! # Ok::<(), keybundle::Error>(())
//! ```
//!
//! - [`inspect`] tells what an input is and what it needs, without a secret; [`Envelope::open`] opens it then.
//! - [`Unlock`] is the key ring: passwords, recipients ([`recipient_keys`] reads their files) and key-encryption keys.
//! - [`decrypt`] removes one CMS layer; [`Streamed`] goes through archives that memory does not hold.
//! - [`request`] builds and checks requests to the service, [`mod@crates`] has each layer of the toolkit by itself.
//!
//! An error has a stable code, a stage and a hint ([`Coded`]). No function reads a file, a clock, the network or a
//! global source of randomness.
//!
//! # Features
//!
//! `csr`, `acme` and `match` (on by default) add certificate requests, ACME and the comparison with registered values;
//! `idna` adds host names beyond ASCII in requests, `http` gives requests to the service as `http::Request`. `rare` (on
//! by default) must stay on: turning it off is for the WebAssembly package alone, which asks a second build where the
//! first one lacks something. With `default-features = false`, name it again.
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
    Pkcs12Info, Pkcs12Mac, Pkcs12Safe, Progress, Protection, RecipientId, RecipientKey, RecipientKind, RecipientUsed,
    Secret, Streamed, Summary, UnixTime, Unlock, decrypt, encrypt_private_key, parts, recipient_identities,
    recipient_keys, rfc3339, unix_time,
};

pub use account::{AccountKeyFile, acme_credential};
pub use certificate_request::{first_request, read_request};
pub use key_output::{KeyEncryption, KeyOutputError, KeySelection, OutputEncoding, PasswordDerivation, WrittenKey};
pub use new_request::{NewRequestError, renewal_template, signing_key};

/// The crates of the toolkit, for those who need a single layer.
pub mod crates {
    pub use {
        keybundle_acme as acme, keybundle_cipher as cipher, keybundle_csr as csr, keybundle_digicert as digicert,
        keybundle_encoding as encoding, keybundle_kdf as kdf, keybundle_key as key, keybundle_match as r#match,
        keybundle_open as open,
    };
}
