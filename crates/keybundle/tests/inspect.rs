//! What an input needs, told without a secret.

use keybundle::{Need, inspect};
use keybundle_testdata::file;

/// Any one of a message's recipients can open it: each kind of them is told.
#[test]
fn every_kind_of_secret_that_opens_a_message_is_told() {
    use Need::{KeyEncryptionKey, Password, RecipientKey};
    for (name, needs) in [
        ("openssl3-rsa-aes256-cbc", &[RecipientKey][..]),
        ("openssl3-password", &[Password]),
        ("openssl3-kek128", &[KeyEncryptionKey]),
        ("openssl3-mixed-password", &[RecipientKey, Password, KeyEncryptionKey]),
        ("openssl3-signed", &[]),
    ] {
        let vector = file(&format!("vectors/cms/{name}.p7m"));
        assert_eq!(inspect(&vector).map(|envelope| envelope.needs()).ok().as_deref(), Some(needs), "{name}");
    }
}
