//! Wrapping bytes as a file's maker would: encrypted under the key ring, authenticated, compressed, with right
//! checksums.

use crate::keyring::KEY_ENCRYPTION_KEY;
use aes::Aes256;
use aes_kw::{KeyInit as _, KwAes256};
use cbc::cipher::{BlockModeEncrypt as _, KeyIvInit as _, block_padding::Pkcs7};
use flate2::{Compression, write::ZlibEncoder};
use hmac::{Hmac, Mac as _};
use keybundle::crates::kdf::{Derivation, Hash, Pkcs12Purpose, derive};
use sha2::Sha256;
use std::io::Write as _;

const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
const ENVELOPED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3];
const ENCRYPTED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 6];
const COMPRESSED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 9];
const ZLIB: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 3, 8];
const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
const HMAC_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9];
const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
const AES256_CBC: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42];
const AES256_WRAP: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 45];
const SHROUDED_KEY_BAG: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 2];

const PASSWORD: &[u8] = b"secret";
const SALT: [u8; 8] = *b"saltsalt";
const IV: [u8; 16] = [0x5a; 16];

/// How many ways there are.
const CHOICES: u8 = 10;

/// A file around `plaintext`; `choice` says which.
pub(crate) fn seal(choice: u8, plaintext: &[u8]) -> Vec<u8> {
    match choice % CHOICES {
        0 => pfx(plaintext, true),
        1 => pfx(&sequence(&[&content_info(DATA, &octets(plaintext))]), false),
        2 => pfx(&sequence(&[&content_info(ENCRYPTED_DATA, &encrypted_data(&password_encrypted(plaintext)))]), true),
        3 => {
            let (algorithm, ciphertext) = password_encrypted(plaintext);
            sequence(&[&algorithm, &octets(&ciphertext)])
        }
        4 => {
            let (algorithm, ciphertext) = password_encrypted(plaintext);
            let key = sequence(&[&algorithm, &octets(&ciphertext)]);
            let bag = sequence(&[&oid(SHROUDED_KEY_BAG), &tlv(0xa0, &[&key])]);
            pfx(&sequence(&[&content_info(DATA, &octets(&sequence(&[&bag])))]), false)
        }
        5 => content_info(ENCRYPTED_DATA, &encrypted_data(&(cipher(), encrypt(&KEY_ENCRYPTION_KEY, plaintext)))),
        6 => content_info(ENVELOPED_DATA, &enveloped_data(plaintext)),
        7 => compressed(plaintext),
        8 => {
            let content = sequence(&[&oid(DATA), &tlv(0xa0, &[&octets(plaintext)])]);
            let signed = sequence(&[&integer(1), &tlv(0x31, &[]), &content, &tlv(0x31, &[])]);
            content_info(SIGNED_DATA, &signed)
        }
        _ => zip(plaintext),
    }
}

/// RFC 7292 §4.
fn pfx(safes: &[u8], with_mac: bool) -> Vec<u8> {
    let content = content_info(DATA, &octets(safes));
    if !with_mac {
        return sequence(&[&integer(3), &content]);
    }
    let password: Vec<u8> = PASSWORD.iter().flat_map(|&byte| [0, byte]).chain([0, 0]).collect();
    let (salt, hash, purpose) = (SALT.as_slice(), Hash::Sha256, Pkcs12Purpose::Mac);
    let job = Derivation::Pkcs12 { hash, password: &password, salt, iterations: 1, purpose, length: 32 };
    let key = derive(&job).expect("a small derivation");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key of any size");
    mac.update(safes);
    let digest = sequence(&[&sequence(&[&oid(SHA256), &[5, 0]]), &octets(&mac.finalize().into_bytes())]);
    sequence(&[&integer(3), &content, &sequence(&[&digest, &octets(salt), &integer(1)])])
}

/// PBES2 with one iteration (RFC 8018 §6.2): the AlgorithmIdentifier and the ciphertext.
fn password_encrypted(plaintext: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let salt = SALT.as_slice();
    let job = Derivation::Pbkdf2 { hash: Hash::Sha256, password: PASSWORD, salt, iterations: 1, length: 32 };
    let key = derive(&job).expect("a small derivation");
    let prf = sequence(&[&oid(HMAC_SHA256), &[5, 0]]);
    let derivation = sequence(&[&oid(PBKDF2), &sequence(&[&octets(salt), &integer(1), &prf])]);
    let algorithm = sequence(&[&oid(PBES2), &sequence(&[&derivation, &cipher()])]);
    (algorithm, encrypt(&key, plaintext))
}

