//! Requests that are made.

mod extensions;
mod over;
mod renewal;

use crate::{
    Attribute, DistinguishedName, Error, Extension, GeneralName, KeyUsage, ObjectId, Problem, Request, Result,
    StringType, names,
    request::{Info, problems},
};
use alloc::{string::String, vec, vec::Vec};
use keybundle_encoding::{WarningCode, Warnings, ber::Element};
use keybundle_key::{PublicKey, SignatureAlgorithm, Signer};
use zeroize::Zeroizing;

/// What a request is to say. Fill in the fields, then [`RequestTemplate::sign`].
///
/// ```
/// use keybundle_csr::{DistinguishedName, GeneralName, RequestTemplate};
/// use keybundle_encoding::Warnings;
/// # use keybundle_key::{PrivateKey, SoftwareSigner};
/// # let mut warnings = Warnings::new();
/// # let pem = keybundle_encoding::pem::scan(
/// #     b"-----BEGIN PRIVATE KEY-----\n\
/// #     MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
/// #     -----END PRIVATE KEY-----\n",
/// # )?;
/// # let key = PrivateKey::from_der(&pem.blocks[0].bytes, &mut warnings)?;
/// # struct Rng;
/// # impl rand_core::TryRng for Rng {
/// #     type Error = core::convert::Infallible;
/// #     fn try_next_u32(&mut self) -> Result<u32, Self::Error> { Ok(4) }
/// #     fn try_next_u64(&mut self) -> Result<u64, Self::Error> { Ok(4) }
/// #     fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> { bytes.fill(4); Ok(()) }
/// # }
/// # impl rand_core::TryCryptoRng for Rng {}
/// # let signer = SoftwareSigner::new(&key, Rng)?;
/// let template = RequestTemplate {
///     subject: DistinguishedName::from_text("CN=device-1,O=Example,C=DE")?,
///     subject_alternative_names: vec![GeneralName::from_text("DNS:device-1.example")?],
///     ..RequestTemplate::default()
/// };
/// // `signer` is any `Signer`; `None` is the signature algorithm that its key signs with by default.
/// let request = template.sign(&signer, None, &mut warnings)?;
/// assert_eq!(request.subject(), "CN=device-1,O=Example,C=DE");
/// assert_eq!(request.verify(), Some(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct RequestTemplate {
    /// The subject (RFC 2986 §4.1).
    pub subject: DistinguishedName,
    /// Other names of the subject. The extension is critical when the subject is empty (RFC 5280 §4.2.1.6).
    pub subject_alternative_names: Vec<GeneralName>,
    /// Whether that extension is critical beside a subject too, as in what the template was taken from.
    pub are_names_critical: bool,
    /// What the key may be used for (critical, as RFC 5280 §4.2.1.3 has it).
    pub key_usage: Vec<KeyUsage>,
    /// The purposes of the extended key usage (RFC 5280 §4.2.1.12), by OID: see [`crate::purpose`].
    pub extended_key_usage: Vec<ObjectId>,
    /// Basic constraints (RFC 5280 §4.2.1.9): whether it is to be an authority. The extension is critical.
    pub basic_constraints: Option<BasicConstraints>,
    /// The certificate policies (RFC 5280 §4.2.1.4), by OID.
    pub certificate_policies: Vec<ObjectId>,
    /// Any other extensions, asked for as they stand.
    pub extensions: Vec<Extension>,
    /// The challenge password (RFC 2985 §5.4.1), and its string type: by default PrintableString where it suffices, the
    /// type that every authority takes, otherwise UTF8String.
    pub challenge_password: Option<ChallengePassword>,
    /// The unstructured name (RFC 2985 §5.4.3): IA5String, or UTF8String where that does not suffice.
    pub unstructured_name: Option<String>,
    /// Any other attributes: the type, and the DER of each value.
    pub attributes: Vec<(ObjectId, Vec<Vec<u8>>)>,
}

/// Basic constraints (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the subject issues certificates.
    pub is_authority: bool,
    /// How many authorities may stand between it and an end entity.
    pub path_length: Option<u8>,
}

