//! No error tells a piece of a password, of a key or of a plaintext: eight bytes of it in a row are a piece, and twelve
//! characters of its base64 or sixteen of its hex.

mod common;

use common::{hex, unlock};
use keybundle::{Error, Limits, Unlock, crates::encoding::base64};
use keybundle_testdata::vectors;
use std::{collections::HashSet, error::Error as _};

const WRONG: &str = "wr0ng-pa55word-\u{1f511}-nobody-has";
const PIECE: usize = 8;

#[test]
fn no_error_holds_a_piece_of_a_password() {
    let mut refused = 0;
    for vector in vectors() {
        let mut secrets: Vec<Vec<u8>> = vec![WRONG.as_bytes().to_vec()];
        secrets.extend(vector.header.unlock.passwords.iter().map(|password| password.clone().into_bytes()));
        let wrong = Ok(Unlock::new().with_exact_verdicts().with_password(WRONG));
        for (unlock, limits) in [(wrong, limits()), (unlock(&vector), Limits::default())] {
            if let Err(error) = unlock.and_then(|unlock| keybundle::open_within(&vector.bytes, &unlock, &limits)) {
                assert_silent(&vector.name, &error, &secrets);
                refused += 1;
            }
        }
    }
    assert!(refused > 300, "only {refused} refusals were looked at");
}

#[test]
fn no_error_of_a_damaged_file_holds_a_piece_of_its_plaintext() {
    let mut refused = 0;
    for vector in vectors().iter().filter(|vector| vector.bytes.len() < 4_000 && vector.header.expect.code.is_none()) {
        let Ok(opened) = unlock(vector).and_then(|unlock| keybundle::open(&vector.bytes, &unlock)) else { continue };
        let mut secrets = Vec::new();
        for bundle in &opened.bundles {
            secrets.push(bundle.private_key.secret_pkcs8_der().to_vec());
        }
        let Ok(unlock) = unlock(vector) else { continue };
        let limits = limits();
        for position in (0..vector.bytes.len()).step_by(vector.bytes.len() / 6 + 1) {
            let mut damaged = vector.bytes.clone();
            damaged[position] ^= 0x11;
            if let Err(error) = keybundle::open_within(&damaged, &unlock, &limits) {
                assert_silent(&vector.name, &error, &secrets);
                refused += 1;
            }
        }
    }
    assert!(refused > 300, "only {refused} refusals were looked at");
}

#[test]
fn a_text_with_keys_never_grows() {
    let mut looked_at = 0;
    for vector in vectors().iter().filter(|vector| vector.header.expect.code.is_none()) {
        let Ok(opened) = unlock(vector).and_then(|unlock| keybundle::open(&vector.bytes, &unlock)) else { continue };
        if !opened.bundles.is_empty() {
            // More room than is needed is that of a text that grew, and left copies of its beginning.
            let text = keybundle::pem::all(&opened);
            assert_eq!(text.capacity(), text.len(), "{}", vector.name);
            looked_at += 1;
        }
    }
    assert!(looked_at > 300, "only {looked_at} texts were looked at");
}

/// A long derivation refuses what is wrong as a short one does: what takes more, in compressions of a hash, ends with
/// that limit.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.derivation_work = 400_000;
    limits
}

fn assert_silent(name: &str, error: &Error, secrets: &[Vec<u8>]) {
    let mut told = format!("{error}\n{error:?}\n");
    let mut source = error.source();
    while let Some(inner) = source {
        told.push_str(&format!("{inner}\n{inner:?}\n"));
        source = inner.source();
    }
    let pieces = |size: usize| -> HashSet<&[u8]> { told.as_bytes().windows(size).collect() };
    let (bytes, base64_text, hex_text) = (pieces(PIECE), pieces(12), pieces(16));
    let holds = |told: &HashSet<&[u8]>, text: &[u8], size: usize| {
        text.windows(size)
            .any(|piece| piece.iter().any(|byte| !matches!(byte, 0 | b'0' | b'A')) && told.contains(piece))
    };
    for secret in secrets {
        // Base64 of a piece depends on where it begins.
        let is_told = holds(&bytes, secret, PIECE)
            || holds(&hex_text, hex(secret).as_bytes(), 16)
            || (0..3)
                .any(|skip| holds(&base64_text, base64::encode(secret.get(skip..).unwrap_or_default()).as_bytes(), 12));
        assert!(!is_told, "{name}: {} tells a piece of a secret", std::any::type_name_of_val(error));
    }
}

/// Nothing that holds a secret shows it where it is printed for developers.
#[test]
fn no_debug_form_holds_a_secret() {
    const SECRET: &str = "marker-of-a-secret";
    let password = || zeroize::Zeroizing::new(SECRET.as_bytes().to_vec());
    let key_text = keybundle_testdata::file("keys/device-p256.key.pem");
    let opened = keybundle::open(&key_text, &Unlock::new()).expect("it is plain");
    let key = &opened.bundles[0].private_key;
    let registered = keybundle::crates::r#match::RegisteredValue::new(
        "challenge_password",
        keybundle::crates::r#match::Matcher::Equals,
        [SECRET],
    );
    let attribute = keybundle::request::Attribute::new("challenge_password", SECRET);
    let told = [
        format!("{:?}", Unlock::new().with_password(SECRET)),
        format!("{opened:?}"),
        format!("{key:?}"),
        format!("{:?}", keybundle::inspect(&key_text)),
        format!("{:?}", keybundle::parts(&key_text, &Unlock::new(), &Limits::default())),
        format!("{:?}", keybundle::KeyEncryption::new(keybundle::Protection::PBKDF2, password(), false)),
        format!("{registered:?}{attribute:?}"),
        format!("{:?}", keybundle::credential::Proof::Passcode(SECRET)),
    ]
    .join("\n");
    assert!(!told.contains(SECRET), "{told}");
    let bytes = format!("{:?}", key_text.get(60..64).unwrap_or_default());
    assert!(!told.contains(bytes.trim_matches(['[', ']'])) && !told.contains("MIGHAgEAMBMGByqGSM49"), "{told}");
}
