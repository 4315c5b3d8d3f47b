//! Certificates: kept as their bytes, read as far as they can be.

mod plain;

#[cfg(test)]
mod tests;

use crate::{KeyUsage, UnixTime, validity};
use keybundle_encoding::{
    AlgorithmIdentifier, Error, Result, WarningCode, Warnings,
    ber::{self, Element, Reader, Tag},
    name, rare,
};
use keybundle_key::PublicKey;
use sha2::{Digest, Sha256};
use std::{borrow::Cow, ops::Range};

/// An X.509 certificate (RFC 5280 §4.1): its bytes as they came, and what could be read of it.
#[derive(Clone, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    sha256: [u8; 32],
    fields: Option<Fields>,
    friendly_name: Option<String>,
    is_trusted: bool,
}

/// Ranges are of the certificate's bytes.
#[derive(Clone, Debug)]
struct Fields {
    signed: Range<usize>,
    signature_algorithm: Range<usize>,
    signature: Vec<u8>,
    serial: Range<usize>,
    issuer: Range<usize>,
    subject: Range<usize>,
    not_before: Option<UnixTime>,
    not_after: Option<UnixTime>,
    spki: Range<usize>,
    public_key: Option<PublicKey>,
    subject_key_identifier: Option<Vec<u8>>,
    authority_key_identifier: Option<Vec<u8>>,
    is_authority: bool,
}

impl Certificate {
    /// Takes the encoding of one certificate. What can't be read of it is a warning (`odd-certificate`, `not-der`,
    /// `unknown-algorithm`, `weak-key`), not an error.
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `trailing-data` when it is not one SEQUENCE.
    pub fn from_der(der: &[u8], warnings: &mut Warnings) -> Result<Self> {
        let element = Element::parse(der)?;
        element.sequence()?;
        let fields = read(&element, warnings);
        let sha256 = Sha256::digest(der).into();
        match &fields {
            Err(_) => warnings.push(
                WarningCode::OddCertificate,
                "a certificate's fields can't be read; it is delivered as it came, and nothing is paired with it",
            ),
            Ok(_) if ber::first_deviation(der).is_some() => {
                warnings.push(WarningCode::NotDer, "a certificate is encoded in BER; it is delivered as it came");
            }
            Ok(_) => deviations(der, warnings),
        }
        Ok(Self { der: der.to_vec(), sha256, fields: fields.ok(), friendly_name: None, is_trusted: false })
    }

    /// The whole encoded certificate as it came: DER, or BER with the warning `not-der`.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of [`Certificate::der`]: the fingerprint.
    #[must_use]
    pub const fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The subject as RFC 4514 text, the last RDN of the encoding first (RFC 5280 §4.1.2.6). `None` when it can't be
    /// read.
    #[must_use]
    pub fn subject(&self) -> Option<String> {
        name::to_text(self.subject_der()?).ok()
    }

    /// The issuer as RFC 4514 text (RFC 5280 §4.1.2.4). `None` when it can't be read.
    #[must_use]
    pub fn issuer(&self) -> Option<String> {
        name::to_text(self.issuer_der()?).ok()
    }

