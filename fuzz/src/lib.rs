//! What each fuzz target does with its input: a function of bytes that panics when a promise is broken.
//!
//! The targets in `fuzz_targets/` hand these functions to libFuzzer; `tests/replay.rs` hands them the seeds and every
//! test vector, on stable Rust. All of them open with the same key ring, whose passwords and keys fit the vectors: what
//! lies behind a cipher is reached.

mod asking;
mod binding;
mod check;
mod keyring;
mod matching;
mod opening;
mod reading;
mod requesting;
mod seal;
mod streaming;

#[cfg(fuzzing)]
#[doc(hidden)]
pub use libfuzzer_sys;

pub use asking::request;
pub use binding::eab;
pub use matching::{credential, matching};
pub use opening::{cms, decrypt, encrypted_key, inspect, json, mime, open, pkcs12, sealed, zip};
pub use reading::{base64, ber, certificate, key, pem, sniff};
pub use requesting::csr;
pub use streaming::streamed;

/// What a target does with its input. Panics when a promise is broken.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: &[(&str, Target)] = &[
    ("base64", base64),
    ("ber", ber),
    ("certificate", certificate),
    ("cms", cms),
    ("credential", credential),
    ("csr", csr),
    ("decrypt", decrypt),
    ("eab", eab),
    ("encrypted_key", encrypted_key),
    ("inspect", inspect),
    ("json", json),
    ("key", key),
    ("matching", matching),
    ("mime", mime),
    ("open", open),
    ("pem", pem),
    ("pkcs12", pkcs12),
    ("request", request),
    ("sealed", sealed),
    ("sniff", sniff),
    ("streamed", streamed),
    ("zip", zip),
];

/// The program of a target: libFuzzer's where cargo-fuzz builds it, otherwise one that runs the files it is given.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        #[cfg(fuzzing)]
        $crate::libfuzzer_sys::fuzz_target!(|data: &[u8]| $crate::$name(data));

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            for path in std::env::args_os().skip(1) {
                $crate::$name(&std::fs::read(path)?);
            }
            Ok(())
        }
    };
}
