//! No error tells a piece of a password, of a key or of a plaintext: eight bytes of it in a row are a piece.

mod common;

use common::unlock;
use keybundle::{Error, Limits, Unlock};
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
            secrets.extend(bundle.private_key.secret_original_der().map(<[u8]>::to_vec));
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

/// A long derivation refuses what is wrong as a short one does: what takes more, in compressions of a hash, ends with that
/// limit.
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
    let pieces: HashSet<&[u8]> = told.as_bytes().windows(PIECE).collect();
    for secret in secrets {
        let told_of_it = secret.windows(PIECE).any(|piece| piece != [0; PIECE] && pieces.contains(piece));
        assert!(!told_of_it, "{name}: {} tells a piece of a secret", std::any::type_name_of_val(error));
    }
}
