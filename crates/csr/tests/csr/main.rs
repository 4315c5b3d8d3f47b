//! Requests through the public interface.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod description;
mod hostile;
mod make;
mod subject;
mod support;
