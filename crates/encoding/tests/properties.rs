//! Nothing panics whatever comes, and what is plain is read whatever stands around it.
#![allow(missing_docs, clippy::unwrap_used)]

use base64::{Engine, engine::general_purpose as engine};
use keybundle_encoding::{base64 as lenient, pem, sniff, text};
use proptest::prelude::*;

const PEM: &[u8] = include_bytes!("fixtures/bag-attributes.pem");
const ENCRYPTED: &[u8] = include_bytes!("fixtures/encrypted-ec.pem");
const TRUSTED: &[u8] = include_bytes!("fixtures/trusted.pem");

/// Everything that takes bytes or text.
fn read_all(bytes: &[u8]) {
    let _ = sniff::sniff(bytes);
    let decoded = text::decode(bytes);
    let text = decoded.as_ref().map_or(bytes, |decoded| &decoded.text);
    let _ = (sniff::is_base64(text), pem::looks_like(text));
    if let Ok(scan) = pem::scan(text) {
        assert!(!scan.blocks.is_empty());
        assert!(scan.blocks.iter().all(|block| block.position <= text.len()));
        assert!(scan.deviations.iter().all(|deviation| deviation.position <= text.len()));
    }
    if let Ok(decoded) = lenient::decode(text) {
        assert!(decoded.bytes.len() <= text.len());
    }
}

/// A DER SEQUENCE of one OCTET STRING with these bytes.
fn der(content: &[u8]) -> Vec<u8> {
    let mut octets = vec![0x04, 0x82];
    octets.extend((content.len() as u16).to_be_bytes());
    octets.extend(content);
    let mut der = vec![0x30, 0x82];
    der.extend((octets.len() as u16).to_be_bytes());
    der.extend(octets);
    der
}

/// What matters to these readers, more often than chance would have it.
fn snippets() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::sample::select(vec![
        "-----BEGIN ",
        "-----END ",
        "-----",
        "-",
        "--",
        "BEGIN",
        "END",
        "CERTIFICATE",
        "PRIVATE KEY",
        "TRUSTED CERTIFICATE",
        "PGP MESSAGE",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\\n",
        "\\r\\n",
        "\\",
        "\\u002b",
        "%2B",
        "%",
        "&#10;",
        "&",
        "<br>",
        "<",
        "\"",
        "'",
        ",",
        ";",
        ">",
        "#",
        "+",
        "=",
        "==",
        "MIIB",
        "MAA=",
        "AAAA",
        "Proc-Type: 4,ENCRYPTED",
        "DEK-Info: AES-128-CBC,",
        "DEK-Info:",
        "00112233445566778899aabbccddeeff",
        "x: y",
        ":",
        "\u{a0}",
        "\u{200b}",
        "\u{2013}",
        "\u{2014}",
        "\u{feff}",
        "\0",
        "data:;base64,",
        "é",
        "--b\nContent-Type: a\n\n",
        "HTTP/1.1 200\n",
        "{",
        "[",
        "30 82 01",
    ]);
    prop::collection::vec(words, 0..40).prop_map(|words| words.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }

    #[test]
    fn any_snippets(bytes in snippets()) {
        read_all(&bytes);
    }

    #[test]
    fn mutated_pem(
        which in 0..3usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4u8, any::<u8>(), snippets()), 1..6),
    ) {
        let mut bytes = [PEM, ENCRYPTED, TRUSTED][which].to_vec();
        for (index, how, byte, snippet) in changes {
            let at = index.index(bytes.len().max(1)).min(bytes.len());
            match how {
                0 => bytes.insert(at, byte),
                1 if at < bytes.len() => bytes[at] ^= byte,
                2 => bytes.truncate(at),
                _ => drop(bytes.splice(at..at, snippet)),
            }
        }
        read_all(&bytes);
    }

    #[test]
    fn written_pem_is_read(content in prop::collection::vec(any::<u8>(), 0..500), label in "[A-Z][A-Z0-9]{0,9}( [A-Z0-9]{1,9}){0,3}") {
        let der = der(&content);
        let scan = pem::scan(pem::encode(&label, &der).as_bytes()).unwrap();
        prop_assert_eq!(scan.blocks.len(), 1);
        prop_assert_eq!(scan.blocks[0].bytes.as_slice(), der.as_slice());
        prop_assert_eq!(&scan.blocks[0].label, &label);
        prop_assert!(scan.deviations.is_empty());
    }

    /// As the crate `base64` writes it, in lines of any width, padded or not, in either alphabet.
    #[test]
    fn base64_in_any_form(
        bytes in prop::collection::vec(any::<u8>(), 1..300),
        width in 1..100usize,
        form in 0..4usize,
        ending in prop::sample::select(vec!["\n", "\r\n", "\r", " ", "\t", "\n\n  ", "\\n", "\\r\\n", "\",\n\""]),
    ) {
        let text = match form {
            0 => engine::STANDARD.encode(&bytes),
            1 => engine::STANDARD_NO_PAD.encode(&bytes),
            2 => engine::URL_SAFE.encode(&bytes),
            _ => engine::URL_SAFE_NO_PAD.encode(&bytes),
        };
        let lines: Vec<&str> = text.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let decoded = lenient::decode(lines.join(ending).as_bytes()).unwrap();
        prop_assert_eq!(decoded.bytes.as_slice(), bytes.as_slice());
    }

    /// What the strict crate takes, this takes with the same result, and without a word.
    #[test]
    fn strict_base64_is_no_deviation(text in "[A-Za-z0-9+/]{2,80}={0,2}") {
        if let Ok(strict) = engine::STANDARD.decode(&text) {
            let decoded = lenient::decode(text.as_bytes()).unwrap();
            prop_assert_eq!(decoded.bytes.as_slice(), strict.as_slice());
            prop_assert!(decoded.deviations.is_empty());
        }
    }

    #[test]
    fn junk_in_base64_is_told(bytes in prop::collection::vec(any::<u8>(), 20..200), at in any::<prop::sample::Index>(), junk in "[!?@$*~^{}()|]") {
        let mut text = engine::STANDARD_NO_PAD.encode(&bytes);
        let at = at.index(text.len());
        text.insert_str(at, &junk);
        match lenient::decode(text.as_bytes()) {
            Err(keybundle_encoding::Error::NotBase64 { position, .. }) => prop_assert_eq!(position, at),
            other => prop_assert!(false, "{:?}", other.map(|decoded| decoded.deviations)),
        }
    }
}
