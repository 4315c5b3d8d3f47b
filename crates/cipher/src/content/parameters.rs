//! The parameters that stand beside a content cipher's OID.

use super::table::{Kind, Mode, Spec};
use crate::{Error, Result, block::Block, block_cipher::IV_SIZE, ccm};
use alloc::vec::Vec;
use keybundle_encoding::{
    AlgorithmIdentifier,
    ber::{Element, Tag},
};

/// What a cipher needs beside its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parameters {
    /// IV or nonce; empty where the mode has none.
    pub(super) iv: Vec<u8>,
    /// Bytes of the tag; 0 where there is none.
    pub(super) tag_size: usize,
    /// RC2's effective key bits.
    pub(super) effective_bits: Option<usize>,
    /// Bytes of the key, where the parameters tell them: RC2 and CAST5.
    pub(super) key_size: Option<usize>,
}

impl Parameters {
    /// Reads the parameters of `spec` from an identifier.
    pub(super) fn read(spec: &Spec, id: &AlgorithmIdentifier<'_>) -> Result<Self> {
        match spec.kind {
            Kind::Rc4 | Kind::ChaCha20 | Kind::Block(_, Mode::Ecb) => Ok(Self::default()),
            Kind::ChaCha20Poly1305 => Self::nonce_alone(id.required_parameters()?, 16)?.with_nonce_of(12),
            Kind::Block(_, mode @ (Mode::Gcm | Mode::Ccm)) => Self::aead(id.required_parameters()?, mode),
            Kind::Block(Block::Rc2, _) => Self::rc2(id.required_parameters()?)?.with_iv_of(Block::Rc2),
            Kind::Block(block, _) => Self::iv(id, block)?.with_iv_of(block),
        }
    }

    fn with_iv_of(self, block: Block) -> Result<Self> {
        if self.iv.len() == block.size() { Ok(self) } else { Err(Error::InvalidValue { what: IV_SIZE }) }
    }

    fn with_nonce_of(self, size: usize) -> Result<Self> {
        if self.iv.len() == size {
            Ok(self)
        } else {
            Err(Error::InvalidValue { what: "a nonce of another size than the cipher's" })
        }
    }

    fn nonce_alone(parameters: &Element<'_>, tag_size: usize) -> Result<Self> {
        Ok(Self { iv: octets(parameters)?, tag_size, ..Self::default() })
    }

    /// RFC 5084 §3: `SEQUENCE { nonce OCTET STRING, ICVlen INTEGER DEFAULT 12 }`. The bare nonce of some writers comes
    /// with a tag of 16 bytes, as their libraries' default is.
    fn aead(parameters: &Element<'_>, mode: Mode) -> Result<Self> {
        if parameters.tag() == Tag::OCTET_STRING {
            let read = Self::nonce_alone(parameters, 16)?;
            return read.check_aead(mode);
        }
        // fullsailor/pkcs7 puts the SEQUENCE into another one that it marks as primitive, and tags the nonce [4].
        if parameters.tag() == Tag::SEQUENCE && !parameters.is_constructed() {
            return Self::aead(&Element::parse(parameters.content())?, mode);
        }
        let mut fields = parameters.sequence()?;
        let iv = match fields.optional(Tag::context(4))? {
            Some(nonce) => nonce.octets()?.into_owned(),
            None => fields.octets()?.into_owned(),
        };
        let size = fields.optional(Tag::INTEGER)?.map_or(Ok(12), |size| size.unsigned())?;
        fields.finish()?;
        Self { iv, tag_size: usize::try_from(size).unwrap_or(usize::MAX), ..Self::default() }.check_aead(mode)
    }

    fn check_aead(self, mode: Mode) -> Result<Self> {
        if mode == Mode::Ccm {
            ccm::check_sizes(self.iv.len(), self.tag_size)?;
        } else if !(12..=16).contains(&self.tag_size) {
            return Err(Error::InvalidValue { what: "a GCM tag must have 12 to 16 bytes" });
        } else if self.iv.is_empty() {
            return Err(Error::InvalidValue { what: "a GCM nonce must not be empty" });
        }
        Ok(self)
    }

