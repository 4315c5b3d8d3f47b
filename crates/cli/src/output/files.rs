//! Files with keys in them: mode 0600, written beside and renamed, never over another without being asked.

use crate::{arguments::Form, failure::Failure};
use keybundle::{Bundle, Certificate, Opened, pem, report::hex};
use std::{
    collections::HashMap,
    fs::{self, OpenOptions, Permissions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};
use tempfile::{Builder, NamedTempFile, TempPath};
use zeroize::Zeroizing;

/// Fewer files than these are waited for one by one: the disk may have much else to write.
const FEW: usize = 16;
/// So many files have no name yet at a time.
const AT_ONCE: usize = 4_096;
/// Their content is held in memory until then.
const BYTES_AT_ONCE: usize = 32 << 20;

const SECRET: u32 = 0o600;
const PUBLIC: u32 = 0o644;

/// One file to be written.
pub(crate) struct Planned {
    path: PathBuf,
    content: Zeroizing<Vec<u8>>,
    mode: u32,
}

/// Files that are written together, later.
#[derive(Default)]
pub(crate) struct Waiting {
    files: Vec<Planned>,
    size: usize,
}

impl Waiting {
    /// Adds the files of one bundle; gives those that must be written first, when they became many.
    pub(crate) fn add(&mut self, planned: Vec<Planned>) -> Vec<Planned> {
        let size: usize = planned.iter().map(|file| file.content.len()).sum();
        let is_much = self.files.len() + planned.len() > AT_ONCE || self.size + size > BYTES_AT_ONCE;
        let before = if is_much { self.take() } else { Vec::new() };
        self.size += size;
        self.files.extend(planned);
        before
    }

    /// Those that still wait.
    pub(crate) fn take(&mut self) -> Vec<Planned> {
        self.size = 0;
        core::mem::take(&mut self.files)
    }
}

/// Writes every bundle and every lone certificate into a directory; gives the paths. Nothing is written when one of the
/// files may not be.
pub(crate) fn write_all(opened: &Opened, mut folder: Folder<'_>) -> Result<Vec<PathBuf>, Failure> {
    let mut planned: Vec<Planned> = Vec::new();
    for bundle in &opened.bundles {
        planned.extend(folder.plan_bundle(bundle));
    }
    for certificate in &opened.certificates {
        planned.push(folder.plan_certificate(certificate));
    }
    folder.check(&planned)?;
    folder.write(planned)
}

/// A directory that bundles and certificates are written into, one after another.
pub(crate) struct Folder<'a> {
    directory: &'a Path,
    form: Form,
    force: bool,
    /// Where secrets stand that are read.
    kept: Vec<PathBuf>,
    /// How often each name was asked for, in lower case: names that differ by case only collide on some systems.
    names: HashMap<String, u64>,
}

impl<'a> Folder<'a> {
    /// Makes the directory where there is none. With `force` what is there is replaced, but for `secrets`, which are
    /// read.
    pub(crate) fn new<'p>(
        directory: &'a Path,
        form: Form,
        force: bool,
        secrets: impl IntoIterator<Item = &'p PathBuf>,
    ) -> Result<Self, Failure> {
        fs::create_dir_all(directory).map_err(|error| Failure::write(directory, &error))?;
        Ok(Self { directory, form, force, kept: places(secrets), names: HashMap::new() })
    }

    /// Whether a file that is there may be in the way.
    pub(crate) fn may_be_in_the_way(&self) -> Result<bool, Failure> {
        let failed = |error: io::Error| Failure::write(self.directory, &error);
        if self.force {
            let directory = self.directory.canonicalize().map_err(failed)?;
            return Ok(self.kept.iter().any(|place| place.parent() == Some(&directory)));
        }
        Ok(fs::read_dir(self.directory).map_err(failed)?.next().is_some())
    }

    /// The files of a bundle.
    pub(crate) fn plan_bundle(&mut self, bundle: &Bundle) -> Vec<Planned> {
        let base = self.unused(&bundle_name(bundle));
        let mut planned = Vec::new();
        plan_bundle(bundle, &base, self.form, &mut planned);
        planned
    }

    /// The file of a certificate.
    pub(crate) fn plan_certificate(&mut self, certificate: &Certificate) -> Planned {
        let base = self.unused(&certificate_name(certificate));
        plan_certificate(certificate, &base, self.form)
    }

    /// Refuses files that are there already, and secrets that are read.
    pub(crate) fn check(&self, planned: &[Planned]) -> Result<(), Failure> {
        planned.iter().try_for_each(|file| {
            refuse_taken(&file.path, self.force)?;
            refuse_kept(&file.path, &self.kept)
        })
    }

    /// Writes files and gives their paths. Many are put beside their places first, go to the disk together, and only
    /// then get their names: waiting for the disk once for each would take most of the time.
    pub(crate) fn write(&self, planned: Vec<Planned>) -> Result<Vec<PathBuf>, Failure> {
        for some in planned.chunks(AT_ONCE) {
            let staged = some.iter().map(|file| Staged::new(&file.path, &file.content, file.mode));
            let staged = staged.collect::<Result<Vec<_>, _>>()?;
            if some.len() < FEW || !sync_all_of(self.directory) {
                staged.iter().try_for_each(Staged::sync)?;
            }
            staged.into_iter().try_for_each(|one| one.persist(self.force))?;
        }
        Ok(planned.into_iter().map(|file| file.path).collect())
    }

    /// The name, with a number where it was used before.
    fn unused(&mut self, name: &str) -> PathBuf {
        let lower = name.to_ascii_lowercase();
        let mut number = self.names.get(&lower).copied().unwrap_or(0);
        let unused = loop {
            number += 1;
            let candidate = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
            if number == 1 || !self.names.contains_key(&candidate.to_ascii_lowercase()) {
                break candidate;
            }
        };
        // The number that was found is taken as a name of its own, too.
        self.names.entry(unused.to_ascii_lowercase()).or_insert(1);
        self.names.insert(lower, number);
        self.directory.join(unused)
    }
}

