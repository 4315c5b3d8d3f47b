//! Opens what a certificate service hands out, whatever it is wrapped in, into private keys, certificates and chains.
//!
//! The input is JSON, base64, PEM, DER, PKCS#12, CMS, ZIP, MIME or any of these inside each other; its content decides,
//! never a file name. Each part is examined in the same way, keys are paired with certificates by public key, and
//! chains are ordered by issuer.
//!
//! - **Two phases.** [`inspect`] needs no secret and does no costly work: its [`Envelope`] has the layers that can be
//!   seen, what protects each locked one, and which secrets it needs. [`Envelope::open`] does the rest. [`open()`] is
//!   both in one call. [`decrypt()`] removes one CMS layer and no other; [`Streamed`] goes through archives that memory
//!   does not hold.
//! - **Key ring.** [`Unlock`] holds passwords, recipients of CMS messages and key-encryption keys; every layer tries
//!   those that fit it. Without a password, the empty and the null password are tried.
//! - **Verdicts.** By default a failure to unlock is one generic `wrong-password` or `decrypt-failed`, which teaches an
//!   attacker nothing. [`Unlock::with_exact_verdicts`] tells causes apart; it is for those who own the key.
//! - **Limits.** [`Limits`] bounds the work, memory and size of one input over all its layers and all tries. Work is
//!   charged before it is done, and a refusal names the limit.
//!
//! What deviates and is plain is a warning ([`Opened::warnings`]); every refusal has a stable code, a stage and a hint
//! ([`keybundle_encoding::Coded`]). Certificates are not validated: no trust store, no revocation, no names.
//!
//! ```
//! use keybundle_open::{Limits, Need, Unlock, inspect};
//!
//! // openssl genpkey -algorithm ed25519 | openssl pkcs8 -topk8 -passout pass:secret
//! let input = b"-----BEGIN ENCRYPTED PRIVATE KEY-----
//! MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAg7eMKm6IxpawICCAAw
//! DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECU4+foddD4iC2ed8JlsetgEQH2V
//! 5/tRKO2R0ueKVcIfQQ5lPeokn9cknmUshYardm9pjz3hb3Z0ik9w30z+8qfR2W8J
//! eWcxRv+rfC1gzf/S/hk=
//! -----END ENCRYPTED PRIVATE KEY-----
//! ";
//! let envelope = inspect(input)?;
//! assert_eq!(envelope.needs(), [Need::Password]);
//!
//! let unlock = Unlock::new().with_password("secret");
//! let opened = envelope.open(&unlock, &Limits::default())?;
//! assert_eq!(opened.bundles[0].private_key.algorithm().to_string(), "Ed25519");
//! # Ok::<(), keybundle_open::Error>(())
//! ```
#![forbid(unsafe_code)]

mod archive;
mod certificate;
mod chain;
mod checked_issuers;
mod cms;
mod collection;
mod contained;
mod context;
mod cost;
mod decrypt;
mod encrypted_key;
mod envelope;
mod error;
mod hmac;
mod key_usage;
mod layer;
mod limit;
mod limits;
mod mime;
mod name_match;
mod opened;
mod part;
mod parts;
mod password;
mod pkcs12;
mod recipient_id;
mod recipient_kind;
mod recipients;
mod shape;
mod source;
mod streamed;
mod text_layers;
mod unlock;
mod validity;
mod walk;

pub use certificate::Certificate;
pub use checked_issuers::CheckedIssuers;
pub use cms::{CmsInfo, CmsRecipient, RecipientUsed};
pub use decrypt::{Decrypted, decrypt};
pub use encrypted_key::encrypt_private_key;
pub use envelope::{Envelope, Locked, LockedLayer, Need};
pub use error::{Error, Result};
pub use key_usage::KeyUsage;
pub use keybundle_cipher::Protection;
pub use layer::Layer;
pub use limit::Limit;
pub use limits::Limits;
pub use opened::{Bundle, File, KeyEncoding, Opened, Secret, Summary};
pub use part::Part;
pub use parts::parts;
pub use pkcs12::{Pkcs12Bags, Pkcs12Info, Pkcs12Mac, Pkcs12Safe};
pub use recipient_id::RecipientId;
pub use recipient_kind::RecipientKind;
pub use recipients::{RecipientKey, recipient_identities, recipient_keys};
pub use streamed::{Delivered, Streamed};
pub use unlock::{KeyEncryptionKey, Progress, Unlock};
pub use validity::{UnixTime, rfc3339, unix_time};
pub use walk::{inspect, inspect_within, open, open_within};
