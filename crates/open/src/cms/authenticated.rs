//! AuthenticatedData (RFC 5652 §9): a content in the clear beside a MAC, whose key goes to recipients. The content is
//! delivered to everyone; for whom the MAC is, it is checked.

use super::{
    CmsContent,
    attempts::Plan,
    authenticated_attributes,
    hash::HashFunction,
    key_transport::KeySizes,
    oids,
    open_content::Authenticated,
    password,
    recipient_info::RecipientInfo,
    recovery::{Failure, Proof, Recovered},
};
use crate::{Error, Result, context::Context, hmac};
use keybundle_encoding::{WarningCode, ber::Tag};
use keybundle_kdf::Hash;
use std::borrow::Cow;
use subtle::ConstantTimeEq as _;

/// What came of the MAC.
enum Checked {
    Right,
    Wrong,
    /// Why it could not be checked.
    Not(&'static str),
}

/// Delivers the content.
///
/// # Errors
/// `content-corrupt` where the MAC of a key that was recovered is another, or the digest among the attributes is;
/// `limit-work`, `limit-memory` for a password.
pub(super) fn open<'a>(message: &Authenticated<'a>, context: &mut Context<'_>) -> Result<CmsContent<'a>> {
    let opened = super::open_content(&message.content)?;
    let checked = match opened.content.as_deref() {
        Some(content) => check(message, content, context)?,
        None => Checked::Not("its content is kept elsewhere"),
    };
    match checked {
        Checked::Right => {}
        Checked::Wrong => return Err(Error::ContentCorrupt { reason: "its MAC is another than the message tells" }),
        Checked::Not(reason) => context.warnings.push(
            WarningCode::Unauthenticated,
            format!("the MAC of the AuthenticatedData was not checked, {reason}: nothing proves its content unaltered"),
        ),
    }
    Ok(opened)
}

fn check(message: &Authenticated<'_>, content: &[u8], context: &mut Context<'_>) -> Result<Checked> {
    let Some(hash) = hmac::hash_of_hmac(message.algorithm.oid) else {
        return Ok(Checked::Not("its algorithm is not known here"));
    };
    let covered = match &message.attributes {
        None => vec![Cow::Borrowed(content)],
        Some(_) if digest_differs(message, content)? => return Ok(Checked::Wrong),
        attributes => authenticated_attributes::forms(attributes.as_ref()).into_iter().map(Cow::Owned).collect(),
    };
    let mut check = Check { message, hash, covered, exact: context.unlock.exact_verdicts(), recovered: false };
    if check.with_keys(context) || check.with_passwords(context)? {
        return Ok(Checked::Right);
    }
    Ok(if check.recovered { Checked::Wrong } else { Checked::Not("no key was given that it is for") })
}

struct Check<'m, 'a> {
    message: &'m Authenticated<'a>,
    hash: Hash,
    /// What the MAC may cover: the content, or each form of the attributes.
    covered: Vec<Cow<'m, [u8]>>,
    exact: bool,
    /// Whether a key was recovered beyond doubt.
    recovered: bool,
}

impl Check<'_, '_> {
    fn with_keys(&mut self, context: &mut Context<'_>) -> bool {
        let unlock = context.unlock;
        let free = unlock.recipients().count() + unlock.key_encryption_keys().len();
        let sizes = KeySizes { accepts: &|size| (8..=128).contains(&size), usual: 32 };
        for (index, attempt) in Plan::new(&self.message.recipients, unlock).attempts.iter().enumerate() {
            if index >= free && !context.charge_tries(attempt.cost()) {
                break;
            }
            let recovered = attempt.recover(&sizes, &self.message.originators);
            if recovered.is_ok_and(|recovered| self.fits(&recovered)) {
                return true;
            }
        }
        false
    }

    fn with_passwords(&mut self, context: &mut Context<'_>) -> Result<bool> {
        if context.unlock.passwords().next().is_none() {
            return Ok(false);
        }
        for info in &self.message.recipients {
            let RecipientInfo::Password(info) = info else { continue };
            match password::recover(info, context) {
                Ok((recovered, _)) if self.fits(&recovered) => return Ok(true),
                Err(Failure::Fatal(error)) => return Err(error),
                _ => {}
            }
        }
        Ok(false)
    }

    /// Whether this is the key of the MAC.
    fn fits(&mut self, recovered: &Recovered) -> bool {
        // Of RSAES-PKCS1-v1_5, only the owner is told whether the padding was right.
        let certain = match recovered.proof {
            Proof::Checked => true,
            Proof::Padding(right) => self.exact && bool::from(right),
        };
        self.recovered |= certain;
        self.covered.iter().any(|covered| {
            hmac::hmac(self.hash, &recovered.key, covered)
                .is_some_and(|mac| bool::from(mac.as_slice().ct_eq(&self.message.mac)))
        })
    }
}

/// Whether the attributes tell another digest of the content than it has (RFC 5652 §9.2, §11.2).
fn digest_differs(message: &Authenticated<'_>, content: &[u8]) -> Result<bool> {
    let algorithm = message.digest_algorithm.as_ref().and_then(|algorithm| HashFunction::from_oid(algorithm.oid));
    let (Some(hash), Some(attributes)) = (algorithm, &message.attributes) else { return Ok(false) };
    let mut attributes = attributes.children()?;
    while let Some(attribute) = attributes.next_element()? {
        let mut fields = attribute.sequence()?;
        if fields.oid()? == oids::MESSAGE_DIGEST {
            let told = fields.any()?.set()?.any()?;
            told.expect(Tag::OCTET_STRING, "a digest that is no OCTET STRING")?;
            return Ok(!bool::from(hash.digest(&[content]).ct_eq(&told.octets()?)));
        }
    }
    Ok(false)
}
