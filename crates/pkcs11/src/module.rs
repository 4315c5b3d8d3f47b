//! The library that drives tokens.

use crate::{Error, Result};
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
