//! `keybundle key convert`

use super::write;
use crate::{
    arguments::ConvertKey,
    failure::Failure,
    output::{self, files, human},
    secrets, terminal,
};
use getrandom::SysRng;
use keybundle::{KeySelection, OutputEncoding, report};
use rand_core::UnwrapErr;
use zeroize::Zeroizing;

pub(crate) fn run(arguments: &ConvertKey) -> Result<(), Failure> {
    let (opened, given) = super::open(&arguments.input, &arguments.secrets)?;
    let (requests, mut warnings) = report::requested_keys(&opened);
    let encoding = arguments.encoding.map(OutputEncoding::from);
    let selection = KeySelection::of(&opened, &requests, encoding, arguments.public)?;
    selection.warn_of_weaknesses(&mut warnings);
    let named = secrets::given(
        arguments.new_password_file.as_slice(),
        arguments.new_password_env.as_slice(),
        arguments.new_password_fd.as_slice(),
    )?
    .pop();
    let protection = arguments.encryption.protection(named.is_some())?;
    write::check(selection.encoding(), arguments.output.form, protection.is_some())?;
    let (out, force) = (&arguments.output.out, arguments.output.force);
    files::check(out, force)?;
    files::keep(out, arguments.secrets.files().chain(&arguments.new_password_file))?;
    // In place, as long as it stays a private key.
    if !selection.is_private() && !opened.bundles.is_empty() {
        files::keep(out, [&arguments.input.file])?;
    }
    let encryption = match protection.filter(|_| selection.is_private()) {
        Some(protection) => {
            let named = match named {
                Some(named) => Some(named),
                None => only(given.into_passwords())?,
            };
            Some(arguments.encryption.by(protection, named)?)
        }
        None => None,
    };
    let loss = selection.loss();
    let write = || selection.write(encryption.as_ref(), &mut UnwrapErr(SysRng));
    let (written, found) = terminal::with_sign_of_life("encrypting", write)?;
    if let Some(loss) = loss {
        output::words(&format!("keybundle: note: {loss}"));
    }
    human::warnings(&warnings);
    write::deliver(&written, &arguments.output, found, &warnings)
}

/// The password that opens the input, to encrypt by. Of several it is not known which one it is.
fn only(mut passwords: Vec<Zeroizing<Vec<u8>>>) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    if passwords.len() > 1 {
        return Err(Failure::Usage {
            message: "several passwords are given, and which of them is to encrypt the key is not told".to_owned(),
            hint: Some("name it by --new-password-file, --new-password-env or --new-password-fd".to_owned()),
        });
    }
    Ok(passwords.pop())
}
