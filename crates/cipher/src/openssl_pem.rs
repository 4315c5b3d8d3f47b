//! The `DEK-Info` header of OpenSSL's old encrypted PEM (`Proc-Type: 4,ENCRYPTED`).

use crate::{
    ContentCipher, Error, Result,
    content::table::{Kind, Mode, Spec},
};
use alloc::vec::Vec;
use keybundle_encoding::hex;
use keybundle_kdf::{Derivation, Hash};

/// A cipher by OpenSSL's name, and its IV, whose first 8 bytes are the salt.
#[derive(Clone, Debug)]
pub struct DekInfo {
    cipher: ContentCipher,
    salt: [u8; 8],
}

impl DekInfo {
    /// Reads the header's value: `AES-256-CBC,` and the IV in hex. Names in any case. ECB has no IV, and then a salt of
    /// zeros; where one stands all the same, it is the salt.
    ///
    /// # Errors
    /// `unsupported-algorithm` for a name that is not known, `invalid-value` for an IV of another size than the
    /// cipher's.
    pub fn parse(header_value: &str) -> Result<Self> {
        let (name, iv) = match header_value.split_once(',') {
            Some((name, iv)) => (name.trim(), iv.trim()),
            None => (header_value.trim(), ""),
        };
        let spec = Spec::by_name(name).ok_or_else(|| unsupported(name))?;
        let iv = hex::pairs(iv).ok_or(Error::InvalidValue { what: IV })?;
        let fits = match spec.kind {
            // OpenSSL gives none; Bouncy Castle gives one for the salt alone.
            Kind::Block(_, Mode::Ecb) => matches!(iv.len(), 0 | 8 | 16),
            Kind::Block(_, Mode::Gcm | Mode::Ccm) | Kind::ChaCha20Poly1305 | Kind::Rc4 => {
                return Err(unsupported(name));
            }
            Kind::ChaCha20 => iv.len() == 16,
            Kind::Block(block, _) => iv.len() == block.size(),
        };
        if !fits {
            return Err(Error::InvalidValue { what: IV });
        }
        let mut salt = [0; 8];
        crate::modes::copy(&mut salt, &iv);
        Ok(Self { cipher: ContentCipher::with_iv(spec, &iv), salt })
    }

    /// The cipher.
    #[must_use]
    pub const fn cipher(&self) -> &ContentCipher {
        &self.cipher
    }

    /// Whether nobody should use it any more. The derivation is one round of MD5 whatever the cipher, so: always.
    #[must_use]
    pub const fn is_legacy(&self) -> bool {
        true
    }

    /// The derivation of the key from the password's octets.
    #[must_use]
    pub fn derivation<'a>(&'a self, password: &'a [u8]) -> Derivation<'a> {
        Derivation::BytesToKey { hash: Hash::Md5, password, salt: &self.salt, length: self.cipher.key_size() }
    }

    /// Turns the ciphertext in `buffer` into the plaintext. After an error the buffer is empty.
    ///
    /// # Errors
    /// As [`ContentCipher::decrypt_in_place`].
    pub fn decrypt_in_place(&self, derived_key: &[u8], buffer: &mut Vec<u8>) -> Result<()> {
        self.cipher.decrypt_in_place(derived_key, buffer, &[], None)
    }
}

const IV: &str = "the IV of DEK-Info must be hex of the cipher's size";

/// A refusal that names the cipher where it is one that OpenSSL knows: the header's text itself is not repeated.
fn unsupported(name: &str) -> Error {
    let known = NOT_SUPPORTED.iter().find(|known| known.eq_ignore_ascii_case(name)).copied();
    Error::UnsupportedAlgorithm { oid: None, name: known }
}

/// Names that OpenSSL has written and that are not read here.
const NOT_SUPPORTED: &[&str] =
    &["rc4", "rc5-cbc", "rc5-cfb", "rc5-ecb", "rc5-ofb", "gost89", "gost89-cnt", "gost89-cbc"];
