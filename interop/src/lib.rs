//! What keybundle makes, before servers and tools that others wrote: one file of `tests/` for each kind of them.
//!
//! `cargo xtask interop` installs what they need and runs them. They fail when it is missing.
#![forbid(unsafe_code)]
