//! What is known by name and not opened, with what to do instead.

pub(super) use crate::foreign::{Foreign, OPENPGP};

use crate::foreign::{AGE, OPENSSH_KEY};

const OPENSSH_PUBLIC: Foreign =
    ("an OpenSSH public key", "convert it, but for Ed25519: ssh-keygen -e -m PKCS8 -f FILE");
const AGE_IDENTITY: Foreign = ("an age identity", "age keys hold no certificate; use them with age");
const PUTTY: Foreign = ("a PuTTY private key", "export it: puttygen FILE -O private-openssh-new, then convert that");
const JKS: Foreign = (
    "a Java keystore (JKS)",
    "convert it: keytool -importkeystore -srckeystore FILE -destkeystore OUT.p12 -deststoretype PKCS12",
);
const JCEKS: Foreign = (
    "a Java keystore (JCEKS)",
    "convert it: keytool -importkeystore -srckeystore FILE -srcstoretype JCEKS -destkeystore OUT.p12 -deststoretype PKCS12",
);
pub(super) const BOUNCY_CASTLE: Foreign =
    ("a Bouncy Castle keystore", "convert it with keytool -importkeystore and the Bouncy Castle provider to PKCS12");
const JAVA: Foreign = ("a serialized Java object", "export what it holds as PKCS#12 or PEM");
const COMPRESSED: Foreign = ("a compressed file", "decompress it, then give what it holds");
const ARCHIVE: Foreign = ("an archive that is no ZIP", "unpack it, then give the files");
const PDF: Foreign = ("a PDF document", "give the certificate or key file itself");
pub(super) const REPLACED: Foreign = (
    "binary data that was read as text",
    "every byte that is no character is lost: fetch it again as binary (a buffer or blob), or as base64",
);
pub(super) const HTML: Foreign =
    ("an HTML page", "the server answered with a page, perhaps its login: fetch the file again");
const XML: Foreign = ("an XML document", "give the certificate or key as PEM, DER or PKCS#12");
const NSS: Foreign = ("an NSS or SQLite database", "export from it: pk12util -o OUT.p12 -n NAME -d DIRECTORY");
const SST: Foreign = ("a Windows serialized certificate store", "export the certificates as .p7b or .cer");
const PVK: Foreign = ("a Windows PVK private key", "convert it: openssl rsa -inform PVK -in FILE -out OUT.pem");
const KEY_BLOB: Foreign =
    ("a Windows CryptoAPI key blob", "convert it: openssl rsa -inform MSBLOB -in FILE -out OUT.pem");
const PUBLIC_KEY_BLOB: Foreign =
    ("a Windows CryptoAPI public key blob", "convert it: openssl rsa -pubin -inform MSBLOB -in FILE -out OUT.pem");
const ENC: Foreign = ("a file that openssl enc encrypted", "decrypt it with openssl enc -d, then give the result");
const KEYCHAIN: Foreign = ("a macOS keychain", "export the identity from it as PKCS#12");
const LFS: Foreign = ("a Git LFS pointer", "the file itself is not checked out: git lfs pull");
const ANSIBLE_VAULT: Foreign = ("an Ansible vault", "decrypt it: ansible-vault decrypt --output OUT FILE");
const JWE: Foreign =
    ("an encrypted JSON object (JWE)", "decrypt it with the key of its recipient, then give the result");
const TEXT_FORM: Foreign =
    ("a description in words", "give the certificate or key itself, without -noout or with -outform PEM");
pub(super) const SPKAC: Foreign =
    ("a signed public key and challenge (SPKAC)", "make a PKCS#10 request of the same key: keybundle csr new");
pub(super) const CRMF: Foreign =
    ("a certificate request message (CRMF)", "make a PKCS#10 request of the same key: keybundle csr new");
pub(super) const HEX: Foreign =
    ("a hexadecimal dump", "give the file itself, or its digits alone, as xxd -p writes them");

/// Beginnings of binary formats.
const MAGIC: &[(&[u8], Foreign)] = &[
    (&[0xfe, 0xed, 0xfe, 0xed], JKS),
    (&[0xce, 0xce, 0xce, 0xce], JCEKS),
    (&[0xac, 0xed, 0x00, 0x05], JAVA),
    (&[0x1f, 0x8b], COMPRESSED),
    (b"BZh", COMPRESSED),
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], COMPRESSED),
    (&[0x28, 0xb5, 0x2f, 0xfd], COMPRESSED),
    (&[b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c], ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"MSCF\0\0\0\0", ARCHIVE),
    (b"!<arch>\n", ARCHIVE),
    (b"%PDF-", PDF),
    (b"SQLite format 3\0", NSS),
    // Berkeley DB 1.85 hash files: cert8.db, key3.db, in both byte orders.
    (&[0x00, 0x06, 0x15, 0x61], NSS),
    (&[0x61, 0x15, 0x06, 0x00], NSS),
    (b"\0\0\0\0CERT", SST),
    (&[0x1e, 0xf1, 0xb5, 0xb0], PVK),
    (b"Salted__", ENC),
    (b"kych\0", KEYCHAIN),
    (b"age-encryption.org/v1", AGE),
    (b"openssh-key-v1\0", OPENSSH_KEY),
    (b"SSH PRIVATE KEY FILE FORMAT 1.1\n", OPENSSH_KEY),
];

