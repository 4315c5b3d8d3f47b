//! x86-64: the SHA extensions, AVX2 and AVX-512, whichever the processor has and pays for so many chains.
#![allow(unsafe_code)]

mod avx2;
mod avx512;
mod sha1_ni;
mod sha256_ni;
#[cfg(test)]
mod tests;

use crate::{chain::Chain, word::Word};

// Not with AVX, whose encoding would spare moves: a compiler that has it copies states in 256 bits, and every
// instruction of the SHA extensions behind such a copy waits for the upper halves. On a Zen 3 that takes up to five
// times as long.
cpufeatures::new!(has_sha, "sha", "sse4.1");
cpufeatures::new!(has_avx2, "avx2");
cpufeatures::new!(has_avx512, "avx512f");

/// Code for up to so many chains at once.
struct Kernel<W: Word> {
    lanes: usize,
    advance: Advance<W>,
}

/// Does so many next pairs of each chain. Safe to call where the processor has what it is compiled for.
type Advance<W> = unsafe fn(&mut [Chain<W>], u64);

/// Does the next `pairs` pairs of as many chains as there are lanes for; gives back the others.
pub(super) fn sha1(chains: &mut [Chain<u32>], pairs: u64) -> &mut [Chain<u32>] {
    advance(chains, pairs, sha1_kernel)
}

/// Does the next `pairs` pairs of as many chains as there are lanes for; gives back the others.
pub(super) fn sha256(chains: &mut [Chain<u32>], pairs: u64) -> &mut [Chain<u32>] {
    advance(chains, pairs, sha256_kernel)
}

/// Does the next `pairs` pairs of as many chains as there are lanes for; gives back the others.
pub(super) fn sha512(chains: &mut [Chain<u64>], pairs: u64) -> &mut [Chain<u64>] {
    advance(chains, pairs, sha512_kernel)
}

fn advance<W: Word>(
    mut chains: &mut [Chain<W>],
    pairs: u64,
    kernel_for: fn(usize) -> Option<Kernel<W>>,
) -> &mut [Chain<W>] {
    while let Some(kernel) = kernel_for(chains.len()) {
        let (now, later) = chains.split_at_mut(kernel.lanes.min(chains.len()));
        // SAFETY: the functions below choose a kernel only where the processor has its features.
        unsafe { (kernel.advance)(now, pairs) };
        chains = later;
    }
    chains
}

// From how many chains on a kernel pays was measured on a Zen 5, in nanoseconds for a compression of one chain: SHA-256
// with the SHA extensions (with AVX then) 37, 22, 19, 19, 18 for one to five lanes, AVX-512 166 divided by the chains,
// AVX2 285, the portable code about 140 without the extensions; SHA-512 with AVX-512 219, AVX2 335, the portable code
// 150.

fn sha1_kernel(chains: usize) -> Option<Kernel<u32>> {
    has_sha::get().then(|| interleaved(chains, SHA1)).flatten()
}

fn sha256_kernel(chains: usize) -> Option<Kernel<u32>> {
    let (sha, avx512, avx2) = (has_sha::get(), has_avx512::get(), has_avx2::get());
    match chains {
        9.. if avx512 => Some(Kernel { lanes: 16, advance: avx512::sha256::advance }),
        _ if sha => interleaved(chains, SHA256),
        2.. if avx512 => Some(Kernel { lanes: 16, advance: avx512::sha256::advance }),
        3.. if avx2 => Some(Kernel { lanes: 8, advance: avx2::sha256::advance }),
        _ => None,
    }
}

fn sha512_kernel(chains: usize) -> Option<Kernel<u64>> {
    match chains {
        2.. if has_avx512::get() => Some(Kernel { lanes: 8, advance: avx512::sha512::advance }),
        3.. if has_avx2::get() => Some(Kernel { lanes: 4, advance: avx2::sha512::advance }),
        _ => None,
    }
}

/// The kernels that interleave one to five chains.
type Interleaved = [Advance<u32>; 5];

const SHA1: Interleaved =
    [sha1_ni::advance::<1>, sha1_ni::advance::<2>, sha1_ni::advance::<3>, sha1_ni::advance::<4>, sha1_ni::advance::<5>];

const SHA256: Interleaved = [
    sha256_ni::advance::<1>,
    sha256_ni::advance::<2>,
    sha256_ni::advance::<3>,
    sha256_ni::advance::<4>,
    sha256_ni::advance::<5>,
];

/// The kernel for the first of the fewest groups, as equal as can be: six chains are three and three.
fn interleaved(chains: usize, kernels: Interleaved) -> Option<Kernel<u32>> {
    let groups = chains.div_ceil(kernels.len()).max(1);
    let lanes = chains.div_ceil(groups);
    let advance = *kernels.get(lanes.checked_sub(1)?)?;
    Some(Kernel { lanes, advance })
}
