//! Archives of any size, read where they are: never as a whole, and nothing but their keys leaves them.

mod armored;
mod delivery;
mod extents;
mod outline;
mod plan;
mod sealed;

#[cfg(test)]
mod tests;

pub use delivery::Delivered;

use crate::{
    Error, Layer, Limit, Limits, Opened, Result, Unlock,
    archive::{self, LOCAL_HEADER, Layout, Opener, refuse},
    cms::{self, Cms},
    collection::{Pairing, warn_if_empty},
    context::Context,
    source::{Bytes, CHUNK, Source, Window, failure},
    walk::Survey,
};
use armored::Armored;
use keybundle_cipher::ContentCipher;
use keybundle_encoding::{
    WarningCode, Warnings,
    sniff::{DerKind, Format, sniff},
};
use plan::{Plan, Planner};
use sealed::{Plaintext, Sealed};
use std::io::{Read, Seek};
use zip::{read::OwnedZipFileEntry, unstable::read::ZipIterable};

/// A ZIP archive, or one inside of a CMS envelope, in base64 or not, whose members are read one at a time.
///
/// What [`crate::open()`] tells of an archive in memory, this tells of one that is anywhere, with some megabytes of
/// memory, two to three times what its largest member of keys takes, and about 600 bytes for a device and its files. It
/// goes through the archive twice: first to see what is there and whether all of it opens, then to hand keys and
/// certificates out. Of an envelope, every part is decrypted where it is needed. What has a tag is checked as a whole
/// before the first byte is looked at.
///
/// ```
/// use keybundle_open::{Delivered, Limits, Streamed, Unlock};
/// # fn main() -> Result<(), keybundle_open::Error> {
/// # let file = std::io::Cursor::new(include_bytes!("../../../testdata/vectors/zip/batch.zip"));
/// // A `std::fs::File`, or whatever can be read and sought.
/// let (unlock, limits) = (Unlock::new(), Limits::default());
/// let mut batch = Streamed::open(file, &unlock, &limits)?.expect("an archive");
/// let mut subjects = Vec::new();
/// batch.deliver(|found| {
///     if let Delivered::Bundle(bundle) = found {
///         subjects.push(bundle.certificate.and_then(|one| one.common_name()));
///     }
///     Ok::<_, keybundle_open::Error>(())
/// })?;
/// assert_eq!(subjects.len(), batch.bundles());
/// assert!(batch.into_rest().bundles.is_empty());
/// # Ok(()) }
/// ```
pub struct Streamed<'s> {
    surveyed: Surveyed<'s>,
    unlock: &'s Unlock,
    limits: &'s Limits,
    pairing: Pairing,
}

/// The bytes of an archive or a message, wherever they come from: a source, base64 text, an encrypted content.
type View<'s> = Box<dyn Bytes + 's>;

/// An archive, and what was seen in it.
struct Surveyed<'s> {
    archive: ZipIterable<Window<View<'s>>>,
    opener: Opener,
    plan: Plan,
    rest: Opened,
}

impl<'s> Streamed<'s> {
    /// Goes through an archive. `None`: the source begins as something else, or is encrypted in a way that can't be
    /// read from the middle (OFB, RC4). [`crate::open_within`] opens those, in memory.
    ///
    /// It is a ZIP archive that stands at the beginning, or an EnvelopedData or AuthEnvelopedData (BER or DER, in
    /// pieces or not) with such an archive in it, to any kind of recipient; or one of them as base64, a message also as
    /// PEM or S/MIME. Text that is not wholly plain is `None` too.
    ///
    /// # Errors
    /// As [`crate::open_within`]; [`Error::Source`] (`usage`) when the source can't be read.
    pub fn open(source: impl Read + Seek + 's, unlock: &'s Unlock, limits: &'s Limits) -> Result<Option<Self>> {
        let surveyed = Surveyed::new(source, Survey::new(unlock, limits))?;
        Ok(surveyed.map(|surveyed| Self { surveyed, unlock, limits, pairing: Pairing::default() }))
    }

    /// How many bundles there are: one for each private key.
    #[must_use]
    pub const fn bundles(&self) -> usize {
        self.surveyed.plan.keys.len()
    }

    /// All but bundles and certificates, which [`Self::deliver`] gives. Its warnings are complete after that.
    #[must_use]
    pub fn into_rest(self) -> Opened {
        let plan = &self.surveyed.plan;
        let pairs = plan.keys.len() + plan.certificates.len();
        let mut rest = self.surveyed.rest;
        self.pairing.warn(&mut rest.warnings);
        warn_if_empty(&mut rest, pairs);
        rest
    }
}

