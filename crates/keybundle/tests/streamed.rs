//! Archives read where they are give what they give in memory.

mod common;

use common::unlock;
use keybundle::{Coded as _, Delivered, Error, Limits, Opened, Streamed, Unlock, report};
use keybundle_testdata::vectors;
use serde_json::{Value, json};
use std::io::Cursor;

/// All that comes out, as `decode --json --include-secrets` tells it, or the code of the refusal.
fn told(result: Result<Opened, Error>) -> Value {
    match result {
        Ok(opened) => report::opened(&opened, true),
        Err(error) => {
            json!({ "code": error.code().as_str(), "stage": error.stage().as_str(), "words": error.to_string() })
        }
    }
}

/// The same of a source; `None` where it is one for memory.
fn streamed(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Option<Opened>, Error> {
    let Some(mut archive) = Streamed::open(Cursor::new(bytes), unlock, limits)? else { return Ok(None) };
    let (mut bundles, mut certificates) = (Vec::new(), Vec::new());
    archive.deliver(|found| {
        match found {
            Delivered::Bundle(bundle) => bundles.push(bundle),
            Delivered::Certificate(certificate) => certificates.push(certificate),
            _ => {}
        }
        Ok::<_, Error>(())
    })?;
    assert_eq!(archive.bundles(), bundles.len());
    let mut opened = archive.into_rest();
    (opened.bundles, opened.certificates) = (bundles, certificates);
    Ok(Some(opened))
}

/// Whether both ways tell the same; `None` where there is one way only.
fn agree(name: &str, bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Option<Value> {
    let there = match streamed(bytes, unlock, limits) {
        Ok(None) => return None,
        Ok(Some(opened)) => told(Ok(opened)),
        Err(error) => told(Err(error)),
    };
    let memory = told(keybundle::open_within(bytes, unlock, limits));
    assert_eq!(there, memory, "{name}");
    Some(there)
}

#[test]
fn every_vector_that_is_an_archive_gives_the_same() {
    let (mut opened, mut refused) = (Vec::new(), Vec::new());
    for vector in vectors() {
        let Ok(unlock) = unlock(&vector) else { continue };
        let told = agree(&vector.name, &vector.bytes, &unlock, &Limits::default());
        match told {
            Some(told) if told["code"].is_null() => opened.push(vector.name),
            Some(_) => refused.push(vector.name),
            None => {}
        }
    }
    assert!(opened.len() >= 200 && refused.len() >= 50, "{} {}", opened.len(), refused.len());
}
