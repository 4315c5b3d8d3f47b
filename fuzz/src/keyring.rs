//! The secrets that fit the vectors, and bounds under which one run takes milliseconds.

use getrandom::SysRng;
use keybundle::{KeyEncryptionKey, Limits, SoftwareRecipient, Unlock, recipient_keys};
use rand_core::UnwrapErr;
use std::collections::HashSet;
use zeroize::Zeroizing;

/// The passwords of most vectors.
const PASSWORDS: &[&str] = &["secret", "Secret123", "Größe"];

/// The recipients of most vectors; one key of each kind.
const RECIPIENTS: &[&[u8]] = &[
    include_bytes!("../../testdata/keys/rsa2048.key.pem"),
    include_bytes!("../../testdata/keys/p256.key.pem"),
    include_bytes!("../../testdata/keys/p384.key.pem"),
    include_bytes!("../../testdata/keys/p521.key.pem"),
    include_bytes!("../../testdata/keys/x25519.key.pem"),
];

/// Their certificates.
const CERTIFICATES: &[&[u8]] =
    &[include_bytes!("../../testdata/keys/rsa2048.cert.pem"), include_bytes!("../../testdata/keys/p256.cert.pem")];

/// The key-encryption key of most vectors; each of its lengths is on the ring.
pub(crate) const KEY_ENCRYPTION_KEY: [u8; 32] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
    31,
];

/// How many bytes of a secret in a row nobody may see.
const WINDOW: usize = 8;

/// Everything that may open an input, and what must never be told of it.
pub(crate) struct Keyring {
    pub(crate) unlock: Unlock,
    windows: HashSet<[u8; WINDOW]>,
}

impl Keyring {
    /// # Panics
    /// When a file of testdata does not open.
    #[allow(clippy::unwrap_used)]
    fn new() -> Self {
        let mut windows = HashSet::new();
        let mut forbid = |secret: &[u8]| {
            windows.extend(secret.windows(WINDOW).map(|eight| <[u8; WINDOW]>::try_from(eight).unwrap()))
        };
        let mut unlock = Unlock::new().with_exact_verdicts();
        for password in PASSWORDS {
            forbid(password.as_bytes());
            unlock = unlock.with_password(password);
        }
        for length in [16, 24, 32] {
            let key = &KEY_ENCRYPTION_KEY[..length];
            forbid(key);
            unlock = unlock.with_key_encryption_key(KeyEncryptionKey::new(None, Zeroizing::new(key.to_vec())));
        }
        for recipient in recipient_keys(RECIPIENTS, CERTIFICATES, &Unlock::new(), &Limits::default()).unwrap() {
            forbid(&recipient.private_key.secret_pkcs8_der());
            let software = SoftwareRecipient::new(&recipient.private_key, recipient.identity, UnwrapErr(SysRng));
            unlock = unlock.with_recipient(Box::new(software.unwrap()));
        }
        Self { unlock, windows }
    }

    /// Does something with the ring. It is made once for each thread.
    pub(crate) fn with<T>(work: impl FnOnce(&Self) -> T) -> T {
        thread_local!(static KEYRING: Keyring = Keyring::new());
        KEYRING.with(work)
    }

    /// Whether a text holds eight bytes of a secret, as they are or as hex, that do not stand in the input itself.
    pub(crate) fn is_told_by(&self, text: &str, input: &[u8]) -> bool {
        let told = |bytes: &[u8]| {
            bytes
                .windows(WINDOW)
                .any(|eight| self.windows.contains(eight) && !input.windows(WINDOW).any(|of_input| of_input == eight))
        };
        told(text.as_bytes()) || hex_runs(text).iter().any(|run| told(run))
    }
}

/// What the hex digits in a text may stand for.
fn hex_runs(text: &str) -> Vec<Vec<u8>> {
    let runs = text.split(|char: char| !char.is_ascii_hexdigit()).filter(|run| run.len() >= 2 * WINDOW);
    runs.flat_map(|run| [run, &run[1..]])
        .map(|run| {
            run.as_bytes()
                .chunks_exact(2)
                .filter_map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok())
                .collect()
        })
        .collect()
}

/// Bounds for one run: about 10 ms of derivation, a few private operations, small bombs.
pub(crate) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.derivation_work = 200_000;
    limits.derivation_memory = 1 << 24;
    limits.recipients = 16;
    limits.entries = 1_000;
    limits.unpacked_bytes = 1 << 24;
    limits
}
