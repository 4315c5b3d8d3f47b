//! How a value is compared.

use alloc::{borrow::ToOwned as _, string::String};

/// How a registered value is held against what was found.
///
/// Credentials know `equals` only; conditions at the level of an account have at least *starts with* and a data set.
/// Any other word is kept as [`Matcher::Other`], and the field that carries it is reported as not decidable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Matcher {
    /// The same text. Also what a missing matcher means.
    #[default]
    Equals,
    /// The text found starts with the registered one.
    StartsWith,
    /// The text found ends with the registered one.
    EndsWith,
    /// The registered text stands somewhere in the one found.
    Contains,
    /// The text found is one of a data set: values of an array, or text with commas between them.
    DataSet,
    /// Not known here, in its own word.
    Other(String),
}

impl Matcher {
    /// Reads the word for it; case, `_`, `-` and spaces don't count.
    ///
    /// ```
    /// use keybundle_match::Matcher;
    /// assert_eq!(Matcher::from_name("STARTS_WITH"), Matcher::StartsWith);
    /// assert_eq!(Matcher::from_name("sounds like").as_str(), "sounds like");
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let word: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        match word.to_ascii_lowercase().as_str() {
            "equals" | "equal" | "equalto" | "eq" | "is" | "exact" => Self::Equals,
            "startswith" | "startwith" | "beginswith" | "prefix" => Self::StartsWith,
            "endswith" | "endwith" | "suffix" => Self::EndsWith,
            "contains" | "contain" | "includes" => Self::Contains,
            "dataset" | "oneof" | "anyof" | "in" | "inset" | "list" => Self::DataSet,
            _ => Self::Other(name.to_owned()),
        }
    }

    /// The word for it, as the service writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Equals => "equals",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::Contains => "contains",
            Self::DataSet => "data_set",
            Self::Other(name) => name,
        }
    }

    /// Whether `found` meets `registered`, both in their normal form. `None`: nobody can tell.
    pub(crate) fn accepts(&self, registered: &str, found: &str) -> Option<bool> {
        Some(match self {
            Self::Equals | Self::DataSet => found == registered,
            Self::StartsWith => found.starts_with(registered),
            Self::EndsWith => found.ends_with(registered),
            Self::Contains => found.contains(registered),
            Self::Other(_) => return None,
        })
    }
}
