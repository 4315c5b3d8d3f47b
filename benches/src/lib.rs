//! What the benchmarks share: inputs made by OpenSSL, and the rival's way through them.
//!
//! Names are `operation/case/implementation`; each iteration asserts its result; keys are fixed.

mod devices;
mod inputs;
mod rival;

pub use devices::{Device, devices};
pub use inputs::{archive, device_archive, envelope, file, openssl_recipient, recipient, recipient_with};
pub use rival::{openssl, openssl_archive, openssl_certificate, openssl_chain, openssl_key};