    /// The value of the subject's last common name (2.5.4.3) in the order of the encoding: the most specific one.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        name::last_value(self.subject_der()?, &[0x55, 4, 3])
    }

    /// The encoded subject: its whole Name, as it came (RFC 5280 §4.1.2.6). `None` when the certificate's fields can't
    /// be read, as for the other parts.
    #[must_use]
    pub fn subject_der(&self) -> Option<&[u8]> {
        self.part(|fields| &fields.subject)
    }

    /// The encoded issuer: its whole Name, as it came (RFC 5280 §4.1.2.4).
    #[must_use]
    pub fn issuer_der(&self) -> Option<&[u8]> {
        self.part(|fields| &fields.issuer)
    }

    /// The serial number (RFC 5280 §4.1.2.2): the content bytes of its INTEGER, two's complement, big-endian. A
    /// positive number whose highest bit is set has a zero byte in front.
    #[must_use]
    pub fn serial(&self) -> Option<&[u8]> {
        self.part(|fields| &fields.serial)
    }

    /// Start of the validity (RFC 5280 §4.1.2.5), in seconds since 1970-01-01T00:00:00Z; the certificate is valid from
    /// this second on. `None` when the time can't be read.
    #[must_use]
    pub fn not_before(&self) -> Option<UnixTime> {
        self.fields.as_ref()?.not_before
    }

    /// End of the validity (RFC 5280 §4.1.2.5), in seconds since 1970-01-01T00:00:00Z; the certificate is valid up to
    /// and including this second. `None` when the time can't be read.
    #[must_use]
    pub fn not_after(&self) -> Option<UnixTime> {
        self.fields.as_ref()?.not_after
    }

    /// The subject's public key (RFC 5280 §4.1.2.7). `None` when it can't be read.
    #[must_use]
    pub fn public_key(&self) -> Option<&PublicKey> {
        self.fields.as_ref()?.public_key.as_ref()
    }

    /// SHA-256 of the encoded SubjectPublicKeyInfo as it came.
    #[must_use]
    pub fn spki_sha256(&self) -> Option<[u8; 32]> {
        self.part(|fields| &fields.spki).map(|spki| Sha256::digest(spki).into())
    }

    /// The bytes of the subject key identifier (RFC 5280 §4.2.1.2): the content of its inner OCTET STRING.
    #[must_use]
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        self.fields.as_ref()?.subject_key_identifier.as_deref()
    }

    /// The bytes of `keyIdentifier` in the authority key identifier extension (RFC 5280 §4.2.1.1).
    #[must_use]
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        self.fields.as_ref()?.authority_key_identifier.as_deref()
    }

    /// Whether `cA` of the basic constraints (RFC 5280 §4.2.1.9) is true.
    #[must_use]
    pub fn is_authority(&self) -> bool {
        self.fields.as_ref().is_some_and(|fields| fields.is_authority)
    }

    /// The value of an extension (RFC 5280 §4.2), the content of its `extnValue`, by the content bytes of the OID.
    /// `None` when there is no such extension or the certificate can't be read.
    ///
    /// ```
    /// # use keybundle_encoding::{Warnings, pem};
    /// # let text = b"-----BEGIN CERTIFICATE-----
    /// # MIIBPDCB76ADAgECAhRcTbFVMAHo+8JyPnkE9mvWc3iLxzAFBgMrZXAwEzERMA8G
    /// # A1UEAwwIZGV2aWNlLTEwIBcNMjYxMTMwMjA0MTMyWhgPMjEyNjExMDYyMDQxMzJa
    /// # MBMxETAPBgNVBAMMCGRldmljZS0xMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7
    /// # lshQhqowtrbLDFw4rXAxZuGjUzBRMB0GA1UdDgQWBBSijMH4bllg0+A651yWLJeo
    /// # 1EgpPDAfBgNVHSMEGDAWgBSijMH4bllg0+A651yWLJeo1EgpPDAPBgNVHRMBAf8E
    /// # BTADAQH/MAUGAytlcANBAJgXvhMm/yTsER1USM8O2tNnAaWvxlZovCDhMrHsnjfw
    /// # TcTvIU89ur6eG5jGi/nscl5Eyg7cVxZwn99GQZlUWAM=
    /// # -----END CERTIFICATE-----
    /// # ";
    /// # let der = &pem::scan(text)?.blocks[0].bytes;
    /// let certificate = keybundle_open::Certificate::from_der(der, &mut Warnings::new())?;
    /// // Basic constraints (2.5.29.19) of an authority: SEQUENCE { TRUE }.
    /// assert_eq!(certificate.extension(&[0x55, 0x1d, 19]).as_deref(), Some(&[0x30, 3, 1, 1, 0xff][..]));
    /// # Ok::<(), keybundle_encoding::Error>(())
    /// ```
    #[must_use]
    pub fn extension(&self, oid: &[u8]) -> Option<Cow<'_, [u8]>> {
        let mut outer = Element::parse(&self.der).ok()?.sequence().ok()?;
        let mut fields = outer.sequence().ok()?;
        while let Some(field) = fields.next_element().ok()? {
            if field.tag() == Tag::context(3) {
                let mut extensions = field.explicit().ok()?.sequence().ok()?;
                while let Some(extension) = extensions.next_element().ok()? {
                    let mut fields = extension.sequence().ok()?;
                    if fields.oid().ok()?.as_bytes() == oid {
                        fields.optional(Tag::BOOLEAN).ok()?;
                        return fields.octets().ok();
                    }
                }
            }
        }
        None
    }

    /// The key usage extension (RFC 5280 §4.2.1.3), where there is one that can be read.
    #[must_use]
    pub fn key_usage(&self) -> Option<KeyUsage> {
        KeyUsage::read(&self.extension(&[0x55, 0x1d, 15])?).ok()
    }

    /// Whether subject and issuer are the same name, byte for byte.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.subject_der().is_some() && self.subject_der() == self.issuer_der()
    }

    /// Whether the certificate's signature (RFC 5280 §4.1.1.3) verifies under `issuer`. `None`: the algorithm of the
    /// key or of the signature is not supported, or the certificate's fields can't be read.
    #[must_use]
    pub fn is_signed_by(&self, issuer: &PublicKey) -> Option<bool> {
        let fields = self.fields.as_ref()?;
        let algorithm = Element::parse(self.der.get(fields.signature_algorithm.clone())?).ok()?;
        let algorithm = AlgorithmIdentifier::from_element(&algorithm).ok()?;
        issuer.verify(&algorithm, self.der.get(fields.signed.clone())?, &fields.signature)
    }

    /// The name that a key store gave it: `friendlyName` of its PKCS#12 bag (RFC 2985 §5.5.1).
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.friendly_name.as_deref()
    }

    /// Whether its PKCS#12 bag has the attribute by which Java marks a trusted certificate
    /// (2.16.840.1.113894.746875.1.1). Whoever wrote the file says so; nothing was validated.
    #[must_use]
    pub const fn is_trusted(&self) -> bool {
        self.is_trusted
    }

    /// Takes over what stood beside it in a PKCS#12.
    pub(crate) fn set_bag_attributes(&mut self, friendly_name: Option<String>, is_trusted: bool) {
        (self.friendly_name, self.is_trusted) = (friendly_name, is_trusted);
    }

    fn part(&self, range: impl Fn(&Fields) -> &Range<usize>) -> Option<&[u8]> {
        self.der.get(range(self.fields.as_ref()?).clone())
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

fn read(certificate: &Element<'_>, warnings: &mut Warnings) -> Result<Fields> {
    let mut outer = certificate.sequence()?;
    let signed = outer.any()?;
    let signature_algorithm = outer.any()?;
    let (_, signature) = outer.any()?.bit_string()?;

    let mut fields = signed.sequence()?;
    fields.optional(Tag::context(0))?;
    let serial = fields.read(Tag::INTEGER)?;
    fields.read(Tag::SEQUENCE)?;
    let issuer = fields.read(Tag::SEQUENCE)?;
    let mut validity = fields.sequence()?;
    let (not_before, not_after) = (validity.any()?, validity.any()?);
    let subject = fields.read(Tag::SEQUENCE)?;
    let spki = fields.read(Tag::SEQUENCE)?;
    let public_key = match PublicKey::from_spki_der(spki.raw(), warnings) {
        Ok(key) => Some(key),
        Err(_) => {
            warnings.push(WarningCode::OddCertificate, "the public key of a certificate can't be read");
            None
        }
    };
    let mut read = Fields {
        signed: range(&signed),
        signature_algorithm: range(&signature_algorithm),
        signature: signature.into_owned(),
        serial: content_range(&serial),
        issuer: range(&issuer),
        subject: range(&subject),
        not_before: validity::read(&not_before),
        not_after: validity::read(&not_after),
        spki: range(&spki),
        public_key,
        subject_key_identifier: None,
        authority_key_identifier: None,
        is_authority: false,
    };
    while let Some(field) = fields.next_element()? {
        if field.tag() == Tag::context(3) && extensions(field.explicit()?.sequence()?, &mut read).is_err() {
            warnings.push(WarningCode::OddCertificate, "an extension of a certificate can't be read");
        }
    }
    Ok(read)
}

fn extensions(mut extensions: Reader<'_>, read: &mut Fields) -> Result<()> {
    while let Some(extension) = extensions.next_element()? {
        let mut fields = extension.sequence()?;
        let oid = fields.oid()?;
        fields.optional(Tag::BOOLEAN)?;
        let value = fields.octets()?;
        match oid.as_bytes() {
            [0x55, 0x1d, 14] => {
                read.subject_key_identifier = Some(Element::parse(&value)?.octets()?.into_owned());
            }
            [0x55, 0x1d, 35] => {
                let identifier = Element::parse(&value)?.sequence()?.optional(Tag::context(0))?;
                read.authority_key_identifier = identifier.map(|id| id.octets().map(Cow::into_owned)).transpose()?;
            }
            [0x55, 0x1d, 19] => {
                let authority = Element::parse(&value)?.sequence()?.optional(Tag::BOOLEAN)?;
                read.is_authority = authority.map_or(Ok(false), |flag| flag.boolean())?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// What the strict parser has against a certificate that ours could read.
fn deviations(der: &[u8], warnings: &mut Warnings) {
    use der::Decode as _;
    if plain::is_within_profile(der) || !rare::is_here() {
        return;
    }
    if x509_cert::Certificate::from_der(der).is_err() {
        warnings.push(
            WarningCode::OddCertificate,
            "a certificate deviates from RFC 5280 (for instance a serial number over 20 bytes); strict tools may refuse it",
        );
    }
}

const fn range(element: &Element<'_>) -> Range<usize> {
    element.position()..element.position() + element.raw().len()
}

const fn content_range(element: &Element<'_>) -> Range<usize> {
    let end = element.position() + element.raw().len();
    end - element.content().len()..end
}

/// The certificate in a PEM block of OpenSSL's `TRUSTED CERTIFICATE`: what follows it there is auxiliary.
///
/// # Errors
/// As [`Element::parse_first`].
pub(crate) fn without_auxiliary(der: &[u8]) -> Result<&[u8], Error> {
    Element::parse_first(der).map(|(element, _)| element.raw())
}
