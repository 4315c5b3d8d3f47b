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

#[test]
fn a_fault_while_the_input_is_read_is_told() {
    struct Faulty;
    impl Read for Faulty {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            panic!("a fault")
        }
    }
    let worker = || |line: &Line| answer(line.number, 1);
    let output = Output::after(0, ProgressBar::hidden());
    assert!(run(Lines::new(Faulty, 1), vec![worker], &output).is_err());
}

#[test]
fn answers_that_outgrow_their_lines_wait_for_a_slow_one() {
    let window = Window::default();
    let mut lines = Lines::new("a\n".repeat(20).leak().as_bytes(), 10);
    while let Some(line) = lines.read().unwrap() {
        assert!(window.add(line));
    }
    window.end(None);
    let slow = window.take().unwrap();
    let (answered, count) = std::sync::mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            while let Some(line) = window.take() {
                window.put(line.weight(), answer(line.number, 7 << 20));
                answered.send(line.number).unwrap();
            }
            drop(answered);
        });
        // 35 MB are held then, and 14 lines would come on top of them.
        for _ in 0..5 {
            count.recv().unwrap();
        }
        assert!(count.recv_timeout(std::time::Duration::from_millis(300)).is_err());
        window.put(slow.weight(), answer(slow.number, 1));
        let mut written = 0;
        while written < 20 {
            written += window.next().unwrap().len();
        }
        assert_eq!(count.iter().count(), 14);
    });
}

fn answer(number: u64, size: usize) -> Answer {
    Answer { number, size: 2, text: Zeroizing::new("a".repeat(size)), refused: None }
}
