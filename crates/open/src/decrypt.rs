//! One CMS layer removed, and its content given byte for byte.

use crate::{
    Error, Layer, Limit, Limits, Result, Unlock, cms::Cms, cms::RecipientUsed, context::Context, mime::smime,
    walk::without_blanks,
};
use keybundle_encoding::{
    Warnings, hex, pem,
    sniff::{DerKind, Format, sniff},
};
use zeroize::Zeroizing;

/// What one CMS message held.
#[derive(Debug)]
#[non_exhaustive]
pub struct Decrypted {
    /// The text around the message and the message itself.
    pub layers: Vec<Layer>,
    /// How the content-encryption key was recovered; `None` where nothing was encrypted.
    pub recipient: Option<RecipientUsed>,
    /// What the user should know.
    pub warnings: Warnings,
    content: Zeroizing<Vec<u8>>,
}

impl Decrypted {
    /// The content, byte for byte.
    #[must_use]
    pub fn secret_content(&self) -> &[u8] {
        &self.content
    }
}

/// Removes exactly one CMS layer, after base64, PEM or S/MIME text around it.
///
/// # Errors
/// `unknown-format` when there is no CMS message; otherwise as [`crate::open()`].
pub fn decrypt(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Decrypted> {
    limits.check(Limit::InputBytes, bytes.len() as u64)?;
    let mut context = Context::new(unlock, limits);
    let mut layers = Vec::new();
    let (recipient, content) = message(bytes, &mut context, &mut layers)?;
    Ok(Decrypted { layers, recipient, warnings: context.warnings, content })
}

type Content = (Option<RecipientUsed>, Zeroizing<Vec<u8>>);

fn message(bytes: &[u8], context: &mut Context<'_>, layers: &mut Vec<Layer>) -> Result<Content> {
    context.limits.check(Limit::Depth, layers.len() as u64 + 1)?;
    let bytes = without_blanks(bytes, &mut context.warnings);
    match sniff(bytes) {
        Format::Empty => Err(keybundle_encoding::Error::Empty.into()),
        Format::Base64 => {
            layers.push(Layer::Base64);
            let decoded = context.base64(bytes)?;
            message(&decoded, context, layers)
        }
        Format::Hex => {
            layers.push(Layer::Hex);
            let decoded = hex::decode(bytes).ok_or(keybundle_encoding::Error::UnknownFormat)?;
            message(&decoded, context, layers)
        }
        Format::Pem => {
            layers.push(Layer::Pem);
            let blocks = context.pem(bytes)?.blocks;
            let is_message = |block: &&pem::Block| {
                matches!(
                    sniff(&block.bytes),
                    Format::Der(DerKind::CmsContentInfo | DerKind::EnvelopedData | DerKind::SignedData)
                )
            };
            let block = blocks.iter().find(is_message).ok_or(Error::NoMessage { found: "PEM of other kinds" })?;
            message(&block.bytes, context, layers)
        }
        Format::Smime => {
            layers.push(Layer::Smime);
            let cms = smime::message(bytes)?;
            message(&cms, context, layers)
        }
        Format::Der(DerKind::CmsContentInfo | DerKind::EnvelopedData | DerKind::SignedData) => {
            let message = Cms::parse(bytes, context.limits, &mut context.warnings)?;
            layers.push(message.layer());
            let opened = message.open(context)?;
            let content = match opened.content {
                Some(content) => content.into_secret(),
                None if opened.recipient.is_some() => Zeroizing::new(Vec::new()),
                None => return Err(Error::InvalidValue { reason: "the message holds no content of its own" }),
            };
            Ok((opened.recipient, content))
        }
        Format::Unsupported { name, hint } => Err(keybundle_encoding::Error::UnsupportedFormat { name, hint }.into()),
        Format::Json => Err(Error::NoMessage { found: "JSON" }),
        Format::Mime => Err(Error::NoMessage { found: "MIME of another type" }),
        Format::Zip => Err(Error::NoMessage { found: "a ZIP archive" }),
        Format::Der(DerKind::Pfx) => Err(Error::NoMessage { found: "PKCS#12" }),
        Format::Der(_) => Err(Error::NoMessage { found: "another ASN.1 structure" }),
        _ => Err(keybundle_encoding::Error::UnknownFormat.into()),
    }
}
