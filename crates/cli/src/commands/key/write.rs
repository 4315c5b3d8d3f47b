//! A key on its way out.

use crate::{
    arguments::{Derivation, Encryption, Form, KeyEncoding, KeyOutput},
    failure::Failure,
    output::{self, files, human},
    terminal,
};
use keybundle::{
    KeyEncryption, KeyOutputError, OutputEncoding, PasswordDerivation, Protection, Warnings, WrittenKey,
    report::{self, FoundKey},
};
use serde_json::json;
use zeroize::Zeroizing;

impl From<KeyEncoding> for OutputEncoding {
    fn from(encoding: KeyEncoding) -> Self {
        match encoding {
            KeyEncoding::Pkcs8 => Self::Pkcs8,
            KeyEncoding::Pkcs1 => Self::Pkcs1,
            KeyEncoding::Sec1 => Self::Sec1,
            KeyEncoding::Spki => Self::Spki,
            KeyEncoding::Jwk => Self::Jwk,
        }
    }
}

impl From<Derivation> for PasswordDerivation {
    fn from(derivation: Derivation) -> Self {
        match derivation {
            Derivation::Pbkdf2 => Self::Pbkdf2,
            Derivation::Scrypt => Self::Scrypt,
        }
    }
}

impl From<KeyOutputError> for Failure {
    fn from(error: KeyOutputError) -> Self {
        Self::coded(error)
    }
}

impl Encryption {
    /// How to encrypt, if at all: `password` says whether a password for it was named.
    pub(super) fn protection(&self, password: bool) -> Result<Option<Protection>, Failure> {
        let protection = PasswordDerivation::protection(self.encrypt.map(Into::into), self.iterations, password);
        if protection.is_none() {
            KeyEncryption::check_none(self.allow_empty_password)?;
        }
        Ok(protection)
    }

    /// With the password that was named, or one that is typed twice.
    pub(super) fn by(
        &self,
        protection: Protection,
        named: Option<Zeroizing<Vec<u8>>>,
    ) -> Result<KeyEncryption, Failure> {
        KeyEncryption::check(protection)?;
        let missing = || Failure::Usage {
            message: "no password to encrypt by".to_owned(),
            hint: Some("name a file, a variable or a file descriptor with it".to_owned()),
        };
        let password = match named {
            Some(named) => named,
            None => terminal::new_password()?.ok_or_else(missing)?,
        };
        Ok(KeyEncryption::new(protection, password, self.allow_empty_password)?)
    }
}

/// Refuses combinations that are none.
pub(super) fn check(encoding: OutputEncoding, form: Form, encrypted: bool) -> Result<(), Failure> {
    WrittenKey::check(encoding, encrypted)?;
    if encoding == OutputEncoding::Jwk && form == Form::Der {
        return Err(Failure::Usage { message: "a JWK is text and has no binary form".to_owned(), hint: None });
    }
    Ok(())
}

/// Writes it where it is to go, and tells about it.
pub(super) fn deliver(
    written: &WrittenKey,
    to: &KeyOutput,
    found: FoundKey<'_>,
    warnings: &Warnings,
) -> Result<(), Failure> {
    let content = in_form(written, to.form);
    let Some(path) = &to.out else { return output::stdout(&content) };
    if written.is_secret() {
        files::write_secret(path, &content, to.force)?;
    } else {
        files::write_public(path, &content, to.force)?;
    }
    let found = [found];
    if to.json {
        let mut object = report::keys(&found, warnings);
        object["written"] = json!([path.display().to_string()]);
        return output::json(&object);
    }
    output::styled(&human::keys(&found))
}

/// PEM or DER; text that is neither (JWK) gets a line break at its end.
fn in_form(written: &WrittenKey, form: Form) -> Zeroizing<Vec<u8>> {
    match (written.secret_der(), form) {
        (Some(der), Form::Der) => Zeroizing::new(der.to_vec()),
        (Some(_), Form::Pem) => written.secret_text(),
        (None, _) => {
            let text = written.secret_text();
            let mut line = Zeroizing::new(Vec::with_capacity(text.len() + 1));
            line.extend_from_slice(&text);
            line.push(b'\n');
            line
        }
    }
}
