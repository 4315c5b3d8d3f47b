//! The key ring made of what the arguments name.

use crate::{arguments::Secrets, failure::Failure, input};
use getrandom::SysRng;
use keybundle::{KeyEncryptionKey, Limits, SoftwareRecipient, Unlock, recipient_keys};
use rand_core::UnwrapErr;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// No secret is larger: a wrong file name shows early.
const LARGEST: u64 = 64 << 20;

impl Secrets {
    /// Reads everything that is named; `prompted` holds passwords typed at a prompt.
    pub(crate) fn unlock(&self, limits: &Limits, prompted: &[Zeroizing<String>]) -> Result<Unlock, Failure> {
        let mut unlock = Unlock::new().with_exact_verdicts();
        for path in &self.password_file {
            unlock = unlock.with_password(password(path)?.as_slice());
        }
        for name in &self.password_env {
            let value = std::env::var_os(name).ok_or_else(|| Failure::Usage {
                message: format!("the environment variable {name} is not set"),
                hint: None,
            })?;
            unlock = unlock.with_password(Zeroizing::new(value.into_encoded_bytes()).as_slice());
        }
        for number in &self.password_fd {
            unlock = unlock.with_password(password(&PathBuf::from(format!("/dev/fd/{number}")))?.as_slice());
        }
        for typed in prompted {
            unlock = unlock.with_password(typed.as_bytes());
        }
        for path in &self.mac_password_file {
            unlock = unlock.with_mac_password(password(path)?.as_slice());
        }
        for (index, path) in self.kek_file.iter().enumerate() {
            let identifier = self.kek_id.get(index).map(|bytes| bytes.0.clone());
            let secret = input::read(path, LARGEST)?;
            unlock = unlock.with_key_encryption_key(KeyEncryptionKey::new(identifier, secret));
        }
        for recipient in self.recipients(limits)? {
            let boxed = SoftwareRecipient::new(&recipient.private_key, recipient.identity, UnwrapErr(SysRng))
                .map_err(keybundle::Error::from)?;
            unlock = unlock.with_recipient(Box::new(boxed));
        }
        Ok(unlock)
    }

    fn recipients(&self, limits: &Limits) -> Result<Vec<keybundle::RecipientKey>, Failure> {
        let read = |path: &PathBuf| input::read(path, LARGEST);
        let keys = self.recipient_key.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let certificates = self.recipient_cert.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let mut passwords = Unlock::new().with_exact_verdicts();
        for path in &self.recipient_key_password_file {
            passwords = passwords.with_password(password(path)?.as_slice());
        }
        Ok(recipient_keys(&keys, &certificates, &passwords, limits)?)
    }
}

/// A password from a file: one line break at its end is dropped.
fn password(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut bytes = input::read(path, LARGEST)?;
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
    }
    Ok(bytes)
}
