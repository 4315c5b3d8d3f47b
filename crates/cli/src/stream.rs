//! One line in, one line out, in order, on all cores and in bounded memory.

mod lines;
mod output;
mod window;

pub(crate) use lines::{Line, Lines, Text};
pub(crate) use output::Output;

use crate::failure::Failure;
use std::{
    io::{self, Read},
    sync::Arc,
    thread,
};
use window::Window;
use zeroize::Zeroizing;

/// The answer to a line.
pub(crate) struct Answer {
    /// The number of the line.
    pub(crate) number: u64,
    /// Bytes that the line takes in the input.
    pub(crate) size: u64,
    /// One line of JSON, its line feed included.
    pub(crate) text: Zeroizing<String>,
    /// The code of the refusal, if it is one.
    pub(crate) refused: Option<&'static str>,
}

impl Answer {
    fn weight(&self) -> u64 {
        self.text.len() as u64
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Every line is answered.
    Complete,
    /// Nobody takes the answers any more.
    Abandoned,
}

/// Answers every line by one of the workers, one thread each, and writes the answers in the order of the lines.
///
/// A worker is made on its own thread by what is given here, so that it may hold what must not leave a thread.
pub(crate) fn run<R, M, W>(mut lines: Lines<R>, workers: Vec<M>, output: &Output) -> Result<Ended, Failure>
where
    R: Read + Send + 'static,
    M: FnOnce() -> W + Send,
    W: FnMut(&Line) -> Answer,
{
    let window = Arc::new(Window::default());
    let reading = Arc::clone(&window);
    // Not waited for: when nobody takes the results any more, it may still wait for input.
    thread::spawn(move || {
        let _guard = EndOnPanic(&reading);
        let error = loop {
            match lines.read() {
                Ok(Some(line)) => {
                    if !reading.add(line) {
                        break None;
                    }
                }
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        reading.end(error);
    });
    let window = &window;
    thread::scope(|scope| {
        for make in workers {
            scope.spawn(move || {
                let _guard = StopOnPanic(window);
                let mut answer = make();
                while let Some(line) = window.take() {
                    window.put(line.weight(), answer(&line));
                }
            });
        }
        let _guard = StopOnPanic(window);
        loop {
            let answers = window.next().map_err(|error| output.unread(&error))?;
            if answers.is_empty() {
                return Ok(Ended::Complete);
            }
            if let Err(error) = output.write(&answers) {
                window.stop();
                return match error.kind() {
                    io::ErrorKind::BrokenPipe => Ok(Ended::Abandoned),
                    _ => Err(output.unwritten(&error)),
                };
            }
        }
    })
}

/// A fault of ours in the thread that reads ends the input there, and is told once what was read is answered.
struct EndOnPanic<'a>(&'a Window);

impl Drop for EndOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.end(Some(io::Error::other("the thread that reads broke down")));
        }
    }
}

/// A fault of ours in one thread ends the others too, which would wait for it without end.
struct StopOnPanic<'a>(&'a Window);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

#[cfg(test)]
mod tests;
