//! Test vectors made by other tools, and the reader for them.
//!
//! A vector is a file as another tool wrote it, beside a header (`<file>.toml`) that says who made it, how, and what
//! must come out. `README.md` here documents the header. The reader is for tests: it panics, with a message that
//! names the file, on a header key it does not know, on a file without header, on a header without file and on an
//! empty folder, so that no vector is ever skipped in silence.

#![forbid(unsafe_code)]
// Tests want the message and the place, not an error to handle.
#![allow(clippy::panic)]

mod header;
mod observed;
mod requests;

use std::fs;
use std::path::{Path, PathBuf};

pub use header::{Bundle, Expect, Header, Unlock};
pub use observed::{Observed, ObservedBundle, report};
pub use requests::{RequestHeader, RequestVector, requests, requests_in};

/// One vector: the file, and what its header says of it.
#[derive(Debug)]
pub struct Vector {
    /// The folder below `vectors/`, such as `pkcs12`.
    pub group: String,
    /// `group/file`, such as `pkcs12/openssl3-default.p12`: what a failing test prints.
    pub name: String,
    /// Where the file lies, for tests that hand it to a command.
    pub path: PathBuf,
    /// The file, untouched.
    pub bytes: Vec<u8>,
    /// The header beside it.
    pub header: Header,
}

impl Vector {
    /// The recipients' private keys as they lie in their files (PEM, DER or PKCS#12), in the header's order.
    pub fn unlock_recipient_keys(&self) -> Vec<Vec<u8>> {
        files_of(&self.header.unlock.recipient_keys)
    }

    /// Where the recipients' private keys lie, in the header's order.
    pub fn unlock_recipient_key_paths(&self) -> Vec<PathBuf> {
        paths_of(&self.header.unlock.recipient_keys)
    }

    /// The recipients' certificates as they lie in their files, in the header's order.
    pub fn unlock_recipient_certificates(&self) -> Vec<Vec<u8>> {
        files_of(&self.header.unlock.recipient_certificates)
    }

    /// Where the recipients' certificates lie, in the header's order.
    pub fn unlock_recipient_certificate_paths(&self) -> Vec<PathBuf> {
        paths_of(&self.header.unlock.recipient_certificates)
    }

    /// The raw bytes of the key-encryption key, if the header has one.
    pub fn unlock_kek(&self) -> Option<Vec<u8>> {
        self.bytes_of("kek", self.header.unlock.kek.as_deref())
    }

    /// The raw bytes of the identifier of the key-encryption key, if the header has one.
    pub fn unlock_kek_id(&self) -> Option<Vec<u8>> {
        self.bytes_of("kek_id", self.header.unlock.kek_id.as_deref())
    }

    fn bytes_of(&self, field: &str, hex: Option<&str>) -> Option<Vec<u8>> {
        let hex = hex?;
        let pairs = hex.as_bytes().chunks(2);
        let bytes: Option<Vec<u8>> = pairs
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok().filter(|_| pair.len() == 2))
            .collect();
        Some(bytes.unwrap_or_else(|| panic!("{}: `{field}` is not hex", self.name)))
    }
}

/// The folder of this crate: what the paths in headers are relative to.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every vector, sorted by name.
///
/// # Panics
/// On anything that is not as `README.md` says: see the crate's documentation.
pub fn vectors() -> Vec<Vector> {
    vectors_in(&root().join("vectors"))
}

/// The vectors of one group, such as `pkcs12`, sorted by name.
///
/// # Panics
/// As [`vectors`], and when there is no such group.
pub fn group(name: &str) -> Vec<Vector> {
    vectors_of(&root().join("vectors").join(name))
}

/// Every vector below a folder of groups. [`vectors`] is this with the folder of this crate.
///
/// # Panics
/// As [`vectors`].
pub fn vectors_in(folder: &Path) -> Vec<Vector> {
    entries(folder)
        .iter()
        .flat_map(|group| {
            assert!(group.is_dir(), "{}: only groups (folders) belong here", group.display());
            vectors_of(group)
        })
        .collect()
}

/// A file below this crate's folder, such as `keys/rsa2048.key.pem`.
///
/// # Panics
/// When it can't be read.
pub fn file(path: &str) -> Vec<u8> {
    read(&root().join(path))
}

fn vectors_of(group: &Path) -> Vec<Vector> {
    let paths = entries(group);
    let (headers, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| is_header(path));
    for header in &headers {
        assert!(header.with_extension("").is_file(), "{}: a header without file", header.display());
    }
    files.iter().map(|path| vector(group, path)).collect()
}

fn vector(group: &Path, path: &Path) -> Vector {
    assert!(path.is_file(), "{}: a group holds files only", path.display());
    let header_path = PathBuf::from(format!("{}.toml", path.display()));
    assert!(header_path.is_file(), "{}: a file without header", path.display());
    let text = String::from_utf8(read(&header_path)).unwrap_or_else(|_| panic!("{}: not UTF-8", header_path.display()));
    let header = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", header_path.display()));
    let group = last(group);
    Vector { name: format!("{group}/{}", last(path)), group, path: path.to_path_buf(), bytes: read(path), header }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listing = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        listing.map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path()).collect();
    assert!(!paths.is_empty(), "{}: an empty folder", folder.display());
    paths.sort();
    paths
}

fn is_header(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

fn last(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn paths_of(names: &[String]) -> Vec<PathBuf> {
    names.iter().map(|name| root().join(name)).collect()
}

fn files_of(names: &[String]) -> Vec<Vec<u8>> {
    names.iter().map(|name| file(name)).collect()
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
