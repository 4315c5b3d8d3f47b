//! Reading files.

use crate::{arguments::Input, failure::Failure};
use keybundle::{Limit, Limits};
use std::{
    fs::{self, File},
    io::{self, IsTerminal as _, Read as _},
    path::Path,
};
use zeroize::Zeroizing;

impl Input {
    /// All bytes of the input, no more than the limit and one.
    pub(crate) fn read(&self, limits: &Limits) -> Result<Zeroizing<Vec<u8>>, Failure> {
        self.refuse_terminal()?;
        read(&self.file, limits.input_bytes)
    }

    /// The input as it comes, and its size where that is known.
    pub(crate) fn stream(&self) -> Result<(Box<dyn io::Read + Send>, Option<u64>), Failure> {
        self.refuse_terminal()?;
        if self.is_stdin() {
            return Ok((Box::new(io::stdin()), None));
        }
        let file = File::open(&self.file).map_err(|error| Failure::read(&self.file, &error))?;
        let size = file.metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
        Ok((Box::new(file), size))
    }

    /// Whether it is standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.file.as_os_str() == "-"
    }

    fn refuse_terminal(&self) -> Result<(), Failure> {
        if self.is_stdin() && io::stdin().is_terminal() {
            return Err(Failure::Usage {
                message: "no input: standard input is a terminal".to_owned(),
                hint: Some("name a file, or pipe one in".to_owned()),
            });
        }
        Ok(())
    }

    /// The default limits with the changes asked for.
    pub(crate) fn limits(&self) -> Result<Limits, Failure> {
        self.limits_from(Limits::default())
    }

    /// `limits` with the changes asked for.
    pub(crate) fn limits_from(&self, mut limits: Limits) -> Result<Limits, Failure> {
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
    bytes(path, most).map_err(|error| Failure::read(path, &error))
}

/// As [`read`], for those who say themselves what failed.
pub(crate) fn bytes(path: &Path, most: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    if path.as_os_str() == "-" {
        let mut bytes = Zeroizing::new(Vec::new());
        io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let file = File::open(path)?;
    let length = file.metadata().map_or(0, |metadata| metadata.len()).min(most);
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1));
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
