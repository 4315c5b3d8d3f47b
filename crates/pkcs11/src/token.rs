//! A token in its slot.

use crate::{Error, Module, Result, TokenKey, Uri};
use core::fmt;
use cryptoki::{
    error::{Error as Refusal, RvError},
    session::{Session, UserType},
    slot::{Slot, TokenInfo},
    types::RawAuthPin,
};

/// A token that [`Module::token`] found.
pub struct Token {
    module: Module,
    slot: Slot,
    info: TokenInfo,
}

impl Module {
    /// The one token that `uri` names, by its attributes of token, slot and library.
    ///
    /// # Errors
    /// `usage` when there is none, or several; `decrypt-failed` when the module fails.
    pub fn token(&self, uri: &Uri) -> Result<Token> {
        let library = self.library().get_library_info()?;
        let version = library.library_version().to_string();
        let library = [
            ("library-manufacturer", library.manufacturer_id()),
            ("library-version", &version),
            ("library-description", library.library_description()),
        ];
        if !uri.allows(&library) {
            return Err(Error::NoToken);
        }
        let slots = self.library().get_slots_with_token()?;
        let mut named = slots.into_iter().filter_map(|slot| named(self, slot, uri));
        match (named.next(), named.next()) {
            (Some(token), None) => Ok(token),
            (None, _) => Err(Error::NoToken),
            (Some(_), Some(_)) => Err(Error::SeveralTokens),
        }
    }
}

/// The token in a slot, if it is one that `uri` names.
fn named(module: &Module, slot: Slot, uri: &Uri) -> Option<Token> {
    // A slot that can't be asked holds nothing that is of use.
    let info = module.library().get_token_info(slot).ok().filter(TokenInfo::token_initialized)?;
    let place = module.library().get_slot_info(slot).ok()?;
    let id = slot.id().to_string();
    let description = [
        ("token", info.label()),
        ("manufacturer", info.manufacturer_id()),
        ("model", info.model()),
        ("serial", info.serial_number()),
        ("slot-description", place.slot_description()),
        ("slot-manufacturer", place.manufacturer_id()),
        ("slot-id", &id),
    ];
    uri.allows(&description).then(|| Token { module: module.clone(), slot, info })
}

impl Token {
    /// Whether its keys can't be used without a PIN from us: it asks for one, and has no pad of its own to type it on.
    #[must_use]
    pub fn needs_pin(&self) -> bool {
        self.info.login_required() && !self.info.protected_authentication_path()
    }

    /// Opens a session, logs in as the user, and looks for the private key that `uri` names by its `object` (label) or
    /// `id`; without these, the only one there is. `pin` is tried once; a copy of it is wiped. Where a session of this
    /// process is logged in already, the token looks at no PIN.
    ///
    /// # Errors
    /// `password-required` without a PIN where [`Token::needs_pin`]; `wrong-password` when it is wrong or locked;
    /// `usage` when there is no such key, or several; `decrypt-failed` when the token fails.
    pub fn key(&self, uri: &Uri, pin: Option<&[u8]>) -> Result<TokenKey> {
        let session = self.module.library().open_ro_session(self.slot)?;
        self.log_in(&session, pin)?;
        TokenKey::find(session, self.module.clone(), self.slot, uri)
    }

    fn log_in(&self, session: &Session, pin: Option<&[u8]>) -> Result<()> {
        let answer = match pin {
            _ if self.info.protected_authentication_path() => session.login(UserType::User, None),
            Some(pin) => session.login_with_raw(UserType::User, &RawAuthPin::new(Box::new(pin.to_vec()))),
            None if self.info.login_required() => return Err(Error::PinRequired),
            None => return Ok(()),
        };
        match answer {
            Err(Refusal::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
            other => Ok(other?),
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("slot", &self.slot.id()).finish_non_exhaustive()
    }
}
