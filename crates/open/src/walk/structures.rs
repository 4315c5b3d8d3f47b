//! DER and BER: each kind of structure goes to its reader.

use super::{Known, Walker, keys::Names};
use crate::{
    Certificate, Error, KeyEncoding, Layer, Result, Secret, certificate,
    cms::Cms,
    cost, encrypted_key,
    envelope::Locked,
    pkcs12::{BagValue, Pfx},
};
use keybundle_encoding::{
    Coded as _, Stage, WarningCode,
    ber::{Element, Reader},
    sniff::{DerKind, Format, blanks_before, sniff},
};
use keybundle_key::PublicKey;
use zeroize::Zeroizing;

impl Walker<'_> {
    /// A structure that was sniffed as `kind`.
    pub(super) fn der(&mut self, bytes: &[u8], kind: DerKind) -> Result<Known> {
        match kind {
            DerKind::Pfx => self.inside(Layer::Pkcs12, |walker| walker.pkcs12(bytes)),
            DerKind::CmsContentInfo | DerKind::EnvelopedData | DerKind::SignedData => self.cms(bytes),
            DerKind::CertificateSequence => {
                let mut certificates = Element::parse(bytes)?.sequence()?;
                while let Some(element) = certificates.next_element()? {
                    self.context.charge_entries(1)?;
                    self.certificate_member(element.raw())?;
                }
                Ok(Known::Yes)
            }
            DerKind::AsymmetricKeyPackage => self.inside(Layer::KeyPackage, |walker| {
                let mut keys = Element::parse(bytes)?.sequence()?;
                while let Some(element) = keys.next_element()? {
                    walker.private_key(element.raw(), None, Names::default())?;
                }
                Ok(Known::Yes)
            }),
            _ if is_single(kind) => self.row(bytes, kind),
            _ => Ok(Known::No),
        }
    }

    /// A structure, and what stands behind it: certificates one after another, a key beside its certificate. Line
    /// breaks and zeros may follow.
    fn row(&mut self, bytes: &[u8], first: DerKind) -> Result<Known> {
        let (mut kind, mut rest) = (first, Reader::new(bytes));
        loop {
            let Some(element) = rest.next_element()? else { return Ok(Known::Yes) };
            self.single(element.raw(), kind)?;
            let behind = rest.rest();
            let behind = behind.get(blanks_before(behind)..).unwrap_or_default();
            rest = Reader::new(behind);
            match sniff(behind) {
                _ if behind.is_empty() => return Ok(Known::Yes),
                Format::Der(next) if is_single(next) => {
                    self.context.charge_entries(1)?;
                    kind = next;
                }
                Format::Der(next) if is_container(next) => return self.der(behind, next),
                _ => {
                    let message = format!("{} bytes after {} were ignored", behind.len(), name(kind));
                    self.context.warnings.push(WarningCode::TrailingData, message);
                    return Ok(Known::Yes);
                }
            }
        }
    }

    /// A structure that holds no others.
    fn single(&mut self, der: &[u8], kind: DerKind) -> Result<()> {
        match kind {
            DerKind::Certificate => self.certificate(der)?,
            DerKind::CertificateRequest => self.collection.certificate_requests.push(der.to_vec()),
            DerKind::Crl => self.collection.certificate_revocation_lists.push(der.to_vec()),
            DerKind::PrivateKeyInfo | DerKind::Pkcs1Private | DerKind::Sec1Private | DerKind::DsaPrivate => {
                self.private_key(der, None, Names::default())?;
            }
            DerKind::EncryptedPrivateKeyInfo => {
                self.inside(Layer::EncryptedPkcs8, |walker| walker.encrypted_private_key_info(der))?;
            }
            DerKind::Spki => {
                let key = PublicKey::from_spki_der(der, &mut self.context.warnings)?;
                self.public_key(key)?;
            }
            DerKind::Pkcs1Public => {
                let key = PublicKey::from_pkcs1_der(der, &mut self.context.warnings)?;
                self.public_key(key)?;
            }
            // Whoever calls asks `is_single` first.
            _ => {}
        }
        Ok(())
    }

    /// What stands where a certificate belongs. Something else that is known is taken as what it is: a private key is
    /// not to leave as a certificate that can't be read.
    fn certificate_member(&mut self, der: &[u8]) -> Result<()> {
        match sniff(der) {
            Format::Der(kind) if kind != DerKind::Certificate && (is_single(kind) || is_container(kind)) => {
                self.der(der, kind).map(|_| ())
            }
            _ => self.certificate(der),
        }
    }

    fn encrypted_private_key_info(&mut self, bytes: &[u8]) -> Result<Known> {
        if self.envelope.is_some() {
            let description = encrypted_key::inspect(bytes)?;
            return self.locked(Locked::EncryptedPkcs8(description));
        }
        let der = encrypted_key::open(bytes, &mut self.context)?;
        let work = cost::of_private_key(&der);
        self.key(work, Some(KeyEncoding::EncryptedPkcs8), Names::default(), move |context| {
            encrypted_key::read_key(&der, context)
        })?;
        Ok(Known::Yes)
    }

    fn pkcs12(&mut self, bytes: &[u8]) -> Result<Known> {
        let (pfx, trailing) = Pfx::parse(bytes, &mut self.context.warnings)?;
        if trailing > 0 {
            let message = format!("{trailing} bytes after the end of the PKCS#12 were ignored");
            self.context.warnings.push(WarningCode::TrailingData, message);
        }
        if self.envelope.is_some() {
            let info = pfx.inspect();
            return self.locked(Locked::Pkcs12(info));
        }
        for bag in pfx.open(&mut self.context)? {
            match bag.value {
                BagValue::Key(der) => {
                    let names = Names { friendly_name: bag.friendly_name, local_key_id: bag.local_key_id };
                    self.private_key(&der, Some(KeyEncoding::Pkcs12), names)?;
                }
                BagValue::Certificate(der) => {
                    let der = certificate::without_auxiliary(&der)?;
                    if !matches!(sniff(der), Format::Der(DerKind::Certificate | DerKind::OtherSequence)) {
                        self.certificate_member(der)?;
                        continue;
                    }
                    let mut certificate = Certificate::from_der(der, &mut self.context.warnings)?;
                    self.charge_public(certificate.public_key())?;
                    certificate.set_bag_attributes(bag.friendly_name, bag.trusted);
                    self.collection.add_certificate(certificate, &self.path);
                }
                BagValue::Crl(der) => self.collection.certificate_revocation_lists.push(der),
                BagValue::Secret { type_oid, value } => {
                    self.collection.secrets.push(Secret::new(type_oid, bag.friendly_name, value));
                }
                BagValue::Other { oid } => self.context.warnings.push(
                    WarningCode::MemberUnreadable,
                    format!(
                        "a bag of the PKCS#12 file holds something of a kind that is not known ({oid}); it was left out"
                    ),
                ),
            }
        }
        Ok(Known::Yes)
    }

    /// A CMS message. What it held under a key must be something: else the key or the content was wrong.
    pub(super) fn cms(&mut self, bytes: &[u8]) -> Result<Known> {
        let message = Cms::parse(bytes, self.context.limits, &mut self.context.warnings)?;
        self.inside(message.layer(), |walker| {
            if walker.envelope.is_some() && message.is_locked() {
                return walker.locked(Locked::Cms(message.inspect()));
            }
            let opened = message.open(&mut walker.context)?;
            walker.context.charge_entries(opened.certificates.len() as u64 + opened.crls.len() as u64)?;
            for der in &opened.certificates {
                walker.certificate_member(der)?;
            }
            walker.collection.certificate_revocation_lists.extend(opened.crls);
            let Some(content) = opened.content else { return Ok(Known::Yes) };
            let first = walker.waiting();
            let inner = walker.content(&content);
            if !opened.is_proven {
                walker.unproven(first, &walker.garbage(BROKEN));
            }
            match inner {
                Ok(Known::Yes) => Ok(Known::Yes),
                Ok(Known::No) if opened.is_proven || looks_like_text(&content) => {
                    walker.file("content", &content);
                    Ok(Known::Yes)
                }
                Ok(Known::No) => Err(walker.garbage("it is neither a key, a certificate, an archive nor text")),
                Err(error) if !opened.is_proven && matches!(error.stage(), Stage::Detect | Stage::Parse) => {
                    Err(walker.garbage(BROKEN))
                }
                Err(error) => Err(error),
            }
        })
    }

    /// What a CMS message holds.
    fn content(&mut self, content: &[u8]) -> Result<Known> {
        // .NET wrapped it once more until version 5 (dotnet/docs#29626).
        let Some(octets) = octet_string(content) else { return self.walk(content) };
        let known = self.walk(&octets)?;
        if known == Known::Yes {
            let message = "the content of a CMS message is an OCTET STRING with the content in it; that was taken out";
            self.context.warnings.push(WarningCode::NotDer, message);
        }
        Ok(known)
    }

    /// Decrypted content that is nothing.
    pub(super) const fn garbage(&self, reason: &'static str) -> Error {
        if self.context.unlock.exact_verdicts() { Error::ContentCorrupt { reason } } else { Error::DecryptFailed }
    }

    /// Notes a layer that needs a secret, while inspecting.
    pub(super) fn locked(&mut self, locked: Locked) -> Result<Known> {
        let path = self.path.clone();
        if let Some(envelope) = &mut self.envelope {
            envelope.note(path, locked);
        }
        Ok(Known::Yes)
    }
}

