//! Whether two distinguished names are the same.

use keybundle_encoding::{Oid, Result, ber::Element, rare};
use sha2::{Digest as _, Sha256};

/// Whether two Names are the same, however their strings are encoded: types equal, texts equal without regard to case
/// and repeated white space (the comparison of RFC 5280 §7.1, without its Unicode preparation).
///
/// A message may have been made from another encoding of the issuer's name than the certificate at hand has.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    if left == right {
        return true;
    }
    let (Ok(left), Ok(right)) = (attributes(left), attributes(right)) else { return false };
    left.len() == right.len()
        && left.iter().zip(&right).all(|(left, right)| {
            left.len() == right.len()
                && left.iter().all(|(oid, value)| {
                    right.iter().any(|(other, candidate)| oid == other && folded(value) == folded(candidate))
                })
        })
}

/// A hash that names share which [`same`] takes for one, where each RelativeDistinguishedName has one attribute (of
/// those with more, it has to come in the same order). `None` where it is no name.
pub(crate) fn folded_sha256(name: &[u8]) -> Option<[u8; 32]> {
    let mut hash = Sha256::new();
    for rdn in attributes(name).ok()? {
        for (oid, value) in rdn {
            let value = folded(&value);
            for part in [oid.as_bytes(), &value] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        hash.update(u64::MAX.to_be_bytes());
    }
    Some(hash.finalize().into())
}

/// One RelativeDistinguishedName: its attributes' types and values.
type Rdn<'a> = Vec<(Oid<'a>, Element<'a>)>;

/// More attributes than any name has: comparing stays cheap.
const MOST_ATTRIBUTES: usize = 64;

fn attributes(name: &[u8]) -> Result<Vec<Rdn<'_>>> {
    let mut rdns = Vec::new();
    let mut count = 0;
    let name = Element::parse(name)?;
    let mut sequence = name.sequence()?;
    while let Some(set) = sequence.next_element()? {
        let mut rdn = Vec::new();
        let mut members = set.set()?;
        while let Some(member) = members.next_element()? {
            count += 1;
            if count > MOST_ATTRIBUTES {
                return Err(member.malformed("a name of too many attributes"));
            }
            let mut fields = member.sequence()?;
            rdn.push((fields.oid()?, fields.any()?));
        }
        rdns.push(rdn);
    }
    Ok(rdns)
}

/// What a value compares by.
fn folded(value: &Element<'_>) -> Vec<u8> {
    match value.text() {
        Some(text) => {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            // Unicode's tables are larger than the rest of this crate's code.
            let is_plain = words.is_ascii() || !rare::is_here();
            if is_plain { words.to_ascii_lowercase() } else { words.to_lowercase() }.into_bytes()
        }
        None => value.raw().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::{folded_sha256, same};

    const PRINTABLE: u8 = 19;
    const UTF8: u8 = 12;

    #[test]
    fn names_compare_across_string_types() {
        let left = name(&[(6, PRINTABLE, "de"), (3, PRINTABLE, "Device  One ")]);
        let right = name(&[(6, UTF8, "DE"), (3, UTF8, "device one")]);
        assert!(same(&left, &right));
        assert!(!same(&left, &name(&[(6, UTF8, "DE"), (3, UTF8, "device two")])));
        assert!(!same(&left, &name(&[(6, UTF8, "DE")])));
        assert!(!same(b"x", b"y"));
        assert_eq!(folded_sha256(&left), folded_sha256(&right));
        assert_ne!(folded_sha256(&left), folded_sha256(&name(&[(6, UTF8, "DE")])));
        assert_eq!(folded_sha256(b"x"), None);
    }

    /// Of less than 128 bytes.
    fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        [&[tag, u8::try_from(content.len()).unwrap()], content.as_slice()].concat()
    }

    /// Attributes by the last arc of their type below 2.5.4.
    fn name(attributes: &[(u8, u8, &str)]) -> Vec<u8> {
        let rdns: Vec<u8> = attributes
            .iter()
            .flat_map(|&(attribute, tag, text)| {
                let attribute = tlv(0x30, &[&tlv(6, &[&[0x55, 4, attribute]]), &tlv(tag, &[text.as_bytes()])]);
                tlv(0x31, &[&attribute])
            })
            .collect();
        tlv(0x30, &[&rdns])
    }
}
