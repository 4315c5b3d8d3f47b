//! Encrypted content that stays in its source, and the view of its plaintext.

use super::{View, extents::Extents};
use crate::{
    Result,
    cms::Ciphertext,
    source::{Bytes, CHUNK, Window, changed, failure},
};
use keybundle_cipher::{ContentCipher, Error as CipherError, PartCipher};
use keybundle_encoding::sniff::{Format, sniff};
use sha2::{Digest, Sha256};
use std::io;
use zeroize::Zeroizing;

/// How much of a plaintext is looked at to tell what it is.
const START: usize = 4096;
const ALIGNMENT: u64 = PartCipher::ALIGNMENT as u64;

/// The encrypted content of a message.
pub(super) struct Sealed<'s> {
    pub(super) source: Window<View<'s>>,
    pub(super) content: Extents,
    /// Bytes that are gone through when a key is tried: all where there is a tag, some where there is none.
    pub(super) cost: u64,
}

/// A key that decrypts the content, and what was seen with it.
pub(super) struct Unsealed {
    parts: PartCipher,
    /// Bytes of the plaintext, without padding and tag.
    length: u64,
    /// Of each chunk of an authenticated content, when its tag was checked: who writes to the source meanwhile changes
    /// one.
    digests: Vec<Digest16>,
    /// What it begins with.
    pub(super) start: Zeroizing<Vec<u8>>,
}

type Digest16 = [u8; 16];

impl Sealed<'_> {
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.content.read_at(&mut Cached(&mut self.source), offset, buffer)
    }

    /// Checks the tag, and the padding, before anything of the plaintext is handed out.
    fn unseal(
        &mut self,
        cipher: &ContentCipher,
        key: &[u8],
        additional_data: &[u8],
        tag: Option<&[u8]>,
    ) -> Result<Unsealed, Failure> {
        let whole = self.content.length();
        let (length, tag) = match tag {
            _ if !cipher.is_authenticated() => (whole, Vec::new()),
            // As `ContentCipher::decrypt_in_place` takes it.
            Some(tag) if (cipher.tag_size()..=16).contains(&tag.len()) => (whole, tag.to_vec()),
            Some(_) => return Err(Failure::Cipher(CipherError::BadTag)),
            None => {
                let size = cipher.tag_size() as u64;
                let short = || CipherError::BadLength { length: usize::try_from(whole).unwrap_or(usize::MAX) };
                let length = whole.checked_sub(size).ok_or_else(short)?;
                let mut tag = vec![0; cipher.tag_size()];
                self.read_at(length, &mut tag)?;
                (length, tag)
            }
        };
        let parts = cipher.in_parts(key, length)?;
        let digests = self.authenticate(&parts, length, additional_data, &tag)?;
        let mut unsealed = Unsealed { parts, length, digests, start: Zeroizing::default() };
        // The last block tells the padding; the last 16 bytes hold it.
        let last = length.saturating_sub(1) / ALIGNMENT * ALIGNMENT;
        let mut end = Zeroizing::new(vec![0; usize::try_from(length - last).unwrap_or(0)]);
        self.decrypt_at(&unsealed, last, &mut end)?;
        unsealed.length -= unsealed.parts.padding(&end)? as u64;
        let mut start = Zeroizing::new(vec![0; usize::try_from(unsealed.length).unwrap_or(START).min(START)]);
        self.decrypt_at(&unsealed, 0, &mut start)?;
        unsealed.start = start;
        Ok(unsealed)
    }

    /// Holds the tag against the whole content. Gives a digest of each chunk.
    fn authenticate(
        &mut self,
        parts: &PartCipher,
        length: u64,
        additional_data: &[u8],
        tag: &[u8],
    ) -> Result<Vec<Digest16>, Failure> {
        let mut digests = Vec::new();
        let Some(mut check) = parts.authentication(additional_data, tag)? else { return Ok(digests) };
        let mut chunk = vec![0; CHUNK];
        let mut offset = 0;
        while offset < length {
            chunk.truncate(usize::try_from(length - offset).unwrap_or(CHUNK));
            self.read_at(offset, &mut chunk)?;
            check.update(&chunk);
            digests.push(digest(&chunk));
            offset += chunk.len() as u64;
        }
        check.finish()?;
        Ok(digests)
    }

    /// Decrypts what begins at a multiple of [`ALIGNMENT`].
    fn decrypt_at(&mut self, unsealed: &Unsealed, offset: u64, buffer: &mut [u8]) -> Result<(), Failure> {
        let before = offset.min(ALIGNMENT);
        // Whole blocks, of which the caller may want the beginning; the content has no half ones where it matters.
        let size = (buffer.len() as u64).next_multiple_of(ALIGNMENT).min(self.content.length() - offset);
        let mut bytes = Zeroizing::new(vec![0; usize::try_from(before + size).unwrap_or(usize::MAX)]);
        self.read_at(offset - before, &mut bytes)?;
        let (before, part) = bytes.split_at_mut(usize::try_from(before).unwrap_or(0));
        let told = usize::try_from(offset / CHUNK as u64).ok().and_then(|chunk| unsealed.digests.get(chunk));
        if let Some(told) = told
            && offset.is_multiple_of(CHUNK as u64)
            && buffer.len() as u64 == (unsealed.length - offset).min(CHUNK as u64)
            && *told != digest(part.get(..buffer.len()).unwrap_or_default())
        {
            return Err(Failure::Source(changed(io::ErrorKind::InvalidData)));
        }
        unsealed.parts.decrypt(offset, before, part)?;
        for (to, from) in buffer.iter_mut().zip(part.iter()) {
            *to = *from;
        }
        Ok(())
    }
}

