//! Names of algorithms by OID, for errors and reports.
//!
//! Ciphers as OpenSSL spells them in lower case (`aes-256-cbc`), everything else as its RFC does. It names more than
//! anything here implements: that is what an `unsupported-algorithm` error needs.

mod ciphers;
mod keys;
mod structures;

use crate::{Oid, rare};
use ciphers::{CIPHERS, PASSWORD_BASED, WRAPS};
use keys::{HASHES, KEY_AGREEMENT, KEY_TRANSPORT, KEYS, SIGNATURES};
use structures::STRUCTURES;

/// The best-known name of an algorithm's OID, if it is one that is met in keys, certificates, PKCS #12 or CMS.
///
/// ```
/// use keybundle_encoding::{Oid, names};
/// let oid = Oid::from_content(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x07]).unwrap();
/// assert_eq!(names::name(oid), Some("des-ede3-cbc"));
/// ```
#[must_use]
pub fn name(oid: Oid<'_>) -> Option<&'static str> {
    name_in(TABLE, oid)
}

/// The name of a type of content, a bag or an attribute of PKCS #7, CMS and PKCS #12.
///
/// ```
/// use keybundle_encoding::{Oid, names};
/// let oid = Oid::from_content(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1]).unwrap();
/// assert_eq!(names::structure(oid), Some("data"));
/// ```
#[must_use]
pub fn structure(oid: Oid<'_>) -> Option<&'static str> {
    name_in(&[STRUCTURES], oid)
}

fn name_in(table: &[Names], oid: Oid<'_>) -> Option<&'static str> {
    // It is asked for what is not supported, and the tables are large.
    if !rare::is_here() {
        return None;
    }
    let dotted = oid.to_dotted();
    table.iter().flat_map(|group| group.iter()).find(|(known, _)| *known == dotted).map(|(_, name)| *name)
}

type Names = &'static [(&'static str, &'static str)];

const TABLE: &[Names] = &[CIPHERS, WRAPS, PASSWORD_BASED, HASHES, KEYS, SIGNATURES, KEY_TRANSPORT, KEY_AGREEMENT];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_oid_stands_twice() {
        let mut oids: alloc::vec::Vec<_> =
            TABLE.iter().chain(&[STRUCTURES]).flat_map(|group| group.iter()).map(|(oid, _)| oid).collect();
        let all = oids.len();
        oids.sort();
        oids.dedup();
        assert_eq!(oids.len(), all);
        assert!(all > 250);
    }
}
