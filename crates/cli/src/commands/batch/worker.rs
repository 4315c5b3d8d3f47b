//! What one thread does: a line in, its answer out.

use super::references::References;
use crate::{
    arguments::Secrets,
    commands::decode,
    failure::Failure,
    output,
    provider::{OwnRecipient, Provider},
    secrets::Symmetric,
    stream::{Answer, Line, Text},
};
use keybundle::{CheckedIssuers, Error, Limit, Limits, Recipient, RecipientIdentity, Unlock, crates::key, report};
use serde_json::{Map, Value, json};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use zeroize::Zeroizing;

/// Recipients that lines named, kept at once.
const MOST_RECIPIENTS: usize = 256;

/// What all threads share.
pub(super) struct Common {
    pub(super) symmetric: Symmetric,
    pub(super) secrets_from_lines: bool,
    pub(super) include_secrets: bool,
    pub(super) limits: Limits,
    pub(super) provider: Provider,
    /// The lines of a batch share their issuers.
    pub(super) checked_issuers: Arc<CheckedIssuers>,
}

impl Common {
    /// A key ring without recipients: what is tried first, then what is for all lines.
    fn unlock(&self, first: Option<&Symmetric>) -> Unlock {
        let unlock = Unlock::new().with_exact_verdicts().with_checked_issuers(Arc::clone(&self.checked_issuers));
        self.symmetric.add_to(match first {
            Some(first) => first.add_to(unlock),
            None => unlock,
        })
    }
}

/// One thread's recipients, made ready once.
pub(super) struct Worker<'a> {
    common: &'a Common,
    recipients: Vec<Shared>,
    /// The key ring for lines that name no secrets of their own.
    unlock: Unlock,
    /// Recipients that lines named, by their files.
    named: HashMap<[Vec<PathBuf>; 3], Vec<Shared>>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(common: &'a Common, recipients: Vec<OwnRecipient>) -> Self {
        let recipients: Vec<_> = recipients.into_iter().map(Shared::new).collect();
        let unlock = with_recipients(common.unlock(None), &recipients);
        Self { common, recipients, unlock, named: HashMap::new() }
    }

    /// The answer to a line, whatever stands in it.
    pub(super) fn answer(&mut self, line: &Line) -> Answer {
        let (mut object, refused) = match self.open(&line.text) {
            Ok(object) => (object, None),
            Err(failure) => (failure.to_json(), Some(failure.code())),
        };
        let mut answer = Map::from_iter([("line".to_owned(), json!(line.number))]);
        if let Value::Object(members) = &mut object {
            answer.append(members);
        }
        let mut answer = Value::Object(answer);
        let text = output::line(&answer);
        report::wipe(&mut answer);
        Answer { number: line.number, size: line.size, text, refused }
    }

    fn open(&mut self, text: &Text) -> Result<Value, Failure> {
        let text = match text {
            Text::Whole(text) => text,
            Text::TooLong(needed) => {
                let (limit, allowed) = (Limit::InputBytes, self.common.limits.input_bytes);
                return Err(Error::Limit { limit, allowed, needed: *needed }.into());
            }
        };
        let named = if self.common.secrets_from_lines { References::of(text, self.common.provider)? } else { None };
        let limits = &self.common.limits;
        let opened = match named {
            Some(references) => decode::open(text, &self.unlock_named(&references)?, limits)?,
            None => decode::open(text, &self.unlock, limits)?,
        };
        Ok(decode::to_json(&opened, self.common.include_secrets, &[]))
    }

    /// The key ring for a line that names secrets of its own: these first, then those for all lines.
    fn unlock_named(&mut self, references: &References) -> Result<Unlock, Failure> {
        let secrets = references.secrets();
        let own = secrets.symmetric().map_err(References::failure)?;
        let unlock = with_recipients(self.common.unlock(Some(&own)), self.named(secrets)?);
        Ok(with_recipients(unlock, &self.recipients))
    }

    /// The recipients of these files, which are read the first time.
    fn named(&mut self, secrets: &Secrets) -> Result<&[Shared], Failure> {
        let files = [&secrets.recipient_key, &secrets.recipient_key_password_file, &secrets.recipient_cert];
        let files = files.map(Clone::clone);
        if !self.named.contains_key(&files) {
            let recipients = secrets.recipients_unasked(&self.common.limits).and_then(|recipients| recipients.ready());
            let ready = recipients.map_err(References::failure)?.into_iter().map(Shared::new).collect();
            if self.named.len() >= MOST_RECIPIENTS {
                self.named.clear();
            }
            self.named.insert(files.clone(), ready);
        }
        Ok(self.named.get(&files).map(Vec::as_slice).unwrap_or_default())
    }
}

/// A recipient in several key rings of one thread.
#[derive(Clone)]
struct Shared {
    identity: RecipientIdentity,
    /// A token's session is for one at a time.
    recipient: Arc<Mutex<OwnRecipient>>,
}

impl Shared {
    fn new(recipient: OwnRecipient) -> Self {
        Self { identity: recipient.identity().clone(), recipient: Arc::new(Mutex::new(recipient)) }
    }

    fn recipient(&self) -> MutexGuard<'_, OwnRecipient> {
        self.recipient.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recipient for Shared {
    fn identity(&self) -> &RecipientIdentity {
        &self.identity
    }

    fn rsa_raw(&self, ciphertext: &[u8]) -> key::Result<Zeroizing<Vec<u8>>> {
        self.recipient().rsa_raw(ciphertext)
    }

    fn agree_raw(&self, peer_public: &[u8]) -> key::Result<Zeroizing<Vec<u8>>> {
        self.recipient().agree_raw(peer_public)
    }

    fn decapsulate_raw(&self, ciphertext: &[u8]) -> key::Result<Zeroizing<Vec<u8>>> {
        self.recipient().decapsulate_raw(ciphertext)
    }
}

fn with_recipients(unlock: Unlock, recipients: &[Shared]) -> Unlock {
    recipients.iter().fold(unlock, |unlock, recipient| unlock.with_recipient(Box::new(recipient.clone())))
}
