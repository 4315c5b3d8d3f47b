//! What Bouncy Castle and Python's cryptography wrote: authenticated ciphers of every size, RC2's versions, long texts,
//! key wrap, Bouncy Castle's own PBE.

use crate::common::{hex, identifier, lines, read, tlv};
use keybundle_cipher::{ContentCipher, Error, PasswordCandidate, PasswordEncryption, wrap::KeyWrap};
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};
use keybundle_kdf::derive_all;

const BOUNCY_CASTLE: &str = include_str!("data/bouncy_castle.txt");

/// What stands before ` = `, and the bytes after it.
type Vector = (Vec<&'static str>, Vec<u8>);

/// The plaintext of all vectors, and those whose lines begin with `kind`.
fn vectors(text: &'static str, kind: &str) -> (Vec<u8>, Vec<Vector>) {
    let mut all = lines(text);
    let plain = hex(all.next().unwrap().1);
    let of_kind = all.map(|(what, bytes)| (what.split(' ').collect::<Vec<_>>(), hex(bytes)));
    (plain, of_kind.filter(|(what, _)| what[0] == kind).collect())
}

#[test]
fn content() {
    assert_eq!(content_of(BOUNCY_CASTLE), 80);
    assert_eq!(content_of(include_str!("data/long.txt")), 6);
}

fn content_of(text: &'static str) -> usize {
    let (plain, vectors) = vectors(text, "content");
    for (what, ciphertext) in &vectors {
        let [_, name, identifier, key, additional] = what[..] else { panic!("{what:?}") };
        let (identifier, key) = (hex(identifier), hex(key));
        let element = Element::parse(&identifier).unwrap();
        let id = AlgorithmIdentifier::from_element(&element).unwrap();
        let cipher = ContentCipher::from_identifier(&id).unwrap_or_else(|error| panic!("{what:?}: {error}"));
        assert_eq!(cipher.name(), name);
        assert!(cipher.accepts_key_size(key.len()), "{what:?}");
        let additional: Vec<u8> = (0..additional.parse::<usize>().unwrap()).map(|byte| byte as u8).collect();

        let mut buffer = ciphertext.clone();
        cipher
            .decrypt_in_place(&key, &mut buffer, &additional, None)
            .unwrap_or_else(|error| panic!("{what:?}: {error}"));
        assert_eq!(buffer, plain, "{what:?}");
        in_parts(&cipher, &key, &additional, ciphertext, &plain);
        if cipher.is_authenticated() {
            authenticated(&cipher, &key, &additional, ciphertext, &plain);
        }
    }
    vectors.len()
}

/// The tag may stand apart; and no bit of key, text, tag and additional data may change.
fn authenticated(cipher: &ContentCipher, key: &[u8], additional: &[u8], ciphertext: &[u8], plain: &[u8]) {
    let (text, tag) = ciphertext.split_at(ciphertext.len() - cipher.tag_size());
    let open = |key: &[u8], text: &[u8], additional: &[u8], tag: &[u8]| {
        let mut buffer = text.to_vec();
        let result = cipher.decrypt_in_place(key, &mut buffer, additional, Some(tag));
        assert!(result.is_ok() || buffer.is_empty(), "plaintext was left behind");
        result.map(|()| buffer)
    };
    let flipped = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        *bytes.last_mut().unwrap() ^= 1;
        bytes
    };
    assert_eq!(open(key, text, additional, tag).as_deref(), Ok(plain));
    assert_eq!(open(&flipped(key), text, additional, tag), Err(Error::BadTag));
    assert_eq!(open(key, &flipped(text), additional, tag), Err(Error::BadTag));
    assert_eq!(open(key, text, additional, &flipped(tag)), Err(Error::BadTag));
    assert_eq!(open(key, text, additional, &tag[1..]), Err(Error::BadTag));
    if !additional.is_empty() {
        assert_eq!(open(key, text, &flipped(additional), tag), Err(Error::BadTag));
    }
}