/// Beginnings of text, in any case.
const WORDS: &[(&str, Foreign)] = &[
    ("ssh-rsa ", OPENSSH_PUBLIC),
    ("ssh-dss ", OPENSSH_PUBLIC),
    ("ssh-ed25519 ", OPENSSH_PUBLIC),
    ("ssh-ed448 ", OPENSSH_PUBLIC),
    ("ecdsa-sha2-", OPENSSH_PUBLIC),
    ("sk-ssh-", OPENSSH_PUBLIC),
    ("sk-ecdsa-", OPENSSH_PUBLIC),
    ("PuTTY-User-Key-File-", PUTTY),
    ("age-encryption.org/v1", AGE),
    ("AGE-SECRET-KEY-", AGE_IDENTITY),
    ("# created: ", AGE_IDENTITY),
    ("age1", AGE_IDENTITY),
    ("<!doctype html", HTML),
    ("<html", HTML),
    ("<head", HTML),
    ("<body", HTML),
    ("Certificate:\n", TEXT_FORM),
    ("Certificate:\r\n", TEXT_FORM),
    ("Certificate Request:\n", TEXT_FORM),
    ("Certificate Revocation List (CRL):", TEXT_FORM),
    ("SPKAC=", SPKAC),
    ("Private-Key: (", TEXT_FORM),
    ("RSA Private-Key: (", TEXT_FORM),
    ("DH Private-Key: (", TEXT_FORM),
    ("ED25519 Private-Key:", TEXT_FORM),
    ("ED448 Private-Key:", TEXT_FORM),
    ("X25519 Private-Key:", TEXT_FORM),
    ("X448 Private-Key:", TEXT_FORM),
    ("Public-Key: (", TEXT_FORM),
    ("version https://git-lfs.github.com/spec/", LFS),
    ("$ANSIBLE_VAULT;", ANSIBLE_VAULT),
    ("<?xml", XML),
    ("<RSAKeyValue", XML),
];

/// Binary data of a known foreign format.
pub(super) fn binary(bytes: &[u8]) -> Option<Foreign> {
    if let Some(&(_, found)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(found);
    }
    if is_key_blob(bytes) {
        return Some(if bytes.first() == Some(&6) { PUBLIC_KEY_BLOB } else { KEY_BLOB });
    }
    if is_bouncy_castle(bytes) {
        return Some(BOUNCY_CASTLE);
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(ARCHIVE);
    }
    is_openpgp(bytes).then_some(OPENPGP)
}

/// Text of a known foreign format; `text` begins with no white space.
pub(super) fn words(text: &[u8]) -> Option<Foreign> {
    let starts = |word: &str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
    WORDS.iter().find(|(word, _)| starts(word)).map(|&(_, found)| found).or_else(|| is_jwe(text).then_some(JWE))
}

/// The compact form (RFC 7516 §7.1): five parts of base64url, the first of which is a JSON object.
fn is_jwe(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    let of_it = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.starts_with(b"eyJ")
        && text.iter().filter(|&&byte| byte == b'.').count() == 4
        && text.iter().all(|&byte| of_it(byte))
}

/// BLOBHEADER and RSAPUBKEY of CryptoAPI: type, version 2, reserved, algorithm, `RSA1` or `RSA2`.
fn is_key_blob(bytes: &[u8]) -> bool {
    matches!(bytes, [6 | 7, 2, 0, 0, _, 0xa4 | 0x24 | 0x22, 0, 0, ..])
        && matches!(bytes.get(8..12), Some(b"RSA1" | b"RSA2" | b"DSS1" | b"DSS2"))
}

/// BKS and UBER: version 0 to 2, a salt of 20 bytes, a small iteration count.
fn is_bouncy_castle(bytes: &[u8]) -> bool {
    matches!(bytes, [0, 0, 0, 0..=2, 0, 0, 0, 20, ..]) && matches!(bytes.get(28..30), Some([0, 0]))
}

/// An OpenPGP packet (RFC 9580 §4.2) that begins a key or a message, with a plausible version behind its length.
fn is_openpgp(bytes: &[u8]) -> bool {
    let Some((&tag, rest)) = bytes.split_first() else { return false };
    if tag & 0x80 == 0 {
        return false;
    }
    let (packet, size) = if tag & 0x40 != 0 {
        let size = match rest.first() {
            Some(0..=191 | 224..=254) => 1,
            Some(192..=223) => 2,
            Some(255) => 5,
            None => return false,
        };
        (tag & 0x3f, size)
    } else {
        (
            tag >> 2 & 0x0f,
            match tag & 3 {
                0 => 1,
                1 => 2,
                2 => 4,
                _ => return false,
            },
        )
    };
    let version = rest.get(size).copied().unwrap_or_default();
    let next = rest.get(size + 1).copied().unwrap_or_default();
    match packet {
        // Encrypted session keys: to a public key, and to a password with a known cipher.
        1 => version == 3 || version == 6,
        3 => (version == 4 || version == 6) && next <= 13,
        // Keys: version 3 and 4 have a time behind them, a year since 1993 in its first byte.
        5 | 6 => matches!(version, 2..=6) && (0x2b..=0xa0).contains(&next),
        // Encrypted data with an integrity check.
        18 => (version == 1 || version == 2) && size > 0 && tag & 0x40 != 0,
        _ => false,
    }
}
