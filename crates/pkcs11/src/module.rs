//! The library that drives tokens.

use crate::{Error, Result, Token, Uri, token};
use core::fmt;
use cryptoki::{
    context::{CInitializeArgs, CInitializeFlags, Pkcs11},
    error::{Error as Refusal, RvError},
};
use std::{path::Path, sync::Arc};

/// A PKCS#11 module, loaded into this process. Clones share it; it is finalized when the last of them is gone, and the
/// last key of its tokens.
#[derive(Clone)]
pub struct Module(Arc<Loaded>);

struct Loaded {
    library: Pkcs11,
    /// Whether nobody else in this process had initialized it.
    is_ours: bool,
}

impl Module {
    /// Loads a module by its path (a name without a slash is looked for where the system has libraries) and initializes
    /// it. It runs inside this process: load only one that you trust. Load it once: what loads it a second time must
    /// not outlive the first.
    ///
    /// # Errors
    /// `usage` when it can't be loaded, is no PKCS#11 module, or does not initialize.
    pub fn load(path: &Path) -> Result<Self> {
        let refused = |error| match Error::from(error) {
            Error::Token { reason } => Error::Module { reason },
            other => other,
        };
        let library = Pkcs11::new(path).map_err(refused)?;
        let is_ours = match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) => true,
            Err(Refusal::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => false,
            Err(error) => return Err(refused(error)),
        };
        Ok(Self(Arc::new(Loaded { library, is_ours })))
    }

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
        let mut named = slots.into_iter().filter_map(|slot| token::named(self, slot, uri));
        match (named.next(), named.next()) {
            (Some(token), None) => Ok(token),
            (None, _) => Err(Error::NoToken),
            (Some(_), Some(_)) => Err(Error::SeveralTokens),
        }
    }

    pub(crate) fn library(&self) -> &Pkcs11 {
        &self.0.library
    }
}

impl Drop for Loaded {
    fn drop(&mut self) {
        if self.is_ours {
            // Nobody is left whom it would concern.
            let _ = self.library.clone().finalize();
        }
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Module").finish_non_exhaustive()
    }
}
