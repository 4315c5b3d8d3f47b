//! Recipients by key encapsulation (RFC 9629) with ML-KEM (RFC 9936).
//!
//! ```text
//! KEMRecipientInfo ::= SEQUENCE { version CMSVersion, rid RecipientIdentifier, kem AlgorithmIdentifier,
//!     kemct OCTET STRING, kdf AlgorithmIdentifier, kekLength INTEGER, ukm [0] EXPLICIT OCTET STRING OPTIONAL,
//!     wrap AlgorithmIdentifier, encryptedKey OCTET STRING }
//! ```

use super::{
    agreement_kdf::HkdfHash,
    identifier::Identifier,
    recovery::{Failure, Recovered},
    tlv::tlv,
    version::version,
};
use crate::Error;
use const_oid::ObjectIdentifier;
use keybundle_cipher::wrap::KeyWrap;
use keybundle_encoding::{
    AlgorithmIdentifier, Oid, Result,
    ber::{Element, Tag},
    rare,
};
use keybundle_key::Recipient;
use std::borrow::Cow;

/// KEMRecipientInfo.
#[derive(Clone, Debug)]
pub(crate) struct KemInfo<'a> {
    pub(crate) id: Identifier<'a>,
    kem: Oid<'a>,
    ciphertext: Cow<'a, [u8]>,
    kdf: Oid<'a>,
    key_size: u64,
    ukm: Option<Cow<'a, [u8]>>,
    /// As it stands: it goes into the derivation.
    wrap: Element<'a>,
    encrypted_key: Cow<'a, [u8]>,
}

/// NIST's arc (RFC 9935 §3), and the keys' names.
const KEMS: &[(ObjectIdentifier, &str)] = &[
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.4.1"), "ML-KEM-512"),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.4.2"), "ML-KEM-768"),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.4.3"), "ML-KEM-1024"),
];

/// HKDF (RFC 8619 §2).
const KDFS: &[(ObjectIdentifier, HkdfHash, &str)] = &[
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.3.28"), HkdfHash::Sha256, "hkdf-sha256"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.3.29"), HkdfHash::Sha384, "hkdf-sha384"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.3.30"), HkdfHash::Sha512, "hkdf-sha512"),
];

/// What a recipient's algorithms are, all of them known.
pub(crate) struct Scheme {
    /// As the key calls it: `ML-KEM-768`.
    pub(crate) kem: &'static str,
    hash: HkdfHash,
    kdf: &'static str,
    wrap: KeyWrap,
}

impl<'a> KemInfo<'a> {
    /// Reads the value of an OtherRecipientInfo.
    pub(super) fn from_element(element: &Element<'a>) -> Result<Self> {
        let mut fields = element.sequence()?;
        version(&mut fields)?;
        let info = Self {
            id: Identifier::from_element(&fields.any()?)?,
            kem: AlgorithmIdentifier::from_element(&fields.any()?)?.oid,
            ciphertext: fields.octets()?,
            kdf: AlgorithmIdentifier::from_element(&fields.any()?)?.oid,
            key_size: fields.any()?.unsigned()?,
            ukm: fields.optional(Tag::context(0))?.map(|tagged| tagged.explicit()?.octets()).transpose()?,
            wrap: fields.any()?,
            encrypted_key: fields.octets()?,
        };
        fields.finish()?;
        Ok(info)
    }

    /// Its algorithms.
    ///
    /// # Errors
    /// `unsupported-algorithm`; `invalid-value` for a length that the key wrap does not have.
    pub(crate) fn scheme(&self) -> Result<Scheme, Error> {
        let unsupported = |oid: Oid<'_>, name| Error::UnsupportedAlgorithm { identifier: oid.to_dotted(), name };
        let kem = KEMS.iter().find(|(known, _)| self.kem == *known);
        let kdf = KDFS.iter().find(|(known, ..)| self.kdf == *known);
        let wrap = KeyWrap::from_identifier(&AlgorithmIdentifier::from_element(&self.wrap)?)?;
        let &(_, kem) = kem.ok_or_else(|| unsupported(self.kem, "the key encapsulation of the recipient"))?;
        let &(_, hash, kdf) = kdf.ok_or_else(|| unsupported(self.kdf, "the key derivation of the recipient"))?;
        if self.key_size != wrap.key_size() as u64 {
            return Err(Error::InvalidValue {
                reason: "a recipient whose key wrap takes another key size than it tells",
            });
        }
        Ok(Scheme { kem, hash, kdf, wrap })
    }

