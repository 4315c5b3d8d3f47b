//! The lines that are on their way: read and not yet written. Bounded, so that a slow line, or a slow reader of the
//! results, stops the reading and not the machine.

use super::{Answer, lines::Line};
use std::{
    collections::VecDeque,
    io,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

/// Lines on their way at once, at most.
const MOST_LINES: usize = 4096;

/// Bytes of lines and answers on their way at once; a single line may have more.
const MOST_BYTES: u64 = 32 << 20;

/// Answers that are handed out for writing at once.
const MOST_WRITTEN: u64 = 1 << 20;

#[derive(Default)]
pub(crate) struct Window {
    state: Mutex<State>,
    /// There is room for a line, or no reason to read on.
    room: Condvar,
    /// A line waits, or none will come any more.
    work: Condvar,
    /// The next answer is there, or none will come any more.
    answered: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Line>,
    /// One for each line on its way, in order; empty until it is answered.
    answers: VecDeque<Option<Answer>>,
    /// The number of the line that the first of `answers` belongs to.
    first: u64,
    bytes: u64,
    /// All lines were read.
    ended: bool,
    /// Nothing is of use any more.
    stopped: bool,
    /// Why reading ended early.
    error: Option<io::Error>,
}

impl Window {
    /// Adds a line once there is room. Gives whether more lines are wanted.
    pub(crate) fn add(&self, line: Line) -> bool {
        let weight = line.weight();
        let mut state = self.lock();
        while !state.stopped && !state.has_room(weight) {
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped {
            return false;
        }
        if state.answers.is_empty() {
            state.first = line.number;
        }
        state.bytes += weight;
        state.answers.push_back(None);
        state.waiting.push_back(line);
        self.work.notify_one();
        true
    }

    /// Tells that no line comes any more, and why if that is an error.
    pub(crate) fn end(&self, error: Option<io::Error>) {
        let mut state = self.lock();
        state.ended = true;
        state.error = error;
        self.work.notify_all();
        self.answered.notify_all();
    }

    /// Gives up: nobody waits any longer.
    pub(crate) fn stop(&self) {
        self.lock().stopped = true;
        self.room.notify_all();
        self.work.notify_all();
        self.answered.notify_all();
    }

    /// The next line to answer; `None` when there will be none. While what is on its way is too much, nobody answers but the
    /// line that all others wait for: an answer may be far larger than its line.
    pub(crate) fn take(&self) -> Option<Line> {
        let mut state = self.lock();
        loop {
            if state.stopped {
                return None;
            }
            match state.waiting.front().map(|line| line.number) {
                Some(number) if state.bytes <= MOST_BYTES || number == state.first => return state.waiting.pop_front(),
                None if state.ended => return None,
                _ => state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    /// Gives the answer to a line that was taken and weighed `weight`.
    pub(crate) fn put(&self, weight: u64, answer: Answer) {
        let mut state = self.lock();
        state.bytes = state.bytes.saturating_sub(weight) + answer.weight();
        let index = usize::try_from(answer.number.saturating_sub(state.first)).unwrap_or(usize::MAX);
        if let Some(place) = state.answers.get_mut(index) {
            *place = Some(answer);
        }
        if index == 0 {
            self.answered.notify_one();
        }
    }

    /// The next answers, in the order of the lines; empty when there will be none.
    ///
    /// # Errors
    /// That of reading, after the answers to all lines that were read.
    pub(crate) fn next(&self) -> io::Result<Vec<Answer>> {
        let mut state = self.lock();
        loop {
            let answers = state.pop_answers();
            if !answers.is_empty() {
                self.room.notify_one();
                self.work.notify_all();
                return Ok(answers);
            }
            if state.stopped || state.ended && state.answers.is_empty() {
                return state.error.take().map_or(Ok(Vec::new()), Err);
            }
            state = self.answered.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn has_room(&self, weight: u64) -> bool {
        self.answers.is_empty() || self.answers.len() < MOST_LINES && self.bytes.saturating_add(weight) <= MOST_BYTES
    }

    fn pop_answers(&mut self) -> Vec<Answer> {
        let mut answers = Vec::new();
        let mut bytes = 0;
        while bytes < MOST_WRITTEN
            && let Some(answer) = self.answers.front_mut().and_then(Option::take)
        {
            self.answers.pop_front();
            self.first += 1;
            bytes += answer.weight();
            self.bytes = self.bytes.saturating_sub(answer.weight());
            answers.push(answer);
        }
        answers
    }
}
