//! What stands in a vector's header. `README.md` says what each field means.

use serde::Deserialize;

/// The header beside a vector.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// What is special here, in one line.
    pub about: String,
    /// Tool and version that wrote the file.
    pub made_by: String,
    /// The exact command that wrote it.
    pub command: String,
    /// Where the expected values come from.
    pub oracle: String,
    /// What the opener is given. Empty where nothing is needed, or nothing is to be given.
    #[serde(default)]
    pub unlock: Unlock,
    /// What must come out.
    pub expect: Expect,
}

/// What the opener is given.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Unlock {
    /// The passwords of the key ring.
    pub passwords: Vec<String>,
    /// The password of a PKCS#12 file's MAC where it has one of its own.
    pub mac_password: Option<String>,
    /// The recipients' private keys: paths below this crate's folder.
    pub recipient_keys: Vec<String>,
    /// The passwords of those keys.
    pub recipient_key_passwords: Vec<String>,
    /// The recipients' certificates: paths below this crate's folder.
    pub recipient_certificates: Vec<String>,
    /// A key-encryption key, as hex.
    pub kek: Option<String>,
    /// Its identifier, as hex.
    pub kek_id: Option<String>,
}

/// What must come out of `keybundle decode --json`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// The code of the error, for a vector that must be refused.
    pub code: Option<String>,
    /// The stage of that error, where the vector fixes it.
    pub stage: Option<String>,
    /// SHA-256 of the certificates that belong to no bundle, in any order.
    pub certificates: Vec<String>,
    /// SHA-256 of the SubjectPublicKeyInfo of public keys that stand alone, in any order.
    pub public_keys: Vec<String>,
    /// SHA-256 of the members that are neither key nor certificate, in any order.
    pub files: Vec<String>,
    /// Codes that must be among the warnings.
    pub warnings: Vec<String>,
    /// Codes that must not be among the warnings.
    pub no_warnings: Vec<String>,
    /// The exact layers, outermost first, where the contract is plain.
    pub layers: Option<Vec<String>>,
    /// SHA-256 of what `keybundle decrypt` gives: the content of the outermost CMS layer.
    pub content_sha256: Option<String>,
    /// The private keys with what belongs to each, in any order.
    pub bundles: Vec<Bundle>,
}

/// One private key and what belongs to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The key's algorithm, as in the command's JSON: `RSA 2048`, `EC P-256`.
    pub algorithm: String,
    /// SHA-256 of the key's SubjectPublicKeyInfo. Absent only where the oracle can't tell it.
    pub spki_sha256: Option<String>,
    /// SHA-256 of the certificate that matches the key.
    pub certificate: Option<String>,
    /// SHA-256 of the chain, nearest issuer first, leaf excluded.
    #[serde(default)]
    pub chain: Vec<String>,
    /// Whether the chain ends in a self-signed root, where the vector fixes it.
    pub chain_complete: Option<bool>,
}

impl Expect {
    /// Whether nothing is expected but the content of a message: it is no key, and only decrypting it is of interest.
    #[must_use]
    pub fn is_about_content_alone(&self) -> bool {
        self.content_sha256.is_some()
            && self.code.is_none()
            && self.layers.is_none()
            && self.bundles.is_empty()
            && [&self.certificates, &self.public_keys, &self.files, &self.warnings, &self.no_warnings]
                .iter()
                .all(|list| list.is_empty())
    }
}