/// A challenge password; wiped on drop, and elided in `Debug`.
#[derive(Clone)]
pub struct ChallengePassword {
    /// The password.
    pub secret: Zeroizing<String>,
    /// In which string type it is written.
    pub string_type: Option<StringType>,
}

impl core::fmt::Debug for ChallengePassword {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ChallengePassword").field("string_type", &self.string_type).finish_non_exhaustive()
    }
}

impl RequestTemplate {
    /// Checks what can be checked before there is a key: makes no request, and refuses what [`RequestTemplate::sign`]
    /// would refuse whatever the key.
    ///
    /// # Errors
    /// `invalid-value` with the field that is wrong.
    pub fn check(&self) -> Result<()> {
        let mut warnings = Warnings::new();
        check(&self.info(None, &mut warnings)?, &mut warnings)
    }

    /// Makes the request. It is checked before it is signed: what no authority takes is refused by name, what some
    /// refuse is a warning (`odd-request`).
    ///
    /// # Errors
    /// `invalid-value` with the field that is wrong; `unsupported-algorithm` when the key does not sign so.
    pub fn sign(
        &self,
        signer: &dyn Signer,
        algorithm: Option<SignatureAlgorithm>,
        warnings: &mut Warnings,
    ) -> Result<Request> {
        let algorithm = match algorithm.or_else(|| SignatureAlgorithm::default_for(signer.public_key())) {
            Some(algorithm) => algorithm,
            None => {
                return Err(keybundle_key::Error::NoSignature {
                    key: alloc::string::ToString::to_string(signer.public_key().algorithm()),
                    reason: "it has no signature algorithm that certificate requests take",
                }
                .into());
            }
        };
        let info = self.info(Some(signer.public_key()), warnings)?;
        check(&info, warnings)?;
        let signed = info.to_der();
        let signature = signer.sign(algorithm, &signed)?;
        Ok(Request::assemble(info, &signed, &algorithm.identifier_der(), signature))
    }

    fn info(&self, key: Option<&PublicKey>, warnings: &mut Warnings) -> Result<Info> {
        Ok(Info::new(self.subject.to_der()?, key.cloned(), self.encoded_attributes()?, warnings))
    }

    fn encoded_attributes(&self) -> Result<Vec<Attribute>> {
        let mut attributes = Vec::new();
        let mut add = |oid: &'static [u8], value| attributes.push(Attribute::new(ObjectId::known(oid), vec![value]));
        if let Some(password) = &self.challenge_password {
            let string_type = password.string_type.unwrap_or_else(|| StringType::narrowest(&password.secret));
            add(names::CHALLENGE_PASSWORD, string_type.encode(&password.secret)?);
        }
        if let Some(name) = &self.unstructured_name {
            let string_type = if name.is_ascii() { StringType::Ia5 } else { StringType::Utf8 };
            add(names::UNSTRUCTURED_NAME, string_type.encode(name)?);
        }
        if let Some(extensions) = self.encoded_extensions() {
            add(names::EXTENSION_REQUEST, extensions);
        }
        for (place, (oid, values)) in self.attributes.iter().enumerate() {
            if values.is_empty() || values.iter().any(|value| Element::parse(value).is_err()) {
                let reason = "each value is one encoded element, and there is at least one";
                return Err(Error::field("attribute", reason).of("attribute", place));
            }
            attributes.push(Attribute::new(oid.clone(), values.clone()));
        }
        Ok(attributes)
    }
}

/// What authorities would refuse of what is to be signed.
fn check(info: &Info, warnings: &mut Warnings) -> Result<()> {
    let found = problems::of(info)?;
    if let Some(problem) = found.iter().find(|problem| problem.is_fatal) {
        return Err(Error::Refused(*problem));
    }
    for problem in found.iter().filter(|problem: &&Problem| !problem.is_fatal) {
        warnings.push(WarningCode::OddRequest, alloc::format!("{problem}"));
    }
    Ok(())
}
