//! Keys that stay in PKCS#11 tokens.

use crate::{
    arguments::TokenAccess,
    failure::Failure,
    provider::OwnRecipient,
    secrets::{self, Unusable},
    terminal,
    token_uri::is_token_uri,
};
use keybundle::{Certificate, Limits, PublicKey, RecipientIdentity, Signer, Unlock, Warnings, recipient_identities};
use keybundle_pkcs11::{Error, Module, Pkcs11Recipient, Pkcs11Signer, Token, TokenKey, Uri};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Recipients' keys on tokens, each of which was found and logged in to once.
pub(crate) struct TokenKeys(Vec<(Place, RecipientIdentity)>);

/// Where a key is.
struct Place {
    // First: the session that keeps the process logged in ends before the module does.
    key: TokenKey,
    token: Token,
    uri: Uri,
    pin: Option<Zeroizing<Vec<u8>>>,
}

impl TokenKeys {
    /// Finds the keys that `uris` name. Who the recipients are is told by the certificates that are given, then by those
    /// beside the keys.
    pub(crate) fn find(
        uris: &[PathBuf],
        access: &TokenAccess,
        mut certificates: Vec<Zeroizing<Vec<u8>>>,
        passwords: &Unlock,
        limits: &Limits,
    ) -> Result<Self, Unusable> {
        let mut places = Vec::new();
        if !uris.is_empty() {
            let module = module(access)?;
            for uri in uris {
                places.push(Place::find(&module, uri, access)?);
            }
        }
        let mut keys = Vec::new();
        for place in &places {
            let beside = certificates_of(&place.key);
            let known = public_key(&place.key, &beside);
            // Of some keys nothing is told but by the certificate that is given.
            let key = known.or_else(|| given_key(&certificates, passwords, limits)).ok_or_else(no_public_key)?;
            let own = beside.iter().filter(|certificate| certificate.public_key() == Some(&key));
            certificates.extend(own.map(|certificate| Zeroizing::new(certificate.der().to_vec())));
            keys.push(key);
        }
        let identities = recipient_identities(&keys, &certificates, passwords, limits).map_err(Unusable::Refused)?;
        Ok(Self(places.into_iter().zip(identities).collect()))
    }

    /// Makes recipients, each in a session of its own.
    pub(crate) fn recipients(&self) -> Result<Vec<OwnRecipient>, Unusable> {
        let made = self.0.iter().map(|(place, identity)| {
            let key = place.token.key(&place.uri, place.pin.as_ref().map(|pin| pin.as_slice()))?;
            Ok(Box::new(Pkcs11Recipient::new(key, identity.clone())?) as OwnRecipient)
        });
        made.collect::<Result<_, Error>>().map_err(Unusable::coded)
    }
}

/// Makes the key ready that `uri` names, to sign.
pub(crate) fn signer(uri: &Path, access: &TokenAccess) -> Result<Box<dyn Signer>, Failure> {
    let place = Place::find(&module(access)?, uri, access)?;
    let public_key = public_key(&place.key, &certificates_of(&place.key)).ok_or_else(no_public_key)?;
    Ok(Box::new(Pkcs11Signer::new(place.key, public_key).map_err(Failure::coded)?))
}

impl Place {
    fn find(module: &Module, uri: &Path, access: &TokenAccess) -> Result<Self, Unusable> {
        let text = uri.to_str().filter(|_| is_token_uri(uri)).ok_or_else(|| Unusable::Unreadable {
            field: "recipient_key_file",
            place: "a private key from a file".to_owned(),
            reason: "with --provider pkcs11 it is named by a PKCS#11 URI".to_owned(),
        })?;
        let uri = Uri::parse(text).map_err(Unusable::coded)?;
        let token = module.token(&uri).map_err(Unusable::coded)?;
        let pin = pin(access, &uri, &token)?;
        let key = token.key(&uri, pin.as_ref().map(|pin| pin.as_slice())).map_err(Unusable::coded)?;
        Ok(Self { key, token, uri, pin })
    }
}

fn module(access: &TokenAccess) -> Result<Module, Unusable> {
    let path = access.pkcs11_module.as_ref().ok_or_else(|| Unusable::Unreadable {
        field: "recipient_key_file",
        place: "a key on a token".to_owned(),
        reason: "--pkcs11-module names the library that drives it".to_owned(),
    })?;
    Module::load(path).map_err(Unusable::coded)
}

/// The PIN from where the arguments say, from where the URI says, or typed: once, as tokens count wrong ones.
fn pin(access: &TokenAccess, uri: &Uri, token: &Token) -> Result<Option<Zeroizing<Vec<u8>>>, Unusable> {
    let given = secrets::given(access.pin_file.as_slice(), access.pin_env.as_slice(), access.pin_fd.as_slice())?.pop();
    if given.is_some() {
        return Ok(given);
    }
    if let Some(source) = uri.pin_source() {
        let path = source.strip_prefix("file:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
        let path = path.unwrap_or(source);
        if !path.starts_with('/') {
            return Err(Unusable::Unreadable {
                field: "pin_file",
                place: "the PIN from the pin-source of the URI".to_owned(),
                reason: "only file:/PATH is read".to_owned(),
            });
        }
        return secrets::password("pin_file", path.as_ref()).map(Some);
    }
    Ok(if token.needs_pin() { terminal::pin() } else { None })
}

fn certificates_of(key: &TokenKey) -> Vec<Certificate> {
    key.certificates().filter_map(|der| Certificate::from_der(der, &mut Warnings::new()).ok()).collect()
}

fn public_key(key: &TokenKey, certificates: &[Certificate]) -> Option<PublicKey> {
    key.public_key().or_else(|| certificates.iter().find_map(Certificate::public_key)).cloned()
}

/// The public key of the first certificate of a subscriber among those that are given.
fn given_key(files: &[Zeroizing<Vec<u8>>], passwords: &Unlock, limits: &Limits) -> Option<PublicKey> {
    let opened = files.iter().filter_map(|bytes| keybundle::open_within(bytes, passwords, limits).ok());
    let mut certificates = opened.flat_map(|opened| opened.certificates);
    certificates.find(|certificate| !certificate.is_authority())?.public_key().cloned()
}

fn no_public_key() -> Unusable {
    Unusable::Unreadable {
        field: "recipient_key_file",
        place: "the public half of the key on the token".to_owned(),
        reason: "put its public key or its certificate beside it on the token, with the same CKA_ID".to_owned(),
    }
}