/// The same in parts, the last one first.
fn in_parts(cipher: &ContentCipher, key: &[u8], additional: &[u8], ciphertext: &[u8], plain: &[u8]) {
    let (text, tag) = ciphertext.split_at(ciphertext.len() - cipher.tag_size());
    let parts = cipher.in_parts(key, text.len() as u64);
    if !cipher.has_parts() {
        assert!(matches!(parts, Err(Error::InvalidValue { .. })));
        return;
    }
    let parts = parts.unwrap();
    for size in [16, 48, 1024] {
        let mut whole = text.to_vec();
        for (index, part) in whole.chunks_mut(size).enumerate().rev() {
            let offset = index * size;
            parts.decrypt(offset as u64, &text[offset.saturating_sub(16)..offset], part).unwrap();
        }
        let padding = parts.padding(&whole).unwrap();
        assert_eq!(&whole[..whole.len() - padding], plain, "{} in parts of {size}", cipher.name());

        let check = |text: &[u8], additional: &[u8], tag: &[u8]| {
            let mut check = parts.authentication(additional, tag).unwrap()?;
            text.chunks(size).for_each(|part| check.update(part));
            Some(check.finish())
        };
        let flipped = |bytes: &[u8]| [&[bytes[0] ^ 1], &bytes[1..]].concat();
        assert_eq!(check(text, additional, tag), cipher.is_authenticated().then_some(Ok(())));
        if cipher.is_authenticated() {
            assert_eq!(check(&flipped(text), additional, tag), Some(Err(Error::BadTag)));
            assert_eq!(check(text, additional, &flipped(tag)), Some(Err(Error::BadTag)));
            assert_eq!(check(text, &[additional, &[0]].concat(), tag), Some(Err(Error::BadTag)));
            assert_eq!(check(&text[..text.len() - 1], additional, tag), Some(Err(Error::BadTag)));
        }
    }
}

/// Modes that no vector has under an OID of its own: in parts as in one piece, which `dek_info` holds against OpenSSL.
#[test]
fn parts_of_rare_modes() {
    let ciphertext: Vec<u8> = (0..2_000_u32).map(|index| (index * index / 7) as u8).collect();
    for oid in ["0.3.4401.5.3.1.9.9", "1.2.156.10197.1.104.5", "1.2.156.10197.1.104.6", "1.2.156.10197.1.104.7"] {
        // The counters of the last bytes of this IV wrap around.
        let id = identifier(oid, &tlv(4, &[0xff; 16]));
        let cipher = read(&id, ContentCipher::from_identifier).unwrap();
        let mut plain = ciphertext.clone();
        cipher.decrypt_in_place(&[7; 16], &mut plain, &[], None).unwrap();
        in_parts(&cipher, &[7; 16], &[], &ciphertext, &plain);
    }
}

#[test]
fn wrapped_keys() {
    let (_, vectors) = vectors(BOUNCY_CASTLE, "wrap");
    assert_eq!(vectors.len(), 35);
    for (what, wrapped) in vectors {
        let [_, name, identifier, kek, key] = what[..] else { panic!("{what:?}") };
        let (identifier, kek, key) = (hex(identifier), hex(kek), hex(key));
        let element = Element::parse(&identifier).unwrap();
        let wrap = KeyWrap::from_identifier(&AlgorithmIdentifier::from_element(&element).unwrap()).unwrap();
        assert_eq!(wrap.name(), name);
        assert_eq!(wrap.unwrap(&kek, &wrapped).unwrap().as_slice(), key, "{what:?}");
        for at in 0..wrapped.len() {
            let mut damaged = wrapped.clone();
            damaged[at] ^= 0x10;
            assert_eq!(wrap.unwrap(&kek, &damaged), Err(Error::BadWrap), "{what:?}, byte {at}");
            assert_eq!(wrap.unwrap(&kek, &wrapped[..at]), Err(Error::BadWrap), "{what:?}, {at} bytes");
        }
        assert!(matches!(wrap.unwrap(&kek[1..], &wrapped), Err(Error::KeySize { .. })));
    }
}

#[test]
fn passwords() {
    let (plain, vectors) = vectors(BOUNCY_CASTLE, "password");
    assert_eq!(vectors.len(), 14);
    let candidates = PasswordCandidate::of("Grüße".as_bytes());
    for (what, ciphertext) in vectors {
        let identifier = hex(what.last().unwrap());
        let element = Element::parse(&identifier).unwrap();
        let id = AlgorithmIdentifier::from_element(&element).unwrap();
        let scheme = PasswordEncryption::from_identifier(&id).unwrap_or_else(|error| panic!("{what:?}: {error}"));
        let derived: Vec<_> = derive_all(&scheme.derivations(&candidates[0])).into_iter().map(Result::unwrap).collect();
        let mut buffer = ciphertext;
        scheme.decrypt_in_place(&derived, &mut buffer).unwrap_or_else(|error| panic!("{what:?}: {error}"));
        assert_eq!(buffer, plain, "{what:?}");
    }
}
