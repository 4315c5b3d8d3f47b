//! Opening a PFX: the MAC, the safes, the bags.
//!
//! # Verdicts
//! - The MAC fits no password. With exact verdicts: if one of them opens a key that reads, or a safe with a
//!   certificate that reads, that password is right and the file was altered (or its MAC has a password of its own).
//!   Otherwise, and always without exact verdicts, the password is wrong.
//! - The MAC fits, and something does not open: what the MAC covers is unaltered, so it has another password.
//! - There is no MAC, one part opens and another does not: with exact verdicts, that other one is damaged.

use super::{
    bag::{Bag, BagValue},
    bags::{RawBag, RawValue, read_bags},
    pfx::{Integrity, Pfx},
    safe::Safe,
    sealed::{MacLock, Sealed},
};
use crate::{
    Error, Result,
    cms::{Cms, Content},
    contained::contained,
    context::Context,
    password::{Locked, Outcome, Trials, refused},
    shape,
};
use keybundle_cipher::PasswordCandidate;
use keybundle_encoding::{WarningCode, ber::Element};
use zeroize::Zeroizing;

impl Pfx<'_> {
    /// Opens everything in the file.
    ///
    /// # Errors
    /// `password-required`, `wrong-password`, `file-altered`, `content-corrupt`, `unsupported-algorithm`,
    /// `malformed-der`, `invalid-value`, `limit-work`, `limit-memory`, `limit-entries`; those of CMS for a safe that is
    /// encrypted to recipients. Nothing is delivered unless everything can be read.
    pub(crate) fn open(&self, context: &mut Context<'_>) -> Result<Vec<Bag>> {
        self.open_all(context).map_err(contained)
    }

    fn open_all(&self, context: &mut Context<'_>) -> Result<Vec<Bag>> {
        let safes = self.safes()?;
        // What can be seen without a password. An error there counts once the MAC was looked at: a file that was
        // altered shall be told as such.
        let mut error = None;
        let mut seen = Survey { error: &mut error };
        let visible: Vec<Option<Vec<RawBag<'_>>>> = safes.iter().map(|safe| seen.bags(safe)).collect();
        let mut sealed: Vec<Sealed<'_>> = safes.iter().filter_map(|safe| seen.note(Sealed::of_safe(safe))).collect();
        sealed.extend(visible.iter().flatten().flatten().filter_map(|bag| seen.note(Sealed::of_bag(bag))));

        let mut opening = Opening::new(context);
        let mac = self.mac(opening.context)?;
        if error.is_none() {
            opening.derive_together(mac.as_ref(), &sealed)?;
        }
        if let Some(mac) = &mac {
            opening.verify(mac, &self.content, &sealed, error.as_ref())?;
        }
        if let Some(error) = error {
            return Err(error);
        }
        let contents = opening.safes(&safes)?;
        let mut bags = Vec::new();
        for (content, visible) in contents.iter().zip(visible) {
            match (content, visible) {
                (Some(content), _) => bags.extend(opening.decrypted_bags(content)?),
                (None, visible) => bags.extend(visible.unwrap_or_default()),
            }
        }
        opening.bags(&bags)
    }

    fn mac(&self, context: &mut Context<'_>) -> Result<Option<MacLock<'_>>> {
        let message = match &self.integrity {
            Integrity::Mac(data) => return MacLock::new(data).map(Some),
            Integrity::Signature => "the PKCS#12 file is signed in place of a MAC, and the signature was not verified",
            Integrity::None => "the PKCS#12 file has no MAC: nothing proves that it is unaltered",
        };
        context.warnings.push(WarningCode::Unauthenticated, message);
        Ok(None)
    }
}

/// Collects what can be seen, and the first thing that can't be read.
struct Survey<'e> {
    error: &'e mut Option<Error>,
}

