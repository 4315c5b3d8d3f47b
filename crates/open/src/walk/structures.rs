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
    sniff::DerKind,
};
use keybundle_key::PublicKey;

impl Walker<'_> {
    /// A structure that was sniffed as `kind`.
    pub(super) fn der(&mut self, bytes: &[u8], kind: DerKind) -> Result<Known> {
        match kind {
            DerKind::Pfx => self.inside(Layer::Pkcs12, |walker| walker.pkcs12(bytes)),
            DerKind::CmsContentInfo | DerKind::EnvelopedData | DerKind::SignedData => self.cms(bytes),
            DerKind::Certificate => self.certificates(bytes),
            DerKind::CertificateRequest => {
                let (request, rest) = Element::parse_first(bytes)?;
                if !rest.is_empty() {
                    self.context
                        .warnings
                        .push(WarningCode::TrailingData, "bytes after the end of a certificate request were ignored");
                }
                self.collection.certificate_requests.push(request.raw().to_vec());
                Ok(Known::Yes)
            }
            DerKind::Crl => {
                self.collection.certificate_revocation_lists.push(Element::parse(bytes)?.raw().to_vec());
                Ok(Known::Yes)
            }
            DerKind::PrivateKeyInfo | DerKind::Pkcs1Private | DerKind::Sec1Private | DerKind::DsaPrivate => {
                self.private_key(bytes, None, Names::default())?;
                Ok(Known::Yes)
            }
            DerKind::EncryptedPrivateKeyInfo => {
                self.inside(Layer::EncryptedPkcs8, |walker| walker.encrypted_private_key_info(bytes))
            }
            DerKind::Spki => {
                let key = PublicKey::from_spki_der(bytes, &mut self.context.warnings)?;
                self.public_key(key)?;
                Ok(Known::Yes)
            }
            DerKind::Pkcs1Public => {
                let key = PublicKey::from_pkcs1_der(bytes, &mut self.context.warnings)?;
                self.public_key(key)?;
                Ok(Known::Yes)
            }
            DerKind::CertificateSequence => {
                let mut certificates = Element::parse(bytes)?.sequence()?;
                while let Some(element) = certificates.next_element()? {
                    self.certificate(element.raw())?;
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
            _ => Ok(Known::No),
        }
    }

    /// One certificate, or several one after another; zeros may follow.
    fn certificates(&mut self, bytes: &[u8]) -> Result<Known> {
        let mut rest = Reader::new(bytes);
        while let Some(element) = rest.next_element()? {
            self.certificate(element.raw())?;
            if rest.rest().first().is_some_and(|&byte| byte != 0x30) {
                let message = format!("{} bytes after a certificate were ignored", rest.rest().len());
                self.context.warnings.push(WarningCode::TrailingData, message);
                break;
            }
        }
        Ok(Known::Yes)
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
            for der in &opened.certificates {
                walker.certificate(der)?;
            }
            walker.collection.certificate_revocation_lists.extend(opened.crls);
            let Some(content) = opened.content else { return Ok(Known::Yes) };
            let first = walker.waiting();
            let inner = walker.walk(&content);
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

/// What decrypted content is that does not keep what its start promises.
pub(super) const BROKEN: &str = "what came out starts like something known and is broken";

/// Whether plaintext is text that a person wrote: no control characters but white space.
fn looks_like_text(content: &[u8]) -> bool {
    core::str::from_utf8(content)
        .is_ok_and(|text| !text.chars().any(|character| character.is_control() && !character.is_whitespace()))
}
