//! The members of an archive one at a time: what they hold is taken out before the next one is looked at.

use super::{Walker, structures::BROKEN};
use crate::{
    Certificate, Error, File, Layer, Limits, Opened, Result, Unlock, archive::Member, collection::FoundKey,
    context::Context,
};
use keybundle_encoding::{Coded as _, Stage, Warnings};

/// The keys and certificates of one member, in the order in which they stand.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) keys: Vec<FoundKey>,
    pub(crate) certificates: Vec<Certificate>,
}

/// A walk through an archive that gives what the walk through all of it at once would.
pub(crate) struct Survey<'a> {
    walker: Walker<'a>,
    /// Whether it is proven that what is in the archive was decrypted with the right key.
    is_proven: bool,
    /// Whether there was a key or certificate.
    any: bool,
    /// What reading private keys gives rise to comes after all else.
    late_warnings: Warnings,
    late_files: Vec<File>,
    late_unreadable: Option<Error>,
}

impl<'a> Survey<'a> {
    pub(crate) fn new(unlock: &'a Unlock, limits: &'a Limits) -> Self {
        Self {
            walker: Walker::new(Context::new(unlock, limits), None),
            is_proven: true,
            any: false,
            late_warnings: Warnings::new(),
            late_files: Vec::new(),
            late_unreadable: None,
        }
    }

    pub(crate) const fn context(&mut self) -> &mut Context<'a> {
        &mut self.walker.context
    }

    /// Goes through an archive inside of these layers. `is_proven`: as a message tells it.
    ///
    /// # Errors
    /// Those of `work`; of what was not proven, `content-corrupt` or `decrypt-failed` in place of those that tell that it
    /// is broken. `limit-depth`.
    pub(crate) fn inside<T>(
        &mut self,
        layers: &[Layer],
        is_proven: bool,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        self.is_proven = is_proven;
        for layer in layers {
            self.walker.enter(*layer)?;
        }
        work(self).map_err(|error| {
            if !is_proven && matches!(error.stage(), Stage::Detect | Stage::Parse) {
                self.walker.garbage(BROKEN)
            } else {
                error
            }
        })
    }

    /// What a member holds.
    ///
    /// # Errors
    /// As [`crate::open()`] has them for a member.
    pub(crate) fn member(&mut self, name: String, member: Member) -> Result<Found> {
        match member {
            Member::Bytes(content) => self.walker.part(&name, &content)?,
            Member::Opaque(size, sha256) => self.walker.collection.files.push(File { name, size, sha256 }),
        }
        if !self.is_proven {
            let garbage = self.walker.garbage(BROKEN);
            self.walker.unproven(0, &garbage);
        }
        self.read_keys()?;
        let (keys, certificates) = self.walker.collection.take_pairs();
        self.any |= !keys.is_empty() || !certificates.is_empty();
        Ok(Found { keys, certificates })
    }

    fn read_keys(&mut self) -> Result<()> {
        let Self { walker, late_warnings, late_files, late_unreadable, .. } = self;
        let mut swap = |walker: &mut Walker<'_>| {
            std::mem::swap(&mut walker.context.warnings, late_warnings);
            std::mem::swap(&mut walker.collection.files, late_files);
            std::mem::swap(&mut walker.unreadable, late_unreadable);
        };
        swap(walker);
        let read = walker.read_keys();
        swap(walker);
        read
    }

    /// All but keys and certificates.
    ///
    /// # Errors
    /// That of the first member that can't be read, where there is nothing else.
    pub(crate) fn finish(self) -> Result<Opened> {
        let Walker { mut context, mut collection, unreadable, .. } = self.walker;
        if let Some(error) = unreadable.or(self.late_unreadable)
            && !self.any
            && !collection.has_key_material()
        {
            return Err(error);
        }
        collection.files.extend(self.late_files);
        context.warnings.extend(self.late_warnings);
        collection.into_opened(context)
    }
}
