//! The manual page: one for all subcommands, with the options of each.

use clap::Command;
use clap_mangen::Man;
use std::io::{self, Write as _};

/// What the command's end tells; the same as in README.md.
const EXIT_STATUS: &str = ".SH EXIT STATUS
.TP
0
It is done.
.TP
1
The input was refused; standard error, and with \\-\\-json standard output, tell the code, and what to do.
.TP
2
The arguments are wrong, or what they name can't be read or written.
.TP
3
A comparison found differences, or a signature does not verify.
";

/// The page in roff.
pub(crate) fn page(mut command: Command) -> io::Result<Vec<u8>> {
    // Gives each subcommand its whole name.
    command.build();
    let mut page = Vec::new();
    let root = Man::new(command.clone());
    root.render_title(&mut page)?;
    root.render_name_section(&mut page)?;
    root.render_synopsis_section(&mut page)?;
    root.render_description_section(&mut page)?;
    root.render_options_section(&mut page)?;
    subcommands(&command, &mut page)?;
    page.extend_from_slice(EXIT_STATUS.as_bytes());
    root.render_version_section(&mut page)?;
    Ok(page)
}

/// One section for each that does something, in the order of the help.
fn subcommands(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    for one in command.get_subcommands().filter(|one| one.get_name() != "help") {
        if one.has_subcommands() {
            subcommands(one, page)?;
            continue;
        }
        let name = one.get_bin_name().unwrap_or_else(|| one.get_name()).to_owned();
        writeln!(page, ".SH {}", name.to_uppercase().replace('-', "\\-"))?;
        let man = Man::new(one.clone().display_name(name));
        let mut section = Vec::new();
        man.render_description_section(&mut section)?;
        man.render_synopsis_section(&mut section)?;
        man.render_options_section(&mut section)?;
        page.extend(below(&section));
    }
    Ok(())
}

/// Headings one step lower.
fn below(section: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(section);
    text.lines()
        .fold(String::new(), |mut below, line| {
            below.push_str(
                &line.strip_prefix(".SH ").map_or_else(|| line.to_owned(), |heading| format!(".SS {heading}")),
            );
            below.push('\n');
            below
        })
        .into_bytes()
}
