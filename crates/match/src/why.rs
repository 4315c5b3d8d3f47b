//! Why a field does not match.

use core::fmt;

/// Why a field does not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// The request has no such field.
    Absent,
    /// The field has a value that is not registered.
    Differs,
    /// The array differs.
    Set {
        /// How many registered values were not found.
        missing: usize,
        /// How many found values are not registered.
        unexpected: usize,
    },
    /// The array has the right values in another order.
    Order,
    /// The array has the right values, one of them more or less often.
    Count,
    /// What was found is no valid text of its declared type.
    NotText,
    /// The field is registered without a value, and one was found.
    NothingRegistered,
    /// A certificate can't hold a challenge password.
    NotInCertificate,
    /// The matcher is not supported.
    UnknownMatcher,
    /// The field is not known here, and the request gives no value under its name.
    UnknownField,
    /// There is more to compare than any honest request has.
    TooMany,
}

impl Why {
    /// Whether the comparison could be decided.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        !matches!(self, Self::NotInCertificate | Self::UnknownMatcher | Self::UnknownField | Self::TooMany)
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "the request has no such field",
            Self::Differs => "what was found is not what is registered",
            Self::Set { missing, unexpected: 0 } => {
                return write!(f, "{missing} registered {} found", values(*missing, "was not", "were not"));
            }
            Self::Set { missing: 0, unexpected } => {
                return write!(f, "{unexpected} found {} registered", values(*unexpected, "is not", "are not"));
            }
            Self::Set { missing, unexpected } => {
                return write!(
                    f,
                    "{missing} registered {} found, and {unexpected} found {} registered",
                    values(*missing, "was not", "were not"),
                    values(*unexpected, "is not", "are not")
                );
            }
            Self::Order => "the values stand in another order",
            Self::Count => "a value stands there more or less often than it is registered",
            Self::NotText => "what was found is no valid text of its declared type",
            Self::NothingRegistered => "the field is registered without a value, and the request has one",
            Self::NotInCertificate => "a certificate holds no challenge password: check the request that it came from",
            Self::UnknownMatcher => "the matcher is not known here, so nobody can tell",
            Self::UnknownField => "the field is not known here, and nothing of its name was found",
            Self::TooMany => "there are too many values to compare",
        })
    }
}

fn values(count: usize, one: &'static str, many: &'static str) -> impl fmt::Display {
    struct Values(bool, &'static str);
    impl fmt::Display for Values {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} {}", if self.0 { "value" } else { "values" }, self.1)
        }
    }
    if count == 1 { Values(true, one) } else { Values(false, many) }
}
