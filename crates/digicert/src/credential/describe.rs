//! What the service says of a key that was uploaded to it.

use super::{Error, json};
use keybundle_encoding::{Warnings, hex, name, pem};
use keybundle_key::{Algorithm, Curve, PublicKey};
use keybundle_open::{Certificate, Limits, Opened, Unlock};
use serde_json::Value;

/// The content bytes of 2.5.4.3.
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const MISSING: Error = Error::Missing { what: "certificate or public key" };

/// A certificate or public key in the words of the service's reply to an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// Whether it is a certificate (`certificate`) or a bare public key (`public_key`).
    pub authentication_type: &'static str,
    /// SHA-256 of the DER SubjectPublicKeyInfo, not of the certificate.
    pub thumbprint: [u8; 32],
    /// `RSA` and `EC`, as the service has it; of other algorithms their family: `Ed25519`, `DSA`, `ML-DSA`.
    pub key_type: String,
    /// Bits of the modulus, of an RSA key.
    pub rsa_key_size: Option<usize>,
    /// Of an EC key. The service's names are not documented; these are NIST's (`P-256`), and each curve's own
    /// otherwise.
    pub ecdsa_curve: Option<String>,
    /// Algorithm and size: `RSA 2048`, `EC P-256`.
    pub key_description: String,
    /// The subject's last common name, of a certificate.
    pub certificate_common_name: Option<String>,
    /// The issuer's last common name, of a certificate.
    pub issuer_common_name: Option<String>,
    /// The public key as PEM, with lines of 64 and a final line break.
    pub public_key_pem: String,
}

impl Description {
    /// Describes what `bytes` hold: a certificate or public key in whatever form, alone or in a credential's JSON; of a
    /// CSR or private key its public key.
    ///
    /// # Errors
    /// `unknown-format` when there is no key in it; the codes of [`crate::open()`].
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<(Self, Warnings), Error> {
        let opened = crate::open_within(bytes, &Unlock::new(), limits)?;
        let description = match opened.end_entity() {
            Some(certificate) => Self::of_certificate(certificate),
            None => public_key(&opened).map(|key| Self::of_public_key(&key)),
        };
        // That there is no private key is as it should be.
        let mut warnings = opened.warnings_of_reading();
        opened.warn_of_other_end_entities(&mut warnings);
        Ok((description.ok_or(MISSING)?, warnings))
    }

    /// The public key of what `bytes` hold, as [`Description::read`] finds it.
    ///
    /// # Errors
    /// As [`Description::read`].
    pub fn key(bytes: &[u8], limits: &Limits) -> Result<PublicKey, Error> {
        let opened = crate::open_within(bytes, &Unlock::new(), limits)?;
        let of_certificate = opened.end_entity().and_then(|certificate| certificate.public_key().cloned());
        of_certificate.or_else(|| public_key(&opened)).ok_or(MISSING)
    }

    /// The names of the members in which a credential's JSON says something else, in the order of the fields here.
    /// Members that are missing or null say nothing; neither does what is no JSON.
    #[must_use]
    pub fn differences(&self, credential: &[u8]) -> Vec<&'static str> {
        let Ok(Value::Object(object)) = json::read(credential) else { return Vec::new() };
        let said = |name: &str| json::member(&object, &[&name.replace('_', "")]).filter(|value| !value.is_null());
        let same_text =
            |name: &'static str, own: Option<&str>| said(name).is_none_or(|value| json::text(value).as_deref() == own);
        let hex = |text: String| text.replace([':', ' '], "").to_ascii_lowercase();
        let thumbprint = hex::encode(&self.thumbprint);
        let size = self.rsa_key_size.map(|bits| bits.to_string());
        let checks = [
            ("authentication_type", same_text("authentication_type", Some(self.authentication_type))),
            ("thumbprint", said("thumbprint").is_none_or(|value| json::text(value).map(hex) == Some(thumbprint))),
            ("key_type", same_text("key_type", Some(&self.key_type))),
            ("rsa_key_size", same_text("rsa_key_size", size.as_deref())),
            ("key_description", same_text("key_description", Some(&self.key_description))),
            ("certificate_common_name", same_text("certificate_common_name", self.certificate_common_name.as_deref())),
            ("issuer_common_name", same_text("issuer_common_name", self.issuer_common_name.as_deref())),
            ("public_key_pem", said("public_key_pem").is_none_or(|value| self.is_key(value))),
        ];
        checks.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
    }

    /// Whether a text is this very key, however its PEM looks.
    fn is_key(&self, value: &Value) -> bool {
        let opened = value.as_str().and_then(|text| crate::open(text.as_bytes(), &Unlock::new()).ok());
        opened.and_then(|opened| public_key(&opened)).is_some_and(|key| key.spki_sha256() == self.thumbprint)
    }

    /// Describes a certificate. `None` when its public key can't be read.
    #[must_use]
    pub fn of_certificate(certificate: &Certificate) -> Option<Self> {
        Some(Self {
            authentication_type: "certificate",
            certificate_common_name: certificate.common_name(),
            issuer_common_name: certificate.issuer_der().and_then(|issuer| name::last_value(issuer, COMMON_NAME)),
            ..Self::of_public_key(certificate.public_key()?)
        })
    }

    /// Describes a public key.
    #[must_use]
    pub fn of_public_key(key: &PublicKey) -> Self {
        let algorithm = key.algorithm();
        let (rsa_key_size, ecdsa_curve) = match algorithm {
            Algorithm::Rsa { bits } | Algorithm::RsaPss { bits } | Algorithm::RsaOaep { bits } => (Some(*bits), None),
            Algorithm::Ec(curve) => {
                (None, Some(if *curve == Curve::SM2 { "SM2".to_owned() } else { curve.to_string() }))
            }
            _ => (None, None),
        };
        Self {
            authentication_type: "public_key",
            thumbprint: key.spki_sha256(),
            key_type: key_type(algorithm),
            rsa_key_size,
            ecdsa_curve,
            key_description: algorithm.to_string(),
            certificate_common_name: None,
            issuer_common_name: None,
            public_key_pem: pem::encode("PUBLIC KEY", key.spki_der()).as_str().to_owned(),
        }
    }
}

fn key_type(algorithm: &Algorithm) -> String {
    let description = algorithm.to_string();
    let family = ["ML-DSA", "ML-KEM", "SLH-DSA"].into_iter().find(|family| description.starts_with(family));
    match (algorithm, family) {
        (Algorithm::Ec(_), _) => "EC".to_owned(),
        (_, Some(family)) => family.to_owned(),
        // `RSA 2048`, `DSA 2048`, `DH 2048`; the others have one word.
        (_, None) => description.split(' ').next().unwrap_or_default().to_owned(),
    }
}

/// A public key that stands alone, or the public half of what else is there.
fn public_key(opened: &Opened) -> Option<PublicKey> {
    let of_request = || {
        let request = keybundle_csr::Request::from_der(opened.certificate_requests.first()?, &mut Warnings::new());
        request.ok()?.public_key().cloned()
    };
    let of_private_key = || opened.bundles.iter().find_map(|bundle| bundle.private_key.public_key().cloned());
    opened.public_keys.first().cloned().or_else(of_request).or_else(of_private_key)
}
