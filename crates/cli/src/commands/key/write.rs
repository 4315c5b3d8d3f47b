//! A key on its way out.

use crate::{
    arguments::{Form, KeyEncoding, KeyOutput},
    failure::Failure,
    output::{self, files, human},
};
use getrandom::SysRng;
use keybundle::crates::encoding::pem;
use keybundle::{
    Encoding, Error, PrivateKey, Protection, PublicKey, Warnings, encrypt_private_key,
    report::{self, FoundKey},
};
use rand_core::UnwrapErr;
use serde_json::json;
use zeroize::Zeroizing;

/// The bytes to be written.
pub(crate) struct Written {
    content: Zeroizing<Vec<u8>>,
    is_secret: bool,
}

impl KeyEncoding {
    /// The name in JSON.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pkcs8 => "pkcs8",
            Self::Pkcs1 => "pkcs1",
            Self::Sec1 => "sec1",
            Self::Spki => "spki",
            Self::Jwk => "jwk",
        }
    }

    const fn of_private(self) -> Option<Encoding> {
        match self {
            Self::Pkcs8 => Some(Encoding::Pkcs8),
            Self::Pkcs1 => Some(Encoding::Pkcs1),
            Self::Sec1 => Some(Encoding::Sec1),
            Self::Jwk => Some(Encoding::Jwk),
            Self::Spki => None,
        }
    }
}

/// Refuses combinations that are none.
pub(crate) fn check(encoding: KeyEncoding, form: Form, encrypted: bool) -> Result<(), Failure> {
    let message = match (encoding, form, encrypted) {
        (KeyEncoding::Pkcs8, _, true) => return Ok(()),
        (_, _, true) => "a key that is encrypted is written as pkcs8",
        (KeyEncoding::Jwk, Form::Der, _) => "a JWK is text and has no binary form",
        _ => return Ok(()),
    };
    Err(Failure::Usage { message: message.to_owned(), hint: None })
}

/// The password to encrypt by: the one that was named, or one that is typed twice.
pub(crate) fn password(named: Option<Zeroizing<Vec<u8>>>, allow_empty: bool) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let usage = |message: &str, hint: &str| Failure::Usage { message: message.to_owned(), hint: Some(hint.to_owned()) };
    let password = match named {
        Some(password) => password,
        None => crate::terminal::new_password().ok_or_else(|| {
            usage("no password to encrypt by", "name a file, a variable or a file descriptor with it")
        })?,
    };
    if password.is_empty() && !allow_empty {
        return Err(usage("the password is empty, which protects nothing", "--allow-empty-password lets it through"));
    }
    Ok(password)
}

impl Written {
    /// A private key, encrypted where a protection and a password are given.
    pub(crate) fn private(
        key: &PrivateKey,
        encoding: KeyEncoding,
        form: Form,
        protection: Option<(Protection, Zeroizing<Vec<u8>>)>,
    ) -> Result<Self, Failure> {
        let (label, der) = match (protection, encoding.of_private()) {
            (Some((protection, password)), _) => {
                let encrypted = crate::terminal::with_sign_of_life("encrypting", || {
                    encrypt_private_key(key, &password, protection, &mut UnwrapErr(SysRng))
                })?;
                (Some("ENCRYPTED PRIVATE KEY"), Zeroizing::new(encrypted))
            }
            (None, Some(encoding)) => (encoding.pem_label(), key.secret_encoded(encoding).map_err(Error::from)?),
            (None, None) => {
                let public = key
                    .public_key()
                    .ok_or(Error::InvalidValue { reason: "the public half of the key is not known" })?;
                return Self::public(public, encoding, form);
            }
        };
        Ok(Self { content: in_form(label, form, der), is_secret: true })
    }

    /// A public key.
    pub(crate) fn public(key: &PublicKey, encoding: KeyEncoding, form: Form) -> Result<Self, Failure> {
        let cannot = || {
            let message = format!("a public {} key is not written as {}", key.algorithm(), encoding.name());
            let hint = "spki holds every public key, pkcs1 those of RSA; pkcs8 and sec1 hold private ones".to_owned();
            Failure::Usage { message, hint: Some(hint) }
        };
        let (label, der) = match encoding {
            KeyEncoding::Spki => (Some("PUBLIC KEY"), key.spki_der().to_vec()),
            KeyEncoding::Pkcs1 => (Some("RSA PUBLIC KEY"), key.pkcs1_der().ok_or_else(cannot)?),
            KeyEncoding::Jwk => (None, key.to_jwk().ok_or_else(cannot)?.to_string().into_bytes()),
            KeyEncoding::Pkcs8 | KeyEncoding::Sec1 => return Err(cannot()),
        };
        Ok(Self { content: in_form(label, form, Zeroizing::new(der)), is_secret: false })
    }

    /// Writes it where it is to go, and tells about it.
    pub(crate) fn deliver(self, to: &KeyOutput, found: &[FoundKey<'_>], warnings: &Warnings) -> Result<(), Failure> {
        let Some(path) = &to.out else { return output::stdout(&self.content) };
        if self.is_secret {
            files::write_secret(path, &self.content, to.force)?;
        } else {
            files::write_public(path, &self.content, to.force)?;
        }
        if to.json {
            let mut object = report::keys(found.get(..1).unwrap_or_default(), warnings);
            object["written"] = json!([path.display().to_string()]);
            return output::json(&object);
        }
        output::styled(&human::keys(found.get(..1).unwrap_or_default()))
    }
}

/// PEM with this label, or as it is; text without a label (JWK) gets a line break at its end.
fn in_form(label: Option<&str>, form: Form, mut der: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    match (label, form) {
        (Some(label), Form::Pem) => Zeroizing::new(pem::encode(label, &der).as_bytes().to_vec()),
        (Some(_), Form::Der) => der,
        (None, _) => {
            let mut line = Zeroizing::new(Vec::with_capacity(der.len() + 1));
            line.append(&mut der);
            line.push(b'\n');
            line
        }
    }
}
