//! Labels: what stands after BEGIN, in one spelling.

use alloc::string::String;

/// Labels whose spelling is known: RFC 7468, OpenSSL's `pem.h`, and others' for what is recognized here.
const KNOWN: &[&str] = &[
    "CERTIFICATE",
    "X509 CERTIFICATE",
    "X.509 CERTIFICATE",
    "TRUSTED CERTIFICATE",
    "CERTIFICATE REQUEST",
    "NEW CERTIFICATE REQUEST",
    "X509 CRL",
    "CRL",
    "PKCS7",
    "PKCS #7 SIGNED DATA",
    "CMS",
    "PKCS12",
    "PFX",
    "PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "ANY PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "DSA PRIVATE KEY",
    "DH PRIVATE KEY",
    "ED25519 PRIVATE KEY",
    "ED448 PRIVATE KEY",
    "X25519 PRIVATE KEY",
    "X448 PRIVATE KEY",
    "SM2 PRIVATE KEY",
    "TSS2 PRIVATE KEY",
    "PUBLIC KEY",
    "RSA PUBLIC KEY",
    "EC PUBLIC KEY",
    "DSA PUBLIC KEY",
    "EC PARAMETERS",
    "SM2 PARAMETERS",
    "DH PARAMETERS",
    "X9.42 DH PARAMETERS",
    "DSA PARAMETERS",
    "PARAMETERS",
    "ATTRIBUTE CERTIFICATE",
    "SSL SESSION PARAMETERS",
    "OPENSSH PRIVATE KEY",
    "SSH2 PUBLIC KEY",
    "SSH2 ENCRYPTED PRIVATE KEY",
    "AGE ENCRYPTED FILE",
    "PGP MESSAGE",
    "PGP SIGNED MESSAGE",
    "PGP SIGNATURE",
    "PGP PUBLIC KEY BLOCK",
    "PGP PRIVATE KEY BLOCK",
];

/// Pairs of labels for the same thing: an END line may have the other one.
const FAMILIES: &[&[&str]] = &[
    &["CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE", "TRUSTED CERTIFICATE"],
    &["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"],
    &["X509 CRL", "CRL"],
    &["PKCS7", "PKCS #7 SIGNED DATA", "CMS"],
];

/// The letters of a label that count: upper case, without white space.
fn letters(label: &[u8]) -> impl Iterator<Item = u8> + '_ {
    label.iter().filter(|byte| !is_space(**byte)).map(u8::to_ascii_uppercase)
}

pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | b'_')
}

/// The known label of these letters.
pub(super) fn known(label: &[u8]) -> Option<&'static str> {
    // As it is written, mostly: that is found sooner than letter by letter.
    let exact = KNOWN.iter().find(|known| known.as_bytes() == label);
    exact.or_else(|| KNOWN.iter().find(|known| letters(known.as_bytes()).eq(letters(label)))).copied()
}

/// The longest known label that `text` starts with, as words of their own, and its size there.
pub(super) fn known_prefix(text: &[u8]) -> Option<(&'static str, usize)> {
    let size = |known: &str| {
        let mut at = 0;
        for letter in letters(known.as_bytes()) {
            while text.get(at).is_some_and(|&byte| is_space(byte)) {
                at += 1;
            }
            if text.get(at)?.to_ascii_uppercase() != letter {
                return None;
            }
            at += 1;
        }
        text.get(at).is_none_or(|&byte| is_space(byte) || byte == b'-').then_some(at)
    };
    KNOWN.iter().copied().filter_map(|known| Some((known, size(known)?))).max_by_key(|&(_, size)| size)
}

/// The label in its one spelling: as it is known, or in upper case with single spaces.
pub(super) fn normalize(label: &[u8]) -> String {
    if let Some(known) = known(label) {
        return known.into();
    }
    let mut text = String::with_capacity(label.len());
    for word in label.split(|&byte| is_space(byte)).filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(word.iter().map(|byte| char::from(byte.to_ascii_uppercase())));
    }
    text
}

/// Whether two labels have the same letters.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    letters(one).eq(letters(other))
}

/// Whether `cut` is the beginning of `label`.
pub(super) fn begins(cut: &[u8], label: &[u8]) -> bool {
    let mut rest = letters(label);
    letters(cut).all(|letter| rest.next() == Some(letter))
}

/// Whether two labels, in their one spelling, name the same thing.
pub(super) fn same_family(one: &str, other: &str) -> bool {
    FAMILIES.iter().any(|family| family.contains(&one) && family.contains(&other))
        || (one.ends_with("PRIVATE KEY") && other.ends_with("PRIVATE KEY") && !is_foreign(one) && !is_foreign(other))
}

/// Labels that RFC 7468 §4, §5.1, §7 tell to read and not to write.
pub(super) fn is_old(label: &str) -> bool {
    matches!(
        label,
        "X509 CERTIFICATE" | "X.509 CERTIFICATE" | "NEW CERTIFICATE REQUEST" | "PKCS #7 SIGNED DATA" | "CRL"
    )
}

/// Labels of what is no ASN.1: their blocks need not be base64.
pub(super) fn is_foreign(label: &str) -> bool {
    super::unsupported(label).is_some()
}
