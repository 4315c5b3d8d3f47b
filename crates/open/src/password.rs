//! Trying passwords: every form of each, and no derivation twice.

use crate::{Error, Result, context::Context, shape};
use keybundle_cipher::{PasswordCandidate, PasswordEncryption, PasswordForm};
use keybundle_encoding::{AlgorithmIdentifier, WarningCode, Warnings, ber::Element};
use keybundle_kdf::Derivation;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Something whose key is derived from a password.
pub(crate) trait Locked {
    /// What tells this derivation from the others of the same file, such as the algorithm with its parameters.
    fn identity(&self) -> &[u8];
    /// What to derive from a password.
    fn derivations<'d>(&'d self, password: &'d PasswordCandidate) -> Vec<Derivation<'d>>;
}

/// Something that is encrypted under that key.
pub(crate) trait Encrypted: Locked {
    /// Decrypts with what was derived, in the order of the derivations, and removes the padding.
    fn decrypt_in_place(&self, keys: &[Zeroizing<Vec<u8>>], buffer: &mut Vec<u8>) -> keybundle_cipher::Result<()>;
}

/// A password-based encryption as it stands in a file.
pub(crate) struct Lock<'a> {
    pub(crate) encryption: PasswordEncryption,
    algorithm: &'a [u8],
}

/// What came of trying the passwords on something.
pub(crate) enum Outcome {
    /// A password opened it.
    Opened(Zeroizing<Vec<u8>>),
    /// No password opened it, but one gave a SEQUENCE whose length fits.
    Damaged,
    /// No password opened it.
    Locked,
}

/// The keys that one derivation gives: a key, or a key and an IV.
type DerivedKeys = Vec<Zeroizing<Vec<u8>>>;

/// The passwords that may open what a file holds, and what was derived from them so far.
pub(crate) struct Trials {
    candidates: Vec<PasswordCandidate>,
    /// Of each candidate the first one that hashes the same octets, and the first with the same BMPString.
    same_octets: Vec<usize>,
    same_bmp: Vec<usize>,
    derived: BTreeMap<(usize, Vec<u8>), DerivedKeys>,
    /// In which order to try the candidates; one that worked moves to the front.
    order: Vec<usize>,
}

impl<'a> Lock<'a> {
    /// Reads the AlgorithmIdentifier of a password-based encryption.
    ///
    /// # Errors
    /// `unsupported-algorithm`, `malformed-der`, `invalid-value`.
    pub(crate) fn from_element(algorithm: &Element<'a>) -> Result<Self> {
        let identifier = AlgorithmIdentifier::from_element(algorithm)?;
        Ok(Self { encryption: PasswordEncryption::from_identifier(&identifier)?, algorithm: algorithm.raw() })
    }

    /// The name of the scheme, for warnings.
    pub(crate) fn name(&self) -> String {
        let description = self.encryption.description();
        match description.scheme {
            "pbes2" => format!("PBES2 with {}", description.cipher),
            scheme => scheme.to_owned(),
        }
    }
}

impl Locked for Lock<'_> {
    fn identity(&self) -> &[u8] {
        self.algorithm
    }

    fn derivations<'d>(&'d self, password: &'d PasswordCandidate) -> Vec<Derivation<'d>> {
        self.encryption.derivations(password)
    }
}

impl Encrypted for Lock<'_> {
    fn decrypt_in_place(&self, keys: &[Zeroizing<Vec<u8>>], buffer: &mut Vec<u8>) -> keybundle_cipher::Result<()> {
        self.encryption.decrypt_in_place(keys, buffer)
    }
}

impl Outcome {
    /// The plaintext, or why there is none.
    ///
    /// # Errors
    /// `wrong-password`, `password-required`; with exact verdicts `content-corrupt` where a password seems right.
    pub(crate) fn plaintext(self, context: &Context<'_>) -> Result<Zeroizing<Vec<u8>>> {
        match self {
            Self::Opened(plaintext) => Ok(plaintext),
            Self::Damaged if context.unlock.exact_verdicts() => {
                Err(Error::ContentCorrupt { reason: "what a password decrypts begins right and does not go on so" })
            }
            Self::Damaged | Self::Locked => Err(refused(context)),
        }
    }
}

