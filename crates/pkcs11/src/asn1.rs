//! The little ASN.1 that tokens leave to their users.

use der::{
    AnyRef, Encode as _, Tag,
    asn1::{BitStringRef, UintRef},
};
use spki::{AlgorithmIdentifierRef, ObjectIdentifier, SubjectPublicKeyInfoRef};

/// `SEQUENCE { INTEGER, INTEGER }` of two big-endian numbers: an `RSAPublicKey` (RFC 8017 §A.1.1) or an
/// `Ecdsa-Sig-Value` (RFC 5480 Appendix A).
pub(crate) fn pair(first: &[u8], second: &[u8]) -> Option<Vec<u8>> {
    let mut body = UintRef::new(first).ok()?.to_der().ok()?;
    body.extend(UintRef::new(second).ok()?.to_der().ok()?);
    AnyRef::new(Tag::Sequence, &body).ok()?.to_der().ok()
}

/// A SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): `parameters` are encoded.
pub(crate) fn spki(oid: ObjectIdentifier, parameters: Option<&[u8]>, key: &[u8]) -> Option<Vec<u8>> {
    let parameters = parameters.map(AnyRef::try_from).transpose().ok()?;
    let algorithm = AlgorithmIdentifierRef { oid, parameters };
    let subject_public_key = BitStringRef::from_bytes(key).ok()?;
    SubjectPublicKeyInfoRef { algorithm, subject_public_key }.to_der().ok()
}
