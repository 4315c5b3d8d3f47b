//! The tests of this crate, in one program.
// Helpers of tests panic as tests do.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod encode;
mod generate;
mod jwk;
mod mutations;
mod primitives;
mod recipient;
mod refused;
mod signer;
mod support;
mod vectors;
mod weakness;