/// RFC 5652 §8.
fn encrypted_data((algorithm, ciphertext): &(Vec<u8>, Vec<u8>)) -> Vec<u8> {
    sequence(&[&integer(0), &sequence(&[&oid(DATA), algorithm, &tlv(0x80, &[ciphertext])])])
}

/// RFC 5652 §6.1, to the holder of a key-encryption key.
fn enveloped_data(plaintext: &[u8]) -> Vec<u8> {
    let key = [0x11; 32];
    let mut wrapped = [0; 40];
    KwAes256::new(&KEY_ENCRYPTION_KEY.into()).wrap_key(&key, &mut wrapped).expect("a key of whole blocks");
    let identifier = sequence(&[&octets(b"id")]);
    let wrap = sequence(&[&oid(AES256_WRAP)]);
    let recipient = tlv(0xa2, &[&integer(4), &identifier, &wrap, &octets(&wrapped)]);
    let content = sequence(&[&oid(DATA), &cipher(), &tlv(0x80, &[&encrypt(&key, plaintext)])]);
    sequence(&[&integer(2), &tlv(0x31, &[&recipient]), &content])
}

/// RFC 3274.
fn compressed(plaintext: &[u8]) -> Vec<u8> {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(plaintext).expect("memory takes everything");
    let packed = zlib.finish().expect("memory takes everything");
    let content = sequence(&[&oid(DATA), &tlv(0xa0, &[&octets(&packed)])]);
    content_info(COMPRESSED_DATA, &sequence(&[&integer(0), &sequence(&[&oid(ZLIB)]), &content]))
}

/// One stored member (APPNOTE 4.3).
fn zip(plaintext: &[u8]) -> Vec<u8> {
    let size = u32::try_from(plaintext.len()).unwrap_or(u32::MAX).to_le_bytes();
    let [local, directory, end] = [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"].map(|signature| signature.as_slice());
    // Version, flags, method, time and date; then checksum, sizes, lengths of name and extra field.
    let (version, checksum) = ([20, 0], crc32fast::hash(plaintext).to_le_bytes());
    let common = [&[0; 8], checksum.as_slice(), &size, &size, &[1, 0, 0, 0]].concat();
    let mut file = [local, &version, &common, b"a", plaintext].concat();
    let offset = u32::try_from(file.len()).unwrap_or(u32::MAX).to_le_bytes();
    let entry = [directory, &version, &version, &common, &[0; 14], b"a"].concat();
    let length = u32::try_from(entry.len()).unwrap_or(0).to_le_bytes();
    file.extend([&entry, end, &[0, 0, 0, 0, 1, 0, 1, 0], length.as_slice(), &offset, &[0, 0]].concat());
    file
}

fn cipher() -> Vec<u8> {
    sequence(&[&oid(AES256_CBC), &octets(&IV)])
}

fn encrypt(key: &[u8], plaintext: &[u8]) -> Vec<u8> {
    let cipher = cbc::Encryptor::<Aes256>::new_from_slices(key, &IV).expect("32 and 16 bytes");
    cipher.encrypt_padded_vec::<Pkcs7>(plaintext)
}

fn content_info(content_type: &[u8], content: &[u8]) -> Vec<u8> {
    sequence(&[&oid(content_type), &tlv(0xa0, &[content])])
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(4, &[bytes])
}

fn oid(content: &[u8]) -> Vec<u8> {
    tlv(6, &[content])
}

fn integer(small: u8) -> Vec<u8> {
    tlv(2, &[&[small]])
}

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes();
    [&[tag, 0x84], length.as_slice(), &content].concat()
}

#[cfg(test)]
mod tests {
    use super::{CHOICES, DATA, content_info, octets, oid, seal, sequence, tlv};
    use crate::keyring::{Keyring, limits};
    use keybundle::open_within;

    /// Otherwise the target would test refusals alone.
    #[test]
    fn what_is_sealed_opens() {
        let key = include_bytes!("../../testdata/keys/rsa2048.key.der").as_slice();
        let key_bag = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 1];
        let bags = sequence(&[&sequence(&[&oid(key_bag), &tlv(0xa0, &[key])])]);
        let safes = sequence(&[&content_info(DATA, &octets(&bags))]);
        for choice in 0..CHOICES {
            let file = seal(choice, [&safes, &bags, &bags].get(usize::from(choice)).map_or(key, |bytes| bytes));
            let opened = Keyring::with(|keyring| open_within(&file, &keyring.unlock, &limits()));
            assert_eq!(opened.map(|opened| opened.bundles.len()).map_err(|error| (choice, error)), Ok(1));
        }
    }
}