impl Survey<'_> {
    fn note<T>(&mut self, found: Result<Option<T>>) -> Option<T> {
        found.unwrap_or_else(|error| {
            self.error.get_or_insert(error);
            None
        })
    }

    fn bags<'s>(&mut self, safe: &'s Safe<'_>) -> Option<Vec<RawBag<'s>>> {
        let bags = match safe {
            Safe::Plain(content) => read_bags(content).map(Some).map_err(Error::from),
            Safe::Unknown(oid) => Err(Error::UnsupportedAlgorithm {
                identifier: oid.clone(),
                name: "the content type of a safe in this PKCS#12 file",
            }),
            Safe::Encrypted(_) | Safe::Enveloped(_) => Ok(None),
        };
        self.note(bags)
    }
}

/// How many parts of a file are tried to prove a password right.
const MOST_PROOFS: usize = 8;

/// The state of opening one file.
struct Opening<'c, 'u> {
    context: &'c mut Context<'u>,
    trials: Trials,
    /// The candidates from this one on are for the MAC alone.
    mac_only: usize,
    count: usize,
    /// Whether a MAC was found right.
    authentic: bool,
    /// Whether a password opened something.
    opened: bool,
}

impl<'c, 'u> Opening<'c, 'u> {
    fn new(context: &'c mut Context<'u>) -> Self {
        let mut candidates = context.candidates();
        let mac_only = candidates.len();
        candidates.extend(context.unlock.mac_passwords().flat_map(PasswordCandidate::of));
        let count = candidates.len();
        Self { context, trials: Trials::new(candidates), mac_only, count, authentic: false, opened: false }
    }

    /// Those for the MAC alone come first where a MAC is tried.
    fn mac_order(&self) -> Vec<usize> {
        (self.mac_only..self.count).chain(0..self.mac_only).collect()
    }

