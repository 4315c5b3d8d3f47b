//! Known answers of other tools and of the RFCs, refusals, and hostile input, all through the public API.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod dek_info;
mod foreign;
mod hostile;
mod passwords;
mod pkcs8;
mod protection;
mod refusals;
mod rfc;
mod wycheproof;
