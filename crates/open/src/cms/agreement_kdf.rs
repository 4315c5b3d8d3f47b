//! From a shared secret to a key-encryption key: the KDFs of ECDH in CMS (RFC 5753 §7.1, RFC 8418 §2).

use super::{
    hash::{HashFunction, SHA1, SHA224, SHA256, SHA384, SHA512},
    tlv::tlv,
};
use const_oid::ObjectIdentifier;
use hmac::{Hmac, KeyInit as _};
use keybundle_encoding::Oid;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// A key-agreement scheme: standard and cofactor Diffie-Hellman are one here (see `Recipient::agree_raw`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scheme {
    /// As reports name it.
    pub(crate) name: &'static str,
    kdf: Kdf,
}

#[derive(Clone, Copy, Debug)]
enum Kdf {
    /// ANSI X9.63 (SEC 1 §3.6.1).
    X963(HashFunction),
    /// HKDF (RFC 5869) with this hash.
    Hkdf(HkdfHash),
    /// X9.42 (RFC 2631 §2.1.2), whose hash is SHA-1: Diffie-Hellman modulo a prime.
    X942,
}

/// The hash under HKDF.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HkdfHash {
    Sha256,
    Sha384,
    Sha512,
}

const fn x963(oid: &str, name: &'static str, hash: HashFunction) -> (ObjectIdentifier, Scheme) {
    (ObjectIdentifier::new_unwrap(oid), Scheme { name, kdf: Kdf::X963(hash) })
}

const fn hkdf(oid: &str, name: &'static str, hash: HkdfHash) -> (ObjectIdentifier, Scheme) {
    (ObjectIdentifier::new_unwrap(oid), Scheme { name, kdf: Kdf::Hkdf(hash) })
}

const fn x942(oid: &str, name: &'static str) -> (ObjectIdentifier, Scheme) {
    (ObjectIdentifier::new_unwrap(oid), Scheme { name, kdf: Kdf::X942 })
}

/// RFC 5753 §7.1.4, RFC 8418 §6, RFC 3370 §4.1, and ECKA-EG of BSI TR-03111, which differs by its OID alone.
const SCHEMES: &[(ObjectIdentifier, Scheme)] = &[
    x963("1.3.133.16.840.63.0.2", "dhSinglePass-stdDH-sha1kdf", SHA1),
    x963("1.3.132.1.11.0", "dhSinglePass-stdDH-sha224kdf", SHA224),
    x963("1.3.132.1.11.1", "dhSinglePass-stdDH-sha256kdf", SHA256),
    x963("1.3.132.1.11.2", "dhSinglePass-stdDH-sha384kdf", SHA384),
    x963("1.3.132.1.11.3", "dhSinglePass-stdDH-sha512kdf", SHA512),
    x963("1.3.133.16.840.63.0.3", "dhSinglePass-cofactorDH-sha1kdf", SHA1),
    x963("1.3.132.1.14.0", "dhSinglePass-cofactorDH-sha224kdf", SHA224),
    x963("1.3.132.1.14.1", "dhSinglePass-cofactorDH-sha256kdf", SHA256),
    x963("1.3.132.1.14.2", "dhSinglePass-cofactorDH-sha384kdf", SHA384),
    x963("1.3.132.1.14.3", "dhSinglePass-cofactorDH-sha512kdf", SHA512),
    hkdf("1.2.840.113549.1.9.16.3.19", "dhSinglePass-stdDH-hkdf-sha256", HkdfHash::Sha256),
    hkdf("1.2.840.113549.1.9.16.3.20", "dhSinglePass-stdDH-hkdf-sha384", HkdfHash::Sha384),
    hkdf("1.2.840.113549.1.9.16.3.21", "dhSinglePass-stdDH-hkdf-sha512", HkdfHash::Sha512),
    x963("0.4.0.127.0.7.1.1.5.1.1.1", "ecka-eg-x963kdf-sha1", SHA1),
    x942("1.2.840.113549.1.9.16.3.5", "esdh"),
    x942("1.2.840.113549.1.9.16.3.10", "ssdh"),
    x963("0.4.0.127.0.7.1.1.5.1.1.2", "ecka-eg-x963kdf-sha224", SHA224),
    x963("0.4.0.127.0.7.1.1.5.1.1.3", "ecka-eg-x963kdf-sha256", SHA256),
    x963("0.4.0.127.0.7.1.1.5.1.1.4", "ecka-eg-x963kdf-sha384", SHA384),
    x963("0.4.0.127.0.7.1.1.5.1.1.5", "ecka-eg-x963kdf-sha512", SHA512),
];

impl Scheme {
    /// The scheme that an OID names.
    pub(crate) fn from_oid(oid: Oid<'_>) -> Option<Self> {
        SCHEMES.iter().find(|(known, _)| oid == *known).map(|&(_, scheme)| scheme)
    }

