//! Password-based encryption as it is written: PBES2 (RFC 8018 §6.2) with AES-256 in CBC mode.

use super::PasswordEncryption;
use crate::{Error, PasswordCandidate, Result};
use alloc::vec::Vec;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit, array::Array};
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};
use keybundle_kdf::Derivation;

/// Bytes of an AES block, and so of the IV; the salt has as many (RFC 8018 §4.1 asks for eight at least).
const BLOCK: usize = 16;

/// How the key of an encryption is derived from the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Protection {
    /// PBKDF2 with HMAC-SHA-256.
    Pbkdf2 {
        /// Iterations, 1 to 2^31 - 1 (what other tools read).
        iterations: u32,
    },
    /// scrypt (RFC 7914) with blocks of 8 and the given parallelization.
    Scrypt {
        /// The cost N: a power of two above one.
        cost: u32,
        /// The parallelization p.
        parallelization: u32,
    },
}

impl Protection {
    /// PBKDF2 with 600,000 iterations, what OWASP's Password Storage Cheat Sheet asks for.
    pub const PBKDF2: Self = Self::Pbkdf2 { iterations: 600_000 };
    /// scrypt with N = 2^14 and p = 5: of the settings that the same sheet holds equal, the one whose 16 MiB stay below
    /// the 32 MiB that OpenSSL allows.
    pub const SCRYPT: Self = Self::Scrypt { cost: 1 << 14, parallelization: 5 };
}

/// What deriving the key of an encryption takes, as it does of whoever opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProtectionCost {
    /// In compressions of SHA-256.
    pub work: u64,
    /// In bytes.
    pub memory: u64,
}

impl Protection {
    /// What deriving the key takes.
    ///
    /// # Errors
    /// `invalid-value` for parameters out of their range.
    pub fn cost(self) -> Result<ProtectionCost> {
        let identifier = identifier(self, &[0; BLOCK], &[0; BLOCK])?;
        with_derivation(&identifier, &[], |derivation| {
            Ok(ProtectionCost { work: derivation.work(), memory: derivation.memory() })
        })
    }
}

/// What encrypting gives: the two fields of an EncryptedPrivateKeyInfo (RFC 5958 §3).
#[derive(Debug)]
pub struct Protected {
    /// DER of the AlgorithmIdentifier.
    pub identifier: Vec<u8>,
    /// The ciphertext.
    pub ciphertext: Vec<u8>,
}

/// Encrypts by a password (its octets, UTF-8), with a salt and an IV that are new and random.
///
/// # Errors
/// `invalid-value` for parameters out of their range.
pub fn protect(
    plaintext: &[u8],
    password: &[u8],
    protection: Protection,
    salt: &[u8; BLOCK],
    iv: &[u8; BLOCK],
) -> Result<Protected> {
    let identifier = identifier(protection, salt, iv)?;
    let key = with_derivation(&identifier, password, |derivation| {
        keybundle_kdf::derive(derivation).map_err(|error| Error::InvalidValue {
            what: match error {
                keybundle_kdf::Error::Memory { .. } => "there is not the memory that the key derivation takes",
                _ => "the cost of the key derivation is out of its range",
            },
        })
    })?;
    let ciphertext = encrypt(&key, iv, plaintext)?;
    Ok(Protected { identifier, ciphertext })
}

/// Reads the identifier as it will be read: the derivation is that of whoever opens it.
fn with_derivation<T>(
    identifier: &[u8],
    password: &[u8],
    work: impl FnOnce(&Derivation<'_>) -> Result<T>,
) -> Result<T> {
    let element = Element::parse(identifier)?;
    let encryption = PasswordEncryption::from_identifier(&AlgorithmIdentifier::from_element(&element)?)?;
    let candidate = PasswordCandidate::of(password).into_iter().next();
    let candidate = candidate.ok_or(Error::InvalidValue { what: "no password" })?;
    let derivations = encryption.derivations(&candidate);
    work(derivations.first().ok_or(Error::InvalidValue { what: "no derivation" })?)
}

/// CBC with the padding of PKCS #7 (RFC 5652 §6.3).
fn encrypt(key: &[u8], iv: &[u8], plaintext: &[u8]) -> Result<Vec<u8>> {
    let mut mode = cbc::Encryptor::<aes::Aes256>::new_from_slices(key, iv)
        .map_err(|_| Error::KeySize { given: key.len(), cipher: "aes-256-cbc" })?;
    let padding = BLOCK - plaintext.len() % BLOCK;
    let size = plaintext.len() + padding;
    // Encrypted in place, in a buffer that never moves: no plaintext stays behind.
    let mut buffer = Vec::with_capacity(size);
    buffer.extend_from_slice(plaintext);
    buffer.resize(size, u8::try_from(padding).unwrap_or(0));
    mode.encrypt_blocks(Array::slice_as_chunks_mut(&mut buffer).0);
    Ok(buffer)
}

/// The contents of the OIDs of PBES2, PBKDF2, scrypt, HMAC-SHA-256 and AES-256-CBC.
const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
const SCRYPT: &[u8] = &[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 11];
const HMAC_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9];
const AES256_CBC: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42];

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

fn identifier(protection: Protection, salt: &[u8], iv: &[u8]) -> Result<Vec<u8>> {
    let salt = tlv(OCTET_STRING, &[salt]);
    let kdf = match protection {
        Protection::Pbkdf2 { iterations } if i32::try_from(iterations).is_ok_and(|iterations| iterations > 0) => {
            let prf = tlv(SEQUENCE, &[&tlv(OID, &[HMAC_SHA256]), &[5, 0]]);
            let parameters = tlv(SEQUENCE, &[&salt, &integer(iterations), &prf]);
            tlv(SEQUENCE, &[&tlv(OID, &[PBKDF2]), &parameters])
        }
        Protection::Scrypt { cost, parallelization } => {
            let parameters = tlv(SEQUENCE, &[&salt, &integer(cost), &integer(8), &integer(parallelization)]);
            tlv(SEQUENCE, &[&tlv(OID, &[SCRYPT]), &parameters])
        }
        Protection::Pbkdf2 { .. } => {
            return Err(Error::InvalidValue { what: "PBKDF2 takes 1 to 2147483647 iterations" });
        }
    };
    let cipher = tlv(SEQUENCE, &[&tlv(OID, &[AES256_CBC]), &tlv(OCTET_STRING, &[iv])]);
    Ok(tlv(SEQUENCE, &[&tlv(OID, &[PBES2]), &tlv(SEQUENCE, &[&kdf, &cipher])]))
}

/// An element; all of them here are shorter than 128 bytes.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut element = Vec::with_capacity(content.len() + 2);
    element.extend([tag, u8::try_from(content.len()).unwrap_or(0)]);
    element.extend(content);
    element
}

fn integer(value: u32) -> Vec<u8> {
    let octets = u64::from(value).to_be_bytes();
    let zeros = octets.iter().take_while(|&&octet| octet == 0).count();
    let significant = octets.get(zeros..).unwrap_or_default();
    // A zero byte keeps it positive, and stands for zero itself.
    match significant.first() {
        Some(first) if first & 0x80 == 0 => tlv(INTEGER, &[significant]),
        _ => tlv(INTEGER, &[&[0], significant]),
    }
}
