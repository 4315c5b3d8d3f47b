//! Known answers of other tools and of the RFCs, through the public API.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bouncy_castle;
mod common;
mod dek_info;
mod pkcs8;
mod rfc;
