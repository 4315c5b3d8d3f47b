//! What criterion measured, round by round.

use crate::run::Result;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The name of our side.
const OURS: &str = "keybundle";
/// The executables that count where there is no rival.
const FIRST: &str = "system";

/// Comparisons in the order of operations and cases.
#[derive(Default)]
pub(crate) struct Measured {
    /// By operation, case and rival.
    pairs: BTreeMap<(String, String, String), Vec<Round>>,
}

/// One round: nanoseconds of both sides (medians of criterion).
#[derive(Clone, Copy)]
pub(crate) struct Round {
    pub(crate) ours: f64,
    pub(crate) theirs: f64,
}

/// What one implementation took in one executable and round.
struct Side {
    library: String,
    /// `operation/case`.
    case: String,
    implementation: String,
    median: f64,
}

impl Side {
    fn read(benchmark: &Path, library: String) -> Result<Self> {
        let names = json(benchmark)?;
        let estimates = json(&benchmark.with_file_name("estimates.json"))?;
        let text = |key: &str| names[key].as_str().map(str::to_owned);
        text("group_id")
            .zip(text("function_id"))
            .zip(estimates["median"]["point_estimate"].as_f64())
            .map(|((case, implementation), median)| Self { library, case, implementation, median })
            .ok_or_else(|| format!("{} is not as criterion writes it", benchmark.display()))
    }
}

/// All rounds of one case beside one rival.
pub(crate) struct Comparison<'a> {
    pub(crate) operation: &'a str,
    pub(crate) case: &'a str,
    pub(crate) rival: &'a str,
    /// Nanoseconds, medians of the rounds.
    pub(crate) ours: f64,
    pub(crate) theirs: f64,
    /// Ours to theirs: the median of the rounds, the least and the most.
    pub(crate) ratio: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Comparison<'_> {
    /// Whether there is a rival.
    pub(crate) fn has_rival(&self) -> bool {
        self.theirs.is_finite()
    }
}

impl Measured {
    /// Adds what one round left in this folder: `LIBRARY/BENCHMARK/…/new/{benchmark,estimates}.json`.
    pub(crate) fn read(&mut self, folder: &Path) -> Result {
        let mut sides: Vec<Side> = Vec::new();
        for library in folders(folder)? {
            let mut files = Vec::new();
            search(&library, &mut files)?;
            let library = library.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for file in files {
                sides.push(Side::read(&file, library.clone())?);
            }
        }
        for rival in sides.iter().filter(|side| side.implementation != OURS) {
            // Ours in the same executable, or in the system's where the rival has one of its own.
            let ours = sides.iter().filter(|side| side.implementation == OURS && side.case == rival.case);
            let same = ours.clone().find(|side| side.library == rival.library).or_else(|| ours.clone().next());
            let ours = same.ok_or_else(|| format!("{} has no side of ours", rival.case))?.median;
            self.add(rival, Round { ours, theirs: rival.median })?;
        }
        // What nobody else does stands alone.
        for ours in sides.iter().filter(|side| side.library == FIRST && side.implementation == OURS) {
            if sides.iter().all(|side| side.case != ours.case || side.implementation == OURS) {
                self.add(ours, Round { ours: ours.median, theirs: f64::NAN })?;
            }
        }
        Ok(())
    }

    fn add(&mut self, side: &Side, round: Round) -> Result {
        let (operation, case) =
            side.case.split_once('/').ok_or_else(|| format!("{} is no operation/case", side.case))?;
        let key = (operation.to_owned(), case.to_owned(), side.implementation.clone());
        self.pairs.entry(key).or_default().push(round);
        Ok(())
    }

    /// All comparisons, operation by operation.
    pub(crate) fn comparisons(&self) -> Vec<Comparison<'_>> {
        let mut all: Vec<_> = self.pairs.iter().map(|(names, rounds)| compare(names, rounds)).collect();
        // Cases that are numbers, such as the sizes of batches, in their order.
        all.sort_by_cached_key(|one| {
            let number: u64 = one.case.parse().unwrap_or(0);
            (one.operation.to_owned(), number, one.case.to_owned(), one.rival.to_owned())
        });
        all
    }
}

fn compare<'a>((operation, case, rival): &'a (String, String, String), rounds: &[Round]) -> Comparison<'a> {
    let sorted = |value: fn(&Round) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let ratios = sorted(|round| round.ours / round.theirs);
    let (least, most) = (ratios.first().copied().unwrap_or(f64::NAN), ratios.last().copied().unwrap_or(f64::NAN));
    let (ours, theirs) = (median(&sorted(|round| round.ours)), median(&sorted(|round| round.theirs)));
    Comparison { operation, case, rival, ours, theirs, ratio: median(&ratios), least, most }
}

/// The middle one; of an even number the mean of both.
fn median(sorted: &[f64]) -> f64 {
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    f64::midpoint(at(sorted.len().saturating_sub(1) / 2), at(sorted.len() / 2))
}

fn json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

/// All `new/benchmark.json` below.
fn search(folder: &Path, files: &mut Vec<PathBuf>) -> Result {
    let file = folder.join("new/benchmark.json");
    if file.is_file() {
        files.push(file);
        return Ok(());
    }
    folders(folder)?.iter().try_for_each(|folder| search(folder, files))
}
