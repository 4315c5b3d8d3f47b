//! Every vector that OpenSSL can open, and mutations of it, opened by both: whatever OpenSSL gives, we give the same,
//! or refuse for one of the reasons listed here. What OpenSSL refuses and we open is not held against anyone: our
//! vectors' own oracles speak for those.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "../common/mod.rs"]
mod common;

mod agreement;
mod certificates;
mod cms;
mod keys;
mod mutation;
mod pkcs12;
