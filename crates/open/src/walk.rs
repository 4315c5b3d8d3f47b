//! The one way in: whatever a layer holds is sniffed again, until keys and certificates are left.

mod arrays;
mod blocks;
mod containers;
mod inspect;
mod json_lines;
mod keys;
mod settings;
mod structures;
mod survey;

use crate::{
    Certificate, Envelope, Error, File, Layer, Limit, Limits, Opened, Part, Result, Unlock,
    collection::{Collection, warn_if_empty},
    context::Context,
    cost,
};
pub use inspect::{inspect, inspect_within};
use keybundle_encoding::{
    Coded as _, Stage, WarningCode, Warnings,
    ber::Element,
    sniff::{Format, blanks_before, sniff},
};
use keybundle_key::{Algorithm, PublicKey};
use keys::PendingKey;
use sha2::{Digest, Sha256};
pub(crate) use survey::{Found, Survey};

/// Opens `bytes` with what `unlock` holds, within the default [`Limits`]: the one-call form.
///
/// # Errors
/// Every code of [`Error`]; the message says where and why, the hint what to do.
pub fn open(bytes: &[u8], unlock: &Unlock) -> Result<Opened> {
    open_within(bytes, unlock, &Limits::default())
}

/// As [`open()`], within other limits.
///
/// # Errors
/// As [`open()`].
pub fn open_within(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Opened> {
    limits.check(Limit::InputBytes, bytes.len() as u64)?;
    let mut walker = Walker::new(Context::new(unlock, limits), None);
    walker.input(bytes)?;
    let Walker { context, collection, .. } = walker;
    let mut opened = collection.into_opened(context)?;
    let pairs = opened.bundles.len() + opened.certificates.len();
    warn_if_empty(&mut opened, pairs);
    Ok(opened)
}

/// Goes through the layers without a secret and without costly work.
pub(crate) fn look(bytes: &[u8], limits: &Limits) -> Result<Envelope<'static>> {
    limits.check(Limit::InputBytes, bytes.len() as u64)?;
    let unlock = Unlock::new();
    let mut walker = Walker::new(Context::new(&unlock, limits), Some(Envelope::default()));
    walker.input(bytes)?;
    let Walker { context, collection, envelope, .. } = walker;
    let mut envelope = envelope.unwrap_or_default();
    envelope.summarize(collection, context.warnings);
    Ok(envelope)
}

/// The bytes of each part that is reached, and what ended it.
pub(crate) fn look_at_parts(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<(Vec<Part>, Option<Error>)> {
    limits.check(Limit::InputBytes, bytes.len() as u64)?;
    let mut walker = Walker::new(Context::new(unlock, limits), None);
    walker.parts = Some(Vec::new());
    let outcome = walker.input(bytes);
    Ok((walker.parts.unwrap_or_default(), outcome.err()))
}

/// Whether a part was recognized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Yes,
    No,
}

impl Known {
    /// Whether something was made of this part or the other.
    const fn or(self, other: Self) -> Self {
        match self {
            Self::Yes => self,
            Self::No => other,
        }
    }
}

/// Nobody looks at more parts than these.
const MOST_PARTS: usize = 1_000;

struct Walker<'a> {
    context: Context<'a>,
    collection: Collection,
    path: Vec<Layer>,
    /// Collects what is locked in place of opening it.
    envelope: Option<Envelope<'static>>,
    /// The private keys, until all is opened.
    pending: Vec<PendingKey>,
    /// Strings of JSON that look like base64, and nothing in them is known.
    unknown_texts: usize,
    /// The first part that looked like something and could not be read.
    unreadable: Option<Error>,
    /// A private key in a form that is not opened: without another, it is what the input is about.
    foreign_key: Option<Error>,
    /// Collects the bytes of each part for those who look at them.
    parts: Option<Vec<Part>>,
}

impl<'a> Walker<'a> {
    fn new(context: Context<'a>, envelope: Option<Envelope<'static>>) -> Self {
        Self {
            context,
            collection: Collection::default(),
            path: Vec::new(),
            envelope,
            pending: Vec::new(),
            unknown_texts: 0,
            unreadable: None,
            foreign_key: None,
            parts: None,
        }
    }

    /// The outermost bytes, of which something must be known.
    fn input(&mut self, bytes: &[u8]) -> Result<()> {
        let known = self.walk(bytes)?;
        self.read_keys()?;
        self.warn_of_unknown_texts();
        match known {
            Known::Yes => {
                let unreadable = self.unreadable.take().filter(|_| !self.collection.has_key_material());
                let foreign = self.foreign_key.take().filter(|_| !self.collection.has_private_key());
                unreadable.or(foreign).filter(|_| !self.is_locked()).map_or(Ok(()), Err)
            }
            Known::No => Err(self.unreadable.take().unwrap_or_else(|| keybundle_encoding::Error::UnknownFormat.into())),
        }
    }

    /// Certificates came without their key, and a text is there that may have been it: its beginning is lost perhaps.
    fn warn_of_unknown_texts(&mut self) {
        let count = self.unknown_texts;
        if count > 0 && self.collection.has_certificates_alone() && !self.is_locked() {
            self.context.warnings.push(
                WarningCode::MemberUnreadable,
                format!(
                    "{count} text(s) look like base64, and nothing in them is known: is the beginning of one missing?"
                ),
            );
        }
    }

    /// Whether something that needs a secret was met, where it is not opened.
    fn is_locked(&self) -> bool {
        self.locked_layers() > 0
    }

    /// How many layers were met that need a secret.
    fn locked_layers(&self) -> usize {
        self.envelope.as_ref().map_or(0, |envelope| envelope.locked.len())
    }

