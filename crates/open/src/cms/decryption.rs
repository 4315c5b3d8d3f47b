//! EnvelopedData and AuthEnvelopedData, opened: the recipients that may fit are tried in turn, until one gives a key
//! that decrypts the content.

use super::{
    CmsContent, Content, RecipientUsed,
    attempts::{Attempt, Plan, Rank, Way},
    authenticated_attributes,
    encrypted_content::EncryptedContent,
    enveloped::Enveloped,
    key_transport::KeySizes,
    password,
    recipient_info::RecipientInfo,
    recovery::{Failure, Proof, Recovered},
    verdict::Findings,
};
use crate::{Error, Limit, RecipientKind, Result, context::Context, password::warn_of_form};
use keybundle_cipher::ContentCipher;
use keybundle_encoding::{
    WarningCode,
    sniff::{Format, sniff},
};
use zeroize::Zeroizing;

pub(super) fn open<'a>(message: &Enveloped<'a>, context: &mut Context<'_>) -> Result<CmsContent<'a>> {
    let cipher = content_cipher(message)?;
    let opened = CmsContent { ..CmsContent::empty() };
    if !message.content.is_present() {
        return Ok(opened); // the content is kept elsewhere
    }
    let (content, recipient, is_proven) = decrypt(message, &cipher, &mut &message.content, context)?;
    Ok(CmsContent { content: Some(Content::Owned(content)), recipient: Some(recipient), is_proven, ..opened })
}

/// The cipher of the content.
///
/// # Errors
/// `unsupported-algorithm`, `malformed-der`, `invalid-value`.
pub(super) fn content_cipher(message: &Enveloped<'_>) -> Result<ContentCipher> {
    let cipher = ContentCipher::from_identifier(&message.content.algorithm)?;
    if message.authentication.is_some() && !cipher.is_authenticated() {
        return Err(Error::InvalidValue { reason: "AuthEnvelopedData with a cipher that does not authenticate" });
    }
    Ok(cipher)
}

/// Decrypts the `ciphertext` of a message: the plaintext, by what, and whether it is proven that the key was right.
pub(super) fn decrypt<C: Ciphertext>(
    message: &Enveloped<'_>,
    cipher: &ContentCipher,
    ciphertext: &mut C,
    context: &mut Context<'_>,
) -> Result<(C::Plaintext, RecipientUsed, bool)> {
    let mut search = Search::new(message, cipher, ciphertext, context);
    let found = match search.keys()? {
        Some(found) => found,
        None => search
            .passwords()?
            .map_or_else(|| search.weak(), |found| Ok(Some(found)))?
            .ok_or_else(|| std::mem::take(&mut search.findings).verdict(message, search.context.unlock))?,
    };
    warn(cipher, context);
    let recipient = RecipientUsed {
        kind: found.kind,
        key_algorithm: found.key_algorithm,
        content_algorithm: cipher.name().to_owned(),
    };
    Ok((found.content, recipient, found.proven))
}

/// Encrypted bytes, wherever they are.
pub(crate) trait Ciphertext {
    /// What they become.
    type Plaintext;

    /// How many bytes are gone through when a key is tried.
    fn size(&self) -> usize;

    /// Decrypts them with a key that may be the right one. They stay as they are.
    ///
    /// # Errors
    /// Outside, that they can't be read; inside, those of [`ContentCipher::decrypt_in_place`].
    fn decrypt(
        &mut self,
        cipher: &ContentCipher,
        key: &[u8],
        additional_data: &[u8],
        tag: Option<&[u8]>,
    ) -> Result<Result<Self::Plaintext, keybundle_cipher::Error>>;

    /// Whether the plaintext looks like something that is known.
    fn is_known(plaintext: &Self::Plaintext) -> bool;
}

/// In memory, decrypted in a copy.
impl Ciphertext for &EncryptedContent<'_> {
    type Plaintext = Zeroizing<Vec<u8>>;

    fn size(&self) -> usize {
        EncryptedContent::size(self)
    }

    fn decrypt(
        &mut self,
        cipher: &ContentCipher,
        key: &[u8],
        additional_data: &[u8],
        tag: Option<&[u8]>,
    ) -> Result<Result<Self::Plaintext, keybundle_cipher::Error>> {
        let mut buffer = self.to_buffer()?;
        Ok(cipher.decrypt_in_place(key, &mut buffer, additional_data, tag).map(|()| Zeroizing::new(buffer)))
    }

    fn is_known(plaintext: &Self::Plaintext) -> bool {
        !matches!(sniff(plaintext), Format::Unknown | Format::Empty)
    }
}

