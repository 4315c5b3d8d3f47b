//! `keybundle key new`

use super::write::{self, Written};
use crate::{arguments::NewKey, failure::Failure, secrets, terminal};
use getrandom::SysRng;
use keybundle::{
    PrivateKey, Warnings,
    report::{FoundKey, KeyKind},
};
use rand_core::UnwrapErr;

pub(crate) fn run(arguments: &NewKey) -> Result<(), Failure> {
    let named = secrets::given(
        arguments.password_file.as_slice(),
        arguments.password_env.as_slice(),
        arguments.password_fd.as_slice(),
    )?
    .pop();
    let protection = arguments.encryption.protection(named.is_some());
    // What can't be written is refused before it takes its time.
    write::check(arguments.encoding, arguments.output.form, protection.is_some())?;
    let password = match protection {
        Some(_) => Some(write::password(named, arguments.encryption.allow_empty_password)?),
        None => None,
    };
    let make = || PrivateKey::generate(arguments.key_type, &mut UnwrapErr(SysRng));
    let key = terminal::with_sign_of_life("making a key", make).map_err(keybundle::Error::from)?;
    let written = Written::private(&key, arguments.encoding, arguments.output.form, protection.zip(password))?;
    let warnings = Warnings::new();
    let found = [FoundKey {
        kind: KeyKind::PrivateKey,
        encoding: if protection.is_some() { "pkcs8-encrypted" } else { arguments.encoding.name() },
        algorithm: key.algorithm(),
        public_key: key.public_key(),
    }];
    written.deliver(&arguments.output, &found, &warnings)
}
