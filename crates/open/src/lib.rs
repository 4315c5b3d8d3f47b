//! Opens what a certificate service hands out, whatever it is wrapped in, into private keys, certificates and chains.
#![forbid(unsafe_code)]

mod context;
mod encrypted_key;
mod error;
mod limits;
mod password;
mod pkcs12;
mod recipient_id;
mod shape;
mod unlock;

pub use error::{Error, Result};
pub use limits::{Limit, Limits};
pub use pkcs12::{Pkcs12Bags, Pkcs12Info, Pkcs12Mac, Pkcs12Safe};
pub use recipient_id::RecipientId;
pub use unlock::{KeyEncryptionKey, Unlock};
