//! The face that JavaScript sees: convert in, call, convert out. Nothing about formats is decided here.
//!
//! Every function takes the input's bytes, its options as JSON, and one array with the bytes that the options refer to:
//! so no secret goes through a string that nothing can wipe. What comes back is JSON, and one array with the bytes that
//! it refers to ([`Answer`]). A reference is `{"$bytes": [start, end]}`. The package turns both into plain objects and
//! `Uint8Array`s.
#![forbid(unsafe_code)]

mod answer;
mod binding;
mod credential;
mod credential_check;
mod key;
mod key_output;
mod matching;
mod new_request;
mod open;
mod options;
mod progress;
mod request;
mod request_build;
mod tree;
mod unlock;

pub use answer::Answer;
pub use binding::{eab_key_authorization, eab_new_account, eab_sign, eab_thumbprint, eab_verify};
pub use credential::credential_show;
pub use credential_check::credential_check;
pub use key::key_show;
pub use key_output::{key_convert, key_generation, key_new};
pub use matching::match_values;
pub use new_request::csr_new;
pub use open::{decode, decrypt, inspect, layers};
pub use progress::{Watcher, watch};
pub use request::{csr_show, request_check};
pub use request_build::request_build;
pub use tree::tree;
