//! One derivation as the chains that it consists of.

use crate::{
    Derivation,
    chain::Chain,
    family::{Family, Variant},
    input::Input,
    message::hash,
    word::{State, write_words},
};
use zeroize::{Zeroize, Zeroizing};

/// A derivation at work: its parts, each one digest of output, are the ends of chains.
pub(crate) struct Job<'a, F: Family> {
    variant: Variant<F::Word>,
    kind: Kind<'a, F>,
    iterations: u64,
    output: &'a mut [u8],
    /// How many parts have been begun.
    begun: usize,
}

enum Kind<'a, F: Family> {
    /// PBKDF2 (RFC 8018 §5.2): all parts at once, from the states after HMAC's inner and outer key block.
    Pbkdf2 { states: Zeroizing<[State<F::Word>; 2]>, salt: &'a [u8] },
    /// The hash of the hash: each part needs the one before.
    Repeated { input: Input },
}

impl<'a, F: Family> Job<'a, F> {
    /// A derivation of any kind but scrypt, into `output`.
    pub(crate) fn new(derivation: &Derivation<'a>, variant: Variant<F::Word>, output: &'a mut [u8]) -> Option<Self> {
        let (kind, iterations) = match *derivation {
            Derivation::Pbkdf2 { password, salt, iterations, .. } => {
                let states = hmac_states::<F>(&variant, password);
                (Kind::Pbkdf2 { states, salt }, iterations)
            }
            _ => Input::of(derivation).map(|(input, iterations)| (Kind::Repeated { input }, iterations))?,
        };
        Some(Self { variant, kind, iterations, output, begun: 0 })
    }

    /// Whether another part waits to be begun.
    pub(crate) fn waits(&self) -> bool {
        self.begun.saturating_mul(self.variant.digest) < self.output.len()
    }

    /// Whether parts can be begun while others are under way.
    pub(crate) fn is_parallel(&self) -> bool {
        matches!(self.kind, Kind::Pbkdf2 { .. })
    }

    /// Begins the next part.
    pub(crate) fn begin(&mut self) -> Chain<F::Word> {
        let part = self.begun;
        self.begun += 1;
        let mut chain = match &self.kind {
            Kind::Pbkdf2 { states, salt } => {
                let [inner, outer] = &**states;
                let index = (part as u32).wrapping_add(1).to_be_bytes();
                let digest = self.digest(&hash::<F>(inner, F::BLOCK, &[salt, &index]));
                let last = hash::<F>(outer, F::BLOCK, &[&digest[..self.variant.digest]]);
                Chain::new::<F>(&self.variant, **states, F::BLOCK, last, self.iterations.saturating_sub(1))
            }
            Kind::Repeated { input } => {
                let initial = self.variant.initial;
                let mut last = hash::<F>(&initial, 0, &[input.as_bytes()]);
                let rest = self.iterations.saturating_sub(1);
                if rest % 2 == 1 {
                    let digest = self.digest(&last);
                    last = hash::<F>(&initial, 0, &[&digest[..self.variant.digest]]);
                }
                Chain::new::<F>(&self.variant, [initial; 2], 0, last, rest / 2)
            }
        };
        chain.part = part;
        chain
    }

    /// Takes the end of a chain into the output.
    pub(crate) fn finish(&mut self, chain: &Chain<F::Word>) {
        let digest = self.digest(match self.kind {
            Kind::Pbkdf2 { .. } => &chain.sum,
            Kind::Repeated { .. } => &chain.last,
        });
        let digest = &digest[..self.variant.digest];
        if let Some(part) = self.output.chunks_mut(digest.len()).nth(chain.part) {
            part.copy_from_slice(&digest[..part.len()]);
        }
        if self.waits()
            && let Kind::Repeated { input } = &mut self.kind
        {
            input.follow(digest);
        }
    }

    /// A state as bytes, of which the first are the digest.
    fn digest(&self, state: &State<F::Word>) -> Zeroizing<[u8; 64]> {
        let mut bytes = Zeroizing::new([0; 64]);
        write_words(state, &mut bytes[..], F::ORDER);
        bytes
    }
}

/// The states after the inner and the outer key block of HMAC (RFC 2104 §2).
fn hmac_states<F: Family>(variant: &Variant<F::Word>, password: &[u8]) -> Zeroizing<[State<F::Word>; 2]> {
    let mut bytes = Zeroizing::new([0; 128]);
    let key = &mut bytes[..F::BLOCK];
    if let Some(key) = key.get_mut(..password.len()) {
        key.copy_from_slice(password);
    } else {
        let mut state = hash::<F>(&variant.initial, 0, &[password]);
        write_words(&state, &mut key[..variant.digest], F::ORDER);
        state.zeroize();
    }
    let mut states = Zeroizing::new([variant.initial; 2]);
    for (state, mask) in states.iter_mut().zip([0x36, 0x36 ^ 0x5c]) {
        key.iter_mut().for_each(|byte| *byte ^= mask);
        F::compress(state, &crate::word::read_block(key, F::ORDER));
    }
    states
}
