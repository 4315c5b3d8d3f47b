//! Standard output, in whole lines, also when a person ends the command.

use super::Answer;
use crate::{failure::Failure, output::words};
use indicatif::ProgressBar;
use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    process,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};
use zeroize::Zeroizing;

/// What a shell says of a command that Ctrl-C ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// What was written so far.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    /// The number of the last line that is answered, or of the line before the first.
    pub(crate) through: u64,
    /// Lines that were opened.
    pub(crate) opened: u64,
    /// Lines that were refused, by code.
    pub(crate) refused: BTreeMap<&'static str, u64>,
}

/// Where answers are written.
pub(crate) struct Output {
    /// Held while a group of lines is written, so that nobody ends the command in the midst of one.
    tally: Arc<Mutex<Tally>>,
    progress: ProgressBar,
}

impl Output {
    /// For answers to the lines after number `through`.
    pub(crate) fn after(through: u64, progress: ProgressBar) -> Self {
        Self { tally: Arc::new(Mutex::new(Tally { through, ..Tally::default() })), progress }
    }

    /// Lets Ctrl-C end the command between two lines, with a word on how to go on. The second time it ends at once.
    pub(crate) fn end_on_interrupt(&self) {
        let (tally, progress) = (Arc::clone(&self.tally), self.progress.clone());
        let ending = AtomicBool::new(false);
        let handler = move || {
            if ending.swap(true, Ordering::Relaxed) {
                process::exit(INTERRUPTED);
            }
            let (tally, progress) = (Arc::clone(&tally), progress.clone());
            thread::spawn(move || {
                let tally = lock(&tally);
                progress.finish_and_clear();
                words(&format!("keybundle: interrupted after line {0}; to go on: --resume {0}", tally.through));
                process::exit(INTERRUPTED);
            });
        };
        // Where no handler can be set, Ctrl-C ends the command as it ends any other.
        let _ = ctrlc::set_handler(handler);
    }

    /// Writes answers that follow those written before. When this returns, they are out.
    ///
    /// # Errors
    /// Those of standard output.
    pub(crate) fn write(&self, answers: &[Answer]) -> io::Result<()> {
        let length = answers.iter().map(|answer| answer.text.len()).sum();
        let mut text = Zeroizing::new(Vec::with_capacity(length));
        for answer in answers {
            text.extend_from_slice(answer.text.as_bytes());
        }
        let mut tally = lock(&self.tally);
        let mut stdout = io::stdout().lock();
        stdout.write_all(&text).and_then(|()| stdout.flush())?;
        for answer in answers {
            tally.add(answer);
            self.progress.inc(answer.size);
        }
        self.progress.set_message(format!("{} lines", tally.through));
        Ok(())
    }

    /// What to say, and how to go on, when the input can't be read any further.
    pub(crate) fn unread(&self, error: &io::Error) -> Failure {
        self.progress.finish_and_clear();
        let through = lock(&self.tally).through;
        Failure::Usage {
            message: format!("can't read the input after line {through}: {}", error.kind()),
            hint: Some(format!("every line before is answered; to go on: --resume {through}")),
        }
    }

    /// The same when the answers can't be written.
    pub(crate) fn unwritten(&self, error: &io::Error) -> Failure {
        self.progress.finish_and_clear();
        let through = lock(&self.tally).through;
        Failure::Usage {
            message: format!("can't write the answers after line {through}: {}", error.kind()),
            hint: Some(format!(
                "cut the output off after its last whole line; to go on after line {through}: --resume {through}"
            )),
        }
    }

    /// What was written, once all is.
    pub(crate) fn finish(&self) -> Tally {
        self.progress.finish_and_clear();
        lock(&self.tally).clone()
    }
}

impl Tally {
    fn add(&mut self, answer: &Answer) {
        self.through = answer.number;
        match answer.refused {
            Some(code) => *self.refused.entry(code).or_default() += 1,
            None => self.opened += 1,
        }
    }
}

/// For people.
impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let refused: u64 = self.refused.values().sum();
        write!(f, "{} lines: {} opened, {refused} refused", self.opened + refused, self.opened)?;
        for (index, (code, count)) in self.refused.iter().enumerate() {
            write!(f, "{}{code} {count}", if index == 0 { " (" } else { ", " })?;
        }
        f.write_str(if refused > 0 { ")" } else { "" })
    }
}

fn lock(tally: &Mutex<Tally>) -> MutexGuard<'_, Tally> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}
