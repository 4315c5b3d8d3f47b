//! Vectors for the commands that make, read and check requests: a file, what the command is given, what it must print.
//!
//! `README.md` documents the header. As everywhere here, the reader panics on what it doesn't know.

use crate::{entries, is_header, last, read, root};
use serde::Deserialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Where the groups lie, below this crate's folder.
const FOLDER: &str = "requests";
/// What arguments name beside the vectors: no vectors.
const INPUTS: &str = "inputs";

/// One vector of `requests/`.
#[derive(Debug)]
pub struct RequestVector {
    /// `group/file`, such as `csr/openssl3-p256.pem`: what a failing test prints.
    pub name: String,
    /// Where the file lies.
    pub path: PathBuf,
    /// What its header says.
    pub header: RequestHeader,
}

/// The header beside a vector of `requests/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestHeader {
    /// What is special here, in one line.
    pub about: String,
    /// Tool and version that wrote the file.
    pub made_by: String,
    /// The exact command that wrote it.
    pub command: String,
    /// Where the expected values come from.
    pub oracle: String,
    /// The arguments of `keybundle`, which runs in this crate's folder; `{file}` stands for the vector.
    pub arguments: Vec<String>,
    /// The exit code.
    #[serde(default)]
    pub exit: i32,
    /// Codes that must be among the warnings.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// Codes that must not be among them.
    #[serde(default)]
    pub no_warnings: Vec<String>,
    /// Members that must be there and null, which TOML can't say: names joined by dots.
    #[serde(default)]
    pub null: Vec<String>,
    /// What the printed object must hold: all of this, and it may hold more.
    #[serde(default)]
    pub expect: toml::Table,
}

/// Every vector of `requests/`, sorted by name.
///
/// # Panics
/// On anything that is not as `README.md` says.
#[must_use]
pub fn requests() -> Vec<RequestVector> {
    requests_in(&root().join(FOLDER))
}

/// Every vector below a folder of groups.
///
/// # Panics
/// As [`requests`].
#[must_use]
pub fn requests_in(folder: &Path) -> Vec<RequestVector> {
    let mut vectors = Vec::new();
    for group in entries(folder).iter().filter(|path| last(path) != INPUTS) {
        assert!(group.is_dir(), "{}: only groups (folders) belong here", group.display());
        let (headers, files): (Vec<_>, Vec<_>) = entries(group).into_iter().partition(|path| is_header(path));
        for header in &headers {
            assert!(header.with_extension("").is_file(), "{}: a header without file", header.display());
        }
        vectors.extend(files.iter().map(|path| vector(&last(group), path)));
    }
    vectors
}

fn vector(group: &str, path: &Path) -> RequestVector {
    assert!(path.is_file(), "{}: a group holds files only", path.display());
    let header_path = PathBuf::from(format!("{}.toml", path.display()));
    assert!(header_path.is_file(), "{}: a file without header", path.display());
    let text = String::from_utf8(read(&header_path)).unwrap_or_else(|_| panic!("{}: not UTF-8", header_path.display()));
    let header: RequestHeader =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", header_path.display()));
    let says = !header.expect.is_empty() || !header.null.is_empty() || !header.warnings.is_empty();
    assert!(says && !header.arguments.is_empty(), "{}: nothing is run or expected", header_path.display());
    assert!(header.arguments.iter().any(|one| one.contains("{file}")), "{}: no {{file}}", header_path.display());
    RequestVector { name: format!("{group}/{}", last(path)), path: path.to_path_buf(), header }
}

impl RequestVector {
    /// The arguments of the command, with the vector's path in place of `{file}`.
    #[must_use]
    pub fn arguments(&self) -> Vec<String> {
        let path = self.path.display().to_string();
        self.header.arguments.iter().map(|argument| argument.replace("{file}", &path)).collect()
    }

    /// In what the command's exit code and the object it printed differ from the header.
    #[must_use]
    pub fn differences(&self, exit: Option<i32>, printed: &Value) -> Vec<String> {
        let header = &self.header;
        let mut found = Vec::new();
        if exit != Some(header.exit) {
            found.push(format!("exit {exit:?}, not {}: {}", header.exit, printed["error"]));
        }
        compare("", &toml::Value::Table(header.expect.clone()), printed, &mut found);
        for path in &header.null {
            let pointer = format!("/{}", path.replace('.', "/"));
            if printed.pointer(&pointer) != Some(&Value::Null) {
                found.push(format!("{path} is not null"));
            }
        }
        let codes: Vec<_> = printed["warnings"].as_array().into_iter().flatten().map(|one| &one["code"]).collect();
        for code in header.warnings.iter().filter(|code| !codes.iter().any(|found| *found == code.as_str())) {
            found.push(format!("no warning {code}"));
        }
        for code in header.no_warnings.iter().filter(|code| codes.iter().any(|found| *found == code.as_str())) {
            found.push(format!("the warning {code}"));
        }
        found
    }
}

/// Tables may hold more than is expected; lists hold the same members in the same order, all else is equal.
fn compare(path: &str, expected: &toml::Value, printed: &Value, found: &mut Vec<String>) {
    match (expected, printed) {
        (toml::Value::Table(table), Value::Object(_)) => {
            for (name, value) in table {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match printed.get(name) {
                    Some(there) => compare(&path, value, there, found),
                    None => found.push(format!("{path} is missing")),
                }
            }
        }
        (toml::Value::Array(wanted), Value::Array(there)) if wanted.len() == there.len() => {
            for (index, (wanted, there)) in wanted.iter().zip(there).enumerate() {
                compare(&format!("{path}[{index}]"), wanted, there, found);
            }
        }
        (toml::Value::String(wanted), Value::String(there)) if wanted == there => {}
        (toml::Value::Boolean(wanted), Value::Bool(there)) if wanted == there => {}
        (toml::Value::Integer(wanted), Value::Number(there)) if there.as_i64() == Some(*wanted) => {}
        _ => found.push(format!("{path} is {printed}, not {expected}")),
    }
}
