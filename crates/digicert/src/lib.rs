//! The JSON of DigiCert ONE (IoT Trust Manager, Device Trust Manager): what its answers mean.
//!
//! Opening is [`keybundle_open`]'s work, which knows nothing of the vendor: strings of JSON that hold something are
//! opened wherever they stand. What stands here are the answers that hold nothing yet: errors, and requests that wait.
#![forbid(unsafe_code)]

mod acme_credential;
mod answer;
pub mod credential;
mod open;
pub mod request;

pub use acme_credential::AcmeCredential;
pub use answer::{Answer, Problem};
pub use open::{inspect, inspect_within, open, open_anything, open_within};
