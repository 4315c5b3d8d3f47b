//! The WebAssembly module behind the npm package `keybundle`: convert in, call, convert out. Nothing about formats is
//! decided here, and nobody but the package calls it.
//!
//! [`call()`] takes the name of a function, the input's bytes, the options as JSON, and one array with the bytes that
//! the options refer to: so no secret goes through a string that nothing can wipe. A reference is
//! `{"$bytes": [start, end]}`; where options refer to bytes, any other name that begins with `$` gets one more `$` in
//! front. What comes back is JSON, and one array with the bytes that belong in it ([`Answer`]). The package turns both
//! into plain objects and `Uint8Array`s.
//!
//! For example `call("decode", input, {"passwords": [{"$bytes": [0, 6]}]}, "secret")` gives a JSON text such as
//! `{"result": {"bundles": […], …}, "bytes": [["/bundles/0/private_key/der", 1218], …]}`, and those bytes in a row.
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