fn digest(chunk: &[u8]) -> Digest16 {
    let mut short = [0; 16];
    for (to, from) in short.iter_mut().zip(Sha256::digest(chunk)) {
        *to = from;
    }
    short
}

enum Failure {
    Cipher(CipherError),
    Source(io::Error),
}

impl From<CipherError> for Failure {
    fn from(error: CipherError) -> Self {
        Self::Cipher(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Source(error)
    }
}

impl Ciphertext for Sealed<'_> {
    type Plaintext = Unsealed;

    fn size(&self) -> usize {
        usize::try_from(self.cost).unwrap_or(usize::MAX)
    }

    fn decrypt(
        &mut self,
        cipher: &ContentCipher,
        key: &[u8],
        additional_data: &[u8],
        tag: Option<&[u8]>,
    ) -> Result<Result<Unsealed, CipherError>> {
        match self.unseal(cipher, key, additional_data, tag) {
            Ok(unsealed) => Ok(Ok(unsealed)),
            Err(Failure::Cipher(error)) => Ok(Err(error)),
            Err(Failure::Source(error)) => Err(failure(&error)),
        }
    }

    fn is_known(plaintext: &Unsealed) -> bool {
        !matches!(sniff(&plaintext.start), Format::Unknown | Format::Empty)
    }
}

/// A window as the source of a string.
struct Cached<'w, 's>(&'w mut Window<View<'s>>);

impl Bytes for Cached<'_, '_> {
    fn length(&self) -> u64 {
        self.0.length()
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read_exact_at(offset, buffer)
    }
}

/// The plaintext. Nothing of it is kept.
pub(super) struct Plaintext<'s> {
    pub(super) sealed: Sealed<'s>,
    pub(super) unsealed: Unsealed,
}

impl Bytes for Plaintext<'_> {
    fn length(&self) -> u64 {
        self.unsealed.length
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.sealed.decrypt_at(&self.unsealed, offset, buffer).map_err(|failure| match failure {
            Failure::Source(error) => error,
            // It was decrypted once already.
            Failure::Cipher(_) => changed(io::ErrorKind::InvalidData),
        })
    }
}
