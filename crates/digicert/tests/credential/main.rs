//! Credentials: their dates, their JSON in every shape, and hostile input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod dates;
mod hostile;
mod shapes;
