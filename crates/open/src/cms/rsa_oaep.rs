//! RSAES-OAEP (RFC 8017 §7.1.2) with the parameters of RFC 4055 §4.1, above a recipient that only does the raw
//! operation.

use super::{
    hash::{HashFunction, SHA1},
    oids,
};
use crate::{Error, Result};
use keybundle_encoding::{
    AlgorithmIdentifier,
    ber::{Element, Tag},
};
use std::borrow::Cow;
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::Zeroizing;

/// RSAES-OAEP-params.
#[derive(Clone, Debug)]
pub(crate) struct Oaep<'a> {
    pub(crate) hash: HashFunction,
    /// The hash of the mask generation function.
    pub(crate) mask_hash: HashFunction,
    pub(crate) label: Cow<'a, [u8]>,
}

impl<'a> Oaep<'a> {
    /// Reads the parameters; what is absent has its default. Parameters absent altogether or NULL mean all of them.
    pub(crate) fn from_parameters(parameters: Option<&Element<'a>>) -> Result<Self> {
        let mut oaep = Self { hash: SHA1, mask_hash: SHA1, label: Cow::Borrowed(&[]) };
        let Some(parameters) = parameters.filter(|parameters| parameters.tag() != Tag::NULL) else { return Ok(oaep) };
        let mut fields = parameters.sequence()?;
        if let Some(tagged) = fields.optional(Tag::context(0))? {
            oaep.hash = hash(&tagged.explicit()?, "a hash of RSAES-OAEP")?;
        }
        if let Some(tagged) = fields.optional(Tag::context(1))? {
            let algorithm = AlgorithmIdentifier::from_element(&tagged.explicit()?)?;
            if algorithm.oid != oids::MGF1 {
                return Err(unsupported(&algorithm, "a mask generation function of RSAES-OAEP"));
            }
            oaep.mask_hash = match algorithm.parameters {
                Some(parameters) if parameters.tag() != Tag::NULL => hash(&parameters, "a hash of MGF1")?,
                _ => SHA1,
            };
        }
        if let Some(tagged) = fields.optional(Tag::context(2))? {
            let algorithm = AlgorithmIdentifier::from_element(&tagged.explicit()?)?;
            if algorithm.oid != oids::P_SPECIFIED {
                return Err(unsupported(&algorithm, "a label source of RSAES-OAEP"));
            }
            if let Some(label) = algorithm.parameters.filter(|label| label.tag() != Tag::NULL) {
                label.expect(Tag::OCTET_STRING, "a label that is no OCTET STRING")?;
                oaep.label = label.octets()?;
            }
        }
        fields.finish()?;
        Ok(oaep)
    }

    /// Takes the message out of `block`, the result of the raw operation. `None`, after the same work, when the
    /// padding is wrong: nothing tells which part of it (Manger 2001).
    pub(crate) fn unpad(&self, block: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let size = self.hash.size;
        let (&zero, rest) = block.split_first()?;
        if rest.len() < 2 * size + 1 {
            return None; // told by the sizes alone, which are public
        }
        let (masked_seed, masked_data) = rest.split_at(size);
        let seed = self.masked(masked_seed, masked_data);
        let data = self.masked(masked_data, &seed);
        let (label_hash, padded) = data.split_at(size);

        let mut right = zero.ct_eq(&0) & label_hash.ct_eq(&self.hash.digest(&[&self.label]));
        let mut found = Choice::from(0);
        let mut start = 0u32;
        for (index, byte) in (0u32..).zip(padded) {
            let is_one = byte.ct_eq(&1);
            let first = is_one & !found;
            start = u32::conditional_select(&start, &index, first);
            right &= found | is_one | byte.ct_eq(&0);
            found |= first;
        }
        right &= found;
        if !bool::from(right) {
            return None;
        }
        padded.get(start as usize + 1..).map(|message| Zeroizing::new(message.to_vec()))
    }

    /// `bytes` under the mask that MGF1 makes of `seed` (RFC 8017 §B.2.1).
    fn masked(&self, bytes: &[u8], seed: &[u8]) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(bytes.to_vec());
        for (counter, chunk) in (0u32..).zip(out.chunks_mut(self.mask_hash.size)) {
            let mask = self.mask_hash.digest(&[seed, &counter.to_be_bytes()]);
            for (byte, mask) in chunk.iter_mut().zip(mask.iter()) {
                *byte ^= mask;
            }
        }
        out
    }
}

fn hash(element: &Element<'_>, name: &'static str) -> Result<HashFunction> {
    let algorithm = AlgorithmIdentifier::from_element(element)?;
    HashFunction::from_oid(algorithm.oid).ok_or_else(|| unsupported(&algorithm, name))
}

fn unsupported(algorithm: &AlgorithmIdentifier<'_>, name: &'static str) -> Error {
    Error::UnsupportedAlgorithm { identifier: algorithm.oid.to_dotted(), name }
}
