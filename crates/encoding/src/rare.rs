//! What is seldom met, and what one build leaves out: the feature `rare`, which is on by default.
//!
//! **Turning `rare` (or the default features) off is for the WebAssembly package alone.** Its small module does without
//! rare ciphers, curves and post-quantum keys, without unusual archives and certificates, and without what makes and
//! checks requests. It must never give another result for that: each place where the path to something rare begins asks
//! [`is_here`] and, where the answer is no, continues as with something unknown. [`left_out`] then says that the result
//! does not count and that the full module has to be asked.
//!
//! That memory is one flag of the process, shared by all threads: a program that opens several inputs at once can't
//! tell which of them it is about. So every other program keeps the feature on, and has no use for this module.

use core::sync::atomic::{AtomicBool, Ordering};

/// Whether what is rare is in this build. Unlike [`is_here`] it remembers nothing: it is for work on a value for which
/// [`is_here`] was asked before.
pub const IS_HERE: bool = cfg!(feature = "rare");

static LEFT_OUT: AtomicBool = AtomicBool::new(false);

/// Whether what is rare is in this build. Ask only where it is about to be used: if it is left out, [`left_out`]
/// remembers that it was asked for.
#[must_use]
#[inline]
pub fn is_here() -> bool {
    if !IS_HERE {
        LEFT_OUT.store(true, Ordering::Relaxed);
    }
    IS_HERE
}

/// Whether any thread of the process met something that this build leaves out since the last call, which resets it.
/// Always `false` with the feature `rare`.
#[must_use]
pub fn left_out() -> bool {
    LEFT_OUT.swap(false, Ordering::Relaxed)
}
