//! The schemes whose one OID names both derivation and cipher.

use crate::{ContentCipher, Error, Result, content::table::Spec};
use keybundle_kdf::Hash;

/// How key and IV come out of the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Derives {
    /// RFC 8018 §5.1: 8 bytes of key, then 8 of IV.
    Pbkdf1,
    /// RFC 7292 §B.2: key and IV by themselves.
    Pkcs12,
}

/// One scheme.
#[derive(Debug)]
pub(super) struct Pbes1 {
    oid: &'static str,
    /// As the RFCs, or Bouncy Castle, spell it.
    pub(super) name: &'static str,
    pub(super) derives: Derives,
    pub(super) hash: Hash,
    /// As [`ContentCipher::name`].
    pub(super) cipher: &'static str,
    pub(super) key_size: usize,
    pub(super) iv_size: usize,
}

impl Pbes1 {
    pub(super) fn by_oid(oid: &str) -> Option<&'static Self> {
        SCHEMES.iter().find(|scheme| scheme.oid == oid)
    }

    pub(super) fn is_legacy(&self) -> bool {
        matches!(self.hash, Hash::Md5 | Hash::Sha1)
    }

    /// The cipher with an IV.
    ///
    /// # Errors
    /// `InvalidValue` for an IV of another size.
    pub(super) fn content_cipher(&self, iv: &[u8]) -> Result<ContentCipher> {
        match Spec::by_name(self.cipher) {
            Some(spec) if iv.len() == self.iv_size => Ok(ContentCipher::with_iv(spec, iv)),
            _ => Err(Error::InvalidValue { what: "an IV of another size than the cipher's" }),
        }
    }
}

const fn pkcs5(oid: &'static str, name: &'static str, hash: Hash, cipher: &'static str) -> Pbes1 {
    Pbes1 { oid, name, derives: Derives::Pbkdf1, hash, cipher, key_size: 8, iv_size: 8 }
}

const fn pkcs12(
    oid: &'static str,
    name: &'static str,
    hash: Hash,
    cipher: &'static str,
    key_size: usize,
    iv_size: usize,
) -> Pbes1 {
    Pbes1 { oid, name, derives: Derives::Pkcs12, hash, cipher, key_size, iv_size }
}

/// RFC 8018 §A.3 (both MD2 schemes are refused by name), RFC 7292 appendix C, and Bouncy Castle's AES under its own
/// arc.
#[rustfmt::skip]
const SCHEMES: &[Pbes1] = &[
    pkcs5("1.2.840.113549.1.5.3", "pbeWithMD5AndDES-CBC", Hash::Md5, "des-cbc"),
    pkcs5("1.2.840.113549.1.5.6", "pbeWithMD5AndRC2-CBC", Hash::Md5, "rc2-64-cbc"),
    pkcs5("1.2.840.113549.1.5.10", "pbeWithSHA1AndDES-CBC", Hash::Sha1, "des-cbc"),
    pkcs5("1.2.840.113549.1.5.11", "pbeWithSHA1AndRC2-CBC", Hash::Sha1, "rc2-64-cbc"),
    pkcs12("1.2.840.113549.1.12.1.1", "pbeWithSHA1And128BitRC4", Hash::Sha1, "rc4", 16, 0),
    pkcs12("1.2.840.113549.1.12.1.2", "pbeWithSHA1And40BitRC4", Hash::Sha1, "rc4-40", 5, 0),
    pkcs12("1.2.840.113549.1.12.1.3", "pbeWithSHA1And3-KeyTripleDES-CBC", Hash::Sha1, "des-ede3-cbc", 24, 8),
    pkcs12("1.2.840.113549.1.12.1.4", "pbeWithSHA1And2-KeyTripleDES-CBC", Hash::Sha1, "des-ede-cbc", 16, 8),
    pkcs12("1.2.840.113549.1.12.1.5", "pbeWithSHA1And128BitRC2-CBC", Hash::Sha1, "rc2-cbc", 16, 8),
    pkcs12("1.2.840.113549.1.12.1.6", "pbeWithSHA1And40BitRC2-CBC", Hash::Sha1, "rc2-40-cbc", 5, 8),
    pkcs12("1.3.6.1.4.1.22554.1.1.2.1.2", "pbeWithSHAAnd128BitAES-CBC-BC", Hash::Sha1, "aes-128-cbc", 16, 16),
    pkcs12("1.3.6.1.4.1.22554.1.1.2.1.22", "pbeWithSHAAnd192BitAES-CBC-BC", Hash::Sha1, "aes-192-cbc", 24, 16),
    pkcs12("1.3.6.1.4.1.22554.1.1.2.1.42", "pbeWithSHAAnd256BitAES-CBC-BC", Hash::Sha1, "aes-256-cbc", 32, 16),
    pkcs12("1.3.6.1.4.1.22554.1.2.1.2.1.2", "pbeWithSHA256And128BitAES-CBC-BC", Hash::Sha256, "aes-128-cbc", 16, 16),
    pkcs12("1.3.6.1.4.1.22554.1.2.1.2.1.22", "pbeWithSHA256And192BitAES-CBC-BC", Hash::Sha256, "aes-192-cbc", 24, 16),
    pkcs12("1.3.6.1.4.1.22554.1.2.1.2.1.42", "pbeWithSHA256And256BitAES-CBC-BC", Hash::Sha256, "aes-256-cbc", 32, 16),
];
