//! Text: PEM blocks and bare base64.

use super::{Known, Walker, keys::Names};
use crate::{Certificate, Layer, Result, cost, encrypted_key, envelope::Locked};
use keybundle_encoding::{
    Error, base64,
    ber::Element,
    hex,
    pem::{self, Block},
    sniff::{DerKind, Format, sniff},
};
use keybundle_key::{PrivateKey, PublicKey};
use zeroize::Zeroizing;

impl Walker<'_> {
    pub(super) fn base64(&mut self, bytes: &[u8]) -> Result<Known> {
        match self.context.base64(bytes) {
            Ok(decoded) => self.walk(&decoded),
            // One text below another, each with its padding.
            Err(error) => match padded_texts(bytes) {
                Some(texts) => texts.iter().try_fold(Known::No, |known, text| Ok(self.walk(text)?.or(known))),
                None => Err(error),
            },
        }
    }

    pub(super) fn hex(&mut self, bytes: &[u8]) -> Result<Known> {
        hex::decode(bytes).map_or(Ok(Known::No), |decoded| self.walk(&decoded))
    }

    /// The blocks of a text, and what else it holds.
    pub(super) fn pem(&mut self, bytes: &[u8]) -> Result<Known> {
        let around = self.inside(Layer::Pem, |walker| {
            let scan = walker.context.pem(bytes)?;
            walker.blocks(&scan.blocks)?;
            Ok(scan.around)
        })?;
        self.values_around(&around)?;
        Ok(Known::Yes)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<()> {
        let mut parameters = None;
        for block in blocks {
            if block.label.ends_with("PARAMETERS") {
                parameters = Some(block.bytes.as_slice());
                continue;
            }
            match self.block(block, parameters.take()) {
                // Beside others it is passed over; a key, where there is another.
                Err(error @ crate::Error::Encoding(Error::UnsupportedFormat { .. })) => {
                    if block.label.ends_with("PRIVATE KEY") {
                        self.note_foreign_key(&error);
                    }
                    self.unreadable_block(error);
                }
                done => done?,
            }
        }
        Ok(())
    }

    fn block(&mut self, block: &Block, parameters: Option<&[u8]>) -> Result<()> {
        self.reached(&block.bytes, !block.is_encrypted());
        if let Some((name, hint)) = pem::unsupported(&block.label) {
            return Err(Error::UnsupportedFormat { name, hint }.into());
        }
        if block.is_encrypted() {
            return self.openssl_encrypted(block, block.header("DEK-Info").unwrap_or_default(), parameters);
        }
        let kind = match sniff(&block.bytes) {
            Format::Der(kind) => Some(kind),
            // Nobody's key is text: it was wrapped once more.
            Format::Pem | Format::Base64 | Format::Json if block.label.ends_with("PRIVATE KEY") => {
                return self.key_in_text(&block.bytes);
            }
            Format::Unsupported { name, hint } if pem::is_known(&block.label) => {
                return Err(Error::UnsupportedFormat { name, hint }.into());
            }
            _ => None,
        };
        match (block.label.as_str(), kind) {
            (label, None) if label.ends_with("PRIVATE KEY") && block.bytes.first() != Some(&0x30) => Err(no_key()),
            (label, kind) if label.ends_with("PRIVATE KEY") && kind.is_none_or(may_be_key) => {
                let work = cost::of_private_key(&block.bytes);
                let (label, parameters) = (label.to_owned(), parameters.map(<[u8]>::to_vec));
                let der = Zeroizing::new(block.bytes.to_vec());
                self.key(work, None, Names::default(), move |context| {
                    Ok(PrivateKey::from_label(&label, &der, parameters.as_deref(), &mut context.warnings)?)
                })
            }
            (_, Some(kind)) => match self.der(&block.bytes, kind)? {
                Known::Yes => Ok(()),
                Known::No => self.by_label(block),
            },
            (_, None) => self.by_label(block),
        }
    }

    /// Text where a private key belongs: there has to be one in it.
    fn key_in_text(&mut self, text: &[u8]) -> Result<()> {
        let before = (self.waiting(), self.locked_layers());
        self.walk(text)?;
        if before == (self.waiting(), self.locked_layers()) { Err(no_key()) } else { Ok(()) }
    }

    /// A block whose content was not recognized: the label says what it should be, the reader what is wrong.
    fn by_label(&mut self, block: &Block) -> Result<()> {
        if !pem::is_known(&block.label) && block.bytes.first() != Some(&0x30) {
            // Of another program, which has its own idea of what stands between such lines.
            let (name, hint) = ("a PEM block of another program", "give the file with the key or the certificate");
            self.unreadable_block(Error::UnsupportedFormat { name, hint }.into());
            self.file(&block.label, &block.bytes);
            return Ok(());
        }
        Element::parse(&block.bytes)?;
        match block.label.as_str() {
            "CERTIFICATE" | "TRUSTED CERTIFICATE" | "X509 CERTIFICATE" => {
                let certificate = Certificate::from_der(&block.bytes, &mut self.context.warnings)?;
                self.charge_public(certificate.public_key())?;
                self.collection.add_certificate(certificate, &self.path);
            }
            "PUBLIC KEY" => {
                let key = PublicKey::from_spki_der(&block.bytes, &mut self.context.warnings)?;
                self.public_key(key)?;
            }
            "RSA PUBLIC KEY" => {
                let key = PublicKey::from_pkcs1_der(&block.bytes, &mut self.context.warnings)?;
                self.public_key(key)?;
            }
            // Whoever reads requests says what is wrong with it.
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => {
                self.collection.certificate_requests.push(block.bytes.to_vec());
            }
            label => self.file(label, &block.bytes),
        }
        Ok(())
    }

    fn openssl_encrypted(&mut self, block: &Block, value: &str, parameters: Option<&[u8]>) -> Result<()> {
        self.inside(Layer::OpensslEncryptedPem, |walker| {
            if walker.envelope.is_some() {
                let description = encrypted_key::inspect_openssl_pem(value)?;
                return walker.locked(Locked::OpensslPem(description)).map(|_| ());
            }
            let der = encrypted_key::open_openssl_pem(value, &block.bytes, &mut walker.context)?;
            let (label, parameters) = (block.label.clone(), parameters.map(<[u8]>::to_vec));
            walker.key(cost::of_private_key(&der), None, Names::default(), move |context| {
                encrypted_key::read_openssl_key(&label, &der, parameters.as_deref(), context)
            })
        })
    }
}

