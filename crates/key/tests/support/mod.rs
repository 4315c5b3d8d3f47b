//! What the tests share.
#![allow(dead_code)]

use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt::Write;

/// The PEM blocks of a file by label; the file itself without a label when it has none.
pub(crate) fn blocks(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.contains("-----BEGIN")) else {
        return vec![(String::new(), bytes.to_vec())];
    };
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, tail)) = rest.split_once("-----BEGIN ") {
        let (label, tail) = tail.split_once("-----").unwrap();
        let (body, tail) = tail.split_once("-----END ").unwrap();
        let body: String = body.split_whitespace().collect();
        blocks.push((label.to_owned(), STANDARD.decode(body).unwrap()));
        rest = tail;
    }
    blocks
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
