//! Which given key may open which recipient of a message, the likeliest first.

use super::{
    identifier::Identifier,
    kek,
    kem::{self, KemInfo},
    key_agreement,
    key_agreement_info::{AgreedKey, KeyAgreementInfo},
    key_transport::{self, KeySizes},
    originators::Originators,
    recipient_info::{KekInfo, KeyTransportInfo, RecipientInfo},
    recovery::{Failure, Recovered},
};
use crate::{Error, KeyEncryptionKey, Unlock};
use keybundle_key::{Algorithm, Recipient, RecipientIdentity};

/// How sure it is that a key is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Issuer and serial number, or the key identifier, are the given ones.
    Matched,
    /// Nothing is known of the given key that could match, and its kind and size fit.
    Possible,
    /// What is known of the given key is something else. A certificate may have been renewed for the same key.
    Unlikely,
}

/// One key to be tried on one recipient.
pub(crate) struct Attempt<'m> {
    pub(crate) rank: Rank,
    pub(crate) way: Way<'m>,
}

/// How a key is recovered.
pub(crate) enum Way<'m> {
    Transport { info: &'m KeyTransportInfo<'m>, recipient: &'m dyn Recipient, modulus_bytes: usize },
    Agreement { info: &'m KeyAgreementInfo<'m>, key: &'m AgreedKey<'m>, recipient: &'m dyn Recipient },
    Encapsulation { info: &'m KemInfo<'m>, recipient: &'m dyn Recipient },
    Kek { info: &'m KekInfo<'m>, kek: &'m KeyEncryptionKey },
}

/// Everything that can be tried, and what can't be.
pub(crate) struct Plan<'m> {
    /// In the order of their ranks.
    pub(crate) attempts: Vec<Attempt<'m>>,
    /// A recipient that was matched, or may be, and whose algorithm is not implemented.
    pub(crate) unsupported: Option<Error>,
    possible_unsupported: Option<Error>,
}

impl<'m> Plan<'m> {
    /// Holds the recipients of the message against the key ring.
    pub(crate) fn new(recipients: &'m [RecipientInfo<'m>], unlock: &'m Unlock) -> Self {
        let mut plan = Self { attempts: Vec::new(), unsupported: None, possible_unsupported: None };
        for info in recipients {
            match info {
                RecipientInfo::KeyTransport(info) => unlock.recipients().for_each(|given| plan.transport(info, given)),
                RecipientInfo::KeyAgreement(info) => {
                    for key in &info.recipients {
                        unlock.recipients().for_each(|given| plan.agreement(info, key, given));
                    }
                }
                RecipientInfo::Kem(info) => unlock.recipients().for_each(|given| plan.encapsulation(info, given)),
                RecipientInfo::Kek(info) => unlock.key_encryption_keys().iter().for_each(|kek| plan.kek(info, kek)),
                RecipientInfo::Password(_) | RecipientInfo::Other(_) => {}
            }
        }
        // One that only may be meant speaks where nothing can be tried.
        if plan.attempts.is_empty() {
            plan.unsupported = plan.unsupported.or(plan.possible_unsupported.take());
        }
        plan.attempts.sort_by_key(|attempt| attempt.rank);
        plan
    }

    fn transport(&mut self, info: &'m KeyTransportInfo<'m>, recipient: &'m dyn Recipient) {
        let identity = recipient.identity();
        let rank = rank(&info.id, identity);
        if let Err(error) = key_transport::Transport::from_identifier(&info.algorithm) {
            self.unsupported(rank, error);
            return;
        }
        let Some(modulus_bytes) = key_transport::modulus_bytes(identity.public_key.algorithm()) else { return };
        if rank == Rank::Matched || key_transport::fits(&info.encrypted_key, modulus_bytes) {
            self.attempts.push(Attempt { rank, way: Way::Transport { info, recipient, modulus_bytes } });
        }
    }

    fn agreement(&mut self, info: &'m KeyAgreementInfo<'m>, key: &'m AgreedKey<'m>, recipient: &'m dyn Recipient) {
        let identity = recipient.identity();
        let rank = rank(&key.id, identity);
        let fits = match (key_agreement::scheme(info), identity.public_key.algorithm()) {
            (Err(error), _) => {
                self.unsupported(rank, error);
                false
            }
            (Ok((scheme, _)), Algorithm::Dh { .. }) => scheme.is_modular(),
            (Ok((scheme, _)), Algorithm::Ec(_) | Algorithm::X25519 | Algorithm::X448) => !scheme.is_modular(),
            _ => false,
        };
        if fits {
            self.attempts.push(Attempt { rank, way: Way::Agreement { info, key, recipient } });
        }
    }

    fn encapsulation(&mut self, info: &'m KemInfo<'m>, recipient: &'m dyn Recipient) {
        let identity = recipient.identity();
        let rank = rank(&info.id, identity);
        match info.scheme() {
            Err(error) => self.unsupported(rank, error),
            Ok(scheme) if *identity.public_key.algorithm() == (Algorithm::Named { name: scheme.kem }) => {
                self.attempts.push(Attempt { rank, way: Way::Encapsulation { info, recipient } });
            }
            Ok(_) => {}
        }
    }

    fn kek(&mut self, info: &'m KekInfo<'m>, kek: &'m KeyEncryptionKey) {
        let rank = match &kek.identifier {
            Some(identifier) if identifier.as_slice() == info.key_identifier.as_ref() => Rank::Matched,
            Some(_) => Rank::Unlikely,
            None => Rank::Possible,
        };
        self.attempts.push(Attempt { rank, way: Way::Kek { info, kek } });
    }

    fn unsupported(&mut self, rank: Rank, error: Error) {
        match rank {
            Rank::Matched => self.unsupported.get_or_insert(error),
            Rank::Possible => self.possible_unsupported.get_or_insert(error),
            Rank::Unlikely => return,
        };
    }
}

fn rank(id: &Identifier<'_>, identity: &RecipientIdentity) -> Rank {
    if id.matches(identity) {
        return Rank::Matched;
    }
    let known = match id {
        Identifier::IssuerAndSerial { .. } => identity.issuer.is_some() && identity.serial.is_some(),
        Identifier::KeyIdentifier(_) => identity.subject_key_identifier.is_some(),
    };
    if known { Rank::Unlikely } else { Rank::Possible }
}

impl Attempt<'_> {
    /// Recovers the key, of one of these `sizes`.
    pub(crate) fn recover(&self, sizes: &KeySizes<'_>, originators: &Originators<'_>) -> Result<Recovered, Failure> {
        match &self.way {
            Way::Transport { info, recipient, modulus_bytes } => {
                key_transport::recover(info, sizes, *recipient, *modulus_bytes)
            }
            Way::Agreement { info, key, recipient } => {
                key_agreement::recover(info, &key.encrypted_key, originators, *recipient)
            }
            Way::Encapsulation { info, recipient } => kem::recover(info, *recipient),
            Way::Kek { info, kek } => kek::recover(info, kek),
        }
    }

    /// What it costs, in private operations with 2,048 bits of RSA.
    pub(crate) fn cost(&self) -> u64 {
        match &self.way {
            Way::Transport { modulus_bytes, .. } => {
                let units = u64::try_from(*modulus_bytes).unwrap_or(u64::MAX).div_ceil(256);
                units.saturating_pow(3).max(1)
            }
            Way::Agreement { recipient, .. } => match recipient.identity().public_key.algorithm() {
                Algorithm::Dh { bits } => u64::try_from(bits.div_ceil(1024)).unwrap_or(u64::MAX).saturating_pow(3),
                _ => 1,
            },
            Way::Encapsulation { .. } => 1,
            Way::Kek { .. } => 0,
        }
    }
}