/// What the user should know of the cipher.
pub(super) fn warn(cipher: &ContentCipher, context: &mut Context<'_>) {
    if cipher.is_legacy() {
        context.warnings.push(
            WarningCode::LegacyEncryption,
            format!("the content is encrypted with {}, which nobody should use any more", cipher.name()),
        );
    }
    if !cipher.is_authenticated() {
        context.warnings.push(
            WarningCode::Unauthenticated,
            format!("nothing proves that the content is unaltered: {} has no authentication", cipher.name()),
        );
    }
}

/// A content that was decrypted, and by what.
struct Found<P> {
    content: P,
    kind: RecipientKind,
    key_algorithm: String,
    proven: bool,
}

/// What private operations of one message may cost without being counted: one for each given key, whatever it costs, as
/// a message to one recipient takes. All others together are bounded, however many messages an input holds.
fn free(attempts: &[Attempt<'_>], given: usize) -> u64 {
    attempts.iter().take(given.max(1)).fold(0, |sum, attempt| sum.saturating_add(attempt.cost()))
}

/// The work on one message.
struct Search<'s, 'm, 'c, 'u, C> {
    message: &'s Enveloped<'m>,
    cipher: &'s ContentCipher,
    ciphertext: &'c mut C,
    context: &'c mut Context<'u>,
    findings: Findings,
    /// What the private operations have cost, and what they may before they count for the whole input.
    spent: u64,
    free: u64,
    /// How many bytes of content were decrypted.
    decrypted: usize,
    /// The first key that decrypted to something with a right padding that nothing else speaks for.
    weak: Option<(Recovered, RecipientKind)>,
}

/// What keys may cost that are tried though the message names others, in units of [`Attempt::cost`]: the first always.
const MOST_UNLIKELY_COST: u64 = 32;
/// How many bytes of content are decrypted at most, beyond the first time, while keys are tried.
const MOST_RETRIED_BYTES: usize = 1 << 28;

impl<'s, 'm, 'c, 'u, C: Ciphertext> Search<'s, 'm, 'c, 'u, C> {
    fn new(
        message: &'s Enveloped<'m>,
        cipher: &'s ContentCipher,
        ciphertext: &'c mut C,
        context: &'c mut Context<'u>,
    ) -> Self {
        let findings = Findings::default();
        Self { message, cipher, ciphertext, context, findings, spent: 0, free: 0, decrypted: 0, weak: None }
    }

    /// Tries private keys and key-encryption keys.
    fn keys(&mut self) -> Result<Option<Found<C::Plaintext>>> {
        let message: &'s Enveloped<'m> = self.message;
        let plan = Plan::new(&message.recipients, self.context.unlock);
        self.findings.unsupported = plan.unsupported;
        let cipher: &'s ContentCipher = self.cipher;
        let sizes = KeySizes { accepts: &|size| cipher.accepts_key_size(size), usual: cipher.key_size() };
        self.free = free(&plan.attempts, self.context.unlock.recipients().count());
        for attempt in &plan.attempts {
            // A certificate may have been renewed for the same key; that is worth a few tries.
            if attempt.rank == Rank::Unlikely
                && self.spent > 0
                && self.spent.saturating_add(attempt.cost()) > MOST_UNLIKELY_COST
            {
                continue;
            }
            self.charge(attempt.cost())?;
            // What comes of a key that is known as another's is told as that, whichever step failed.
            self.findings.private_key_used |= attempt.uses_private_key() && attempt.rank != Rank::Unlikely;
            let kind = attempt.kind();
            match attempt.recover(&sizes, &message.originators) {
                Ok(recovered) => {
                    if let Some(found) = self.with_key(recovered, kind, attempt.rank)? {
                        return Ok(Some(found));
                    }
                }
                Err(Failure::NotRecovered) => self.findings.matched_failed |= attempt.rank == Rank::Matched,
                Err(Failure::Unsupported(error)) => {
                    if attempt.rank == Rank::Matched {
                        self.findings.unsupported.get_or_insert(error);
                    }
                }
                Err(Failure::Fatal(error)) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Tries passwords, which costs derivations: after all else.
    fn passwords(&mut self) -> Result<Option<Found<C::Plaintext>>> {
        for info in &self.message.recipients {
            let RecipientInfo::Password(info) = info else { continue };
            match password::recover(info, self.context) {
                Ok((recovered, form)) => {
                    if let Some(found) = self.with_key(recovered, RecipientKind::Password, Rank::Possible)? {
                        warn_of_form(form, &mut self.context.warnings);
                        return Ok(Some(found));
                    }
                }
                Err(Failure::NotRecovered) => {}
                Err(Failure::Unsupported(error)) => {
                    self.findings.unsupported.get_or_insert(error);
                }
                Err(Failure::Fatal(error)) => return Err(error),
            }
        }
        Ok(None)
    }

    /// The content that was put aside because only its padding spoke for it.
    fn weak(&mut self) -> Result<Option<Found<C::Plaintext>>> {
        let Some((recovered, kind)) = self.weak.take() else { return Ok(None) };
        let content = self.decrypt(&recovered.key)?.ok();
        Ok(content.map(|content| Found { content, kind, key_algorithm: recovered.algorithm, proven: false }))
    }

    /// Decrypts the content with a key that came out of a recipient.
    fn with_key(
        &mut self,
        recovered: Recovered,
        kind: RecipientKind,
        rank: Rank,
    ) -> Result<Option<Found<C::Plaintext>>> {
        // Whether the padding of the key was right is looked at only where the owner asked for it. Otherwise a wrong
        // one goes on with a made-up key, to fail with the content.
        let key_right = match recovered.proof {
            Proof::Checked => Some(true),
            Proof::Padding(right) if self.context.unlock.exact_verdicts() => Some(right.into()),
            Proof::Padding(_) => None,
        };
        if key_right == Some(false) {
            self.findings.matched_failed |= rank == Rank::Matched;
            return Ok(None);
        }
        let content = match self.decrypt(&recovered.key)? {
            Ok(content) => content,
            Err(keybundle_cipher::Error::KeySize { .. }) => {
                self.findings.matched_failed |= rank == Rank::Matched;
                return Ok(None);
            }
            Err(error) => {
                if key_right == Some(true) || rank != Rank::Unlikely {
                    self.findings.content_damaged.get_or_insert(damage(&error));
                }
                return Ok(None);
            }
        };
        let proven = key_right == Some(true) || self.cipher.is_authenticated();
        let known = proven || rank == Rank::Matched || C::is_known(&content);
        if known {
            return Ok(Some(Found { content, kind, key_algorithm: recovered.algorithm, proven }));
        }
        if rank == Rank::Possible {
            self.weak.get_or_insert((recovered, kind));
        }
        Ok(None)
    }

    /// Decrypts a fresh copy of the content: with each form of the authenticated attributes until one fits.
    fn decrypt(&mut self, key: &[u8]) -> Result<Result<C::Plaintext, keybundle_cipher::Error>> {
        let authentication = self.message.authentication.as_ref();
        let attributes = authentication.and_then(|authentication| authentication.attributes.as_ref());
        let tag = authentication.map(|authentication| authentication.mac.as_ref());
        let mut result = Err(keybundle_cipher::Error::BadTag);
        for additional in authenticated_attributes::forms(attributes) {
            let size = self.ciphertext.size();
            if self.decrypted > 0 && self.decrypted.saturating_add(size) > MOST_RETRIED_BYTES {
                return Err(self.too_many_tries());
            }
            self.decrypted = self.decrypted.saturating_add(size);
            result = self.ciphertext.decrypt(self.cipher, key, &additional, tag)?;
            if result.is_ok() {
                break;
            }
        }
        Ok(result)
    }

    /// Counts a private operation.
    fn charge(&mut self, cost: u64) -> Result<()> {
        self.spent = self.spent.saturating_add(cost);
        if self.spent > self.free && !self.context.charge_tries(cost) {
            return Err(self.too_many_tries());
        }
        Ok(())
    }

    /// Many recipients that might all be meant, and none that opens.
    fn too_many_tries(&self) -> Error {
        let allowed = self.context.limits.recipients;
        Error::Limit { limit: Limit::Recipients, allowed, needed: allowed.saturating_add(1) }
    }
}

impl Attempt<'_> {
    /// Whether it is an operation that an attacker may want answers of.
    const fn uses_private_key(&self) -> bool {
        !matches!(self.way, Way::Kek { .. })
    }

    /// The kind of recipient as reports name it.
    const fn kind(&self) -> RecipientKind {
        match self.way {
            Way::Transport { .. } => RecipientKind::KeyTransport,
            Way::Agreement { .. } => RecipientKind::KeyAgreement,
            Way::Encapsulation { .. } => RecipientKind::KeyEncapsulation,
            Way::Kek { .. } => RecipientKind::KeyEncryptionKey,
        }
    }
}

/// What shows that a content is damaged.
pub(super) const fn damage(error: &keybundle_cipher::Error) -> &'static str {
    match error {
        keybundle_cipher::Error::BadTag => "its authentication tag is wrong",
        keybundle_cipher::Error::BadLength { .. } => "its length is no multiple of the cipher's block",
        keybundle_cipher::Error::BadPadding => "its padding is wrong after decryption",
        _ => "it does not decrypt",
    }
}
