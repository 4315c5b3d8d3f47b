//! Secrets of a request.

use std::fmt;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// A secret text, wiped when dropped: an API key, a passcode, a password.
///
/// Its value may stay elsewhere: then it has only the name of the variable that holds it, which is what a printed
/// command shows of it. `Debug` shows neither, and no serialization writes it.
pub struct SecretText {
    value: Option<Zeroizing<String>>,
    variable: Option<String>,
}

impl SecretText {
    /// A secret whose value is known.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: Some(Zeroizing::new(value.into())), variable: None }
    }

    /// A secret whose value stays in a variable of that name. What the name of a shell's variable can't hold becomes
    /// `_`.
    #[must_use]
    pub fn in_variable(name: &str) -> Self {
        Self { value: None, variable: Some(safe(name)) }
    }

    /// The same secret, shown as this variable in a printed command.
    #[must_use]
    pub fn shown_as(mut self, name: &str) -> Self {
        self.variable = Some(safe(name));
        self
    }

    /// The value, where it is known.
    #[must_use]
    pub fn secret_text(&self) -> Option<&str> {
        self.value.as_ref().map(|value| value.as_str())
    }

    /// The variable that shows for it, if one was named.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        self.variable.as_deref()
    }

    /// The same once more, for the request that is made of it.
    pub(crate) fn copied(&self, variable: &str) -> Self {
        Self { value: self.value.clone(), variable: Some(self.variable.clone().unwrap_or_else(|| variable.to_owned())) }
    }
}

/// POSIX.1-2024 §3.216.
fn safe(name: &str) -> String {
    let allowed = |one: char| one.is_ascii_alphanumeric() || one == '_';
    let name: String = name.chars().map(|one| if allowed(one) { one } else { '_' }).collect();
    if name.starts_with(|one: char| one.is_ascii_digit()) || name.is_empty() { format!("_{name}") } else { name }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Some(one), Some(two)) => one.as_bytes().ct_eq(two.as_bytes()).into(),
            (None, None) => self.variable == other.variable,
            _ => false,
        }
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}
