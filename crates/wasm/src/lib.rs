//! The face that JavaScript sees: convert in, call, convert out. Nothing about formats is decided here.
//!
//! Every function takes the input's bytes, its options as JSON, and one array with the bytes that the options refer to:
//! so no secret goes through a string that nothing can wipe. What comes back is JSON, and one array with the bytes that
//! it refers to ([`Answer`]). A reference is `{"$bytes": [start, end]}`. The package turns both into plain objects and
//! `Uint8Array`s.
#![forbid(unsafe_code)]

mod answer;
mod open;
mod options;
mod unlock;

pub use answer::Answer;
pub use open::{decode, decrypt, inspect};
