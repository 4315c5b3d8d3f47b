//! The face that JavaScript sees: convert in, call, convert out. Nothing about formats is decided here.
//!
//! [`call()`] takes the name of a function, the input's bytes, the options as JSON, and one array with the bytes that the
//! options refer to: so no secret goes through a string that nothing can wipe. A reference is `{"$bytes": [start, end]}`;
//! where options refer to bytes, any other name that begins with `$` has one more before it. What comes back is JSON, and
//! one array with the bytes that belong into it ([`Answer`]). The package turns both into plain objects and
//! `Uint8Array`s.
#![forbid(unsafe_code)]

mod answer;
mod binding;
mod call;
mod credential;
mod credential_check;
mod key;
mod key_output;
mod matching;
mod new_request;
mod open;
mod options;
mod progress;
mod request;
mod request_build;
mod tree;
mod unlock;
mod written;

pub use answer::Answer;
pub use call::call;
pub use progress::{Watcher, watch};
