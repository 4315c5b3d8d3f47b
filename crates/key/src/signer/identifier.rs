//! How signature algorithms are named: AlgorithmIdentifier and text.

use super::{Digest, SignatureAlgorithm};
use crate::{oids, verify::PssParameters, write};
use const_oid::ObjectIdentifier;
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};

/// What the identifier of a key restricts its signatures to.
pub(super) enum Restriction {
    None,
    To(PssParameters),
    Unreadable,
}

/// Of a SubjectPublicKeyInfo whose key is for RSASSA-PSS.
pub(super) fn pss_restriction(spki: &[u8]) -> Restriction {
    match parameters(spki) {
        Ok(None) => Restriction::None,
        Ok(Some(parameters)) => PssParameters::read(&parameters).map_or(Restriction::Unreadable, Restriction::To),
        Err(_) => Restriction::Unreadable,
    }
}

/// The parameters of the AlgorithmIdentifier of a SubjectPublicKeyInfo.
fn parameters(spki: &[u8]) -> keybundle_encoding::Result<Option<Element<'_>>> {
    let identifier = Element::parse(spki)?.sequence()?.any()?;
    Ok(AlgorithmIdentifier::from_element(&identifier)?.parameters)
}

impl SignatureAlgorithm {
    /// All that are made here.
    pub fn all() -> impl Iterator<Item = Self> {
        let with_digest = [Self::RsaPkcs1, Self::RsaPss, Self::Ecdsa];
        with_digest.into_iter().flat_map(|algorithm| Digest::ALL.map(algorithm)).chain([
            Self::Ed25519,
            Self::MlDsa44,
            Self::MlDsa65,
            Self::MlDsa87,
        ])
    }

    /// DER of the AlgorithmIdentifier: parameters NULL with RSASSA-PKCS1-v1_5 (RFC 4055 §5), absent with ECDSA (RFC
    /// 5758 §3.2), Ed25519 (RFC 8410 §3) and ML-DSA (RFC 9881 §2), and spelt out with RSASSA-PSS (RFC 4055 §3.1).
    #[must_use]
    pub fn identifier_der(self) -> Vec<u8> {
        match self {
            Self::RsaPkcs1(_) => write::algorithm(self.oid(), write::NULL),
            Self::RsaPss(digest) => {
                let hash = write::algorithm(digest.oid(), write::NULL);
                let mask = write::algorithm(oids::MGF1, &hash);
                let salt = write::integer(&digest.size().to_be_bytes());
                let fields = [
                    write::tlv(write::EXPLICIT_0, &[&hash]),
                    write::tlv(write::EXPLICIT_1, &[&mask]),
                    write::tlv(write::EXPLICIT_2, &[&salt]),
                ];
                let [hash, mask, salt] = &fields;
                write::algorithm(self.oid(), &write::tlv(write::SEQUENCE, &[hash, mask, salt]))
            }
            _ => write::algorithm(self.oid(), &[]),
        }
    }

    /// The name that its standard gives it (`sha256WithRSAEncryption`, `ecdsa-with-SHA384`, `Ed25519`, `ML-DSA-44`);
    /// RSASSA-PSS, whose identifier is one for all hashes, is `rsassa-pss-sha256` and so on.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RsaPkcs1(Digest::Sha256) => "sha256WithRSAEncryption",
            Self::RsaPkcs1(Digest::Sha384) => "sha384WithRSAEncryption",
            Self::RsaPkcs1(Digest::Sha512) => "sha512WithRSAEncryption",
            Self::RsaPss(Digest::Sha256) => "rsassa-pss-sha256",
            Self::RsaPss(Digest::Sha384) => "rsassa-pss-sha384",
            Self::RsaPss(Digest::Sha512) => "rsassa-pss-sha512",
            Self::Ecdsa(Digest::Sha256) => "ecdsa-with-SHA256",
            Self::Ecdsa(Digest::Sha384) => "ecdsa-with-SHA384",
            Self::Ecdsa(Digest::Sha512) => "ecdsa-with-SHA512",
            Self::Ed25519 => "Ed25519",
            Self::MlDsa44 => "ML-DSA-44",
            Self::MlDsa65 => "ML-DSA-65",
            Self::MlDsa87 => "ML-DSA-87",
        }
    }

    /// The algorithm of this name: as [`SignatureAlgorithm::name`] gives it, in upper or lower case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name.trim()))
    }

    const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::RsaPkcs1(Digest::Sha256) => oids::RSA_SHA256,
            Self::RsaPkcs1(Digest::Sha384) => oids::RSA_SHA384,
            Self::RsaPkcs1(Digest::Sha512) => oids::RSA_SHA512,
            Self::RsaPss(_) => oids::RSA_PSS,
            Self::Ecdsa(Digest::Sha256) => oids::ECDSA_SHA256,
            Self::Ecdsa(Digest::Sha384) => oids::ECDSA_SHA384,
            Self::Ecdsa(Digest::Sha512) => oids::ECDSA_SHA512,
            Self::Ed25519 => oids::ED25519,
            Self::MlDsa44 => oids::ML_DSA_44,
            Self::MlDsa65 => oids::ML_DSA_65,
            Self::MlDsa87 => oids::ML_DSA_87,
        }
    }
}

impl core::fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

impl Digest {
    const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => oids::SHA256,
            Self::Sha384 => oids::SHA384,
            Self::Sha512 => oids::SHA512,
        }
    }
}
