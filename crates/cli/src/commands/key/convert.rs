//! `keybundle key convert`

use super::write::{self, Written};
use crate::{
    arguments::{ConvertKey, KeyEncoding},
    failure::Failure,
    output::{self, human},
    secrets,
};
use keybundle::{
    Algorithm, Error,
    report::{self, KeyKind},
};

pub(crate) fn run(arguments: &ConvertKey) -> Result<(), Failure> {
    let opened = super::open(&arguments.input, &arguments.secrets)?;
    let (requests, warnings) = report::requested_keys(&opened);
    let mut found = report::found_keys(&opened, &requests);
    let Some(first) = found.first_mut() else {
        return Err(Error::InvalidValue { reason: "there is no key in it" }.into());
    };

    // A private key where there is one, and it is asked for.
    let private = match opened.bundles.as_slice() {
        _ if arguments.public || arguments.encoding == Some(KeyEncoding::Spki) => None,
        [] => None,
        [one] => Some(&one.private_key),
        _ => {
            return Err(Error::InvalidValue {
                reason: "there are several private keys in it; `keybundle decode --out` writes them all",
            }
            .into());
        }
    };
    let default = if private.is_some() { KeyEncoding::Pkcs8 } else { KeyEncoding::Spki };
    let encoding = arguments.encoding.unwrap_or(default);
    let form = arguments.output.form;
    let named = secrets::given(
        arguments.new_password_file.as_slice(),
        arguments.new_password_env.as_slice(),
        arguments.new_password_fd.as_slice(),
    )?
    .pop();
    let protection = arguments.encryption.protection(named.is_some());
    write::check(encoding, form, protection.is_some())?;
    let written = match private {
        Some(key) => {
            let password = match protection {
                Some(_) => {
                    let named = match named {
                        Some(named) => Some(named),
                        None => arguments.secrets.first_password()?,
                    };
                    Some(write::password(named, arguments.encryption.allow_empty_password)?)
                }
                None => None,
            };
            first.encoding = if protection.is_some() { "pkcs8-encrypted" } else { encoding.name() };
            Written::private(key, encoding, form, protection.zip(password))?
        }
        None => {
            let Some(key) = first.public_key else {
                return Err(Error::InvalidValue { reason: "the public half of the key is not known" }.into());
            };
            (first.kind, first.encoding) = (KeyKind::PublicKey, encoding.name());
            Written::public(key, encoding, form)?
        }
    };
    let restricted = matches!(first.algorithm, Algorithm::RsaPss { .. } | Algorithm::RsaOaep { .. });
    if restricted && matches!(encoding, KeyEncoding::Pkcs1 | KeyEncoding::Jwk) {
        output::words(
            "keybundle: note: this encoding does not say what the key is restricted to (RSASSA-PSS or RSAES-OAEP)",
        );
    }
    human::warnings(&warnings);
    written.deliver(&arguments.output, &found, &warnings)
}
