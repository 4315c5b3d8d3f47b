//! Private keys.

pub(crate) mod ec;
mod encode;
mod factor;
mod fixed;
mod generate;
mod jwk;
pub(crate) mod lattice;
pub(crate) mod modular;
mod pkcs8;
pub(crate) mod rsa;
pub(crate) mod shared_rng;
pub(crate) mod working;

use crate::{Algorithm, Encoding, Error, PublicKey, Result, oids, warn, write};
use core::fmt;
use keybundle_encoding::{
    WarningCode, Warnings,
    ber::{self, Element, Tag},
    json::Json,
};
use zeroize::Zeroizing;

/// A private key: its secret and its public half. Wiped on drop; `Debug` shows no secret.
pub struct PrivateKey {
    encoding: Encoding,
    parts: Parts,
}

/// A key in the normal form of PKCS#8.
pub(crate) struct Parts {
    algorithm: Algorithm,
    /// DER of the AlgorithmIdentifier.
    identifier: Vec<u8>,
    /// What stands in the privateKey OCTET STRING.
    inner: Zeroizing<Vec<u8>>,
    public: Option<PublicKey>,
    /// Whether the public part can't be computed and so is written along.
    keeps_public: bool,
}

impl PrivateKey {
    /// Reads a PKCS#1, SEC1, PKCS#8 (version 1 or 2) or OpenSSL DSA private key; content decides which.
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `limit-depth`, `trailing-data`, `invalid-value`; `unknown-format` when it is none
    /// of these.
    pub fn from_der(der: &[u8], warnings: &mut Warnings) -> Result<Self> {
        Self::read(der, None, warnings)
    }

    /// Reads the content of a PEM block by its label; `parameters` is the `EC PARAMETERS` block that stood before it.
    ///
    /// # Errors
    /// As [`PrivateKey::from_der`].
    pub fn from_label(label: &str, der: &[u8], parameters: Option<&[u8]>, warnings: &mut Warnings) -> Result<Self> {
        let key = Self::read(der, parameters, warnings)?;
        let expected = match label {
            "RSA PRIVATE KEY" => Some(Encoding::Pkcs1),
            "EC PRIVATE KEY" => Some(Encoding::Sec1),
            "DSA PRIVATE KEY" => Some(Encoding::Dsa),
            "PRIVATE KEY" => Some(Encoding::Pkcs8),
            _ => None,
        };
        if expected.is_some_and(|expected| expected != key.encoding) {
            let found = key.encoding;
            warnings
                .push(WarningCode::LenientPem, format!("the label of the PEM block is wrong: it holds a {found} key"));
        }
        Ok(key)
    }

    /// Reads a private JSON Web Key (RFC 7517, RFC 7518 §6, RFC 8037).
    ///
    /// # Errors
    /// `invalid-value`, `unsupported-algorithm`; `unknown-format` when it is no private JWK.
    pub fn from_jwk(json: &Json, warnings: &mut Warnings) -> Result<Self> {
        let parts = jwk::read(json, warnings)?;
        warn::weak(&parts.algorithm, warnings);
        Ok(Self { encoding: Encoding::Jwk, parts })
    }

    fn read(der: &[u8], parameters: Option<&[u8]>, warnings: &mut Warnings) -> Result<Self> {
        let element = Element::parse(der)?;
        let (encoding, parts) = match shape(&element)? {
            Shape::Pkcs8 => (Encoding::Pkcs8, pkcs8::read(&element, warnings)?),
            Shape::Sec1 => {
                let parameters = parameters.map(Element::parse).transpose()?;
                (Encoding::Sec1, ec::read(&element, &ec::Outer { parameters, binding: false }, warnings)?)
            }
            Shape::Pkcs1 => {
                let identifier = write::algorithm(oids::RSA, write::NULL);
                (Encoding::Pkcs1, rsa::read(&element, &identifier, |bits| Algorithm::Rsa { bits }, warnings)?)
            }
            Shape::Dsa => (Encoding::Dsa, modular::traditional(&element, warnings)?),
        };
        if ber::first_deviation(der).is_some() {
            warnings.push(WarningCode::NotDer, "the key is BER and not DER; what is written is DER");
        }
        warn::weak(&parts.algorithm, warnings);
        Ok(Self { encoding, parts })
    }

    /// The algorithm with size or curve.
    #[must_use]
    pub const fn algorithm(&self) -> &Algorithm {
        &self.parts.algorithm
    }

    /// The encoding in which it came.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The public half; `None` where the algorithm is unknown and the file holds no public part.
    #[must_use]
    pub const fn public_key(&self) -> Option<&PublicKey> {
        self.parts.public.as_ref()
    }

    /// Normalised PKCS#8 in DER: version 1 (RFC 5208); version 2 (RFC 5958) where the public part can't be computed
    /// from the private one.
    #[must_use]
    pub fn secret_pkcs8_der(&self) -> Zeroizing<Vec<u8>> {
        let Parts { identifier, inner, public, keeps_public, .. } = &self.parts;
        let octets = write::tlv(write::OCTET_STRING, &[inner]);
        match public {
            Some(public) if *keeps_public => write::tlv(
                write::SEQUENCE,
                &[&write::integer(&[1]), identifier, &octets, &write::tlv(write::IMPLICIT_1, &[&[0], public.bits()])],
            ),
            _ => write::tlv(write::SEQUENCE, &[&write::integer(&[]), identifier, &octets]),
        }
    }

    /// What stands in the privateKey OCTET STRING of [`PrivateKey::secret_pkcs8_der`].
    pub(crate) fn secret_inner(&self) -> &[u8] {
        &self.parts.inner
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("algorithm", &self.parts.algorithm)
            .field("encoding", &self.encoding)
            .finish_non_exhaustive()
    }
}

/// What a private key looks like.
enum Shape {
    /// Version, AlgorithmIdentifier, OCTET STRING.
    Pkcs8,
    /// Version, OCTET STRING.
    Sec1,
    /// Version and eight INTEGERs or more.
    Pkcs1,
    /// Version and five INTEGERs.
    Dsa,
}

/// Tells the structures apart by the types of their fields: after the version, PKCS#8 has a SEQUENCE, SEC1 an OCTET
/// STRING, and the others INTEGERs: five in OpenSSL's DSA format, eight and more in PKCS#1.
fn shape(element: &Element<'_>) -> Result<Shape> {
    if element.tag() != Tag::SEQUENCE || !element.is_constructed() {
        return Err(Error::NotAKey);
    }
    let mut fields = element.sequence()?;
    if fields.any()?.tag() != Tag::INTEGER {
        return Err(Error::NotAKey);
    }
    match fields.any()?.tag() {
        Tag::SEQUENCE => Ok(Shape::Pkcs8),
        Tag::OCTET_STRING => Ok(Shape::Sec1),
        Tag::INTEGER => {
            let mut more = 0;
            while more < 5 && fields.next_element()?.is_some() {
                more += 1;
            }
            Ok(if more == 4 { Shape::Dsa } else { Shape::Pkcs1 })
        }
        _ => Err(Error::NotAKey),
    }
}

/// Refuses a key whose public part is another than the one that came along.
fn require_public(parts: &Parts, bits: &[u8]) -> Result<()> {
    match &parts.public {
        Some(public) if public.bits() == bits => Ok(()),
        _ => Err(Error::InvalidValue { reason: "the public part does not belong to the private one" }),
    }
}
