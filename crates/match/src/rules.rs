//! The rules that nobody documents.

use crate::{Arrays, Case, Composer, Duplicates, Email, MultiValuedNames, Order, Repeated, Unicode, WhiteSpace};

/// How values are compared. The default is exact and takes arrays as sets. A challenge password is compared byte for
/// byte, whatever is chosen here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Rules {
    /// What brings a text into a normal form of Unicode.
    pub composer: Composer,
    /// Upper and lower case.
    pub case: Case,
    /// White space.
    pub white_space: WhiteSpace,
    /// Unicode normalization.
    pub unicode: Unicode,
    /// How many values of an array.
    pub arrays: Arrays,
    /// The order of an array.
    pub order: Order,
    /// Repeated values of an array.
    pub duplicates: Duplicates,
    /// Repeated fields.
    pub repeated: Repeated,
    /// Multi-valued relative distinguished names.
    pub multi_valued_names: MultiValuedNames,
    /// Where e-mail addresses stand.
    pub email: Email,
}

impl Rules {
    /// The default rules with another [`Composer`].
    #[must_use]
    pub fn composed_by(composer: Composer) -> Self {
        Self {
            composer,
            case: Case::default(),
            white_space: WhiteSpace::default(),
            unicode: Unicode::default(),
            arrays: Arrays::default(),
            order: Order::default(),
            duplicates: Duplicates::default(),
            repeated: Repeated::default(),
            multi_valued_names: MultiValuedNames::default(),
            email: Email::default(),
        }
    }

    /// Each rule with its choice, in a fixed order.
    #[must_use]
    pub const fn choices(&self) -> [(&'static str, &'static str); 9] {
        [
            (Case::NAME, self.case.as_str()),
            (WhiteSpace::NAME, self.white_space.as_str()),
            (Unicode::NAME, self.unicode.as_str()),
            (Arrays::NAME, self.arrays.as_str()),
            (Order::NAME, self.order.as_str()),
            (Duplicates::NAME, self.duplicates.as_str()),
            (Repeated::NAME, self.repeated.as_str()),
            (MultiValuedNames::NAME, self.multi_valued_names.as_str()),
            (Email::NAME, self.email.as_str()),
        ]
    }

    /// The same with one choice changed. `None` when there is no such rule or no such choice.
    #[must_use]
    pub fn with(mut self, name: &str, word: &str) -> Option<Self> {
        match name {
            Case::NAME => self.case = Case::from_word(word)?,
            WhiteSpace::NAME => self.white_space = WhiteSpace::from_word(word)?,
            Unicode::NAME => self.unicode = Unicode::from_word(word)?,
            Arrays::NAME => self.arrays = Arrays::from_word(word)?,
            Order::NAME => self.order = Order::from_word(word)?,
            Duplicates::NAME => self.duplicates = Duplicates::from_word(word)?,
            Repeated::NAME => self.repeated = Repeated::from_word(word)?,
            MultiValuedNames::NAME => self.multi_valued_names = MultiValuedNames::from_word(word)?,
            Email::NAME => self.email = Email::from_word(word)?,
            _ => return None,
        }
        Some(self)
    }
}
