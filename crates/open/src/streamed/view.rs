//! The bytes of an archive, wherever they come from.

use super::sealed::Plaintext;
use crate::source::{Bytes, Source};
use std::io;

pub(super) enum View<'s> {
    /// They lie open.
    Open(Source<'s>),
    /// They are decrypted where they are read.
    Sealed(Box<Plaintext<'s>>),
}

impl Bytes for View<'_> {
    fn length(&self) -> u64 {
        match self {
            Self::Open(source) => source.length(),
            Self::Sealed(plaintext) => plaintext.length(),
        }
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        match self {
            Self::Open(source) => source.read_at(offset, buffer),
            Self::Sealed(plaintext) => plaintext.read_at(offset, buffer),
        }
    }
}