impl<'s> Surveyed<'s> {
    fn new(source: impl Read + Seek + 's, mut survey: Survey<'_>) -> Result<Option<Self>> {
        let mut source = Window::new(Source::new(source).map_err(|error| failure(&error))?);
        survey.context().limits.check(Limit::InputBytes, source.length())?;
        let start = source.peek(0, BEGINNING).map_err(|error| failure(&error))?;
        let (mut layers, view): (_, View<'s>) = match Armored::read(&start, source).map_err(|error| failure(&error))? {
            Ok(armored) => {
                survey.context().warn_of(armored.deviation.as_slice());
                (vec![armored.layer], Box::new(armored))
            }
            Err(source) => (Vec::new(), Box::new(source.into_inner())),
        };
        let mut view = Window::new(view);
        let start = view.peek(0, BEGINNING).map_err(|error| failure(&error))?;
        if layers.contains(&Layer::Pem) {
            survey.context().charge_entries(1)?;
        }
        if is_archive(&start) {
            // As PEM holds DER alone.
            if layers.contains(&Layer::Pem) {
                return Ok(None);
            }
            layers.push(Layer::Zip);
            return Self::of(view.into_inner(), &layers, true, survey).map(Some);
        }
        if !matches!(sniff(&start), Format::Der(DerKind::CmsContentInfo | DerKind::EnvelopedData)) {
            return Ok(None);
        }
        // Before a key is tried.
        (1..=layers.len() as u64 + 1).try_for_each(|depth| survey.context().limits.check(Limit::Depth, depth))?;
        match decrypt(view, survey.context())? {
            Some((layer, plaintext, is_proven)) => {
                layers.extend([layer, Layer::Zip]);
                Self::of(Box::new(plaintext), &layers, is_proven, survey).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Goes through the members of an archive.
    fn of(view: View<'s>, layers: &[Layer], is_proven: bool, mut survey: Survey<'_>) -> Result<Self> {
        let mut planner = Planner::default();
        let (archive, opener) = survey.inside(layers, is_proven, |survey| {
            let mut archive = directory(Window::new(view), survey.context())?;
            let mut opener = Opener::new(survey.context());
            let files = archive.files().map_err(|error| refuse(&error))?;
            let mut member = 0;
            while let Some(entry) = files.next() {
                let entry = OwnedZipFileEntry::from(entry.map_err(|error| refuse(&error))?);
                if !entry.is_dir() {
                    let (name, content) = opener.member(files.reader_mut(), &entry, survey.context())?;
                    planner.add(member, &survey.member(name, content)?);
                }
                member += 1;
            }
            Ok((archive, opener))
        })?;
        Ok(Self { archive, opener, plan: planner.finish(), rest: survey.finish()? })
    }
}

/// How much of a source is looked at to tell what it is: a mail has many headers.
const BEGINNING: usize = 1 << 16;

/// A ZIP archive from its first byte on.
fn is_archive(start: &[u8]) -> bool {
    start.starts_with(LOCAL_HEADER) || start.starts_with(b"PK\x05\x06")
}

/// The central directory of an archive, whose entries do not overlap.
fn directory<'s>(view: Window<View<'s>>, context: &mut Context<'_>) -> Result<ZipIterable<Window<View<'s>>>> {
    let length = view.length();
    let mut archive = archive::directory(view, length, context)?;
    let files = archive.files().map_err(|error| refuse(&error))?;
    let start = files.reader_mut().peek(0, LOCAL_HEADER.len()).map_err(|error| failure(&error))?;
    let mut layout = Layout::default();
    for entry in &mut *files {
        layout.add(&entry.map_err(|error| refuse(&error))?.into());
    }
    layout.check(start.as_slice() == LOCAL_HEADER, length)?;
    Ok(archive)
}

/// Finds the key of an envelope. `None`: it is none, or can't be read from the middle, or holds something else.
fn decrypt<'s>(
    mut source: Window<View<'s>>,
    context: &mut Context<'_>,
) -> Result<Option<(Layer, Plaintext<'s>, bool)>> {
    let Some(outline) = outline::read(&mut source)? else { return Ok(None) };
    let mut warnings = Warnings::new();
    let message = match Cms::parse(&outline.message, context.limits, &mut warnings) {
        Ok(message) => message,
        Err(error @ Error::Limit { .. }) => return Err(error),
        // Reading it as a whole tells where it is wrong.
        Err(_) => return Ok(None),
    };
    let is_ber = outline.is_ber || warnings.contains(WarningCode::NotDer);
    cms::warn_of_form(source.length() - outline.end, is_ber, &mut context.warnings);
    let Some(cipher) = message.envelope_cipher()?.filter(ContentCipher::has_parts) else { return Ok(None) };
    let cost = if cipher.is_authenticated() { outline.content.length() } else { CHUNK as u64 };
    let mut sealed = Sealed { source, content: outline.content, cost };
    let Some((unsealed, is_proven)) = message.open_elsewhere(&cipher, &mut sealed, context)? else { return Ok(None) };
    if !is_archive(&unsealed.start) {
        return Ok(None);
    }
    Ok(Some((message.layer(), Plaintext { sealed, unsealed }, is_proven)))
}
