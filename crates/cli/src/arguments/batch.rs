//! `keybundle batch`

use super::{Input, Secrets};
use clap::Args;
use std::num::NonZeroUsize;

#[derive(Debug, Args)]
pub(crate) struct Batch {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Let a line name secrets of its own in a member `keybundle`: only for input that you trust to name your files
    #[arg(long)]
    pub(crate) secrets_from_lines: bool,
    /// Add the PEM of each key and certificate to the results
    #[arg(long)]
    pub(crate) include_secrets: bool,
    /// Pass over the first N lines of the input, which are answered already
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) resume: u64,
    /// How many lines are opened at once, 1 to 1024 [default: one for each core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Say at the end how many lines were opened, and how many refused with which code
    #[arg(long)]
    pub(crate) summary: bool,
    /// Print wrong usage as one JSON object too; results are JSON always
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
}

/// A thread is started for each: far more than there are cores would take memory and give nothing.
const MOST_JOBS: usize = 1_024;

fn jobs(argument: &str) -> Result<NonZeroUsize, String> {
    let jobs = argument.parse().ok().filter(|jobs: &NonZeroUsize| jobs.get() <= MOST_JOBS);
    jobs.ok_or_else(|| format!("a number from 1 to {MOST_JOBS} is expected"))
}
