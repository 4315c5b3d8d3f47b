//! The elements of an input.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::{Options, wrong},
};
use keybundle::{Error, report};

/// So many elements are given unless more are asked for.
const MOST: usize = 10_000;

/// The ASN.1 elements of an input, which is BER or DER.
pub(crate) fn tree(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &["most"])?;
    let most = match options.integer("most")? {
        None => MOST,
        Some(most) => usize::try_from(most).map_err(|_| wrong("most", "a whole number, not negative"))?,
    };
    let tree = report::tree(input, most).map_err(Error::from)?;
    Ok(Attachments::default().answer(tree))
}
