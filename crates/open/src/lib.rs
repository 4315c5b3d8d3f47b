//! Opens what a certificate service hands out, whatever it is wrapped in, into private keys, certificates and chains.
#![forbid(unsafe_code)]

mod archive;
mod certificate;
mod chain;
mod cms;
mod collection;
mod context;
mod encrypted_key;
mod error;
mod hex;
mod json;
mod layer;
mod limits;
mod name;
mod opened;
mod password;
mod pkcs12;
mod recipient_id;
mod shape;
mod unlock;
mod validity;

pub use certificate::Certificate;
pub use cms::{CmsInfo, CmsRecipient, RecipientUsed};
pub use error::{Error, Result};
pub use layer::Layer;
pub use limits::{Limit, Limits};
pub use opened::{Bundle, File, KeyEncoding, Opened, Secret, Summary};
pub use pkcs12::{Pkcs12Bags, Pkcs12Info, Pkcs12Mac, Pkcs12Safe};
pub use recipient_id::RecipientId;
pub use unlock::{KeyEncryptionKey, Unlock};
pub use validity::{UnixTime, rfc3339};