    /// As reports name the algorithm: `ml-kem-768 hkdf-sha256 aes-256-wrap`; of what is not known, the OID.
    pub(crate) fn describe(&self) -> String {
        self.scheme().map_or_else(|_| self.kem.to_dotted(), |scheme| scheme.describe())
    }

    /// CMSORIforKEMOtherInfo (RFC 9629 §5):
    /// `SEQUENCE { wrap, kekLength INTEGER, ukm [0] EXPLICIT OCTET STRING OPTIONAL }`.
    fn other_info(&self) -> Vec<u8> {
        let size = self.key_size.to_be_bytes();
        let zeros = size.iter().take_while(|&&byte| byte == 0).count().min(size.len() - 1);
        let size = size.get(zeros..).unwrap_or_default();
        let sign: &[u8] = if size.first().is_some_and(|first| first & 0x80 != 0) { &[0] } else { &[] };
        let ukm = self.ukm.as_ref().map_or_else(Vec::new, |ukm| tlv(0xa0, &[&tlv(0x04, &[ukm])]));
        tlv(0x30, &[self.wrap.raw(), &tlv(0x02, &[sign, size]), &ukm])
    }
}

impl Scheme {
    fn describe(&self) -> String {
        format!("{} {} {}", self.kem.to_ascii_lowercase(), self.kdf, self.wrap.name())
    }
}

/// Recovers the key that was encrypted to `recipient`.
pub(crate) fn recover(info: &KemInfo<'_>, recipient: &dyn Recipient) -> Result<Recovered, Failure> {
    let scheme = info.scheme().map_err(Failure::Unsupported)?;
    if !rare::is_here() {
        return Err(Failure::NotRecovered);
    }
    let secret = recipient.decapsulate_raw(&info.ciphertext).map_err(|_| Failure::NotRecovered)?;
    let kek = scheme.hash.derive(&[], &secret, &info.other_info(), scheme.wrap.key_size());
    match scheme.wrap.unwrap(&kek, &info.encrypted_key) {
        Ok(key) => Ok(Recovered::proven(key, scheme.describe())),
        Err(_) => Err(Failure::NotRecovered),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9629 §5: kekLength is an INTEGER, so that lengths from 128 on have a sign octet; no key wrap has one.
    #[test]
    fn other_info_is_der() {
        let wrap = tlv(0x30, &[&tlv(0x06, &[&[0x2a]])]);
        let octets = tlv(0x04, &[b"x"]);
        let info = |key_size, ukm: Option<&'static [u8]>| KemInfo {
            id: Identifier::KeyIdentifier(Cow::Borrowed(b"")),
            kem: Element::parse(&[0x06, 1, 0x2a]).unwrap().oid().unwrap(),
            ciphertext: Cow::Borrowed(&[]),
            kdf: Element::parse(&[0x06, 1, 0x2a]).unwrap().oid().unwrap(),
            key_size,
            ukm: ukm.map(Cow::Borrowed),
            wrap: Element::parse(&wrap).unwrap(),
            encrypted_key: Cow::Borrowed(&[]),
        };
        assert_eq!(info(32, None).other_info(), tlv(0x30, &[&wrap, &[2, 1, 32]]));
        assert_eq!(info(200, None).other_info(), tlv(0x30, &[&wrap, &[2, 2, 0, 200]]));
        assert_eq!(info(0, Some(b"x")).other_info(), tlv(0x30, &[&wrap, &[2, 1, 0], &tlv(0xa0, &[&octets])]));
    }
}
