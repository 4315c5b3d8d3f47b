//! Hot paths, each to be run once, so that callgrind counts their instructions: `cargo xtask bench --check`.
//!
//! `count NAME` runs one path to warm up, and once more in [`counted_path`], on whose way in and out callgrind starts
//! and stops. `count --list` prints the names, `count --machine` what the processor shows to a program; without a name
//! each path runs once.

mod asking;
mod opening;
mod random;

use std::hint::black_box;

/// What is counted: it asserts its result.
type Run = Box<dyn Fn()>;

/// `operation/case` as in the other benchmarks, and what makes it ready.
type Path = (&'static str, fn() -> Run);

fn main() {
    let paths = || opening::PATHS.iter().chain(asking::PATHS);
    // Cargo adds `--bench`, and the gate `--test`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench" && word != "--test").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--list"] => paths().for_each(|(name, _)| println!("{name}")),
        ["--machine"] => println!("{}", machine()),
        [] => paths().for_each(|(_, ready)| ready()()),
        [name] => {
            let (_, ready) = paths().find(|(known, _)| *known == name).expect("a name of --list");
            let run = ready();
            // Tables that are made once, and what the processor can do, are found here.
            run();
            counted_path(&run);
        }
        _ => panic!("usage: count [NAME | --list | --machine]"),
    }
}

#[inline(never)]
fn counted_path(run: &Run) {
    run();
    // Nothing may be left of this function but a call: callgrind stops counting when it returns.
    black_box(());
}

/// The instructions on which code chooses its way, as this process sees them: under valgrind, those that valgrind has.
fn machine() -> String {
    #[cfg(target_arch = "x86_64")]
    let features = [
        ("aes", is_x86_feature_detected!("aes")),
        ("pclmulqdq", is_x86_feature_detected!("pclmulqdq")),
        ("bmi2", is_x86_feature_detected!("bmi2")),
        ("adx", is_x86_feature_detected!("adx")),
        ("avx2", is_x86_feature_detected!("avx2")),
        ("sha", is_x86_feature_detected!("sha")),
        ("avx512f", is_x86_feature_detected!("avx512f")),
        ("avx512ifma", is_x86_feature_detected!("avx512ifma")),
        ("vaes", is_x86_feature_detected!("vaes")),
    ];
    #[cfg(not(target_arch = "x86_64"))]
    let features: [(&str, bool); 0] = [];
    let there: Vec<_> = features.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name).collect();
    format!("{} ({})", std::env::consts::ARCH, there.join(" "))
}
