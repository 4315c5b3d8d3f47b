//! Opens what a certificate service hands out, whatever it is wrapped in, into private keys, certificates and chains.
#![forbid(unsafe_code)]

mod archive;
mod certificate;
mod chain;
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
mod http_chunks;
mod json_lines;
mod key_usage;
mod layer;
mod limits;
mod mime;
mod mime_headers;
mod name_match;
mod opened;
mod parts;
mod password;
mod pkcs12;
mod recipient_id;
mod recipients;
mod shape;
mod smime;
mod source;
mod streamed;
mod text_layers;
mod unlock;
mod validity;
mod walk;

pub use certificate::Certificate;
pub use cms::{CmsInfo, CmsRecipient, RecipientUsed};
pub use decrypt::{Decrypted, decrypt};
pub use encrypted_key::encrypt_private_key;
pub use envelope::{Envelope, Locked, LockedLayer, Need};
pub use error::{Error, Result};
pub use key_usage::KeyUsage;
pub use keybundle_cipher::Protection;
pub use layer::Layer;
pub use limits::{Limit, Limits};
pub use opened::{Bundle, File, KeyEncoding, Opened, Secret, Summary};
pub use parts::{Part, parts};
pub use pkcs12::{Pkcs12Bags, Pkcs12Info, Pkcs12Mac, Pkcs12Safe};
pub use recipient_id::RecipientId;
pub use recipients::{RecipientKey, recipient_identities, recipient_keys};
pub use streamed::{Delivered, Streamed};
pub use unlock::{KeyEncryptionKey, Progress, Unlock};
pub use validity::{UnixTime, rfc3339, unix_time};
pub use walk::{inspect, inspect_within, open, open_within};
