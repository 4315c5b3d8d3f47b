//! Requests that others made.

mod attribute;
mod extension;
mod info;
pub(crate) mod problems;

pub use attribute::Attribute;
pub use extension::Extension;
pub(crate) use info::Info;

use crate::{GeneralName, names, write};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::{fmt, ops::Range};
use keybundle_encoding::{
    AlgorithmIdentifier, Oid, Result, WarningCode, Warnings,
    ber::{self, Element},
    name,
};
use keybundle_key::{PublicKey, Signer};
use sha2::{Digest as _, Sha256};

/// A PKCS#10 CertificationRequest (RFC 2986 §4.2): its bytes as they came, and what they say.
///
/// ```
/// use keybundle_csr::Request;
/// use keybundle_encoding::{Warnings, pem};
///
/// let text = b"-----BEGIN CERTIFICATE REQUEST-----
/// MIHLMH8CAQAwJTEQMA4GA1UECgwHRXhhbXBsZTERMA8GA1UEAwwIZGV2aWNlLTEw
/// KjAFBgMrZXADIQAZv0QJaYTN/oVBusFn3DuWyFCGqjC2tssMXDitcDFm4aAnMCUG
/// CSqGSIb3DQEJDjEYMBYwFAYDVR0RBA0wC4IJYS5leGFtcGxlMAUGAytlcANBAOCv
/// Y0MA8yznq4Okz5m4ptyDqyy9OLQ2c8xB8+q/RuFLKwfLDYMofrh/tUjbE310F4hj
/// Xb1Nz45bODypoI+bnQE=
/// -----END CERTIFICATE REQUEST-----
/// ";
/// let mut warnings = Warnings::new();
/// let request = Request::from_der(&pem::scan(text)?.blocks[0].bytes, &mut warnings)?;
/// assert_eq!(request.subject(), "CN=device-1,O=Example");
/// assert_eq!(request.subject_alternative_names()[0].to_string(), "DNS:a.example");
/// assert_eq!(request.verify(), Some(true));
/// # Ok::<(), keybundle_encoding::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    der: Vec<u8>,
    /// Of the bytes: what is signed.
    signed: Range<usize>,
    signature_algorithm: Range<usize>,
    signature: Vec<u8>,
    info: Info,
}

impl fmt::Debug for Request {
    /// Without the bytes, which may hold a challenge password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("subject", &self.subject())
            .field("attributes", &self.info.attributes)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// Reads a request from DER or BER. What deviates from the standard and is plain is a warning (`not-der`,
    /// `trailing-data`, `odd-request`, `unknown-algorithm`, `weak-key`).
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `limit-depth` when it is no request.
    pub fn from_der(der: &[u8], warnings: &mut Warnings) -> Result<Self> {
        let (outer, rest) = Element::parse_first(der)?;
        if !rest.is_empty() {
            warnings.push(WarningCode::TrailingData, "bytes after the end of the request were ignored");
        }
        let mut fields = outer.sequence()?;
        let signed = fields.any()?;
        let algorithm = fields.any()?;
        AlgorithmIdentifier::from_element(&algorithm)?;
        let (_, signature) = fields.any()?.bit_string()?;
        if !fields.is_empty() {
            warnings.push(WarningCode::OddRequest, "a request with fields after its signature");
        }
        if ber::first_deviation(outer.raw()).is_some() {
            warnings.push(WarningCode::NotDer, "the request is encoded in BER; it is read as it came");
        }
        let info = Info::read(&signed, warnings)?;
        for problem in problems::of(&info)? {
            warnings.push(WarningCode::OddRequest, alloc::format!("{problem}"));
        }
        Ok(Self {
            der: outer.raw().to_vec(),
            signed: range(&signed),
            signature_algorithm: range(&algorithm),
            signature: signature.into_owned(),
            info,
        })
    }

    /// One that was made of these parts.
    pub(crate) fn assemble(info: Info, signed: &[u8], algorithm: &[u8], signature: Vec<u8>) -> Self {
        let mut der = Vec::with_capacity(signed.len() + algorithm.len() + signature.len() + 16);
        let size = write::element(&mut der, write::SEQUENCE, |out| {
            let start = out.len();
            out.extend_from_slice(signed);
            out.extend_from_slice(algorithm);
            write::element(out, write::BIT_STRING, |out| {
                out.push(0);
                out.extend_from_slice(&signature);
            });
            out.len() - start
        });
        let header = der.len() - size;
        let signed = header..header + signed.len();
        let signature_algorithm = signed.end..signed.end + algorithm.len();
        Self { der, signed, signature_algorithm, signature, info }
    }

