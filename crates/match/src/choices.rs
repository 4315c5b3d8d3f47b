//! What each of the rules may be.

macro_rules! choices {
    ($($(#[$meta:meta])* $name:ident $option:literal { $($(#[$doc:meta])* $variant:ident => $text:literal,)+ })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            pub enum $name { $($(#[$doc])* $variant,)+ }

            impl $name {
                /// The name of the option in the report, in JSON and on the command line (there with `-` for `_`).
                pub const NAME: &'static str = $option;
                /// Every choice there is.
                pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

                /// The name of the choice in the report, in JSON and on the command line.
                #[must_use]
                pub const fn as_str(self) -> &'static str {
                    match self { $(Self::$variant => $text,)+ }
                }

                /// The choice with this name.
                #[must_use]
                pub fn from_word(word: &str) -> Option<Self> {
                    Self::ALL.iter().copied().find(|choice| choice.as_str() == word)
                }
            }
        )+
    };
}

choices! {
    /// Whether upper and lower case differ.
    Case "case" {
        /// They differ.
        #[default]
        Exact => "exact",
        /// They don't, in any script (Unicode's default case folding).
        Ignore => "ignore",
    }
    /// Which white space is compared.
    WhiteSpace "white_space" {
        /// All of it.
        #[default]
        Exact => "exact",
        /// Not at the ends.
        Trim => "trim",
        /// Not at the ends, and a run of it equals one space (as X.520 compares names).
        Collapse => "collapse",
    }
    /// Whether two ways to write one character in Unicode (UAX #15) differ.
    Unicode "unicode" {
        /// They differ: code points are compared.
        #[default]
        Exact => "exact",
        /// Composed and decomposed characters are the same.
        Nfc => "nfc",
        /// So are compatibility forms: full-width letters, ligatures.
        Nfkc => "nfkc",
    }
    /// How many values of an array must be found.
    Arrays "arrays" {
        /// All that are registered, and no others.
        #[default]
        Same => "same",
        /// All that are registered; others may be there.
        All => "all",
        /// One that is registered.
        Any => "any",
    }
    /// Whether the order of an array counts.
    Order "order" {
        /// It does not.
        #[default]
        Any => "any",
        /// What is found must stand in the order of the registered values (in a Name: the order of its encoding).
        Same => "same",
    }
    /// Whether it counts how often an array holds one value.
    Duplicates "duplicates" {
        /// Once counts the same as twice.
        #[default]
        Ignore => "ignore",
        /// It must be found as often as it is registered.
        Count => "count",
    }
    /// Which value counts where a field that should stand once stands several times.
    Repeated "repeated" {
        /// Each must match.
        #[default]
        Each => "each",
        /// One must match.
        Any => "any",
        /// The first of the encoding must match.
        First => "first",
        /// The last of the encoding must match: the most specific one.
        Last => "last",
    }
    /// Whether attributes that share a relative distinguished name with others count.
    MultiValuedNames "multi_valued_names" {
        /// Each counts as if it stood alone.
        #[default]
        Count => "count",
        /// The first of each relative distinguished name counts, for services that read no further.
        First => "first",
    }
    /// Where an e-mail address of the subject may stand.
    Email "email" {
        /// In the subject.
        #[default]
        Subject => "subject",
        /// In the subject, or among the alternative names when the subject has none.
        SubjectOrAlternativeName => "subject_or_alternative_name",
    }
}
