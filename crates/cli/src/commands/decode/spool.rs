//! The report of a large archive. It is as long as the archive has members, and is printed when all of it is known: so
//! there is one object, of a result or of a failure. Until then its lists wait in temporary files without a name;
//! nothing of a private key is in them but its kind and the hash of its public half.

use crate::{
    failure::Failure,
    output::{self, human},
};
use keybundle::{Bundle, Certificate, Opened, report};
use serde_json::Value;
use std::{
    io::{self, Seek as _, Write},
    path::Path,
};
use tempfile::{SpooledTempFile, spooled_tempfile};

/// Up to so many bytes a list waits in memory.
const IN_MEMORY: usize = 1 << 20;

/// Lists that grow while an archive is gone through.
pub(super) struct Report {
    as_json: bool,
    bundles: List,
    certificates: List,
    written: List,
}

struct List {
    text: SpooledTempFile,
    count: usize,
}

impl Report {
    pub(super) fn new(as_json: bool) -> Self {
        let list = || List { text: spooled_tempfile(IN_MEMORY), count: 0 };
        Self { as_json, bundles: list(), certificates: list(), written: list() }
    }

    pub(super) fn bundle(&mut self, bundle: &Bundle) -> Result<(), Failure> {
        if self.as_json {
            return self.bundles.add_json(&report::bundle(bundle, false));
        }
        let text = human::bundle(self.bundles.count, bundle);
        self.bundles.add(&text)
    }

    pub(super) fn certificate(&mut self, certificate: &Certificate) -> Result<(), Failure> {
        if self.as_json {
            return self.certificates.add_json(&report::certificate(certificate, false));
        }
        self.certificates.add(&human::other_certificate(certificate))
    }

    pub(super) fn written(&mut self, path: &Path) -> Result<(), Failure> {
        if self.as_json {
            return self.written.add_json(&Value::from(path.display().to_string()));
        }
        self.written.add(&human::written_path(path))
    }

    /// Prints it, with what is no list of its own.
    pub(super) fn finish(self, rest: &Opened) -> Result<(), Failure> {
        if self.as_json { self.json(rest) } else { self.words(rest) }
    }

    fn json(self, rest: &Opened) -> Result<(), Failure> {
        let Self { mut bundles, mut certificates, mut written, .. } = self;
        let object = super::to_json(rest, false, &[]);
        output::pieces(false, |out| {
            for (index, (name, value)) in object.as_object().into_iter().flatten().enumerate() {
                write!(out, "{}{}:", if index == 0 { '{' } else { ',' }, Value::from(name.as_str()))?;
                let list = match name.as_str() {
                    "bundles" => &mut bundles,
                    "certificates" => &mut certificates,
                    "written" => &mut written,
                    _ => {
                        write!(out, "{value}")?;
                        continue;
                    }
                };
                write!(out, "[")?;
                list.copy(out)?;
                write!(out, "]")?;
            }
            writeln!(out, "}}")
        })
    }

    fn words(self, rest: &Opened) -> Result<(), Failure> {
        let Self { mut bundles, mut certificates, mut written, .. } = self;
        output::pieces(true, |out| {
            out.write_all(human::layers(rest).as_bytes())?;
            bundles.copy(out)?;
            certificates.copy_below(&human::other_certificates(), out)?;
            out.write_all(human::rest(rest).as_bytes())?;
            written.copy_below(&human::written_heading(), out)
        })
    }
}

impl List {
    fn add_json(&mut self, value: &Value) -> Result<(), Failure> {
        let comma = if self.count == 0 { "" } else { "," };
        self.add(&format!("{comma}{value}"))
    }

    fn add(&mut self, text: &str) -> Result<(), Failure> {
        self.count += 1;
        self.text.write_all(text.as_bytes()).map_err(|error| Failure::write("a temporary file", &error))
    }

    fn copy(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.text.rewind()?;
        io::copy(&mut self.text, out).map(|_| ())
    }

    fn copy_below(&mut self, heading: &str, out: &mut dyn Write) -> io::Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        out.write_all(heading.as_bytes())?;
        self.copy(out)
    }
}