    /// RFC 2268 §6: `CHOICE { iv OCTET STRING, SEQUENCE { version INTEGER OPTIONAL, iv OCTET STRING } }`; without a
    /// version, 32 effective bits.
    fn rc2(parameters: &Element<'_>) -> Result<Self> {
        let (bits, iv) = if parameters.tag() == Tag::OCTET_STRING {
            (32, octets(parameters)?)
        } else {
            let mut fields = parameters.sequence()?;
            let bits = match fields.optional(Tag::INTEGER)? {
                Some(version) => effective_bits(version.unsigned()?)?,
                None => 32,
            };
            let iv = fields.octets()?.into_owned();
            fields.finish()?;
            (bits, iv)
        };
        Ok(Self { iv, tag_size: 0, effective_bits: Some(bits), key_size: Some(bits.div_ceil(8)) })
    }

    /// An IV as OCTET STRING, or first in a SEQUENCE: CAST5 (RFC 2984 §2.3: the key's bits follow), IDEA (RFC 3058
    /// §2.2), CFB (FBParameter: the bits of feedback follow). CAST5 and IDEA default to an IV of zeros.
    fn iv(id: &AlgorithmIdentifier<'_>, block: Block) -> Result<Self> {
        let zeros = || alloc::vec![0; block.size()];
        let may_default = matches!(block, Block::Cast5 | Block::Idea);
        let parameters = match &id.parameters {
            None if may_default => return Ok(Self { iv: zeros(), ..Self::default() }),
            _ => id.required_parameters()?,
        };
        if parameters.tag() != Tag::SEQUENCE {
            return Self::nonce_alone(parameters, 0);
        }
        let mut fields = parameters.sequence()?;
        let iv = match fields.optional(Tag::OCTET_STRING)? {
            Some(iv) => iv.octets()?.into_owned(),
            None if may_default => zeros(),
            None => return Err(parameters.malformed("an IV was expected").into()),
        };
        let bits = fields.optional(Tag::INTEGER)?.map(|bits| bits.unsigned()).transpose()?;
        fields.finish()?;
        let key_size = match bits {
            None => None,
            Some(bits) if block == Block::Cast5 => Some(cast5_key_size(bits)?),
            Some(bits) if bits == 8 * block.size() as u64 => None,
            Some(_) => return Err(Error::InvalidValue { what: "a feedback of another size than the cipher's block" }),
        };
        Ok(Self { iv, key_size, ..Self::default() })
    }
}

fn octets(element: &Element<'_>) -> Result<Vec<u8>> {
    element.expect(Tag::OCTET_STRING, "an OCTET STRING was expected")?;
    Ok(element.octets()?.into_owned())
}

fn cast5_key_size(bits: u64) -> Result<usize> {
    let size =
        usize::try_from(bits / 8).ok().filter(|&size| bits.is_multiple_of(8) && Block::Cast5.accepts_key_size(size));
    size.ok_or(Error::InvalidValue { what: "a CAST5 key must have 40 to 128 bits" })
}

/// The effective key bits that an `rc2ParameterVersion` stands for (RFC 2268 §6): from 256 on, itself.
pub(crate) fn effective_bits(version: u64) -> Result<usize> {
    let bits = match u8::try_from(version) {
        Ok(version) => RC2_VERSIONS.iter().position(|&entry| entry == version),
        Err(_) => usize::try_from(version).ok(),
    };
    bits.filter(|bits| (1..=1024).contains(bits))
        .ok_or(Error::InvalidValue { what: "an RC2 version that has no meaning" })
}

