use super::*;
use indicatif::ProgressBar;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn a_worker_that_panics_ends_the_others() {
    // More lines than fit into the window: without an end, the reading thread and the writing one would wait forever.
    let lines = Lines::new(std::io::repeat(b'\n'), 1);
    let worker = || |line: &Line| -> Answer { panic!("a fault in line {}", line.number) };
    let output = Output::after(0, ProgressBar::hidden());
    let ended = catch_unwind(AssertUnwindSafe(|| run(lines, vec![worker, worker], &output).map(|_| ())));
    assert!(ended.is_err());
    assert_eq!(output.finish().through, 0);
}
