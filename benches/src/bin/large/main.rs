//! Large inputs through the command: time and peak memory.
//!
//! `large KEYBUNDLE FOLDER` makes the inputs in FOLDER, runs the command and its rivals in turn and prints tables in
//! Markdown; `large measure PROGRAM ARGUMENT...` runs one program and prints nanoseconds and peak bytes.

mod archives;
mod child;
mod messages;
mod stream;

use std::path::Path;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["measure", program, ref arguments @ ..] => child::measure(program, arguments),
        [keybundle, folder] => {
            messages::compare(keybundle, Path::new(folder));
            archives::compare(keybundle, Path::new(folder));
            stream::compare(keybundle, Path::new(folder));
        }
        _ => panic!("usage: large KEYBUNDLE FOLDER | large measure PROGRAM ARGUMENT..."),
    }
}
