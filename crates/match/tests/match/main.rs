//! Values of requests against registered values.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fields;
mod properties;
mod reports;
mod rules;
