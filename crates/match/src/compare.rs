//! Whether the values of one field match.

use crate::{
    AlternativeName, Arrays, Duplicates, Email, Field, Matcher, MultiValuedNames, Order, Presented, PresentedValue,
    RegisteredValue, Repeated, Rules, Why, field, normal::normal,
};
use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use subtle::ConstantTimeEq as _;

/// How many of the values must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantifier {
    /// Registered and found values are the same set.
    Same,
    /// All that are registered are found.
    All,
    /// One that is found is registered.
    Any,
    /// Each that is found is registered: values that are alternatives, and conditions.
    Each,
}

impl Quantifier {
    pub(crate) fn of(registered: &RegisteredValue, rules: &Rules) -> Self {
        match (registered.is_array, &registered.matcher, rules.arrays) {
            (true, _, Arrays::Any) => Self::Any,
            (true, Matcher::Equals, Arrays::All) => Self::All,
            (true, Matcher::Equals, Arrays::Same) => Self::Same,
            (true, ..) => Self::Each,
            (false, ..) if rules.repeated == Repeated::Any => Self::Any,
            (false, ..) => Self::Each,
        }
    }
}

/// The values that a request holds for a field, those that the rules leave out excluded.
pub(crate) fn found<'p, 'a>(
    registered: &RegisteredValue,
    presented: &'p Presented<'a>,
    rules: &Rules,
) -> Vec<&'p PresentedValue<'a>> {
    let counts = |value: &&PresentedValue<'_>| !value.is_further || rules.multi_valued_names == MultiValuedNames::Count;
    let of = |field: &Field<'_>| presented.values.iter().filter(|value| value.field == *field).filter(counts).collect();
    let mut found: Vec<_> = of(&registered.field);
    if found.is_empty() && rules.email == Email::SubjectOrAlternativeName && is_email_address(&registered.field) {
        found = of(&AlternativeName::EmailAddress.into());
    }
    found
}

fn is_email_address(field: &Field<'_>) -> bool {
    matches!(field, Field::Attribute(oid) if **oid == *field::EMAIL_ADDRESS)
}

/// One field: what is registered for it, and what was found.
pub(crate) struct Comparison<'c> {
    pub(crate) registered: &'c RegisteredValue,
    /// Everything that is registered for the same array, this one included.
    pub(crate) siblings: &'c [&'c RegisteredValue],
    pub(crate) found: &'c [&'c PresentedValue<'c>],
    pub(crate) rules: Rules,
}

/// A text in its normal form. Only what is text can match.
struct Found<'c> {
    text: Cow<'c, str>,
    is_text: bool,
}

impl Comparison<'_> {
    /// `Ok` when it matches, and otherwise why not.
    pub(crate) fn verdict(&self) -> Result<(), Why> {
        let registered: Vec<_> = self.registered.values.iter().map(|value| self.normal(value)).collect();
        let mut found: Vec<_> = self.found.iter().map(|value| self.found(value)).collect();
        if !self.registered.is_array {
            match self.rules.repeated {
                Repeated::First => found.truncate(1),
                Repeated::Last => drop(found.drain(..found.len().saturating_sub(1))),
                Repeated::Each | Repeated::Any => {}
            }
        }
        if registered.is_empty() {
            return if found.is_empty() { Ok(()) } else { Err(Why::NothingRegistered) };
        }
        if found.is_empty() {
            return Err(Why::Absent);
        }
        if found.iter().all(|value| !value.is_text) {
            return Err(Why::NotText);
        }
        let met = |value: &Found<'_>| registered.iter().any(|one| self.accepts(one, value));
        match Quantifier::of(self.registered, &self.rules) {
            Quantifier::Any if found.iter().any(met) => Ok(()),
            Quantifier::Each if found.iter().all(met) => Ok(()),
            Quantifier::Any | Quantifier::Each => Err(Why::Differs),
            Quantifier::All => self.all(&registered, &found, false),
            Quantifier::Same => self.all(&registered, &found, true),
        }
    }

    /// All that are registered are found and, where they must be the same, nothing else is.
    fn all(&self, registered: &[Cow<'_, str>], found: &[Found<'_>], same: bool) -> Result<(), Why> {
        let missing = registered.iter().filter(|one| !found.iter().any(|value| self.accepts(one, value))).count();
        let list: Vec<_> = self.siblings.iter().flat_map(|one| &one.values).map(|value| self.normal(value)).collect();
        let is_registered = |value: &&Found<'_>| list.iter().any(|one| self.accepts(one, value));
        let unexpected = if same { found.iter().filter(|value| !is_registered(value)).count() } else { 0 };
        if missing > 0 || unexpected > 0 {
            return Err(Why::Set { missing, unexpected });
        }
        let found: Vec<&str> = found.iter().map(|value| value.text.as_ref()).collect();
        let list: Vec<&str> = list.iter().map(Cow::as_ref).collect();
        if self.rules.duplicates == Duplicates::Count && !counts_agree(&list, &found, same) {
            return Err(Why::Count);
        }
        if self.rules.order == Order::Same && !order_agrees(&list, &found, self.rules.duplicates) {
            return Err(Why::Order);
        }
        Ok(())
    }

    /// How many comparisons of texts, of some dozen bytes each, it may take.
    pub(crate) fn cost(&self) -> usize {
        let registered: usize = self.siblings.iter().map(|one| one.values.len()).sum();
        let bytes: usize = self.found.iter().map(|value| value.text.len()).sum();
        let pairs = registered.saturating_mul(self.found.len());
        let scanned = if self.registered.matcher == Matcher::Contains { registered } else { 1 };
        pairs.saturating_add(scanned.saturating_mul(bytes / 64))
    }

    fn accepts(&self, registered: &str, found: &Found<'_>) -> bool {
        if self.is_secret() && self.registered.matcher == Matcher::Equals {
            return found.is_text && bool::from(registered.as_bytes().ct_eq(found.text.as_bytes()));
        }
        found.is_text && self.registered.matcher.accepts(registered, &found.text) == Some(true)
    }

    fn found<'v>(&self, value: &'v PresentedValue<'_>) -> Found<'v> {
        Found { text: self.normal(&value.text), is_text: value.is_text }
    }

    fn normal<'v>(&self, text: &'v str) -> Cow<'v, str> {
        if self.is_secret() { Cow::Borrowed(text) } else { normal(text, &self.rules) }
    }

    fn is_secret(&self) -> bool {
        self.registered.field == Field::ChallengePassword
    }
}

fn counts_agree(registered: &[&str], found: &[&str], same: bool) -> bool {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for text in registered {
        counts.entry(text).or_default().0 += 1;
    }
    for text in found {
        counts.entry(text).or_default().1 += 1;
    }
    counts.values().all(|(registered, found)| if same { registered == found } else { registered <= found })
}

/// Whether the registered values stand in the found ones in their order, whatever stands between.
fn order_agrees(registered: &[&str], found: &[&str], duplicates: Duplicates) -> bool {
    let mut found = found.iter();
    let mut seen = BTreeSet::new();
    registered.iter().all(|text| {
        let is_new = seen.insert(*text);
        (!is_new && duplicates == Duplicates::Ignore) || found.any(|one| one == text)
    })
}
