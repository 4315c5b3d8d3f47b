//! The chains of many jobs through a few lanes.

use crate::{chain::Chain, job::Job, lanes::Lanes};
use alloc::vec::Vec;

/// What is told of the work that was done since the last time, in the unit of
/// [`Derivation::work`](crate::Derivation::work).
pub(crate) type Watch<'w> = Option<&'w mut dyn FnMut(u64)>;

/// Chains that are under way at once: as many as the widest lanes take.
const LANES: usize = 16;

/// Pairs of compressions of each chain between two looks at how far they are: some milliseconds.
const STEP: u64 = 1 << 13;

/// Does all jobs. Their outputs are complete afterwards. `weight` is what a compression costs.
pub(crate) fn run<F: Lanes>(jobs: &mut [Job<'_, F>], weight: u64, watch: &mut Watch<'_>) {
    // The indices of those with a part that can be begun now, the first job last.
    let mut ready: Vec<usize> = (0..jobs.len()).rev().filter(|&index| jobs[index].waits()).collect();
    let mut chains: Vec<Chain<F::Word>> = Vec::with_capacity(LANES);
    loop {
        while chains.len() < LANES
            && let Some(index) = ready.pop()
        {
            let job = &mut jobs[index];
            let mut chain = job.begin();
            chain.job = index;
            chains.push(chain);
            if job.waits() && job.is_parallel() {
                ready.push(index);
            }
        }
        let Some(pairs) = chains.iter().map(|chain| chain.pairs).min() else { return };
        let pairs = if watch.is_some() { pairs.min(STEP) } else { pairs };
        F::advance(&mut chains, pairs);
        if let Some(watch) = watch {
            watch(pairs.saturating_mul(2 * chains.len() as u64).saturating_mul(weight));
        }
        chains.retain(|chain| {
            if chain.pairs == 0 {
                let job = &mut jobs[chain.job];
                job.finish(chain);
                if job.waits() && !job.is_parallel() {
                    ready.push(chain.job);
                }
            }
            chain.pairs > 0
        });
    }
}
