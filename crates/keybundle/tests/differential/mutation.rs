//! Small damage, the same at each run.

/// SplitMix64 (Steele, Lea, Flood 2014): enough to choose places and bytes.
pub(crate) struct Random(u64);

impl Random {
    /// Of a name, so that a vector that is added changes nothing for the others.
    pub(crate) fn new(seed: &str) -> Self {
        Self(seed.bytes().fold(0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// One small change: a bit, a byte, a byte more or less, a cut, two places swapped, a length.
pub(crate) fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if bytes.is_empty() {
        return bytes;
    }
    // Structure stands at the front, where the names and numbers are: half of the changes go there.
    let reach = if random.below(2) == 0 { bytes.len().min(96) } else { bytes.len() };
    let at = random.below(reach);
    match random.below(8) {
        0 | 1 => bytes[at] ^= 1 << random.below(8),
        2 => bytes[at] = random.byte(),
        3 => bytes[at] = bytes[at].wrapping_add(1),
        4 => {
            bytes.remove(at);
        }
        5 => bytes.insert(at, random.byte()),
        6 => {
            let other = random.below(bytes.len());
            bytes.swap(at, other);
        }
        _ => bytes.truncate(bytes.len() - 1 - random.below(bytes.len().min(20))),
    }
    bytes
}
