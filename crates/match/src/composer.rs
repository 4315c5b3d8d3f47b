//! Who knows Unicode's normal forms.

use crate::Unicode;
use alloc::string::String;
use core::{
    fmt,
    hash::{Hash, Hasher},
};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick, is_nfkc_quick};

/// Brings a text into a normal form of Unicode (UAX #15). The default has tables of its own; where a host has them
/// already, as every JavaScript engine does, it can do the work, and the tables are not linked.
#[derive(Clone, Copy)]
pub struct Composer(fn(&str, Unicode) -> String);

impl Composer {
    /// Lets this function do the work: it gives the text in the form. It is never
    /// asked for [`Unicode::Exact`].
    ///
    /// ```
    /// use keybundle_match::{Composer, Field, Matcher, Presented, RegisteredValue, Rules, Unicode, check};
    ///
    /// fn host(text: &str, _: Unicode) -> String {
    ///     text.replace("e\u{301}", "é")
    /// }
    ///
    /// let mut rules = Rules::composed_by(Composer::new(host));
    /// rules.unicode = Unicode::Nfc;
    /// let registered = [RegisteredValue::new("subject.common_name", Matcher::Equals, ["Caf\u{e9}"])];
    /// let mut presented = Presented::default();
    /// presented.push(Field::from_name("CN"), "Cafe\u{301}");
    /// assert!(check(&registered, &presented, &rules).matches());
    /// ```
    #[must_use]
    pub const fn new(compose: fn(&str, Unicode) -> String) -> Self {
        Self(compose)
    }

    pub(crate) fn compose(self, text: &str, form: Unicode) -> String {
        (self.0)(text, form)
    }
}

impl Default for Composer {
    fn default() -> Self {
        Self(|text, form| match form {
            Unicode::Nfc if is_nfc_quick(text.chars()) != IsNormalized::Yes => text.nfc().collect(),
            Unicode::Nfkc if is_nfkc_quick(text.chars()) != IsNormalized::Yes => text.nfkc().collect(),
            _ => text.into(),
        })
    }
}

impl fmt::Debug for Composer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Composer")
    }
}

// The normal forms are Unicode's: whoever makes them, the rules are the same.
impl PartialEq for Composer {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Composer {}

impl Hash for Composer {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