    /// The bytes as they came.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The CertificationRequestInfo as it stands: what is signed.
    #[must_use]
    pub fn signed_der(&self) -> &[u8] {
        self.der.get(self.signed.clone()).unwrap_or_default()
    }

    /// The subject as RFC 4514 text; empty for an empty subject.
    #[must_use]
    pub fn subject(&self) -> String {
        // It was read before.
        name::to_text(&self.info.subject).unwrap_or_default()
    }

    /// DER of the subject's Name (RFC 5280 §4.1.2.4), as it came.
    #[must_use]
    pub fn subject_der(&self) -> &[u8] {
        &self.info.subject
    }

    /// The encoded SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), as it came.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        self.info.spki()
    }

    /// SHA-256 of the encoded SubjectPublicKeyInfo, as it came.
    #[must_use]
    pub fn spki_sha256(&self) -> [u8; 32] {
        Sha256::digest(self.info.spki()).into()
    }

    /// The key that asks for a certificate; `None` when it contradicts itself (a point that is not on its curve).
    #[must_use]
    pub fn public_key(&self) -> Option<&PublicKey> {
        self.info.key.as_ref().ok()
    }

    /// The key's algorithm with size or curve, such as `EC P-256`; of a key that can't be read the name or OID of its
    /// algorithm.
    #[must_use]
    pub fn algorithm(&self) -> String {
        use alloc::string::ToString as _;
        let named = || {
            let identifier = Element::parse(self.info.spki())?.sequence()?.any()?;
            Ok(algorithm_name(AlgorithmIdentifier::from_element(&identifier)?.oid))
        };
        match self.public_key() {
            Some(key) => key.algorithm().to_string(),
            // It was read before.
            None => named().unwrap_or_else(|_: keybundle_encoding::Error| String::new()),
        }
    }

    /// The OID of the signature algorithm.
    #[must_use]
    pub fn signature_algorithm(&self) -> Option<Oid<'_>> {
        self.signature_identifier().map(|identifier| identifier.oid)
    }

    /// The signature, as it stands in its BIT STRING.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The attributes, in their order.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.info.attributes
    }

    /// The extensions that are asked for (RFC 2985 §5.4.2, and Microsoft's attribute of the same meaning).
    #[must_use]
    pub fn extensions(&self) -> &[Extension] {
        &self.info.extensions
    }

    /// The subject alternative names that are asked for.
    #[must_use]
    pub fn subject_alternative_names(&self) -> &[GeneralName] {
        &self.info.alternative_names
    }

    /// The challenge password (RFC 2985 §5.4.1), in whatever string type. `None` when there is none, and when it is no
    /// string of its declared type, which is a warning.
    #[must_use]
    pub fn challenge_password(&self) -> Option<String> {
        self.attribute(names::CHALLENGE_PASSWORD)?.strict_text()
    }

    /// The unstructured name (RFC 2985 §5.4.3).
    #[must_use]
    pub fn unstructured_name(&self) -> Option<String> {
        self.attribute(names::UNSTRUCTURED_NAME)?.strict_text()
    }

    /// Whether the signature verifies under the request's own public key (proof of possession, RFC 2986 §4.2). `None`:
    /// the algorithm is unknown or not supported.
    #[must_use]
    pub fn verify(&self) -> Option<bool> {
        let identifier = self.signature_identifier()?;
        match self.public_key() {
            Some(key) => key.verify(&identifier, self.signed_der(), &self.signature),
            None => Some(false),
        }
    }

    /// As [`Request::verify`], for a request made by `signer`, which may verify faster. `None` also when the request's
    /// key is not the signer's.
    #[must_use]
    pub fn verify_by(&self, signer: &dyn Signer) -> Option<bool> {
        let identifier = self.signature_identifier()?;
        if self.public_key()? != signer.public_key() {
            return None;
        }
        signer.verify(&identifier, self.signed_der(), &self.signature)
    }

    fn signature_identifier(&self) -> Option<AlgorithmIdentifier<'_>> {
        let element = Element::parse(self.der.get(self.signature_algorithm.clone())?).ok()?;
        AlgorithmIdentifier::from_element(&element).ok()
    }

    fn attribute(&self, oid: &[u8]) -> Option<&Attribute> {
        self.attributes().iter().find(|attribute| attribute.oid().as_bytes() == oid)
    }
}

const fn range(element: &Element<'_>) -> Range<usize> {
    element.position()..element.position() + element.raw().len()
}

/// The name of an algorithm, or its OID dotted.
pub(crate) fn algorithm_name(oid: Oid<'_>) -> String {
    keybundle_encoding::names::name(oid).map_or_else(|| oid.to_dotted(), ToOwned::to_owned)
}
