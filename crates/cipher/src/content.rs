//! Symmetric algorithms of CMS and PBES2.

mod parameters;
mod parts;
pub(crate) mod table;

use crate::{Error, Result, block::Block, ccm, gcm, modes, padding::padding_size};
use alloc::vec::Vec;
use chacha20::ChaCha20;
use chacha20poly1305::{AeadInOut, ChaCha20Poly1305};
use cipher::{KeyInit, KeyIvInit, StreamCipher, StreamCipherSeek};
use keybundle_encoding::{AlgorithmIdentifier, rare};
use parameters::Parameters;
pub(crate) use parameters::effective_bits;
pub use parts::{PartAuthentication, PartCipher};
use table::{Kind, Mode, Spec};
use zeroize::Zeroize;

/// A symmetric algorithm with its parameters, waiting for a key.
#[derive(Clone, Debug)]
pub struct ContentCipher {
    spec: &'static Spec,
    parameters: Parameters,
}

impl ContentCipher {
    /// Takes a contentEncryptionAlgorithm (RFC 5652 §6.1) or a PBES2 encryptionScheme (RFC 8018 §6.2).
    ///
    /// # Errors
    /// `unsupported-algorithm` with OID and name; `malformed-der` or `invalid-value` for parameters that the algorithm
    /// does not have.
    pub fn from_identifier(id: &AlgorithmIdentifier<'_>) -> Result<Self> {
        let spec = Spec::by_oid(&id.oid.to_dotted()).ok_or_else(|| Error::unsupported(id.oid))?;
        Ok(Self { spec, parameters: Parameters::read(spec, id)? })
    }

    /// A cipher whose IV comes from elsewhere: from a derivation, or from a `DEK-Info` header.
    pub(crate) fn with_iv(spec: &'static Spec, iv: &[u8]) -> Self {
        Self { spec, parameters: Parameters { iv: iv.to_vec(), ..Parameters::default() } }
    }

    /// Bytes of a block, where whole blocks are decrypted: in CBC mode, or each by itself.
    pub(crate) const fn block_size(&self) -> Option<usize> {
        match self.spec.kind {
            Kind::Block(block, Mode::Cbc | Mode::Ecb) => Some(block.size()),
            _ => None,
        }
    }

    /// Whether it is a keystream that does not depend on the plaintext, without a tag.
    pub(crate) const fn is_keystream(&self) -> bool {
        matches!(self.spec.kind, Kind::Block(_, Mode::Ofb | Mode::Ctr) | Kind::Rc4)
    }

    /// The IV or nonce of the parameters.
    pub(crate) fn iv(&self) -> &[u8] {
        &self.parameters.iv
    }

    /// Decrypts whole blocks with another IV than the parameters', where there is one, and leaves the padding.
    pub(crate) fn decrypt_blocks_from(&self, key: &[u8], iv: &[u8], blocks: &mut [u8]) -> Result<()> {
        let Kind::Block(block, mode) = self.spec.kind else { return Err(self.key_size_error(key)) };
        let cipher = block.with_key(key, self.parameters.effective_bits).ok_or_else(|| self.key_size_error(key))?;
        match mode {
            Mode::Cbc => cipher.decrypt_cbc(iv, blocks),
            _ => {
                cipher.decrypt(blocks);
                Ok(())
            }
        }
    }

