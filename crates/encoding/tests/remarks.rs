//! What follows a BEGIN line on its line never makes a block disappear, and a sentence about PEM never makes one.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use keybundle_encoding::{DeviationKind as Kind, Error, pem};

const ENCRYPTED: &str = include_str!("fixtures/encrypted-ec.pem");

/// SEQUENCE of an OCTET STRING with these bytes.
fn der(seed: u8) -> Vec<u8> {
    let content = (0..120_u8).map(|byte| byte.wrapping_mul(37).wrapping_add(seed));
    [0x30, 122, 0x04, 120].into_iter().chain(content).collect()
}

fn key() -> String {
    pem::encode("PRIVATE KEY", &der(1)).to_string()
}

fn certificate() -> String {
    pem::encode("CERTIFICATE", &der(2)).to_string()
}

/// Contents and what was told.
fn read(text: &str) -> Result<(Vec<Vec<u8>>, Vec<Kind>), Error> {
    let scan = pem::scan(text.as_bytes())?;
    let contents = scan.blocks.iter().map(|block| block.bytes.to_vec()).collect();
    Ok((contents, scan.deviations.iter().map(|deviation| deviation.kind).collect()))
}

const REMARKS: &[&str] = &[
    "\u{1b}[0m",
    "\u{1b}[K",
    " # my key",
    " my key",
    "x",
    ".",
    " (RSA 2048)",
    "^",
    "$",
    "*",
    "]",
    "…",
    " <--",
    " ‹--",
    ">>k.pem",
    "</code>",
    " // the key of the web server, as it came in January",
];

#[test]
fn a_remark_behind_begin_is_passed_over() {
    for remark in REMARKS {
        for line_break in ["\n", "\r\n", "\r"] {
            let begin = "-----BEGIN PRIVATE KEY-----";
            let text = key().replace(begin, &format!("{begin}{remark}")).replace('\n', line_break);
            let (contents, kinds) = read(&text).unwrap_or_else(|error| panic!("{remark:?}: {error}"));
            assert_eq!(contents, [der(1)], "{remark:?}");
            assert!(!kinds.contains(&Kind::EmptyBlock) && !kinds.contains(&Kind::StrayEnd), "{remark:?}: {kinds:?}");
            // A tag is undone instead.
            assert!(kinds.contains(&Kind::BehindBegin) || *remark == "</code>", "{remark:?}: {kinds:?}");
            // Beside another block, before or behind it.
            let certificate = certificate().replace('\n', line_break);
            assert_eq!(read(&format!("{text}{certificate}")).unwrap().0, [der(1), der(2)], "{remark:?}");
            assert_eq!(read(&format!("{certificate}{text}")).unwrap().0, [der(2), der(1)], "{remark:?}");
        }
    }
}

#[test]
fn headers_may_follow_a_remark() {
    let want = read(ENCRYPTED).unwrap().0;
    for remark in REMARKS {
        let text = ENCRYPTED.replacen("-----\n", &format!("-----{remark}\n"), 1);
        let scan = pem::scan(text.as_bytes()).unwrap_or_else(|error| panic!("{remark:?}: {error}"));
        assert_eq!(scan.blocks[0].bytes.as_slice(), want[0], "{remark:?}");
        assert_eq!(scan.blocks[0].header("DEK-Info"), Some("AES-256-CBC,82619FCE294DED65B297274FF0D0A139"));
    }
}

#[test]
fn where_the_remark_stands_is_told() {
    let text = key().replace("KEY-----\n", "KEY----- # mine\n").replacen(" # mine\n-----END", "\n-----END", 1);
    let scan = pem::scan(text.as_bytes()).unwrap();
    assert_eq!(scan.deviations[0].kind, Kind::BehindBegin);
    assert_eq!(scan.deviations[0].position, text.find(" # mine").unwrap());
}

#[test]
fn lines_in_tags_are_read() {
    let spans = |text: &str| text.lines().map(|line| format!("<span class=\"l\">{line}</span>\n")).collect::<String>();
    let text = format!("<pre>{}</pre>\n{}", spans(&key()), certificate());
    assert_eq!(read(&text).unwrap().0, [der(1), der(2)]);
}

#[test]
fn a_body_that_cannot_be_read_is_not_passed_over() {
    let begin = "-----BEGIN PRIVATE KEY-----";
    let remarked = key().replace(begin, &format!("{begin} # mine"));
    let coloured = |text: &str| text.lines().map(|line| format!("\u{1b}[32m{line}\u{1b}[0m\n")).collect::<String>();
    let end = remarked.find("-----END").unwrap();
    // One character of the body is another, or gone.
    let damaged = |text: &str, by: &str| {
        let at = text.find("\n-----END").unwrap() - 20;
        [&text[..at], by, &text[at + 1..]].concat()
    };
    for (name, text) in [
        ("colours on each line", coloured(&key())),
        ("a character that is none", damaged(&remarked, "?")),
        ("a lost character", damaged(&remarked, "")),
        ("another label at END", remarked.replace("END PRIVATE", "END FEATHER")),
        ("no END", remarked[..end].into()),
        ("cut off", remarked[..end - 10].into()),
        ("BEGIN in two colours, and the lines too", coloured(&key()).replace("BEGIN", "BEGIN\u{1b}[m")),
        ("no BEGIN, and a lost character", damaged(&key()[begin.len()..], "")),
    ] {
        assert!(text != remarked && text != key(), "{name}");
        for text in [format!("{text}{}", certificate()), format!("{}{text}", certificate()), text] {
            assert!(matches!(read(&text), Err(Error::MalformedPem { .. } | Error::Truncated { .. })), "{name}");
        }
    }
}

#[test]
fn a_body_without_its_begin_is_read_behind_other_text() {
    for before in ["Your key:\n\n", "\u{1b}[01;31m-----BEGIN\u{1b}[m PRIVATE KEY-----\n", "(see below)\n"] {
        let body = key();
        let text = format!("{before}{}{}", body.split_once('\n').unwrap().1, certificate());
        let (contents, kinds) = read(&text).unwrap_or_else(|error| panic!("{before:?}: {error}"));
        assert_eq!(contents, [der(1), der(2)], "{before:?}");
        assert!(kinds.contains(&Kind::NoBegin), "{before:?}: {kinds:?}");
    }
}

#[test]
fn a_sentence_is_no_block() {
    for sentence in [
        "Copy from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----:",
        "Copy what stands between -----BEGIN PRIVATE KEY-----\nand -----END PRIVATE KEY-----, please.",
        "It starts with \"-----BEGIN PRIVATE KEY-----\".",
        "-----BEGIN PRIVATE KEY----- (the first line) is needed too",
        "Lines behind -----BEGIN PRIVATE KEY-----, as https://www.example/how/to/copy/a/key/from/a/mail tells, count.",
        "An END line is -----END PRIVATE KEY-----.",
    ] {
        for text in [format!("{sentence}\n{}", certificate()), format!("{}{sentence}\n", certificate())] {
            let (contents, _) = read(&text).unwrap_or_else(|error| panic!("{sentence:?}: {error}"));
            assert_eq!(contents, [der(2)], "{sentence:?}");
        }
    }
}