/// No password opens it: because none was given, or because those given are wrong.
pub(crate) fn refused(context: &Context<'_>) -> Error {
    let given = context.unlock.passwords().next().is_some() || context.unlock.mac_passwords().next().is_some();
    if given { Error::WrongPassword } else { Error::PasswordRequired }
}

impl Trials {
    /// Takes the candidates in the order in which they are to be tried.
    pub(crate) fn new(candidates: Vec<PasswordCandidate>) -> Self {
        let same_octets = first_alike(candidates.iter().map(|candidate| candidate.octets.as_slice()));
        let same_bmp = first_alike(candidates.iter().map(|candidate| candidate.bmp.as_slice()));
        let order = (0..candidates.len()).collect();
        Self { candidates, same_octets, same_bmp, derived: BTreeMap::new(), order }
    }

    /// The candidate to be tried next on something new.
    pub(crate) fn favourite(&self) -> Option<usize> {
        self.order.first().copied()
    }

    /// The candidate that stands for all that derive the same key for `lock`: the first of them.
    fn representative(&self, lock: &dyn Locked, candidate: usize) -> usize {
        let Some(password) = self.candidates.get(candidate) else { return candidate };
        let bmp = matches!(lock.derivations(password).first(), Some(Derivation::Pkcs12 { .. }));
        let same = if bmp { &self.same_bmp } else { &self.same_octets };
        same.get(candidate).copied().unwrap_or(candidate)
    }

    /// Derives independent keys together, in lanes. What was derived before is not derived again.
    ///
    /// # Errors
    /// `limit-work`, `limit-memory`, `invalid-value`.
    pub(crate) fn derive_together(&mut self, jobs: &[(&dyn Locked, usize)], context: &mut Context<'_>) -> Result<()> {
        let mut slots = BTreeMap::new();
        for &(lock, candidate) in jobs {
            let candidate = self.representative(lock, candidate);
            let slot = (candidate, lock.identity().to_vec());
            if let Some(password) = self.candidates.get(candidate)
                && !self.derived.contains_key(&slot)
            {
                slots.entry(slot).or_insert_with(|| lock.derivations(password));
            }
        }
        let derivations: Vec<Derivation<'_>> = slots.values().flatten().copied().collect();
        context.charge(&derivations)?;
        let mut keys = context.derive(&derivations).into_iter();
        for (slot, derivations) in slots {
            let keys: Result<Vec<_>, _> = keys.by_ref().take(derivations.len()).collect();
            self.derived.insert(slot, keys?);
        }
        Ok(())
    }

    /// The work of [`Trials::derive_together`].
    pub(crate) fn work(&self, jobs: &[(&dyn Locked, usize)]) -> u64 {
        let work = |&(lock, candidate): &(&dyn Locked, usize)| -> u64 {
            let password = self.candidates.get(candidate);
            password.map_or(0, |password| {
                lock.derivations(password).iter().fold(0, |sum, derivation| sum.saturating_add(derivation.work()))
            })
        };
        jobs.iter().map(work).fold(0, u64::saturating_add)
    }

    /// What a candidate gives for `lock`: the keys in the order of its derivations.
    ///
    /// # Errors
    /// As [`Trials::derive_together`].
    pub(crate) fn derived(
        &mut self,
        lock: &dyn Locked,
        candidate: usize,
        context: &mut Context<'_>,
    ) -> Result<&[Zeroizing<Vec<u8>>]> {
        self.derive_together(&[(lock, candidate)], context)?;
        let slot = (self.representative(lock, candidate), lock.identity().to_vec());
        Ok(self.derived.get(&slot).map_or(&[], Vec::as_slice))
    }