    /// The name in lower case, as OpenSSL has it: `aes-256-cbc`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.spec.name
    }

    /// Bytes of the key; of a cipher that takes several sizes, the one that is used when nothing else is said.
    #[must_use]
    pub const fn key_size(&self) -> usize {
        match self.parameters.key_size {
            Some(size) => size,
            None => self.spec.key_size,
        }
    }

    /// Whether the cipher takes keys of `size` bytes: RC2, RC4, Blowfish and CAST5 take many, 3DES 24 or 16 (two keys).
    #[must_use]
    pub const fn accepts_key_size(&self, size: usize) -> bool {
        match self.spec.kind {
            Kind::Block(block @ (Block::Blowfish | Block::Cast5 | Block::Rc2 | Block::TripleDes), _) => {
                block.accepts_key_size(size)
            }
            Kind::Rc4 => matches!(size, 1..=256),
            Kind::Block(..) | Kind::ChaCha20 | Kind::ChaCha20Poly1305 => size == self.spec.key_size,
        }
    }

    /// Whether nobody should use it any more: 64-bit blocks, RC4, and blocks that are encrypted each by itself.
    #[must_use]
    pub const fn is_legacy(&self) -> bool {
        match self.spec.kind {
            Kind::Block(block, mode) => block.is_legacy() || matches!(mode, Mode::Ecb),
            Kind::Rc4 => true,
            Kind::ChaCha20 | Kind::ChaCha20Poly1305 => false,
        }
    }

    /// Whether a tag proves that the content is unaltered.
    #[must_use]
    pub const fn is_authenticated(&self) -> bool {
        self.parameters.tag_size != 0
    }

    /// Bytes of the tag; 0 for a cipher without one.
    #[must_use]
    pub const fn tag_size(&self) -> usize {
        self.parameters.tag_size
    }

    /// Turns the ciphertext in `buffer` into the plaintext, without padding and tag.
    ///
    /// `tag` is the `mac` of an AuthEnvelopedData (RFC 5083 §2.1). Where an authenticated cipher is given none, the tag
    /// is taken from the end of the buffer: so PBES2 has it, and so has an EnvelopedData that should be an
    /// AuthEnvelopedData. A cipher without a tag ignores `tag` and `additional_data`.
    ///
    /// After an error nothing of the plaintext is left: the buffer is wiped and empty.
    ///
    /// # Errors
    /// `BadTag`, `BadPadding`, `KeySize` (`decrypt-failed`), `BadLength` (`content-corrupt`).
    pub fn decrypt_in_place(
        &self,
        key: &[u8],
        buffer: &mut Vec<u8>,
        additional_data: &[u8],
        tag: Option<&[u8]>,
    ) -> Result<()> {
        let result = self.decrypt(key, buffer, additional_data, tag);
        match result {
            Ok(length) => {
                // What is cut off is padding or tag; the padding tells the length and is wiped with the rest on drop.
                buffer.truncate(length);
                Ok(())
            }
            Err(error) => {
                buffer.zeroize();
                Err(error)
            }
        }
    }

    /// Decrypts and gives the length of the plaintext at the start of the buffer.
    fn decrypt(&self, key: &[u8], buffer: &mut [u8], additional_data: &[u8], tag: Option<&[u8]>) -> Result<usize> {
        if !self.accepts_key_size(key.len()) {
            return Err(self.key_size_error(key));
        }
        match self.spec.kind {
            Kind::Block(_, Mode::Gcm | Mode::Ccm) | Kind::ChaCha20Poly1305 => {
                let (data, tag) = self.split_tag(buffer, tag)?;
                self.decrypt_authenticated(key, data, additional_data, tag)?;
                Ok(data.len())
            }
            Kind::Block(block, mode) => self.decrypt_blocks(block, mode, key, buffer),
            Kind::Rc4 if rare::is_here() => {
                let mut cipher = rc4::Rc4::new_from_slice(key).map_err(|_| self.key_size_error(key))?;
                cipher.try_apply_keystream(buffer).map_err(|_| Error::BadLength { length: buffer.len() })?;
                Ok(buffer.len())
            }
            Kind::ChaCha20 if rare::is_here() => self.decrypt_chacha20(key, buffer),
            Kind::Rc4 | Kind::ChaCha20 => Err(self.key_size_error(key)),
        }
    }

    /// The IV of 16 bytes as OpenSSL has it: the number of the first block, little-endian, and the nonce of RFC 8439.
    fn decrypt_chacha20(&self, key: &[u8], buffer: &mut [u8]) -> Result<usize> {
        let length = buffer.len();
        let (counter, nonce) = self.parameters.iv.split_first_chunk::<4>().ok_or(Error::BadLength { length })?;
        let mut cipher = ChaCha20::new_from_slices(key, nonce).map_err(|_| self.key_size_error(key))?;
        let start = u64::from(u32::from_le_bytes(*counter)) * 64;
        let sought = cipher.try_seek(start).and_then(|()| cipher.try_apply_keystream(buffer));
        sought.map_err(|_| Error::BadLength { length })?;
        Ok(length)
    }

    fn decrypt_blocks(&self, block: Block, mode: Mode, key: &[u8], buffer: &mut [u8]) -> Result<usize> {
        let iv = self.parameters.iv.as_slice();
        let cipher = block.with_key(key, self.parameters.effective_bits).ok_or_else(|| self.key_size_error(key))?;
        if matches!(mode, Mode::Cbc | Mode::Ecb) && (buffer.is_empty() || !buffer.len().is_multiple_of(block.size())) {
            return Err(Error::BadLength { length: buffer.len() });
        }
        match mode {
            Mode::Cbc => cipher.decrypt_cbc(iv, buffer)?,
            Mode::Ecb => cipher.decrypt(buffer),
            Mode::Cfb => modes::cfb_decrypt(&*cipher, iv, buffer),
            Mode::Cfb8 => modes::cfb8_decrypt(&*cipher, iv, buffer),
            Mode::Cfb1 => modes::cfb1_decrypt(&*cipher, iv, buffer),
            Mode::Ofb => modes::ofb(&*cipher, iv, buffer),
            Mode::Ctr => {
                let mut counter = [0; 16];
                modes::copy(&mut counter, iv);
                modes::ctr(&*cipher, &mut counter, 16, buffer);
            }
            // Handled as authenticated ciphers.
            Mode::Gcm | Mode::Ccm => return Err(self.key_size_error(key)),
        }
        match mode {
            Mode::Cbc | Mode::Ecb => Ok(buffer.len() - padding_size(buffer, block.size())?),
            _ => Ok(buffer.len()),
        }
    }

    fn decrypt_authenticated(&self, key: &[u8], data: &mut [u8], additional_data: &[u8], tag: &[u8]) -> Result<()> {
        let nonce = self.parameters.iv.as_slice();
        match self.spec.kind {
            Kind::Block(block, mode) => {
                let cipher = block.with_key(key, None).ok_or_else(|| self.key_size_error(key))?;
                if mode == Mode::Ccm && rare::is_here() {
                    return ccm::decrypt(&*cipher, nonce, additional_data, data, tag);
                }
                gcm::decrypt(&*cipher, nonce, additional_data, data, tag)
            }
            _ if !rare::is_here() => Err(self.key_size_error(key)),
            Kind::ChaCha20 | Kind::ChaCha20Poly1305 | Kind::Rc4 => {
                let cipher = ChaCha20Poly1305::new_from_slice(key).map_err(|_| self.key_size_error(key))?;
                let (Ok(nonce), Ok(tag)) = (nonce.try_into(), tag.try_into()) else { return Err(Error::BadTag) };
                cipher.decrypt_inout_detached(nonce, additional_data, data.into(), tag).map_err(|_| Error::BadTag)
            }
        }
    }

    /// Ciphertext and tag, which must not be shorter than the parameters tell.
    fn split_tag<'b>(&self, buffer: &'b mut [u8], tag: Option<&'b [u8]>) -> Result<(&'b mut [u8], &'b [u8])> {
        let size = self.parameters.tag_size;
        match tag {
            // Writers who leave out ICVlen mean their library's 16 bytes, not the default 12 (RFC 5084 §3.2).
            Some(tag) if (size..=16).contains(&tag.len()) => Ok((buffer, tag)),
            Some(_) => Err(Error::BadTag),
            None => {
                let length = buffer.len();
                let at = length.checked_sub(size).ok_or(Error::BadLength { length })?;
                let (data, tag) = buffer.split_at_mut(at);
                Ok((data, tag))
            }
        }
    }

    const fn key_size_error(&self, key: &[u8]) -> Error {
        Error::KeySize { given: key.len(), cipher: self.spec.name }
    }
}
