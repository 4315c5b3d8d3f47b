//! `keybundle decrypt`

use crate::{
    arguments::Decrypt,
    failure::Failure,
    output::{self, files, human},
    terminal,
};
use keybundle::report;

pub(crate) fn run(arguments: &Decrypt) -> Result<(), Failure> {
    let limits = arguments.input.limits()?;
    files::check(&arguments.out, arguments.force)?;
    files::keep(&arguments.out, arguments.secrets.files())?;
    let bytes = arguments.input.read(&limits)?;
    let recipients = arguments.secrets.recipients(&limits)?;
    let symmetric = arguments.secrets.symmetric()?;
    let decrypted = terminal::with_prompt(
        |typed| {
            let unlock = symmetric.unlock(&recipients, typed)?;
            terminal::with_sign_of_life("decrypting", || Ok(keybundle::decrypt(&bytes, &unlock, &limits)?))
        },
        Failure::refusal,
    )?;
    if let Some(path) = &arguments.out {
        files::write_secret(path, decrypted.secret_content(), arguments.force)?;
    }
    human::warnings(&decrypted.warnings);
    if arguments.json {
        output::json(&report::decrypted(&decrypted))
    } else if arguments.out.is_none() {
        output::stdout(decrypted.secret_content())
    } else {
        Ok(())
    }
}