/// Refuses places of which one is taken already, can't be written to, or which are one and the same: before anything is
/// made.
pub(crate) fn check<'p>(paths: impl IntoIterator<Item = &'p PathBuf>, force: bool) -> Result<(), Failure> {
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in paths.into_iter().filter(|path| !is_stream(path)) {
        refuse_taken(path, force)?;
        let folder = folder_of(path);
        if path.is_dir() {
            return Err(Failure::write(path, &io::ErrorKind::IsADirectory.into()));
        }
        // What will be done: `access` would not tell of a file system that is read-only.
        beside(folder, SECRET).map_err(|error| Failure::write(path, &error))?;
        let place =
            folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join(path.file_name().unwrap_or_default());
        if seen.contains(&place) {
            return Err(Failure::Usage {
                message: format!("two results can't both be written into {}", path.display()),
                hint: Some("give each a place of its own".to_owned()),
            });
        }
        seen.push(place);
    }
    Ok(())
}

/// Refuses places where a secret stands that the command reads: a private key that is written over is lost.
pub(crate) fn keep<'p>(
    places: impl IntoIterator<Item = &'p PathBuf>,
    secrets: impl IntoIterator<Item = &'p PathBuf>,
) -> Result<(), Failure> {
    let kept = self::places(secrets);
    places.into_iter().filter(|path| !is_stream(path)).try_for_each(|path| refuse_kept(path, &kept))
}

fn refuse_kept(path: &Path, kept: &[PathBuf]) -> Result<(), Failure> {
    if kept.is_empty() || !path.canonicalize().is_ok_and(|place| kept.contains(&place)) {
        return Ok(());
    }
    Err(Failure::Usage {
        message: format!(
            "{} holds a secret that is read here, and would be lost; nothing was written over it",
            path.display()
        ),
        hint: Some("give another place".to_owned()),
    })
}

/// Where files are, whatever leads to them; of those that are there.
fn places<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().filter_map(|path| path.canonicalize().ok()).collect()
}

/// Writes bytes that may hold a secret.
pub(crate) fn write_secret(path: &Path, content: &[u8], force: bool) -> Result<(), Failure> {
    write(path, content, SECRET, force)
}

/// Writes bytes that hold none.
pub(crate) fn write_public(path: &Path, content: &[u8], force: bool) -> Result<(), Failure> {
    write(path, content, PUBLIC, force)
}

fn plan_bundle(bundle: &Bundle, base: &Path, form: Form, planned: &mut Vec<Planned>) {
    let key = &bundle.private_key;
    let (extension, content) = match form {
        Form::Pem => ("key.pem", Zeroizing::new(pem::private_key(key).as_bytes().to_vec())),
        Form::Der => ("key.der", key.secret_pkcs8_der()),
    };
    planned.push(Planned { path: with(base, extension), content, mode: SECRET });
    if let Some(certificate) = &bundle.certificate {
        planned.push(plan_certificate(certificate, base, form));
    }
    if bundle.chain.is_empty() {
        return;
    }
    match form {
        Form::Pem => {
            let mut text = |extension: &str, text: Zeroizing<String>| {
                let content = Zeroizing::new(text.as_bytes().to_vec());
                planned.push(Planned { path: with(base, extension), content, mode: PUBLIC });
            };
            text("chain.pem", pem::certificates(bundle.chain.iter()));
            text("fullchain.pem", pem::certificates(pem::full_chain(bundle)));
        }
        Form::Der => {
            for (index, certificate) in bundle.chain.iter().enumerate() {
                planned.push(Planned {
                    path: with(base, &format!("chain-{}.der", index + 1)),
                    content: Zeroizing::new(certificate.der().to_vec()),
                    mode: PUBLIC,
                });
            }
        }
    }
}

fn plan_certificate(certificate: &Certificate, base: &Path, form: Form) -> Planned {
    let (extension, content) = match form {
        Form::Pem => ("cert.pem", pem::certificate(certificate).as_bytes().to_vec()),
        Form::Der => ("cert.der", certificate.der().to_vec()),
    };
    Planned { path: with(base, extension), content: Zeroizing::new(content), mode: PUBLIC }
}

