//! What is seldom met, and a build can leave out: the feature `rare`, which is on by default.
//!
//! A program that has to be loaded over a network (the small module of the npm package) does without rare ciphers, curves
//! and post-quantum keys, without archives and certificates that are not as nearly all are, and without what makes and
//! checks requests. It must never give another result for that: each place where the road to something rare begins asks
//! [`is_here`], and goes on as with something unknown where it is not. [`left_out`] then tells that the result does not
//! count, and that a build with the feature has to be asked.

use core::sync::atomic::{AtomicBool, Ordering};

/// Whether what is rare is in this build, for what is done with a value that came by [`is_here`]: nothing is remembered.
pub const IS_HERE: bool = cfg!(feature = "rare");

static LEFT_OUT: AtomicBool = AtomicBool::new(false);

/// Whether what is rare is in this build. To be asked only where it is about to be used: where it is not there,
/// [`left_out`] remembers.
#[must_use]
#[inline]
pub fn is_here() -> bool {
    if !IS_HERE {
        LEFT_OUT.store(true, Ordering::Relaxed);
    }
    IS_HERE
}

/// Whether something was met that this build leaves out, since this was asked last, by whatever thread. Never with the
/// feature `rare`.
#[must_use]
pub fn left_out() -> bool {
    LEFT_OUT.swap(false, Ordering::Relaxed)
}
