//! The secrets that the arguments name, or a line of a batch, and the key ring made of them.

use crate::{arguments::Secrets, failure::Failure, input, naming};
#[cfg(feature = "pkcs11")]
use keybundle::Coded;
use keybundle::{
    Error, KeyEncryptionKey, Unlock,
    crates::encoding::{DeviationKind, text},
};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// No secret is larger: a wrong file name shows early.
const LARGEST: u64 = 64 << 20;

/// Secrets that open by themselves: all but the recipients.
#[derive(Default)]
pub(crate) struct Symmetric {
    passwords: Vec<Zeroizing<Vec<u8>>>,
    mac_passwords: Vec<Zeroizing<Vec<u8>>>,
    key_encryption_keys: Vec<KeyEncryptionKey>,
}

/// Why a secret is of no use.
#[derive(Debug)]
pub(crate) enum Unusable {
    /// It can't be read from where it is said to be.
    Unreadable {
        /// Which kind of secret, in the words of a line of a batch.
        field: &'static str,
        /// The file or variable.
        place: String,
        /// What is wrong with that.
        reason: String,
    },
    /// The library refused it.
    Refused(Error),
    /// Another part of the library refused it.
    #[cfg(feature = "pkcs11")]
    Coded(Box<dyn Coded>),
}

impl Secrets {
    /// Reads passwords and key-encryption keys.
    pub(crate) fn symmetric(&self) -> Result<Symmetric, Unusable> {
        let passwords = given(&self.password_file, &self.password_env, &self.password_fd)?;
        let mut secrets = Symmetric { passwords, ..Symmetric::default() };
        for path in &self.mac_password_file {
            secrets.mac_passwords.push(password("mac_password_file", path)?);
        }
        for (index, path) in self.kek_file.iter().enumerate() {
            let identifier = self.kek_id.get(index).map(|bytes| bytes.0.clone());
            secrets.key_encryption_keys.push(KeyEncryptionKey::new(identifier, read("kek_file", path)?));
        }
        Ok(secrets)
    }

    /// The files that they are read from.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let files = [
            &self.password_file,
            &self.mac_password_file,
            &self.recipient_key,
            &self.recipient_key_password_file,
            &self.recipient_cert,
            &self.kek_file,
        ];
        files.into_iter().flatten().chain(self.pin_file())
    }

    /// Whether one of them is to be read from standard input.
    pub(crate) fn need_stdin(&self) -> bool {
        self.files().any(|path| path.as_os_str() == "-")
    }

    #[cfg(feature = "pkcs11")]
    const fn pin_file(&self) -> Option<&PathBuf> {
        self.token.pin_file.as_ref()
    }

    #[cfg(not(feature = "pkcs11"))]
    const fn pin_file(&self) -> Option<&PathBuf> {
        None
    }
}

impl Symmetric {
    /// The passwords.
    pub(crate) fn into_passwords(self) -> Vec<Zeroizing<Vec<u8>>> {
        self.passwords
    }

    /// Adds them to a key ring.
    pub(crate) fn add_to(&self, mut unlock: Unlock) -> Unlock {
        for password in &self.passwords {
            unlock = unlock.with_password(password.as_slice());
        }
        for password in &self.mac_passwords {
            unlock = unlock.with_mac_password(password.as_slice());
        }
        for key in &self.key_encryption_keys {
            let secret = Zeroizing::new(key.secret_bytes().to_vec());
            unlock = unlock.with_key_encryption_key(KeyEncryptionKey::new(key.identifier.clone(), secret));
        }
        unlock
    }
}

impl Unusable {
    #[cfg(feature = "pkcs11")]
    pub(crate) fn coded(error: impl Coded + 'static) -> Self {
        Self::Coded(Box::new(error))
    }

    /// The library's own error.
    pub(crate) const fn refusal(&self) -> Option<&Error> {
        match self {
            Self::Refused(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Unusable> for Failure {
    fn from(unusable: Unusable) -> Self {
        match unusable {
            Unusable::Unreadable { place, reason, .. } => {
                Self::Usage { message: format!("can't read {place}: {reason}"), hint: None }
            }
            Unusable::Refused(error) => Self::Refused(error),
            #[cfg(feature = "pkcs11")]
            Unusable::Coded(error) => Self::boxed(error),
        }
    }
}

/// A key ring of passwords that were given, then those that were typed at a prompt.
pub(crate) fn ring(given: &[Zeroizing<Vec<u8>>], typed: &[Zeroizing<String>]) -> Unlock {
    let given = given.iter().map(|password| password.as_slice());
    let all = given.chain(typed.iter().map(|password| password.as_bytes()));
    all.fold(Unlock::new().with_exact_verdicts(), Unlock::with_password)
}

/// Passwords from files, environment variables and file descriptors, in this order.
pub(crate) fn given(
    files: &[PathBuf],
    variables: &[String],
    descriptors: &[u32],
) -> Result<Vec<Zeroizing<Vec<u8>>>, Unusable> {
    given_as(password, files, variables, descriptors)
}

/// The same for other secrets that are text, which `read` reads.
pub(crate) fn given_as(
    read: impl Fn(&'static str, &Path) -> Result<Zeroizing<Vec<u8>>, Unusable>,
    files: &[PathBuf],
    variables: &[String],
    descriptors: &[u32],
) -> Result<Vec<Zeroizing<Vec<u8>>>, Unusable> {
    let mut secrets = Vec::new();
    for path in files {
        secrets.push(read("password_file", path)?);
    }
    for name in variables {
        let value = std::env::var_os(name).ok_or_else(|| Unusable::Unreadable {
            field: "password_env",
            place: format!("the environment variable {name}"),
            reason: "not set".to_owned(),
        })?;
        secrets.push(Zeroizing::new(value.into_encoded_bytes()));
    }
    for number in descriptors {
        secrets.push(read("password_fd", &PathBuf::from(format!("/dev/fd/{number}")))?);
    }
    Ok(secrets)
}

/// A password from a file: one line break at its end is dropped, and so is a byte order mark. UTF-16, as PowerShell
/// writes it, becomes UTF-8.
pub(crate) fn password(field: &'static str, path: &Path) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    let read = read(field, path)?;
    let marked = text::decode(&read)
        .filter(|text| matches!(text.deviation, Some(DeviationKind::Utf16 | DeviationKind::ByteOrderMark)))
        .map(|text| Zeroizing::new(text.text.to_vec()));
    Ok(without_line_break(marked.unwrap_or(read)))
}

/// A secret from a file that whoever reads it takes in any encoding: one line break at its end is dropped.
pub(crate) fn line(field: &'static str, path: &Path) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    read(field, path).map(without_line_break)
}

fn without_line_break(mut bytes: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
    }
    bytes
}

/// Another secret from a file, byte for byte.
pub(crate) fn read(field: &'static str, path: &Path) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    input::bytes(path, LARGEST).map_err(|error| Unusable::Unreadable {
        field,
        place: naming::place(path),
        reason: naming::reason(&error),
    })
}