/// Whether structures of a kind hold no others.
const fn is_single(kind: DerKind) -> bool {
    matches!(
        kind,
        DerKind::Certificate
            | DerKind::CertificateRequest
            | DerKind::Crl
            | DerKind::PrivateKeyInfo
            | DerKind::Pkcs1Private
            | DerKind::Sec1Private
            | DerKind::DsaPrivate
            | DerKind::EncryptedPrivateKeyInfo
            | DerKind::Spki
            | DerKind::Pkcs1Public
    )
}

/// Whether structures of a kind are opened to find keys and certificates.
const fn is_container(kind: DerKind) -> bool {
    matches!(
        kind,
        DerKind::Pfx
            | DerKind::CmsContentInfo
            | DerKind::EnvelopedData
            | DerKind::SignedData
            | DerKind::AsymmetricKeyPackage
    )
}

/// How a warning speaks of it.
const fn name(kind: DerKind) -> &'static str {
    match kind {
        DerKind::Certificate => "a certificate",
        DerKind::CertificateRequest => "a certificate request",
        DerKind::Crl => "a certificate revocation list",
        DerKind::Spki | DerKind::Pkcs1Public => "a public key",
        _ => "a private key",
    }
}

/// What decrypted content is that does not keep what its start promises.
pub(super) const BROKEN: &str = "what came out starts like something known and is broken";

/// What an OCTET STRING holds, where all of `content` is one.
fn octet_string(content: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !matches!(content.first(), Some(0x04 | 0x24)) {
        return None;
    }
    let octets = Element::parse(content).ok()?.octets().ok()?;
    Some(Zeroizing::new(octets.into_owned()))
}

/// Whether plaintext is text that a person wrote: no control characters but white space.
fn looks_like_text(content: &[u8]) -> bool {
    core::str::from_utf8(content)
        .is_ok_and(|text| !text.chars().any(|character| character.is_control() && !character.is_whitespace()))
}
