//! Credentials.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::Options,
    unlock,
};
use keybundle::report;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

/// Describes a credential, a certificate or a public key as the service does.
#[wasm_bindgen]
#[must_use]
pub fn credential_show(input: Vec<u8>, options: &str, attachments: Vec<u8>) -> Answer {
    let input = Zeroizing::new(input);
    let run = || {
        let options = Options::read(options, attachments, &["limits"])?;
        let (shown, _) = report::shown_credential(&input, &unlock::limits(&options)?).map_err(Refusal::of)?;
        Ok(Attachments::default().answer(&shown))
    };
    run().unwrap_or_else(|refusal: Refusal| refusal.into())
}
