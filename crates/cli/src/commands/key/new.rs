//! `keybundle key new`

use super::write;
use crate::{arguments::NewKey, failure::Failure, output::files, secrets, terminal};
use getrandom::SysRng;
use keybundle::{KeySelection, OutputEncoding, PrivateKey, Warnings};
use rand_core::UnwrapErr;

pub(crate) fn run(arguments: &NewKey) -> Result<(), Failure> {
    let named = secrets::given(
        arguments.password_file.as_slice(),
        arguments.password_env.as_slice(),
        arguments.password_fd.as_slice(),
    )?
    .pop();
    let encoding = OutputEncoding::from(arguments.encoding);
    if encoding == OutputEncoding::Spki {
        return Err(Failure::Usage {
            message: "a new key is written whole: --encoding spki has its public half alone".to_owned(),
            hint: Some(
                "write it as pkcs8, then `keybundle key convert FILE --encoding spki` gives the public half".to_owned(),
            ),
        });
    }
    let protection = arguments.encryption.protection(named.is_some())?;
    // What can't be written is refused before it takes its time.
    write::check(encoding, arguments.output.form, protection.is_some())?;
    files::check(&arguments.output.out, arguments.output.force)?;
    files::keep(&arguments.output.out, &arguments.password_file)?;
    let encryption = protection.map(|protection| arguments.encryption.by(protection, named)).transpose()?;
    let make = || PrivateKey::generate(arguments.key_type, &mut UnwrapErr(SysRng));
    let key = terminal::with_sign_of_life("making a key", make).map_err(keybundle::Error::from)?;
    let selection = KeySelection::made(&key, encoding);
    let write = || selection.write(encryption.as_ref(), &mut UnwrapErr(SysRng));
    let (written, found) = terminal::with_sign_of_life("encrypting", write)?;
    write::deliver(&written, &arguments.output, found, &Warnings::new())
}