    /// Sniffs `bytes` and goes into what they are.
    fn walk(&mut self, bytes: &[u8]) -> Result<Known> {
        let bytes = without_blanks(bytes, &mut self.context.warnings);
        let format = sniff(bytes);
        if !matches!(format, Format::Empty | Format::Unknown) {
            self.reached(bytes, matches!(format, Format::Der(_)));
        }
        match format {
            Format::Empty if self.path.is_empty() => Err(keybundle_encoding::Error::Empty.into()),
            Format::Empty => Ok(Known::No),
            Format::Unknown => self.settings(bytes),
            Format::Unsupported { name, hint } => {
                let error = keybundle_encoding::Error::UnsupportedFormat { name, hint };
                // So tell its first words; what is wanted may be below them.
                match self.settings(bytes) {
                    Ok(Known::No) | Err(Error::Encoding(_)) => Err(error.into()),
                    found => found,
                }
            }
            Format::Json => self.json(bytes),
            Format::Pem => self.pem(bytes),
            Format::Base64 => self.inside(Layer::Base64, |walker| walker.base64(bytes)),
            Format::Hex => self.inside(Layer::Hex, |walker| walker.hex(bytes)),
            Format::Zip => self.inside(Layer::Zip, |walker| walker.zip(bytes)),
            Format::Smime => self.smime(bytes),
            Format::Mime => self.inside(Layer::Mime, |walker| walker.mime(bytes)),
            Format::Der(kind) => self.der(bytes, kind),
            _ => Ok(Known::No),
        }
    }

    /// Keeps the bytes of a part, where somebody looks at them.
    fn reached(&mut self, bytes: &[u8], is_der: bool) {
        if let Some(parts) = &mut self.parts
            && parts.len() < MOST_PARTS
        {
            parts.push(Part::new(&self.path, bytes, is_der));
        }
    }

    /// Does something one layer further in.
    fn inside<T>(&mut self, layer: Layer, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.enter(layer)?;
        let result = work(self);
        self.path.pop();
        result
    }

    fn enter(&mut self, layer: Layer) -> Result<()> {
        self.context.limits.check(Limit::Depth, self.path.len() as u64 + 1)?;
        self.path.push(layer);
        self.collection.reached(&self.path);
        Ok(())
    }

    /// A part of a container whose other parts are worth having without it: what is unreadable becomes a file.
    fn part(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        if self.known_part(name, bytes)? == Known::No {
            self.file(name, bytes);
        }
        Ok(())
    }

    /// The same, but for one that is nothing known: nothing is made of it.
    fn known_part(&mut self, name: &str, bytes: &[u8]) -> Result<Known> {
        let first = self.waiting();
        match self.walk(bytes) {
            Ok(Known::Yes) => {
                self.of_member(first, || file(name, bytes));
                Ok(Known::Yes)
            }
            Ok(Known::No) => Ok(Known::No),
            Err(error) if matches!(error.stage(), Stage::Unlock) || is_limit(&error) => Err(error),
            Err(error) => {
                self.of_member(first, || file(name, bytes));
                self.file(name, bytes);
                if self.path.last() == Some(&Layer::Mime) && bytes.trim_ascii_start().starts_with(b"<") {
                    // The body of a mail in HTML: no word about it, where another part is what was sent.
                    self.unreadable.get_or_insert(error);
                } else {
                    self.unreadable_member(error);
                }
                Ok(Known::Yes)
            }
        }
    }

    fn file(&mut self, name: &str, bytes: &[u8]) {
        self.collection.files.push(file(name, bytes));
    }

    fn certificate(&mut self, der: &[u8]) -> Result<()> {
        let certificate = Certificate::from_der(der, &mut self.context.warnings)?;
        self.charge_public(certificate.public_key())?;
        self.collection.add_certificate(certificate, &self.path);
        Ok(())
    }

    fn public_key(&mut self, key: PublicKey) -> Result<()> {
        self.charge_public(Some(&key))?;
        self.collection.add_public_key(key, &self.path);
        Ok(())
    }

    /// Counts what reading a public key costs, where its point is compressed.
    fn charge_public(&mut self, key: Option<&PublicKey>) -> Result<()> {
        match key {
            Some(key) if matches!(key.algorithm(), Algorithm::Ec(_)) && has_compressed_point(key.spki_der()) => {
                self.context.charge_keys(cost::of_key(key.algorithm()) / cost::COMPRESSED_POINT_SHARE)
            }
            _ => Ok(()),
        }
    }
}

/// Binary data without the blanks before it.
pub(crate) fn without_blanks<'b>(bytes: &'b [u8], warnings: &mut Warnings) -> &'b [u8] {
    let blanks = blanks_before(bytes);
    if blanks > 0 {
        warnings
            .push(WarningCode::LeadingData, format!("{blanks} bytes before the beginning of the data were ignored"));
    }
    bytes.get(blanks..).unwrap_or_default()
}

fn file(name: &str, bytes: &[u8]) -> File {
    File { name: name.to_owned(), size: bytes.len() as u64, sha256: Sha256::digest(bytes).into() }
}

/// SEC 1 §2.3.3: such a point begins with 2 or 3.
fn has_compressed_point(spki: &[u8]) -> bool {
    let point = || {
        let mut fields = Element::parse(spki).ok()?.sequence().ok()?;
        fields.any().ok()?;
        let (_, bits) = fields.any().ok()?.bit_string().ok()?;
        bits.first().copied()
    };
    matches!(point(), Some(2 | 3))
}

/// Whether an error is about what the caller allows rather than about the input.
fn is_limit(error: &Error) -> bool {
    matches!(error, Error::Limit { .. })
}
