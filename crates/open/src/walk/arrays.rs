//! Bytes as an array of a program has them: `xxd -i`, what firmware includes.

use zeroize::Zeroizing;

/// Fewer bytes are no key and no certificate.
const SHORTEST: usize = 32;

/// The contents of the braces in a text that hold numbers of one byte and nothing else.
pub(super) fn of(text: &[u8]) -> impl Iterator<Item = Zeroizing<Vec<u8>>> {
    text.split(|&byte| byte == b'{').skip(1).filter_map(|behind| {
        let end = behind.iter().position(|&byte| byte == b'}')?;
        bytes(behind.get(..end)?).filter(|bytes| bytes.len() >= SHORTEST)
    })
}

fn bytes(list: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(list.len() / 2 + 1));
    for item in list.split(|&byte| byte == b',') {
        let item = item.trim_ascii();
        // A comma may stand behind the last one.
        if !item.is_empty() {
            bytes.push(number(core::str::from_utf8(item).ok()?)?);
        }
    }
    Some(bytes)
}

fn number(text: &str) -> Option<u8> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u8::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}
