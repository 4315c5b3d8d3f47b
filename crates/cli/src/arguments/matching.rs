//! The arguments of `keybundle match`.

use clap::{Args, builder::PossibleValuesParser};
use keybundle::crates::r#match::{
    Arrays, Case, Duplicates, Email, MultiValuedNames, Order, Repeated, Rules, Unicode, WhiteSpace,
};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("presented").required(true))]
pub(crate) struct Match {
    /// The registered values: the bare array, or a credential's whole JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) registered_values: PathBuf,
    /// Check a CSR
    #[arg(long, value_name = "FILE", group = "presented")]
    pub(crate) csr: Option<PathBuf>,
    /// Check a certificate
    #[arg(long, value_name = "FILE", group = "presented")]
    pub(crate) certificate: Option<PathBuf>,
    /// Check a request's JSON: its attributes, its CSR, or both
    #[arg(long, value_name = "FILE", group = "presented")]
    pub(crate) request: Option<PathBuf>,
    /// Check one request a line (JSON, or a text with a CSR), and print one object a line
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", group = "presented")]
    pub(crate) stream: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleChoices,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// The rules that nobody documents. The first of each is the default.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules (the first choice is the default: exact, and arrays as sets)")]
pub(crate) struct RuleChoices {
    /// Whether upper and lower case differ
    #[arg(long, value_parser = words(Case::ALL, Case::as_str))]
    case: Option<String>,
    /// What white space counts
    #[arg(long, value_parser = words(WhiteSpace::ALL, WhiteSpace::as_str))]
    white_space: Option<String>,
    /// Whether two ways to write one character in Unicode differ
    #[arg(long, value_parser = words(Unicode::ALL, Unicode::as_str))]
    unicode: Option<String>,
    /// How many values of an array must be found
    #[arg(long, value_parser = words(Arrays::ALL, Arrays::as_str))]
    arrays: Option<String>,
    /// Whether the order of an array counts
    #[arg(long, value_parser = words(Order::ALL, Order::as_str))]
    order: Option<String>,
    /// Whether it counts how often an array holds one value
    #[arg(long, value_parser = words(Duplicates::ALL, Duplicates::as_str))]
    duplicates: Option<String>,
    /// Which value counts where a field stands several times that should stand once
    #[arg(long, value_parser = words(Repeated::ALL, Repeated::as_str))]
    repeated: Option<String>,
    /// Whether all attributes of a multi-valued relative distinguished name count
    #[arg(long, value_parser = words(MultiValuedNames::ALL, MultiValuedNames::as_str))]
    multi_valued_names: Option<String>,
    /// Where an e-mail address may stand: among the alternative names, where the subject has none
    #[arg(long, value_parser = words(Email::ALL, Email::as_str))]
    email: Option<String>,
}

impl RuleChoices {
    /// The defaults with the choices that were made.
    pub(crate) fn rules(&self) -> Rules {
        let chosen = [
            (Case::NAME, &self.case),
            (WhiteSpace::NAME, &self.white_space),
            (Unicode::NAME, &self.unicode),
            (Arrays::NAME, &self.arrays),
            (Order::NAME, &self.order),
            (Duplicates::NAME, &self.duplicates),
            (Repeated::NAME, &self.repeated),
            (MultiValuedNames::NAME, &self.multi_valued_names),
            (Email::NAME, &self.email),
        ];
        let chosen = chosen.iter().filter_map(|(name, word)| Some((name, word.as_deref()?)));
        chosen.fold(Rules::default(), |rules, (name, word)| rules.with(name, word).unwrap_or(rules))
    }
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> PossibleValuesParser {
    PossibleValuesParser::new(all.iter().map(|choice| word(*choice)).collect::<Vec<_>>())
}
