//! A person at a terminal: prompts, and a sign of life while something lasts.

use crate::failure::Failure;
use indicatif::{ProgressBar, ProgressStyle};
use keybundle::Error;
use std::{
    io::{self, IsTerminal as _},
    time::Duration,
};
use zeroize::Zeroizing;

/// How often a password may be typed.
const TRIES: usize = 3;

/// Does `work` with no typed password, then, where a person can be asked and a password is what is missing, with what
/// they type.
pub(crate) fn with_prompt<T, F>(
    work: impl Fn(&[Zeroizing<String>]) -> Result<T, F>,
    asks: impl Fn(&F) -> Option<&Error>,
) -> Result<T, F> {
    let mut typed: Vec<Zeroizing<String>> = Vec::new();
    loop {
        let result = work(&typed);
        let refused = result.as_ref().err().and_then(&asks).map(|error| match error {
            Error::RecipientKey { cause } => cause,
            other => other,
        });
        let question = match refused {
            Some(Error::PasswordRequired) => "password: ",
            Some(Error::WrongPassword) if !typed.is_empty() => "that did not open it; password: ",
            _ => return result,
        };
        if typed.len() == TRIES || !io::stderr().is_terminal() {
            return result;
        }
        match rpassword::prompt_password(question) {
            Ok(password) => typed.push(Zeroizing::new(password)),
            Err(_) => return result,
        }
    }
}

/// Lets a person type the PIN of a token; `None` where nobody can be asked.
#[cfg(feature = "pkcs11")]
pub(crate) fn pin() -> Option<Zeroizing<Vec<u8>>> {
    if !io::stderr().is_terminal() {
        return None;
    }
    let typed = Zeroizing::new(rpassword::prompt_password("PIN of the token: ").ok()?);
    Some(Zeroizing::new(typed.as_bytes().to_vec()))
}

/// Lets a person type a new password twice; `None` where nobody can be asked.
///
/// # Errors
/// When the two differ.
pub(crate) fn new_password() -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    if !io::stderr().is_terminal() {
        return Ok(None);
    }
    let ask = |question| rpassword::prompt_password(question).map(Zeroizing::new).ok();
    let Some((first, second)) = ask("new password: ").and_then(|first| Some((first, ask("again: ")?))) else {
        return Ok(None);
    };
    if first != second {
        return Err(Failure::Usage {
            message: "the two passwords that were typed differ; nothing was written".to_owned(),
            hint: Some("run the command again, and type the same password twice".to_owned()),
        });
    }
    Ok(Some(Zeroizing::new(first.as_bytes().to_vec())))
}

/// Shows on a terminal that `work` goes on, once it lasts.
pub(crate) fn with_sign_of_life<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let spinner = ProgressBar::new_spinner().with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        spinner.set_style(style);
    }
    spinner.enable_steady_tick(Duration::from_millis(200));
    let result = work();
    spinner.finish_and_clear();
    result
}

/// Shows on a terminal how far through an input of `size` bytes the results are that go elsewhere.
pub(crate) fn progress(size: Option<u64>) -> ProgressBar {
    if !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{wide_bar} {percent}% {msg} ({elapsed}, {eta} to go)"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg} ({elapsed}, {binary_bytes_per_sec})"),
    };
    let style = ProgressStyle::with_template(template);
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}
