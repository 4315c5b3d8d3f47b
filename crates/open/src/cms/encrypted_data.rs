//! EncryptedData (RFC 5652 §8): a content without recipients, under a symmetric key or a password.

use super::{
    CmsContent, Content, RecipientUsed,
    decryption::{damage, warn},
    open_content::Encrypted,
    verdict::given,
};
use crate::{
    Error, RecipientKind, Result,
    context::Context,
    password::{refused, warn_of_form},
};
use keybundle_cipher::{ContentCipher, PasswordEncryption, PasswordForm};
use keybundle_encoding::{
    Oid, WarningCode,
    sniff::{Format, sniff},
};
use zeroize::Zeroizing;

pub(super) fn open<'a>(encrypted: &Encrypted<'a>, context: &mut Context<'_>) -> Result<CmsContent<'a>> {
    let content = &encrypted.content;
    let opened = CmsContent { ..CmsContent::empty() };
    if !content.is_present() {
        return Ok(opened); // kept elsewhere
    }
    let (plaintext, recipient, is_proven) = if is_password_based(content.algorithm.oid) {
        with_password(encrypted, context)?
    } else {
        with_key(encrypted, context)?
    };
    Ok(CmsContent { content: Some(Content::Owned(plaintext)), recipient: Some(recipient), is_proven, ..opened })
}

/// PBES1 and PBES2 (the arc of PKCS#5), and the PBE of PKCS#12.
pub(super) fn is_password_based(oid: Oid<'_>) -> bool {
    const PKCS5: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5];
    const PKCS12_PBE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1];
    oid.as_bytes().starts_with(PKCS5) || oid.as_bytes().starts_with(PKCS12_PBE)
}

type Opened = (Zeroizing<Vec<u8>>, RecipientUsed, bool);

/// The key-encryption keys of the key ring serve as content-encryption keys.
fn with_key(encrypted: &Encrypted<'_>, context: &mut Context<'_>) -> Result<Opened> {
    let cipher = ContentCipher::from_identifier(&encrypted.content.algorithm)?;
    let keys = context.unlock.key_encryption_keys();
    if keys.is_empty() {
        return Err(Error::RecipientRequired { recipients: Vec::new() });
    }
    let mut failure = Error::WrongRecipient { recipients: Vec::new(), given: given(context.unlock) };
    // What only the padding speaks for, or nothing, is put aside for a key that gives something known.
    let mut found = None;
    for key in keys.iter().filter(|key| cipher.accepts_key_size(key.secret_bytes().len())) {
        let mut buffer = Zeroizing::new(encrypted.content.to_buffer()?);
        match cipher.decrypt_in_place(key.secret_bytes(), &mut buffer, &[], None) {
            Ok(()) => {
                let is_certain = cipher.is_authenticated() || is_known(&buffer);
                if is_certain || found.is_none() {
                    found = Some(buffer);
                }
                if is_certain {
                    break;
                }
            }
            Err(error @ keybundle_cipher::Error::BadLength { .. }) => {
                failure = Error::ContentCorrupt { reason: damage(&error) };
            }
            Err(_) => failure = Error::DecryptFailed,
        }
    }
    let plaintext = found.ok_or(failure)?;
    warn(&cipher, context);
    let used = RecipientUsed {
        kind: RecipientKind::GivenKey,
        key_algorithm: "none".to_owned(),
        content_algorithm: cipher.name().to_owned(),
    };
    Ok((plaintext, used, cipher.is_authenticated()))
}

/// Whether a plaintext begins like something that is opened here.
fn is_known(plaintext: &[u8]) -> bool {
    !matches!(sniff(plaintext), Format::Unknown | Format::Empty)
}

/// Tries the passwords. What only the padding speaks for is put aside for a password that gives something known.
fn with_password(encrypted: &Encrypted<'_>, context: &mut Context<'_>) -> Result<Opened> {
    let scheme = PasswordEncryption::from_identifier(&encrypted.content.algorithm)?;
    let candidates = context.candidates();
    let mut found: Option<(Zeroizing<Vec<u8>>, PasswordForm)> = None;
    for candidate in scheme.distinct(&candidates) {
        let jobs = scheme.derivations(candidate);
        context.charge(&jobs)?;
        let keys = context.derive(&jobs).into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut buffer = Zeroizing::new(encrypted.content.to_buffer()?);
        if scheme.decrypt_in_place(&keys, &mut buffer).is_err() {
            continue;
        }
        let known = is_known(&buffer);
        if known || found.is_none() {
            found = Some((buffer, candidate.form));
        }
        if known {
            break;
        }
    }
    let (plaintext, form) = found.ok_or_else(|| refused(context))?;
    warn_of_form(form, &mut context.warnings);
    let description = scheme.description();
    if scheme.is_legacy() {
        context.warnings.push(
            WarningCode::LegacyEncryption,
            format!("the content is encrypted with {}, which nobody should use any more", description.cipher),
        );
    }
    let used = RecipientUsed {
        kind: RecipientKind::GivenPassword,
        key_algorithm: description.scheme.to_owned(),
        content_algorithm: description.cipher.to_owned(),
    };
    Ok((plaintext, used, false))
}
