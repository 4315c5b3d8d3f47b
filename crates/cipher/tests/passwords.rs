//! The ways in which a password becomes bytes.

use keybundle_cipher::{PasswordCandidate, PasswordForm};
use keybundle_encoding::WarningCode;
use proptest::prelude::*;

fn forms(password: &[u8]) -> Vec<(PasswordForm, Vec<u8>, Vec<u8>)> {
    let candidates = PasswordCandidate::of(password);
    candidates.iter().map(|one| (one.form, one.octets.to_vec(), one.bmp.to_vec())).collect()
}

/// RFC 7292 §B.1: the octets of "Beavis" as a BMPString with its terminator.
#[test]
fn ascii() {
    let bmp = b"\0B\0e\0a\0v\0i\0s\0\0".to_vec();
    let bare = b"\0B\0e\0a\0v\0i\0s".to_vec();
    assert_eq!(
        forms(b"Beavis"),
        [
            (PasswordForm::Given, b"Beavis".to_vec(), bmp.clone()),
            (PasswordForm::BmpOctets, bmp.clone(), bmp),
            (PasswordForm::BareBmp, bare.clone(), bare),
        ]
    );
}

#[test]
fn none_and_empty() {
    for candidates in [PasswordCandidate::of(b""), PasswordCandidate::of_none()] {
        let forms: Vec<_> = candidates.iter().map(|one| (one.form, one.bmp.to_vec())).collect();
        assert_eq!(forms, [(PasswordForm::Empty, vec![0, 0]), (PasswordForm::Null, vec![])]);
        assert!(candidates.iter().all(|one| one.octets.is_empty() && one.form.warning().is_none()));
    }
}

#[test]
fn trailing_line_break() {
    for password in [&b"secret\n"[..], b"secret\r\n", b"secret ", b"\xef\xbb\xbfsecret", b"\xef\xbb\xbfsecret\r\n"] {
        let found = forms(password);
        assert_eq!(found[0].1, password);
        assert_eq!((found[1].0, found[1].1.as_slice()), (PasswordForm::Trimmed, &b"secret"[..]));
    }
    assert_eq!(PasswordForm::Trimmed.warning(), Some(WarningCode::PasswordTrimmed));
}

/// The bytes are those of Python: `"Grüße".encode("utf-8" | "latin-1" | "utf-16-be")`.
#[test]
fn latin_letters() {
    let found = forms("Grüße".as_bytes());
    let standard = b"\0G\0r\0\xfc\0\xdf\0e\0\0".to_vec();
    assert_eq!(found[0], (PasswordForm::Given, b"Gr\xc3\xbc\xc3\x9fe".to_vec(), standard.clone()));
    assert!(found.contains(&(PasswordForm::Latin1, b"Gr\xfc\xdfe".to_vec(), standard.clone())));
    let widened = b"\0G\0r\0\xc3\0\xbc\0\xc3\0\x9f\0e\0\0".to_vec();
    assert!(found.contains(&(PasswordForm::Utf8BytesAsBmp, b"Gr\xc3\xbc\xc3\x9fe".to_vec(), widened)));
    // Given in Latin-1: the BMPString is the standard's at once, UTF-8 comes later.
    let found = forms(b"Gr\xfc\xdfe");
    assert_eq!(found[0], (PasswordForm::Given, b"Gr\xfc\xdfe".to_vec(), standard.clone()));
    assert!(found.contains(&(PasswordForm::Latin1, b"Gr\xc3\xbc\xc3\x9fe".to_vec(), standard)));
}

/// The bytes are those of Python: `"пароль🔑".encode("utf-16-be")`, and its low bytes.
#[test]
fn beyond_latin_and_beyond_the_basic_plane() {
    let found = forms("пароль🔑".as_bytes());
    assert_eq!(found[0].2, b"\x04\x3f\x04\x30\x04\x40\x04\x3e\x04\x3b\x04\x4c\xd8\x3d\xdd\x11\0\0");
    let low = found.iter().find(|one| one.0 == PasswordForm::LowBytes).unwrap();
    assert_eq!(low.1, b"\x3f\x30\x40\x3e\x3b\x4c\x3d\x11");
    assert_eq!(found.iter().filter(|one| one.0 == PasswordForm::Latin1).count(), 0);
}

#[test]
fn no_password_in_debug_output() {
    let shown = format!("{:?}", PasswordCandidate::of(b"hunter2hunter2"));
    assert!(!shown.contains("hunter2") && !shown.contains("104"), "{shown}");
}

proptest! {
    #[test]
    fn the_standard_first_and_no_two_alike(password in prop_oneof![".{0,20}".prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..20)]) {
        let candidates = PasswordCandidate::of(&password);
        prop_assert_eq!(candidates[0].octets.as_slice(), password.as_slice());
        prop_assert!(candidates.len() <= 12);
        for (index, one) in candidates.iter().enumerate() {
            for other in &candidates[..index] {
                prop_assert!(one.octets != other.octets || one.bmp != other.bmp);
            }
        }
        let octets: Vec<_> = PasswordCandidate::distinct_octets(&candidates).map(|one| &one.octets).collect();
        let bmp: Vec<_> = PasswordCandidate::distinct_bmp(&candidates).map(|one| &one.bmp).collect();
        for one in &candidates {
            prop_assert_eq!(octets.iter().filter(|other| **other == &one.octets).count(), 1);
            prop_assert_eq!(bmp.iter().filter(|other| **other == &one.bmp).count(), 1);
        }
    }
}
