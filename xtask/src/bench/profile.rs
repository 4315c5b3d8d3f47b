//! Where the instructions of a path are: in which crates, and in which functions.

use std::collections::BTreeMap;

/// What callgrind tells of one function in one file: code that was inlined counts where it was written.
struct Row<'a> {
    count: u64,
    function: &'a str,
}

/// Crates with at least one percent, and the first functions, as lines of text. `table` is what `callgrind_annotate`
/// prints.
pub(crate) fn summary(table: &str, functions: usize) -> String {
    let rows: Vec<Row<'_>> = table.lines().filter_map(row).collect();
    let all: u64 = rows.iter().map(|row| row.count).sum();
    let mut text = String::new();
    for (name, count) in sorted(&rows, |row| home(row.function)).iter().filter(|(_, count)| count * 100 >= all) {
        text += &format!("  {:3} %  {name}\n", count * 100 / all.max(1));
    }
    for (name, count) in sorted(&rows, |row| row.function).iter().take(functions) {
        text += &format!("  {count:>12}  {name}\n");
    }
    text
}

/// The sums by name, the largest first.
fn sorted<'a>(rows: &[Row<'a>], name: impl Fn(&Row<'a>) -> &'a str) -> Vec<(&'a str, u64)> {
    let mut sums = BTreeMap::<&str, u64>::new();
    for row in rows {
        *sums.entry(name(row)).or_default() += row.count;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    sums
}

/// `1,208,420 (18.66%)  FILE:FUNCTION [OBJECT]`
fn row(line: &str) -> Option<Row<'_>> {
    let (count, rest) = line.trim().split_once(' ')?;
    let (share, rest) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
    let (_, function) = rest.trim().split_once(':')?;
    let function = function.rsplit_once(" [").map_or(function, |(function, _)| function);
    share.ends_with('%').then_some(Row { count: count.replace(',', "").parse().ok()?, function })
}

/// The crate of a function; what is not of Rust is of the C library.
fn home(function: &str) -> &str {
    let path = function.trim_start_matches(['<', '&', '(', '*']);
    let path = path.strip_prefix("mut ").or_else(|| path.strip_prefix("dyn ")).unwrap_or(path);
    path.split_once("::").map_or("the C library", |(name, _)| name)
}
