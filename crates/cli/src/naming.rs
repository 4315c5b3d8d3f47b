//! What files, and what goes wrong with them, are called in words.

use std::{io, path::Path};

/// What a path is called in words.
pub(crate) fn place(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

/// Why something could not be read or written, in words.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::Other => error.to_string(),
        io::ErrorKind::NotFound => "there is no such file or directory".to_owned(),
        kind => kind.to_string(),
    }
}
