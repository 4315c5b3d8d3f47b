//! `keybundle key convert`

use super::write;
use crate::{
    arguments::ConvertKey,
    failure::Failure,
    output::{self, human},
    secrets, terminal,
};
use getrandom::SysRng;
use keybundle::{KeySelection, OutputEncoding, report};
use rand_core::UnwrapErr;

pub(crate) fn run(arguments: &ConvertKey) -> Result<(), Failure> {
    let opened = super::open(&arguments.input, &arguments.secrets)?;
    let (requests, warnings) = report::requested_keys(&opened);
    let encoding = arguments.encoding.map(OutputEncoding::from);
    let selection = KeySelection::of(&opened, &requests, encoding, arguments.public)?;
    let named = secrets::given(
        arguments.new_password_file.as_slice(),
        arguments.new_password_env.as_slice(),
        arguments.new_password_fd.as_slice(),
    )?
    .pop();
    let protection = arguments.encryption.protection(named.is_some());
    write::check(selection.encoding(), arguments.output.form, protection.is_some())?;
    let encryption = match protection.filter(|_| selection.is_private()) {
        Some(protection) => {
            let named = match named {
                Some(named) => Some(named),
                None => arguments.secrets.first_password()?,
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
