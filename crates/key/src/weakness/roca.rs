//! The fingerprint of ROCA (Nemec, Sys, Svenda, Klinec, Matyas: "The Return of Coppersmith's Attack", CCS 2017, §2.3).
//!
//! Infineon's library made primes `k·M + (65537^a mod M)` where M is the product of the first primes, 39 at least. So
//! the modulus is a power of 65537 modulo each of them, which another modulus is with a chance of 2^-154.

/// The odd ones of the first 39 primes.
const PRIMES: [u8; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
    113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// Of each prime, the powers of 65537: one bit for each residue.
const POWERS: [[u64; 3]; PRIMES.len()] = {
    let mut table = [[0; 3]; PRIMES.len()];
    let mut index = 0;
    while index < PRIMES.len() {
        let prime = PRIMES[index] as u64;
        let mut power = 1;
        while table[index][power as usize / 64] >> (power % 64) & 1 == 0 {
            table[index][power as usize / 64] |= 1 << (power % 64);
            power = power * 65_537 % prime;
        }
        index += 1;
    }
    table
};

/// How many primes are looked at in one pass: their product fits 64 bits.
const AT_ONCE: usize = 8;

/// Whether a modulus (big-endian) looks as if Infineon's library had made it. Most others are told by the first few
/// primes, so that this costs a fraction of what reading the key does.
pub(crate) fn has_fingerprint(modulus: &[u8]) -> bool {
    PRIMES.chunks(AT_ONCE).zip(POWERS.chunks(AT_ONCE)).all(|(primes, powers)| {
        let product = primes.iter().map(|&prime| u64::from(prime)).product();
        let residue = super::factors::remainder(modulus, product);
        primes.iter().zip(powers).all(|(&prime, powers)| {
            let residue = residue % u64::from(prime);
            powers.get(residue as usize / 64).is_some_and(|word| word >> (residue % 64) & 1 == 1)
        })
    })
}
