//! Keys on tokens are named where files are.

use std::path::Path;

/// Why a URI is of no use where files are due.
pub(crate) const NO_TOKENS: &str = if cfg!(feature = "pkcs11") {
    "keys on tokens take --provider pkcs11"
} else {
    "this command was built without the feature pkcs11"
};

/// Whether an argument names a key on a token; a file of such a name can be given as `./pkcs11:…`.
pub(crate) fn is_token_uri(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"pkcs11:"))
}
