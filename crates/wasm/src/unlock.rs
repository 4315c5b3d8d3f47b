//! The key ring and the limits that options describe.

use crate::{
    answer::Refusal,
    options::{Options, require_known, wrong},
    progress,
};
use getrandom::SysRng;
use keybundle::{
    Error, KeyEncryptionKey, Limit, Limits, SoftwareRecipient, Unlock, crates::encoding::json::Json, recipient_keys,
};
use rand_core::UnwrapErr;

/// The options that [`unlock`] and [`limits`] read.
pub(crate) const NAMES: [&str; 8] = [
    "passwords",
    "mac_passwords",
    "recipient_keys",
    "recipient_key_passwords",
    "recipient_certificates",
    "key_encryption_keys",
    "exact_verdicts",
    "limits",
];

/// The default limits with the changes asked for.
pub(crate) fn limits(options: &Options) -> Result<Limits, Refusal> {
    let mut limits = Limits::default();
    for (name, bound) in options.members("limits")? {
        let limit = Limit::named(name).ok_or_else(|| Refusal::Usage {
            field: Some("limits".to_owned()),
            message: format!("a limit is not known here; these are: {}", Limit::ALL.map(Limit::field).join(", ")),
        })?;
        let bound = match bound {
            Json::Integer(bound) => u64::try_from(*bound).ok(),
            Json::Number(spelled) => spelled.parse().ok(),
            _ => None,
        };
        limits.set(limit, bound.ok_or_else(|| wrong(limit.field(), "a whole number"))?);
    }
    Ok(limits)
}

/// Passwords, recipients and key-encryption keys.
pub(crate) fn unlock(options: &Options, limits: &Limits) -> Result<Unlock, Refusal> {
    let mut unlock = ring(options, "passwords")?;
    if progress::is_watched() {
        unlock = unlock.with_progress(progress::tell);
    }
    for password in options.secrets("mac_passwords")? {
        unlock = unlock.with_mac_password(password);
    }
    for item in options.list(KEYS)? {
        known_members(KEYS, item, &["key", "id"])?;
        let secret =
            options.secret_member(KEYS, item, "key")?.ok_or_else(|| wrong(KEYS, "a list of objects with key"))?;
        let identifier = options.secret_member(KEYS, item, "id")?.map(<[u8]>::to_vec);
        unlock = unlock.with_key_encryption_key(KeyEncryptionKey::new(identifier, secret.to_vec().into()));
    }
    let keys = options.secrets("recipient_keys")?;
    let certificates = options.secrets("recipient_certificates")?;
    for found in recipient_keys(&keys, &certificates, &ring(options, "recipient_key_passwords")?, limits)? {
        let recipient = SoftwareRecipient::new(&found.private_key, found.identity, UnwrapErr(SysRng));
        unlock = unlock.with_recipient(Box::new(recipient.map_err(Error::from)?));
    }
    Ok(unlock)
}

const KEYS: &str = "key_encryption_keys";

/// A key ring with the passwords of an option.
pub(crate) fn ring(options: &Options, passwords: &str) -> Result<Unlock, Refusal> {
    let mut ring = Unlock::new();
    if options.flag("exact_verdicts")? {
        ring = ring.with_exact_verdicts();
    }
    for password in options.secrets(passwords)? {
        ring = ring.with_password(password);
    }
    Ok(ring)
}

fn known_members(name: &str, item: &Json, known: &[&str]) -> Result<(), Refusal> {
    match item {
        Json::Object(_) => require_known(item, known),
        _ => Err(wrong(name, "a list of objects")),
    }
}