    /// The first password is nearly always the right one: derives all its keys at once. Not where that might eat up
    /// what other candidates need.
    fn derive_together(&mut self, mac: Option<&MacLock<'_>>, sealed: &[Sealed<'_>]) -> Result<()> {
        let first = self.mac_order().first().copied();
        let mut jobs: Vec<(&dyn Locked, usize)> =
            mac.zip(first).map(|(mac, first)| (mac as &dyn Locked, first)).into_iter().collect();
        if let Some(favourite) = self.trials.favourite() {
            jobs.extend(sealed.iter().map(|sealed| (sealed.lock(), favourite)));
        }
        if self.trials.work(&jobs) <= self.context.work_left() / 2 {
            self.trials.derive_together(&jobs, self.context)?;
        }
        Ok(())
    }

    /// Holds the MAC against every candidate.
    fn verify(
        &mut self,
        mac: &MacLock<'_>,
        content: &[u8],
        sealed: &[Sealed<'_>],
        error: Option<&Error>,
    ) -> Result<()> {
        let order = self.mac_order();
        match mac.open(content, &order, &mut self.trials, self.context)? {
            Some(candidate) => {
                self.authentic = true;
                if candidate < self.mac_only {
                    self.trials.succeeded(mac, candidate, &mut self.context.warnings);
                }
                mac.warn(self.context);
                Ok(())
            }
            None if self.context.unlock.exact_verdicts() && self.proves_password(sealed) => Err(Error::FileAltered),
            None => Err(error.cloned().unwrap_or_else(|| refused(self.context))),
        }
    }

    /// Whether anything opens to what it should be though the MAC is wrong. Running into a limit proves nothing.
    fn proves_password(&mut self, sealed: &[Sealed<'_>]) -> bool {
        self.trials.keep_plain_forms();
        sealed.iter().take(MOST_PROOFS).any(|sealed| match sealed.open(&mut self.trials, self.context) {
            Ok(Outcome::Opened(plaintext)) => sealed.holds_together(&plaintext),
            _ => false,
        })
    }

    /// The content of each safe that is encrypted.
    fn safes(&mut self, safes: &[Safe<'_>]) -> Result<Vec<Option<Zeroizing<Vec<u8>>>>> {
        safes.iter().map(|safe| self.safe(safe)).collect()
    }

    fn safe(&mut self, safe: &Safe<'_>) -> Result<Option<Zeroizing<Vec<u8>>>> {
        if let Safe::Enveloped(info) = safe {
            let content = self.enveloped(info)?;
            return if shape::is_safe_contents(&content) { Ok(Some(content)) } else { Err(Error::DecryptFailed) };
        }
        Sealed::of_safe(safe)?.map(|sealed| self.unseal(&sealed)).transpose()
    }

    /// What a safe holds that is encrypted to recipients. A MAC that was found right covers it.
    fn enveloped(&mut self, info: &Element<'_>) -> Result<Zeroizing<Vec<u8>>> {
        let before = std::mem::take(&mut self.context.warnings);
        let message = Cms::parse(info.raw(), self.context.limits, &mut self.context.warnings);
        let opened = message.and_then(|message| message.open(self.context));
        for warning in std::mem::replace(&mut self.context.warnings, before).into_vec() {
            if !self.authentic || warning.code != WarningCode::Unauthenticated {
                self.context.warnings.push(warning.code, warning.message);
            }
        }
        Ok(opened?.content.map_or_else(Zeroizing::default, Content::into_secret))
    }

    fn unseal(&mut self, sealed: &Sealed<'_>) -> Result<Zeroizing<Vec<u8>>> {
        let outcome = sealed.open(&mut self.trials, self.context)?;
        let exact = self.context.unlock.exact_verdicts();
        match outcome {
            Outcome::Locked if exact && self.opened && !self.authentic => {
                Err(Error::ContentCorrupt { reason: "a password opens one part of the PKCS#12 file and not another" })
            }
            outcome => {
                let plaintext = outcome.plaintext(self.context)?;
                self.opened = true;
                Ok(plaintext)
            }
        }
    }

    /// The bags of a safe that was decrypted.
    fn decrypted_bags<'p>(&self, content: &'p [u8]) -> Result<Vec<RawBag<'p>>> {
        read_bags(content).map_err(|error| match error {
            depth @ keybundle_encoding::Error::Depth { .. } => depth.into(),
            _ if self.authentic || self.context.unlock.exact_verdicts() => {
                Error::ContentCorrupt { reason: "the bags of an encrypted safe can't be read" }
            }
            _ => refused(self.context),
        })
    }

    /// Opens the bags.
    fn bags(&mut self, bags: &[RawBag<'_>]) -> Result<Vec<Bag>> {
        self.context.charge_entries(bags.len() as u64)?;
        let sealed: Vec<Option<Sealed<'_>>> = bags.iter().map(Sealed::of_bag).collect::<Result<_>>()?;
        if let Some(favourite) = self.trials.favourite() {
            let jobs: Vec<_> = sealed.iter().flatten().map(|sealed| (sealed.lock(), favourite)).collect();
            self.trials.derive_together(&jobs, self.context)?;
        }
        bags.iter().zip(&sealed).map(|(bag, sealed)| self.bag(bag, sealed.as_ref())).collect()
    }

    fn bag(&mut self, bag: &RawBag<'_>, sealed: Option<&Sealed<'_>>) -> Result<Bag> {
        let plaintext = sealed.map(|sealed| self.unseal(sealed)).transpose()?;
        let value = match (&bag.value, plaintext) {
            (RawValue::Secret { type_oid, .. }, Some(value)) => BagValue::Secret { type_oid: type_oid.clone(), value },
            (_, Some(key)) => BagValue::Key(key),
            (RawValue::Key(key), None) => BagValue::Key(Zeroizing::new(key.to_vec())),
            (RawValue::Certificate(certificate), None) => BagValue::Certificate(certificate.to_vec()),
            (RawValue::Crl(crl), None) => BagValue::Crl(crl.to_vec()),
            (RawValue::Secret { type_oid, value, .. }, None) => {
                BagValue::Secret { type_oid: type_oid.clone(), value: Zeroizing::new(value.to_vec()) }
            }
            (RawValue::Other(oid), None) => BagValue::Other { oid: oid.clone() },
            // Sealed::of_bag gives a lock for every one of these.
            (RawValue::ShroudedKey(_), None) => return Err(refused(self.context)),
        };
        Ok(Bag {
            value,
            friendly_name: bag.attributes.friendly_name.clone(),
            local_key_id: bag.attributes.local_key_id.clone(),
            trusted: bag.attributes.trusted,
        })
    }
}
