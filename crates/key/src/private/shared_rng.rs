//! A random generator that many threads draw from.

use core::convert::Infallible;
use rand_core::{CryptoRng, Rng, TryCryptoRng, TryRng};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One generator for all operations with a key. It is locked for each draw alone, not for the operation that needs it:
/// an RSA operation takes a millisecond, its randomness less than a microsecond.
pub(crate) struct SharedRng<R>(Mutex<R>);

impl<R: CryptoRng> SharedRng<R> {
    pub(crate) const fn new(rng: R) -> Self {
        Self(Mutex::new(rng))
    }

    /// For one operation.
    pub(crate) const fn draw(&self) -> Draw<'_, R> {
        Draw(self)
    }

    fn lock(&self) -> MutexGuard<'_, R> {
        // Whoever panicked in the middle of a draw leaves a generator that still draws.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A generator that draws from a shared one.
pub(crate) struct Draw<'a, R>(&'a SharedRng<R>);

impl<R: CryptoRng> TryRng for Draw<'_, R> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.lock().next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.lock().next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.lock().fill_bytes(bytes);
        Ok(())
    }
}

impl<R: CryptoRng> TryCryptoRng for Draw<'_, R> {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts up: each draw must come from the one generator.
    struct Counter(u64);

    impl TryRng for Counter {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            Ok(self.next_u64() as u32)
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.0 += 1;
            Ok(self.0)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.fill(self.next_u64() as u8);
            Ok(())
        }
    }

    impl TryCryptoRng for Counter {}

    #[test]
    fn two_operations_draw_in_turn() {
        let shared = SharedRng::new(Counter(0));
        let (mut first, mut second) = (shared.draw(), shared.draw());
        assert_eq!((first.next_u64(), second.next_u64(), first.next_u32()), (1, 2, 3));
        std::thread::scope(|scope| scope.spawn(|| shared.draw().next_u64()).join().unwrap());
        let mut bytes = [0; 2];
        second.fill_bytes(&mut bytes);
        assert_eq!(bytes, [5, 5]);
    }
}
