//! Private keys are read last. Reading one computes its public half, which costs; what all of them cost is counted
//! while the layers are opened, so that an input with too many is refused before the first is worked with. Inspecting
//! reads those that are read at once, and counts the others.

use super::{Walker, is_limit};
use crate::{Error, File, KeyEncoding, Layer, Result, collection::FoundKey, context::Context, cost};
use keybundle_encoding::{Coded as _, WarningCode};
use keybundle_key::PrivateKey;
use std::rc::Rc;
use zeroize::Zeroizing;

/// Reads a key, whose bytes it owns.
type Reader = Box<dyn FnOnce(&mut Context<'_>) -> Result<PrivateKey>>;

/// A private key that was found and not read yet.
pub(super) struct PendingKey {
    /// `None` of one that is only counted.
    read: Option<Reader>,
    container: Option<KeyEncoding>,
    friendly_name: Option<String>,
    local_key_id: Option<Vec<u8>>,
    path: Vec<Layer>,
    /// The member it stands in, which becomes a file where the key can't be read.
    member: Option<Rc<File>>,
    /// What to say of a broken key where nothing proves that it was decrypted rightly.
    garbage: Option<Error>,
}

/// What a key store said of a key.
#[derive(Default)]
pub(super) struct Names {
    pub(super) friendly_name: Option<String>,
    pub(super) local_key_id: Option<Vec<u8>>,
}

impl Walker<'_> {
    /// A private key in DER or BER.
    pub(super) fn private_key(&mut self, der: &[u8], container: Option<KeyEncoding>, names: Names) -> Result<()> {
        let work = cost::of_private_key(der);
        let der = Zeroizing::new(der.to_vec());
        self.key(work, container, names, move |context| Ok(PrivateKey::from_der(&der, &mut context.warnings)?))
    }

    /// A private key that `read` will read, at about this cost.
    pub(super) fn key(
        &mut self,
        work: u64,
        container: Option<KeyEncoding>,
        names: Names,
        read: impl FnOnce(&mut Context<'_>) -> Result<PrivateKey> + 'static,
    ) -> Result<()> {
        let Names { friendly_name, local_key_id } = names;
        let path = self.path.clone();
        // Who asks what an input is does not wait for what only opening has to know.
        let is_counted = self.envelope.is_some() && work > cost::MOST_TO_INSPECT;
        if !is_counted {
            self.context.charge_keys(work)?;
        }
        let read = (!is_counted).then(|| Box::new(read) as Reader);
        self.pending.push(PendingKey {
            read,
            container,
            friendly_name,
            local_key_id,
            path,
            member: None,
            garbage: None,
        });
        Ok(())
    }

    /// How many keys wait: those from here on were found later.
    pub(super) const fn waiting(&self) -> usize {
        self.pending.len()
    }

    /// Says of which member the keys are that were found since there were `first`.
    pub(super) fn of_member(&mut self, first: usize, file: impl FnOnce() -> File) {
        let news = self.pending.get_mut(first..).unwrap_or_default();
        if news.iter().any(|key| key.member.is_none()) {
            let file = Rc::new(file());
            for key in news.iter_mut().filter(|key| key.member.is_none()) {
                key.member = Some(Rc::clone(&file));
            }
        }
    }

    /// Says that the keys that were found since there were `first` may be what a wrong key decrypts to.
    pub(super) fn unproven(&mut self, first: usize, garbage: &Error) {
        for key in self.pending.get_mut(first..).unwrap_or_default() {
            key.garbage.get_or_insert_with(|| garbage.clone());
        }
    }

    /// Reads the keys, in the order in which they stood.
    pub(super) fn read_keys(&mut self) -> Result<()> {
        let mut listed: Option<Rc<File>> = None;
        for pending in std::mem::take(&mut self.pending) {
            let Some(read) = pending.read else {
                self.collection.count_key(&pending.path);
                continue;
            };
            match read(&mut self.context) {
                Ok(key) => {
                    let encoding = pending.container.unwrap_or_else(|| KeyEncoding::Plain(key.encoding()));
                    let (friendly_name, local_key_id) = (pending.friendly_name, pending.local_key_id);
                    self.collection.add_key(FoundKey { key, encoding, friendly_name, local_key_id }, &pending.path);
                }
                Err(error) => {
                    let error = pending.garbage.unwrap_or(error);
                    let Some(member) = pending.member else { return Err(error) };
                    if is_limit(&error) {
                        return Err(error);
                    }
                    if !listed.as_ref().is_some_and(|listed| Rc::ptr_eq(listed, &member)) {
                        self.unreadable_member(error);
                        self.collection.files.push(File::clone(&member));
                        listed = Some(member);
                    }
                }
            }
        }
        Ok(())
    }

    /// Tells of a member that can't be read.
    pub(super) fn unreadable_member(&mut self, error: Error) {
        let what = format!("a member is not what it looks like ({}: {error}); it is listed as a file", error.code());
        self.remember(error, what);
    }

    /// Tells of a string in JSON or in settings that is something else than a key or a certificate.
    pub(super) fn unreadable_text(&mut self, error: Error) {
        self.passed_over(error, "a text");
    }

    /// The same of a block of PEM.
    pub(super) fn unreadable_block(&mut self, error: Error) {
        self.passed_over(error, "a block of PEM");
    }

    /// Remembers that a private key stands here in a form that is not opened. Of an archive or a mail each member
    /// stands for itself.
    pub(super) fn note_foreign_key(&mut self, error: &Error) {
        if !self.path.iter().any(|layer| matches!(layer, Layer::Zip | Layer::Mime)) {
            self.foreign_key.get_or_insert_with(|| error.clone());
        }
    }

    fn passed_over(&mut self, error: Error, what: &str) {
        let what = format!("{what} was passed over ({}: {error})", error.code());
        self.remember(error, what);
    }

    fn remember(&mut self, error: Error, what: String) {
        self.context.warnings.push(WarningCode::MemberUnreadable, what);
        self.unreadable.get_or_insert(error);
    }
}