/// RFC 2268 §6: the version for each number of effective bits below 256.
const RC2_VERSIONS: [u8; 256] = [
    0xbd, 0x56, 0xea, 0xf2, 0xa2, 0xf1, 0xac, 0x2a, 0xb0, 0x93, 0xd1, 0x9c, 0x1b, 0x33, 0xfd, 0xd0, //
    0x30, 0x04, 0xb6, 0xdc, 0x7d, 0xdf, 0x32, 0x4b, 0xf7, 0xcb, 0x45, 0x9b, 0x31, 0xbb, 0x21, 0x5a, //
    0x41, 0x9f, 0xe1, 0xd9, 0x4a, 0x4d, 0x9e, 0xda, 0xa0, 0x68, 0x2c, 0xc3, 0x27, 0x5f, 0x80, 0x36, //
    0x3e, 0xee, 0xfb, 0x95, 0x1a, 0xfe, 0xce, 0xa8, 0x34, 0xa9, 0x13, 0xf0, 0xa6, 0x3f, 0xd8, 0x0c, //
    0x78, 0x24, 0xaf, 0x23, 0x52, 0xc1, 0x67, 0x17, 0xf5, 0x66, 0x90, 0xe7, 0xe8, 0x07, 0xb8, 0x60, //
    0x48, 0xe6, 0x1e, 0x53, 0xf3, 0x92, 0xa4, 0x72, 0x8c, 0x08, 0x15, 0x6e, 0x86, 0x00, 0x84, 0xfa, //
    0xf4, 0x7f, 0x8a, 0x42, 0x19, 0xf6, 0xdb, 0xcd, 0x14, 0x8d, 0x50, 0x12, 0xba, 0x3c, 0x06, 0x4e, //
    0xec, 0xb3, 0x35, 0x11, 0xa1, 0x88, 0x8e, 0x2b, 0x94, 0x99, 0xb7, 0x71, 0x74, 0xd3, 0xe4, 0xbf, //
    0x3a, 0xde, 0x96, 0x0e, 0xbc, 0x0a, 0xed, 0x77, 0xfc, 0x37, 0x6b, 0x03, 0x79, 0x89, 0x62, 0xc6, //
    0xd7, 0xc0, 0xd2, 0x7c, 0x6a, 0x8b, 0x22, 0xa3, 0x5b, 0x05, 0x5d, 0x02, 0x75, 0xd5, 0x61, 0xe3, //
    0x18, 0x8f, 0x55, 0x51, 0xad, 0x1f, 0x0b, 0x5e, 0x85, 0xe5, 0xc2, 0x57, 0x63, 0xca, 0x3d, 0x6c, //
    0xb4, 0xc5, 0xcc, 0x70, 0xb2, 0x91, 0x59, 0x0d, 0x47, 0x20, 0xc8, 0x4f, 0x58, 0xe0, 0x01, 0xe2, //
    0x16, 0x38, 0xc4, 0x6f, 0x3b, 0x0f, 0x65, 0x46, 0xbe, 0x7e, 0x2d, 0x7b, 0x82, 0xf9, 0x40, 0xb5, //
    0x1d, 0x73, 0xf8, 0xeb, 0x26, 0xc7, 0x87, 0x97, 0x25, 0x54, 0xb1, 0x28, 0xaa, 0x98, 0x9d, 0xa5, //
    0x64, 0x6d, 0x7a, 0xd4, 0x10, 0x81, 0x44, 0xef, 0x49, 0xd6, 0xae, 0x2e, 0xdd, 0x76, 0x5c, 0x2f, //
    0xa7, 0x1c, 0xc9, 0x09, 0x69, 0x9a, 0x83, 0xcf, 0x29, 0x39, 0xb9, 0xe9, 0x4c, 0xff, 0x43, 0xab, //
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The table is a permutation; the numbers are those that RFC 2268 §6 gives in its text.
    #[test]
    fn rc2_versions() {
        for version in 0..=255_u8 {
            assert_eq!(RC2_VERSIONS.iter().filter(|&&entry| entry == version).count(), 1, "{version}");
        }
        for (version, bits) in [(160, 40), (120, 64), (58, 128), (256, 256), (1024, 1024)] {
            assert_eq!(effective_bits(version), Ok(bits));
        }
    }
}