/// Several texts of base64, decoded: each but the last ends with padding at the end of a line.
fn padded_texts(bytes: &[u8]) -> Option<Vec<Zeroizing<Vec<u8>>>> {
    let mut ends: Vec<usize> = bytes
        .windows(2)
        .zip(1..)
        .filter(|(two, _)| two[0] == b'=' && matches!(two[1], b'\r' | b'\n'))
        .map(|(_, end)| end)
        .collect();
    ends.push(bytes.len());
    let mut start = 0;
    let mut texts = Vec::new();
    for end in ends {
        let text = bytes.get(start..end)?;
        start = end;
        if !text.trim_ascii().is_empty() {
            texts.push(base64::decode(text).ok()?.bytes);
        }
    }
    (texts.len() > 1).then_some(texts)
}

/// That a block for a private key holds something else.
const fn no_key() -> crate::Error {
    let reason = "the content of a block for a private key is no SEQUENCE, as every key is";
    crate::Error::Encoding(Error::MalformedDer { position: 0, reason })
}

/// Whether what was sniffed as `kind` may be a private key for its reader, who knows more forms.
const fn may_be_key(kind: DerKind) -> bool {
    matches!(
        kind,
        DerKind::PrivateKeyInfo
            | DerKind::Pkcs1Private
            | DerKind::Sec1Private
            | DerKind::DsaPrivate
            | DerKind::EcParameters
            | DerKind::DhParameters
            | DerKind::DsaParameters
            | DerKind::OtherSequence
    )
}
