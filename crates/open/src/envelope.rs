//! What an input is and what it needs, told without any secret.

use crate::{
    Layer, RecipientKind, Summary,
    cms::CmsInfo,
    collection::Collection,
    pkcs12::{Pkcs12Info, Pkcs12Safe},
};
use keybundle_cipher::PbeDescription;
use keybundle_encoding::Warnings;
use std::fmt;

/// An input that was inspected: its layers as far as they can be seen, and what each locked one needs. `Debug` shows
/// nothing of the input.
#[derive(Default)]
#[non_exhaustive]
pub struct Envelope<'a> {
    pub(crate) bytes: &'a [u8],
    /// The wrappings down to the first locked one, or to the first key or certificate.
    pub layers: Vec<Layer>,
    /// The layers that need a secret, in the order in which they were met; the first 1,000.
    pub locked: Vec<LockedLayer>,
    /// Counts of what can be read without a secret.
    pub open: Summary,
    /// What the user should know.
    pub warnings: Warnings,
}

impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("size", &self.bytes.len())
            .field("layers", &self.layers)
            .field("locked", &self.locked)
            .field("open", &self.open)
            .field("warnings", &self.warnings)
            .finish()
    }
}

/// A layer that needs a secret, and how to get to it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LockedLayer {
    /// The layers from the outermost down to this one, itself included.
    pub path: Vec<Layer>,
    /// What protects it.
    pub lock: Locked,
}

/// What protects a layer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Locked {
    /// A PKCS#12 store.
    Pkcs12(Pkcs12Info),
    /// An encrypted PKCS#8 key.
    EncryptedPkcs8(PbeDescription),
    /// OpenSSL's old encrypted PEM, with the name of its cipher: `des-ede3-cbc`.
    OpensslPem(String),
    /// A CMS message.
    Cms(CmsInfo),
    /// A ZIP archive with encrypted members.
    Zip {
        /// How many entries it has.
        entries: usize,
    },
}

/// A secret that is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Need {
    /// A password.
    Password,
    /// The private key of a recipient of a CMS message.
    RecipientKey,
    /// A symmetric key-encryption key.
    KeyEncryptionKey,
}

impl Need {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::RecipientKey => "recipient-key",
            Self::KeyEncryptionKey => "key-encryption-key",
        }
    }
}

impl<'a> Envelope<'a> {
    /// The kinds of secrets that its locked layers need, each once; empty when nothing is locked. A CMS message lists
    /// every recipient kind it has; any one of them suffices. [`Envelope::locked`] says which layer needs what.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        for locked in &self.locked {
            for need in locked.lock.needs() {
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
        }
        needs
    }

    pub(crate) fn note(&mut self, path: Vec<Layer>, lock: Locked) {
        // A batch of thousands is told by its first ones.
        if self.locked.len() < 1_000 {
            self.locked.push(LockedLayer { path, lock });
        }
    }

    pub(crate) fn summarize(&mut self, mut collection: Collection, warnings: Warnings) {
        self.open = collection.summary();
        self.layers = match self.locked.first() {
            Some(locked) => locked.path.clone(),
            None => collection.layers(),
        };
        self.warnings = warnings;
    }
}

impl Locked {
    fn needs(&self) -> Vec<Need> {
        match self {
            Self::Pkcs12(info) => {
                let enveloped = info.safes.iter().any(|safe| matches!(safe, Pkcs12Safe::Enveloped));
                let encrypted = info.mac.is_some() || info.safes.iter().any(is_encrypted);
                let needs = [(encrypted, Need::Password), (enveloped, Need::RecipientKey)];
                needs.into_iter().filter_map(|(needed, need)| needed.then_some(need)).collect()
            }
            Self::Cms(info) if info.recipients.is_empty() && info.password_based => vec![Need::Password],
            // Any one of its recipients will do: all kinds are told.
            Self::Cms(info) => {
                let is = |kind: fn(RecipientKind) -> bool| info.recipients.iter().any(|one| kind(one.kind));
                let mut needs = Vec::new();
                if is(|kind| {
                    use RecipientKind::{KeyAgreement, KeyEncapsulation, KeyTransport};
                    matches!(kind, KeyTransport | KeyAgreement | KeyEncapsulation)
                }) {
                    needs.push(Need::RecipientKey);
                }
                if is(|kind| kind == RecipientKind::Password) {
                    needs.push(Need::Password);
                }
                // Without recipients it is EncryptedData; of another kind, there is nothing that opens it.
                if info.recipients.is_empty() || is(|kind| kind == RecipientKind::KeyEncryptionKey) {
                    needs.push(Need::KeyEncryptionKey);
                }
                needs
            }
            Self::EncryptedPkcs8(_) | Self::OpensslPem(_) | Self::Zip { .. } => vec![Need::Password],
        }
    }
}

fn is_encrypted(safe: &Pkcs12Safe) -> bool {
    match safe {
        Pkcs12Safe::Encrypted { .. } => true,
        Pkcs12Safe::Plain(bags) => !bags.encrypted_keys.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use crate::{Need, RecipientKind, inspect};

    /// EnvelopedData as RFC 5652 §6.1 has it, with AES-256-CBC and the RecipientInfos that are given.
    fn message(recipients: &[u8]) -> Vec<u8> {
        let tlv = |tag: u8, parts: &[&[u8]]| {
            let content = parts.concat();
            let length = u8::try_from(content.len()).unwrap();
            let head = if length < 0x80 { vec![tag, length] } else { vec![tag, 0x81, length] };
            [head, content].concat()
        };
        let pkcs7 = |last: u8| tlv(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, last]]);
        let aes = tlv(6, &[&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42]]);
        let cipher = tlv(0x30, &[&aes, &tlv(4, &[&[0; 16]])]);
        let content = tlv(0x30, &[&pkcs7(1), &cipher, &tlv(0x80, &[&[0; 16]])]);
        let enveloped = tlv(0x30, &[&[2, 1, 3], &tlv(0x31, &[recipients]), &content]);
        tlv(0x30, &[&pkcs7(3), &tlv(0xa0, &[&enveloped])])
    }

    /// There is nothing to ask for where nothing opens it.
    #[test]
    fn a_recipient_of_another_kind_needs_nothing() {
        // OtherRecipientInfo of the type 1.2.3.4: [4] { OID, NULL }.
        let other = [0xa4, 7, 6, 3, 0x2a, 3, 4, 5, 0];
        // KEKRecipientInfo: [2] { 4, { "k" }, AES-256 key wrap, 40 bytes }.
        let mut kek = vec![0xa2, 63, 2, 1, 4, 0x30, 3, 4, 1, b'k', 0x30, 11, 6, 9];
        kek.extend_from_slice(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 45, 4, 40]);
        kek.extend_from_slice(&[0; 40]);
        for (recipients, kinds, needs) in [
            (other.to_vec(), &[RecipientKind::Other][..], &[][..]),
            (
                [kek.as_slice(), &other].concat(),
                &[RecipientKind::KeyEncryptionKey, RecipientKind::Other],
                &[Need::KeyEncryptionKey],
            ),
        ] {
            let message = message(&recipients);
            let envelope = inspect(&message).unwrap();
            let crate::Locked::Cms(info) = &envelope.locked[0].lock else { unreachable!() };
            assert_eq!(info.recipients.iter().map(|one| one.kind).collect::<Vec<_>>(), kinds);
            assert_eq!(envelope.needs(), needs);
        }
    }
}