    /// Those of `order` that derive another key for `lock` than all before them.
    pub(crate) fn distinct(&self, lock: &dyn Locked, order: &[usize]) -> Vec<usize> {
        let mut seen = vec![false; self.candidates.len()];
        let mut distinct = order.to_vec();
        distinct.retain(|&candidate| {
            let first = self.representative(lock, candidate);
            seen.get_mut(first).is_some_and(|seen| !std::mem::replace(seen, true))
        });
        distinct
    }

    /// Tries the candidates on a ciphertext until what comes out looks right.
    ///
    /// # Errors
    /// `limit-work`, `limit-memory`, `invalid-value`; `content-corrupt` for a length that no ciphertext has.
    pub(crate) fn open(
        &mut self,
        lock: &dyn Encrypted,
        ciphertext: &[u8],
        looks_right: fn(&[u8]) -> bool,
        context: &mut Context<'_>,
    ) -> Result<Outcome> {
        use keybundle_cipher::Error::{BadPadding, BadTag};
        let mut outcome = Outcome::Locked;
        for candidate in self.distinct(lock, &self.order) {
            let mut buffer = Zeroizing::new(ciphertext.to_vec());
            let keys = self.derived(lock, candidate, context)?;
            match lock.decrypt_in_place(keys, &mut buffer) {
                Ok(()) if looks_right(&buffer) => {
                    self.succeeded(lock, candidate, &mut context.warnings);
                    return Ok(Outcome::Opened(buffer));
                }
                Ok(()) if shape::is_sequence(&buffer) => outcome = Outcome::Damaged,
                Ok(()) | Err(BadPadding | BadTag) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(outcome)
    }

    /// Drops the forms that only single tools write: what is left is worth the work of proving a verdict.
    pub(crate) fn keep_plain_forms(&mut self) {
        let Self { candidates, order, .. } = self;
        let plain = |form: PasswordForm| form.warning() != Some(WarningCode::PasswordReencoded);
        order.retain(|&candidate| candidates.get(candidate).is_some_and(|candidate| plain(candidate.form)));
    }

    /// Notes that a candidate worked: it is tried first from now on, and its form is told if it is not the standard's.
    pub(crate) fn succeeded(&mut self, lock: &dyn Locked, candidate: usize, warnings: &mut Warnings) {
        if let Some(position) = self.order.iter().position(|&other| other == candidate) {
            self.order.get_mut(..=position).unwrap_or_default().rotate_right(1);
        }
        if let Some(used) = self.candidates.get(self.representative(lock, candidate)) {
            warn_of_form(used.form, warnings);
        }
    }
}

/// Tells that a password worked in another form than its standard's.
pub(crate) fn warn_of_form(form: PasswordForm, warnings: &mut Warnings) {
    let Some(code) = form.warning() else { return };
    let message = match form {
        PasswordForm::Trimmed => "the password works without the white space around it; correct it where it is kept",
        PasswordForm::Latin1 => "the password works as Latin-1, where its standard has UTF-8",
        PasswordForm::Utf8BytesAsBmp => {
            "the password works with each UTF-8 byte as a character, as OpenSSL 1.0 wrote it"
        }
        PasswordForm::BmpOctets => "the password works as a BMPString, where its standard has UTF-8",
        PasswordForm::BareBmp => "the password works as a BMPString without its terminator",
        PasswordForm::LowBytes => "the password works as the low bytes of its UTF-16, as old Bouncy Castle wrote it",
        _ => "the password works in another encoding than its standard's",
    };
    warnings.push(code, message);
}

/// Of each item the index of the first that equals it.
fn first_alike<'i>(items: impl Iterator<Item = &'i [u8]>) -> Vec<usize> {
    let mut first = BTreeMap::new();
    items.enumerate().map(|(index, item)| *first.entry(item).or_insert(index)).collect()
}

impl std::fmt::Debug for Trials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Trials").field("candidates", &self.candidates.len()).finish_non_exhaustive()
    }
}
