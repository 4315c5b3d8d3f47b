//! The recipients that the arguments name, or a line of a batch.

#[cfg(feature = "pkcs11")]
use crate::tokens::TokenKeys;
use crate::{
    arguments::Secrets,
    failure::Failure,
    provider::{OwnRecipient, Provider},
    secrets::{self, Symmetric, Unusable},
    terminal,
    token_uri::{NO_TOKENS, is_token_uri},
};
use keybundle::{Limits, RecipientKey, Unlock, recipient_keys};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Recipients whose keys were read, or found on tokens, once.
pub(crate) enum Recipients {
    /// Their keys are in memory.
    Read(Provider, Vec<RecipientKey>),
    /// Their keys stay where they are.
    #[cfg(feature = "pkcs11")]
    OnTokens(TokenKeys),
}

impl Recipients {
    /// Makes them ready for use: each thread takes its own.
    pub(crate) fn ready(&self) -> Result<Vec<OwnRecipient>, Unusable> {
        match self {
            Self::Read(provider, keys) => keys
                .iter()
                .map(|key| provider.recipient(key).map_err(|error| Unusable::Refused(error.into())))
                .collect(),
            #[cfg(feature = "pkcs11")]
            Self::OnTokens(keys) => keys.recipients(),
        }
    }
}

impl Secrets {
    /// Reads the recipients' private keys, or finds them on their tokens, and finds out who they are. Asks for the password
    /// of a key where a person can be asked.
    pub(crate) fn recipients(&self, limits: &Limits) -> Result<Recipients, Unusable> {
        // Before anybody is asked: what comes from a pipe can't be read again.
        let files = RecipientFiles::read(self)?;
        terminal::with_prompt(|typed| self.recipients_of(&files, limits, typed), Unusable::refusal)
    }

    /// As [`Secrets::recipients`], where nobody can be asked.
    pub(crate) fn recipients_unasked(&self, limits: &Limits) -> Result<Recipients, Unusable> {
        self.recipients_of(&RecipientFiles::read(self)?, limits, &[])
    }

    /// Whether the recipients' keys are on tokens, so that no file is read for them.
    fn are_on_tokens(&self) -> Result<bool, Unusable> {
        #[cfg(feature = "pkcs11")]
        if self.provider == Provider::Pkcs11 {
            return Ok(true);
        }
        if self.recipient_key.iter().any(|path| is_token_uri(path)) {
            // Not told as it stands: a PIN may be in it.
            return Err(Unusable::Unreadable {
                field: "recipient_key_file",
                place: "the key that a PKCS#11 URI names".to_owned(),
                reason: NO_TOKENS.to_owned(),
            });
        }
        Ok(false)
    }

    fn recipients_of(
        &self,
        files: &RecipientFiles,
        limits: &Limits,
        typed: &[Zeroizing<String>],
    ) -> Result<Recipients, Unusable> {
        let passwords = secrets::ring(&files.passwords, typed);
        #[cfg(feature = "pkcs11")]
        if self.provider == Provider::Pkcs11 {
            let certificates = files.certificates.clone();
            let keys = TokenKeys::find(&self.recipient_key, &self.token, certificates, &passwords, limits)?;
            return Ok(Recipients::OnTokens(keys));
        }
        let keys = recipient_keys(&files.keys, &files.certificates, &passwords, limits).map_err(Unusable::Refused)?;
        Ok(Recipients::Read(self.provider, keys))
    }
}

impl Symmetric {
    /// The key ring of these and the recipients; `typed` holds passwords typed at a prompt.
    pub(crate) fn unlock(&self, recipients: &Recipients, typed: &[Zeroizing<String>]) -> Result<Unlock, Failure> {
        let mut unlock = self.add_to(Unlock::new().with_exact_verdicts());
        for password in typed {
            unlock = unlock.with_password(password.as_bytes());
        }
        for recipient in recipients.ready()? {
            unlock = unlock.with_recipient(recipient);
        }
        Ok(unlock)
    }
}

/// What the files of the recipients hold.
struct RecipientFiles {
    passwords: Vec<Zeroizing<Vec<u8>>>,
    certificates: Vec<Zeroizing<Vec<u8>>>,
    keys: Vec<Zeroizing<Vec<u8>>>,
}

impl RecipientFiles {
    fn read(secrets: &Secrets) -> Result<Self, Unusable> {
        let all = |field, paths: &[PathBuf]| {
            paths.iter().map(|path| secrets::read(field, path)).collect::<Result<Vec<_>, _>>()
        };
        let password = |path| secrets::password("recipient_key_password_file", path);
        let files = if secrets.are_on_tokens()? { &[][..] } else { &secrets.recipient_key };
        Ok(Self {
            passwords: secrets
                .recipient_key_password_file
                .iter()
                .map(|path| password(path))
                .collect::<Result<_, _>>()?,
            certificates: all("recipient_cert_file", &secrets.recipient_cert)?,
            keys: all("recipient_key_file", files)?,
        })
    }
}
