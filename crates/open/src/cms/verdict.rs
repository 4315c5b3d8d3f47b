//! Why a message could not be opened, when nothing did.

use super::{
    enveloped::Enveloped,
    recipient_info::{OTHER_KIND, RecipientInfo},
};
use crate::{Error, RecipientId, Unlock};
use keybundle_encoding::hex;

/// What was seen while the recipients were tried.
#[derive(Default)]
pub(crate) struct Findings {
    /// A key was recovered beyond doubt and the content does not decrypt with it.
    pub(crate) content_damaged: Option<&'static str>,
    /// The algorithm of a recipient that was matched is not implemented.
    pub(crate) unsupported: Option<Error>,
    /// A recipient was matched, and no key could be recovered.
    pub(crate) matched_failed: bool,
    /// A private key was used, so that what came of it must not be told to everyone.
    pub(crate) private_key_used: bool,
}

impl Findings {
    /// The error to give.
    pub(crate) fn verdict(self, message: &Enveloped<'_>, unlock: &Unlock) -> Error {
        if let Some(error) = self.unsupported {
            return error;
        }
        if self.private_key_used && !unlock.exact_verdicts() {
            return Error::DecryptFailed;
        }
        if let Some(reason) = self.content_damaged {
            return if unlock.exact_verdicts() { Error::ContentCorrupt { reason } } else { Error::DecryptFailed };
        }
        if self.matched_failed {
            return Error::DecryptFailed;
        }
        let recipients = recipients(message);
        let given = given(unlock);
        let has_passwords = unlock.passwords().next().is_some();
        let for_passwords = message.recipients.iter().any(|info| matches!(info, RecipientInfo::Password(_)));
        let for_keys =
            message.recipients.iter().any(|info| !matches!(info, RecipientInfo::Password(_) | RecipientInfo::Other(_)));
        if for_keys && !given.is_empty() {
            Error::WrongRecipient { recipients, given }
        } else if for_passwords && has_passwords {
            Error::WrongPassword
        } else if for_keys {
            Error::RecipientRequired { recipients }
        } else if for_passwords {
            Error::PasswordRequired
        } else if let Some(RecipientInfo::Other(oid)) = message.recipients.first() {
            Error::UnsupportedAlgorithm { identifier: oid.to_dotted(), name: OTHER_KIND }
        } else {
            Error::WrongRecipient { recipients, given }
        }
    }
}

/// To whom a message is encrypted.
pub(crate) fn recipients(message: &Enveloped<'_>) -> Vec<RecipientId> {
    let mut all = Vec::new();
    for info in &message.recipients {
        match info {
            RecipientInfo::KeyTransport(info) => all.push(info.id.describe()),
            RecipientInfo::KeyAgreement(info) => all.extend(info.recipients.iter().map(|key| key.id.describe())),
            RecipientInfo::Kek(info) => all.push(RecipientId::KeyEncryptionKey(hex::encode(&info.key_identifier))),
            RecipientInfo::Kem(info) => all.push(info.id.describe()),
            RecipientInfo::Password(_) => all.push(RecipientId::Password),
            RecipientInfo::Other(oid) => all.push(RecipientId::Other(oid.to_dotted())),
        }
    }
    all
}

/// The keys of the key ring, as a message would name them.
pub(super) fn given(unlock: &Unlock) -> Vec<RecipientId> {
    let recipients = unlock.recipients().map(|recipient| {
        let identity = recipient.identity();
        match (&identity.issuer, &identity.serial, &identity.subject_key_identifier) {
            (Some(issuer), Some(serial), _) => RecipientId::IssuerAndSerial {
                issuer: keybundle_encoding::name::to_text(issuer).unwrap_or_default(),
                serial: hex::encode(serial),
            },
            (_, _, Some(identifier)) => RecipientId::SubjectKeyIdentifier(hex::encode(identifier)),
            _ => RecipientId::PublicKey(hex::encode(&identity.public_key.spki_sha256())),
        }
    });
    let keks = unlock
        .key_encryption_keys()
        .iter()
        .map(|kek| RecipientId::KeyEncryptionKey(kek.identifier.as_deref().map_or_else(String::new, hex::encode)));
    recipients.chain(keks).collect()
}
