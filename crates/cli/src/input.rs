//! Reading files.

use crate::{arguments::Input, failure::Failure};
use keybundle::{Limit, Limits};
use std::{
    fs::File,
    io::{self, IsTerminal as _, Read as _},
    path::Path,
};
use zeroize::Zeroizing;

impl Input {
    /// All bytes of the input, no more than the limit and one.
    pub(crate) fn read(&self, limits: &Limits) -> Result<Zeroizing<Vec<u8>>, Failure> {
        if self.file.as_os_str() == "-" && io::stdin().is_terminal() {
            return Err(Failure::Usage {
                message: "no input: standard input is a terminal".to_owned(),
                hint: Some("name a file, or pipe one in".to_owned()),
            });
        }
        read(&self.file, limits.input_bytes)
    }

    /// The default limits with the changes asked for.
    pub(crate) fn limits(&self) -> Result<Limits, Failure> {
        let mut limits = Limits::default();
        for (name, number) in &self.limits {
            let limit = Limit::named(name).ok_or_else(|| Failure::Usage {
                message: format!("there is no limit of the name {name}"),
                hint: Some(Limit::ALL.map(Limit::field).join(", ")),
            })?;
            limits.set(limit, *number);
        }
        Ok(limits)
    }
}

/// A whole file (`-`: standard input), cut one byte above `most`.
pub(crate) fn read(path: &Path, most: u64) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let failed = |error| Failure::read(path, &error);
    if path.as_os_str() == "-" {
        let mut bytes = Zeroizing::new(Vec::new());
        io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
        return Ok(bytes);
    }
    let file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_or(0, |metadata| metadata.len()).min(most);
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1));
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}
