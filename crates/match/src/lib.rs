//! Fields of a request or certificate against the values that are registered for a credential.
//!
//! Nobody documents how a service compares them, so each rule is an option ([`Rules`]), and its default is exact, with
//! arrays as sets. The [`Report`] says for each field what was asked, what was
//! found, which rule decided, what comes nearest, and under which other rule it would match.
//!
//! ```
//! use keybundle_match::{Field, Matcher, Presented, RegisteredValue, Rules, check};
//!
//! let registered = [RegisteredValue::new("subject.common_name", Matcher::Equals, ["Device-1"])];
//! let mut presented = Presented::default();
//! presented.push(Field::from_name("CN"), "device-1");
//!
//! let report = check(&registered, &presented, &Rules::default());
//! assert!(!report.matches());
//! assert_eq!(report.fields[0].would_match_with, ["case=ignore"]);
//! ```
//!
//! What is compared comes from a [`Presented`], which knows no kind of file: the encoded Name and alternative names of
//! whatever holds them, a challenge password, or single values.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod alternative_names;
mod choices;
mod compare;
mod composer;
mod field;
mod matcher;
mod nearest;
mod normal;
mod presented;
mod registered;
mod report;
mod rules;
mod why;

pub use choices::{Arrays, Case, Duplicates, Email, MultiValuedNames, Order, Repeated, Unicode, WhiteSpace};
pub use composer::Composer;
pub use field::{AlternativeName, Field};
pub use matcher::Matcher;
pub use nearest::{Difference, Nearest};
pub use presented::{Presented, PresentedValue};
pub use registered::RegisteredValue;
pub use report::{FieldReport, Report, Rule, check};
pub use rules::Rules;
pub use why::Why;
