//! Opens a file with the password in a variable: `PASSWORD=secret cargo run --example open -- FILE`
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to a person")]

use keybundle::{Coded, Unlock};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("the path of a file is missing")?;
    let bytes = std::fs::read(path)?;
    let mut unlock = Unlock::new().with_exact_verdicts();
    if let Ok(password) = std::env::var("PASSWORD") {
        unlock = unlock.with_password(password);
    }
    match keybundle::open(&bytes, &unlock) {
        Ok(opened) => {
            for bundle in &opened.bundles {
                let subject = bundle.certificate.as_ref().and_then(|certificate| certificate.subject());
                println!("{}: {}", bundle.private_key.algorithm(), subject.as_deref().unwrap_or("no certificate"));
            }
            Ok(())
        }
        Err(error) => {
            if let Some(hint) = error.hint() {
                eprintln!("hint: {hint}");
            }
            Err(error.into())
        }
    }
}