    /// The keys that writers may have derived: X9.63 has one; of HKDF, the user keying material may be its salt.
    pub(crate) fn derive(
        self,
        secret: &[u8],
        ukm: Option<&[u8]>,
        shared_info: &[u8],
        size: usize,
    ) -> Vec<Zeroizing<Vec<u8>>> {
        match self.kdf {
            Kdf::X963(hash) => vec![ansi_x963(hash, secret, shared_info, size)],
            Kdf::Hkdf(hash) => {
                let mut keys = vec![hash.derive(&[], secret, shared_info, size)];
                if let Some(ukm) = ukm {
                    keys.push(hash.derive(ukm, secret, shared_info, size));
                }
                keys
            }
            // Its own information has a counter inside: see `x942`.
            Kdf::X942 => Vec::new(),
        }
    }

    /// Whether it is Diffie-Hellman modulo a prime (RFC 2631), rather than on a curve.
    pub(crate) const fn is_modular(self) -> bool {
        matches!(self.kdf, Kdf::X942)
    }
}

/// ECC-CMS-SharedInfo (RFC 5753 §7.2). `key_info` is the key wrap's AlgorithmIdentifier in DER.
pub(crate) fn shared_info(key_info: &[u8], ukm: Option<&[u8]>, key_size: usize) -> Vec<u8> {
    let bits = u32::try_from(key_size.saturating_mul(8)).unwrap_or(u32::MAX);
    let entity = ukm.map_or_else(Vec::new, |ukm| tlv(0xa0, &[&tlv(0x04, &[ukm])]));
    let supplement = tlv(0xa2, &[&tlv(0x04, &[&bits.to_be_bytes()])]);
    tlv(0x30, &[key_info, &entity, &supplement])
}

fn ansi_x963(hash: HashFunction, secret: &[u8], shared_info: &[u8], size: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(size.next_multiple_of(hash.size)));
    let mut counter = 1u32;
    while key.len() < size {
        key.extend_from_slice(&hash.digest(&[secret, &counter.to_be_bytes(), shared_info]));
        counter += 1;
    }
    key.truncate(size);
    key
}

/// HMAC of a key over parts that follow one another.
type Hmacs = fn(&[u8], &[&[u8]]) -> Zeroizing<Vec<u8>>;

impl HkdfHash {
    /// HKDF of a secret (RFC 5869 §2).
    pub(crate) fn derive(self, salt: &[u8], secret: &[u8], info: &[u8], size: usize) -> Zeroizing<Vec<u8>> {
        let hmac: Hmacs = match self {
            Self::Sha256 => |key, parts| mac(Hmac::<Sha256>::new_from_slice(key).ok(), parts),
            Self::Sha384 => |key, parts| mac(Hmac::<Sha384>::new_from_slice(key).ok(), parts),
            Self::Sha512 => |key, parts| mac(Hmac::<Sha512>::new_from_slice(key).ok(), parts),
        };
        // No salt is as many zeros as the hash has bytes, which HMAC makes of an empty key (RFC 5869 §2.2).
        let pseudorandom = hmac(salt, &[secret]);
        let mut key = Zeroizing::new(Vec::with_capacity(size.next_multiple_of(64)));
        let mut previous = Zeroizing::new(Vec::new());
        for counter in 1u8..=255 {
            if key.len() >= size || pseudorandom.is_empty() {
                break;
            }
            previous = hmac(&pseudorandom, &[&previous, info, &[counter]]);
            key.extend_from_slice(&previous);
        }
        key.truncate(size);
        key
    }
}

/// The MAC of the parts. HMAC takes keys of any size, so that `mac` is always there.
fn mac<M: hmac::Mac>(mac: Option<M>, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let Some(mut mac) = mac else { return Zeroizing::default() };
    for part in parts {
        mac.update(part);
    }
    Zeroizing::new(mac.finalize().into_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    // NIST CAVS "ANS X9.63-2001" (SP 800-135), ansx963_2001.rsp, [SHA-256], first case.
    #[test]
    fn x963_by_nist() {
        let secret = hex("96c05619d56c328ab95fe84b18264b08725b85e33fd34f08");
        let key = ansi_x963(SHA256, &secret, &[], 16);
        assert_eq!(*key, hex("443024c3dae66b95e6f5670601558f71"));
    }

    // RFC 5869 appendix A.1 and A.3.
    #[test]
    fn hkdf_by_its_rfc() {
        let secret = [0x0b; 22];
        let salt = hex("000102030405060708090a0b0c");
        let info = hex("f0f1f2f3f4f5f6f7f8f9");
        let key = HkdfHash::Sha256.derive(&salt, &secret, &info, 42);
        assert_eq!(*key, hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
        let key = HkdfHash::Sha256.derive(&[], &secret, &[], 42);
        assert_eq!(*key, hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    // The bytes that OpenSSL's ossl_cms_ecdh hashes for id-aes256-wrap without parameters, as RFC 5753 §7.2 lays them
    // out.
    #[test]
    fn shared_info_layout() {
        let key_info = tlv(0x30, &[&hex("060960864801650304012d")]);
        assert_eq!(
            shared_info(&key_info, Some(b"ab"), 32),
            hex("301b300b060960864801650304012da00404026162a206040400000100")
        );
        assert_eq!(shared_info(&key_info, None, 32), hex("3015300b060960864801650304012da206040400000100"));
    }
}