fn write(path: &Path, content: &[u8], mode: u32, force: bool) -> Result<(), Failure> {
    let staged = Staged::new(path, content, mode)?;
    staged.sync()?;
    staged.persist(force)
}

/// A file that has its content and not its name yet. Dropped, it is gone.
struct Staged<'p> {
    path: &'p Path,
    /// `None` of a device or pipe, which was written to.
    beside: Option<TempPath>,
}

impl<'p> Staged<'p> {
    fn new(path: &'p Path, content: &[u8], mode: u32) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::write(path, &error);
        if is_stream(path) {
            let there = OpenOptions::new().write(true).open(path);
            there.and_then(|mut there| there.write_all(content)).map_err(failed)?;
            return Ok(Self { path, beside: None });
        }
        let directory = folder_of(path);
        let mut beside = beside(directory, mode).map_err(failed)?;
        beside.write_all(content).map_err(failed)?;
        Ok(Self { path, beside: Some(beside.into_temp_path()) })
    }

    /// Waits until the content is on the disk.
    fn sync(&self) -> Result<(), Failure> {
        let Some(beside) = &self.beside else { return Ok(()) };
        let synced = OpenOptions::new().write(true).open(beside).and_then(|file| file.sync_all());
        synced.map_err(|error| Failure::write(self.path, &error))
    }

    /// Gives it its name.
    fn persist(self, force: bool) -> Result<(), Failure> {
        let Some(beside) = self.beside else { return Ok(()) };
        let persisted = if force { beside.persist(self.path) } else { beside.persist_noclobber(self.path) };
        persisted.map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists if !force => exists(self.path),
            _ => Failure::write(self.path, &error.error),
        })
    }
}

/// Waits until everything that was written to the file system of `directory` is on the disk; `false` where the system
/// can't do that. Linux tells errors of writing since 5.8.
#[cfg(target_os = "linux")]
fn sync_all_of(directory: &Path) -> bool {
    fs::File::open(directory).is_ok_and(|directory| rustix::fs::syncfs(&directory).is_ok())
}

#[cfg(not(target_os = "linux"))]
fn sync_all_of(_: &Path) -> bool {
    false
}

/// Where a file stands.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether a device or a pipe stands there (`/dev/null`, `/dev/stdout`, `>(command)`): it is written to, and stays what
/// it is. Renaming a file over it would take its place.
fn is_stream(path: &Path) -> bool {
    let is_device = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    is_device || is_descriptor(path)
}

/// Whether it names what is open already, which may be a file that a shell made.
fn is_descriptor(path: &Path) -> bool {
    let standard = ["/dev/stdin", "/dev/stdout", "/dev/stderr"].iter().any(|name| path == Path::new(name));
    let folder = path.parent().unwrap_or(path);
    standard || folder == Path::new("/dev/fd") || (folder.starts_with("/proc") && folder.ends_with("fd"))
}

#[cfg(unix)]
fn beside(directory: &Path, mode: u32) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    Builder::new().prefix(".keybundle-").permissions(Permissions::from_mode(mode)).tempfile_in(directory)
}

#[cfg(not(unix))]
fn beside(directory: &Path, _mode: u32) -> io::Result<NamedTempFile> {
    Builder::new().prefix(".keybundle-").tempfile_in(directory)
}

fn refuse_taken(path: &Path, force: bool) -> Result<(), Failure> {
    if !force && path.symlink_metadata().is_ok() { Err(exists(path)) } else { Ok(()) }
}

fn exists(path: &Path) -> Failure {
    Failure::Usage {
        message: format!("{} is there already; nothing was written over it", path.display()),
        hint: Some("give another place, or --force to replace it".to_owned()),
    }
}

fn with(base: &Path, extension: &str) -> PathBuf {
    let mut name = base.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn bundle_name(bundle: &Bundle) -> String {
    let names = [bundle.certificate.as_ref().and_then(|one| one.common_name()), bundle.friendly_name.clone()];
    let fallback = || match bundle.private_key.public_key() {
        Some(key) => format!("key-{}", hex(key.spki_sha256().get(..8).unwrap_or_default())),
        None => "key".to_owned(),
    };
    names.into_iter().flatten().find_map(|name| safe(&name)).unwrap_or_else(fallback)
}

fn certificate_name(certificate: &Certificate) -> String {
    let fallback = || format!("certificate-{}", hex(certificate.sha256().get(..8).unwrap_or_default()));
    certificate.common_name().and_then(|name| safe(&name)).unwrap_or_else(fallback)
}

/// Letters, digits and `. _ -`; the rest becomes `_`. No name that hides, climbs or that Windows keeps for devices.
fn safe(name: &str) -> Option<String> {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    let name: String = name.chars().take(64).map(|one| if allowed(one) { one } else { '_' }).collect();
    let name = name.trim_matches(['.', '_']).to_owned();
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")));
    if name.is_empty() {
        None
    } else if device || name.starts_with('-') {
        Some(format!("device{}{name}", if device { "-" } else { "" }))
    } else {
        Some(name)
    }
}
