//! Every message of the vectors, opened by a key in libcrypto: the same comes out, or the same refusal.

#[path = "../../keybundle/tests/common/mod.rs"]
mod common;

use common::{observe, unlock_by};
use keybundle::{Error, RecipientKey, crates::key::Recipient};
use keybundle_openssl::OpensslRecipient;
use keybundle_testdata::{report, vectors};
use std::cell::Cell;

#[test]
fn every_message_opens_through_libcrypto_as_its_header_says() {
    let (opened, missing) = (Cell::new(0), Cell::new(Vec::new()));
    let recipient = |key: &RecipientKey| -> Result<Box<dyn Recipient + Send>, Error> {
        Ok(Box::new(OpensslRecipient::new(&key.private_key, key.identity.clone())?))
    };
    let mut differing = Vec::new();
    let with_recipients: Vec<_> =
        vectors().into_iter().filter(|vector| !vector.header.unlock.recipient_keys.is_empty()).collect();
    for vector in &with_recipients {
        if vector.header.expect.is_about_content_alone() {
            continue;
        }
        let unlock = match unlock_by(vector, recipient) {
            Ok(unlock) => unlock,
            // Keys that libcrypto does not have, or that our own reader refuses as the header expects.
            Err(_) => {
                let mut names = missing.take();
                names.push(vector.name.clone());
                missing.set(names);
                continue;
            }
        };
        opened.set(opened.get() + 1);
        for difference in observe(&keybundle::open(&vector.bytes, &unlock)).differences(&vector.header) {
            differing.push(format!("{}: {difference}", vector.name));
        }
    }
    let missing = missing.take();
    // Few keys are not libcrypto's: a reader that refused them all would look green otherwise.
    assert!(missing.len() * 10 < opened.get(), "not opened: {missing:?}");
    report(opened.get(), &differing);
}
