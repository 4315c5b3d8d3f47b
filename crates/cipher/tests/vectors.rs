//! Known answers of other tools and of the RFCs, through the public API.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod pkcs8;
