//! What `cargo xtask bench` is asked for.

use crate::run::Result;

const ROUNDS: usize = 3;
const USAGE: &str = "--check, --record, --profile [PATH], --js, --large, --batch LINES, a filter of criterion, \
                     or nothing for all that RESULTS.md and JS.md have; --system, --without-compile-time, --rounds N";

/// One thing at a time.
pub(crate) enum What {
    /// `benches/RESULTS.md`, then `benches/JS.md`.
    Everything,
    /// Benchmarks whose name has this in it: the table is printed alone.
    Filter(String),
    /// Instructions against those that are recorded.
    Check,
    /// Instructions, recorded anew.
    Record,
    /// Where the instructions of paths are whose name has this in it.
    Profile(String),
    /// The npm package.
    Js,
    /// Files of 100 MB.
    Large,
    /// So many lines through `keybundle batch`.
    Batch(u64),
}

pub(crate) struct Options {
    pub(crate) what: What,
    /// Leave out the second OpenSSL.
    pub(crate) system_only: bool,
    /// Compile everything from nothing, to see how long it takes.
    pub(crate) is_compile_timed: bool,
    /// How often everything runs.
    pub(crate) rounds: usize,
}

impl Options {
    pub(crate) fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self { what: What::Everything, system_only: false, is_compile_timed: true, rounds: ROUNDS };
        let mut words = words.iter().peekable();
        while let Some(word) = words.next() {
            let mut number = |what: &str| {
                let number = words.next().and_then(|number| number.parse::<u64>().ok()).filter(|&number| number > 0);
                number.ok_or_else(|| format!("{word} needs a number{what}"))
            };
            let what = match word.as_str() {
                "--system" => {
                    options.system_only = true;
                    continue;
                }
                "--without-compile-time" => {
                    options.is_compile_timed = false;
                    continue;
                }
                "--rounds" => {
                    options.rounds = usize::try_from(number("")?).map_err(|error| error.to_string())?;
                    continue;
                }
                "--check" => What::Check,
                "--record" => What::Record,
                "--js" => What::Js,
                "--large" => What::Large,
                "--batch" => What::Batch(number(" of lines")?),
                "--profile" => What::Profile(words.next_if(|word| !word.starts_with('-')).cloned().unwrap_or_default()),
                filter if !filter.starts_with('-') => What::Filter(filter.to_owned()),
                other => return Err(format!("what is {other}? ({USAGE})")),
            };
            if !matches!(options.what, What::Everything) {
                return Err(format!("{word} is one thing too many ({USAGE})"));
            }
            options.what = what;
        }
        Ok(options)
    }
}
