//! Reading files.

use crate::{arguments::Input, failure::Failure};
use keybundle::{Limit, Limits, crates::encoding::wiped};
use std::{
    fs::{self, File},
    io::{self, IsTerminal as _, Read as _},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};
use zeroize::Zeroizing;

impl Input {
    /// All bytes of the input, refused where they are more than the limit.
    pub(crate) fn read(&self, limits: &Limits) -> Result<Zeroizing<Vec<u8>>, Failure> {
        self.refuse_terminal()?;
        let bytes = read(&self.file, limits.input_bytes)?;
        let (limit, allowed, needed) = (Limit::InputBytes, limits.input_bytes, bytes.len() as u64);
        if needed > allowed { Err(keybundle::Error::Limit { limit, allowed, needed }.into()) } else { Ok(bytes) }
    }

    /// The input as it comes, and its size where that is known.
    pub(crate) fn stream(&self) -> Result<(Box<dyn io::Read + Send>, Option<u64>), Failure> {
        self.refuse_terminal()?;
        if self.is_stdin() {
            let stdin = stdin().map_err(|error| Failure::read(&self.file, &error))?;
            return Ok((Box::new(stdin), None));
        }
        let file = File::open(&self.file).map_err(|error| Failure::read(&self.file, &error))?;
        let size = file.metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
        Ok((Box::new(file), size))
    }

    /// Whether it is standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        is_stdin(&self.file)
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
    let (source, size): (Box<dyn io::Read>, u64) = if is_stdin(path) {
        (Box::new(stdin()?), 0)
    } else {
        let file = File::open(path)?;
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        (Box::new(file), size)
    };
    let mut source = source.take(most.saturating_add(1));
    // Room for one more: where the file ends is seen by reading nothing.
    let size = usize::try_from(size.min(most)).unwrap_or(0).saturating_add(1);
    wiped::read_to_end(size, |room| {
        loop {
            match source.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    })
}

/// Whether it is standard input, by one of its names.
fn is_stdin(path: &Path) -> bool {
    ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|name| path == Path::new(name))
}

/// Standard input, which comes but once: what the input takes of it, a secret can't have.
///
/// # Errors
/// When it was taken already.
pub(crate) fn stdin() -> io::Result<io::Stdin> {
    static TAKEN: AtomicBool = AtomicBool::new(false);
    if TAKEN.swap(true, Ordering::Relaxed) {
        return Err(io::Error::other("it was read already; only one of the input and the secrets can come from there"));
    }
    Ok(io::stdin())
}
