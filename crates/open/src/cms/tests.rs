//! The vectors of other tools, one CMS layer at a time.

mod differential;
mod mutations;
pub(crate) mod support;
mod verdicts;
mod wycheproof;

use super::Cms;
use crate::{Limits, Result, context::Context};
use keybundle_encoding::{
    Coded as _, Warnings,
    sniff::{Format, sniff},
};
use sha2::{Digest as _, Sha256};
use support::{message, unlock};

/// What comes out of the outermost CMS layer of every vector that tells it, or why nothing does.
#[test]
fn every_vector_gives_its_content() {
    let mut failures = Vec::new();
    let mut opened = 0;
    for vector in ["cms", "smime"].iter().flat_map(|group| keybundle_testdata::group(group)) {
        let expect = &vector.header.expect;
        let Some(unlock) = unlock(&vector).filter(|_| sniff(&vector.bytes) != Format::Mime) else { continue };
        let result = message(&vector.bytes).and_then(|message| content(&message, &unlock));
        match (&expect.content_sha256, &expect.code, result) {
            (Some(expected), None, Ok(content))
                if *expected == keybundle_encoding::hex::encode(&Sha256::digest(&content)) =>
            {
                opened += 1;
            }
            (None, Some(code), Err(error)) if error.code().as_str() == code => opened += 1,
            (Some(_), None, Ok(_)) => failures.push(format!("{}: another content", vector.name)),
            (Some(_), _, Err(error)) => failures.push(format!("{}: {} {error}", vector.name, error.code())),
            // What an inner layer says is not for this test.
            (None, _, Ok(_)) => {}
            (None, code, Err(error)) => {
                failures.push(format!("{}: {} {error}, expected {code:?}", vector.name, error.code()));
            }
            (Some(_), Some(_), Ok(_)) => failures.push(format!("{}: both content and error", vector.name)),
        }
    }
    assert!(failures.is_empty(), "{opened} as expected, and not:\n{}", failures.join("\n"));
    assert!(opened >= 150, "only {opened} vectors");
}

fn content(message: &[u8], unlock: &crate::Unlock) -> Result<Vec<u8>> {
    let limits = Limits::default();
    let cms = Cms::parse(message, &limits, &mut Warnings::new())?;
    let mut context = Context::new(unlock, &limits);
    Ok(cms.open(&mut context)?.content.map(|content| content.to_vec()).unwrap_or_default())
}
