//! Key transport with RSA (RFC 3370 §4.2, RFC 3560).

use super::{
    oids,
    recipient_info::KeyTransportInfo,
    recovery::{Failure, Proof, Recovered},
    rsa_oaep::Oaep,
    rsa_pkcs1,
};
use crate::Error;
use keybundle_encoding::AlgorithmIdentifier;
use keybundle_key::{Algorithm, Recipient};

/// How the key was encrypted.
pub(crate) enum Transport<'a> {
    Pkcs1,
    Oaep(Oaep<'a>),
}

impl<'a> Transport<'a> {
    /// The algorithm that a message names. Parameters of rsaEncryption are NULL or absent, and not looked at.
    pub(crate) fn from_identifier(algorithm: &AlgorithmIdentifier<'a>) -> Result<Self, Error> {
        if algorithm.oid == oids::RSA_ENCRYPTION {
            Ok(Self::Pkcs1)
        } else if algorithm.oid == oids::RSAES_OAEP {
            Oaep::from_parameters(algorithm.parameters.as_ref()).map(Self::Oaep)
        } else {
            Err(Error::UnsupportedAlgorithm {
                identifier: algorithm.oid.to_dotted(),
                name: "the key-transport algorithm of the recipient",
            })
        }
    }

    /// As reports name it, with its hashes.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Pkcs1 => self.name().to_owned(),
            Self::Oaep(oaep) => {
                format!("{} with {} and mgf1-{}", self.name(), oaep.hash.name, oaep.mask_hash.name)
            }
        }
    }

    /// Its name alone.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Pkcs1 => "rsaes-pkcs1-v1_5",
            Self::Oaep(_) => "rsaes-oaep",
        }
    }
}

/// Bytes of the modulus, if this is a key that RSA decrypts with. Keys that their identifier restricts to signatures
/// are tried as well: what was encrypted to them can be opened.
pub(crate) fn modulus_bytes(algorithm: &Algorithm) -> Option<usize> {
    match algorithm {
        Algorithm::Rsa { bits } | Algorithm::RsaPss { bits } | Algorithm::RsaOaep { bits } => Some(bits.div_ceil(8)),
        _ => None,
    }
}

/// Whether a ciphertext can have been made with a modulus of `size` bytes. Some writers drop leading zeros.
pub(crate) fn fits(ciphertext: &[u8], size: usize) -> bool {
    (size.saturating_sub(4)..=size).contains(&ciphertext.len())
}

/// Which sizes the key may have that was encrypted, and what a made-up one has in its place.
pub(crate) struct KeySizes<'a> {
    pub(crate) accepts: &'a dyn Fn(usize) -> bool,
    pub(crate) usual: usize,
}

/// Recovers the key that was encrypted to `recipient`, whose modulus has `size` bytes.
pub(crate) fn recover(
    info: &KeyTransportInfo<'_>,
    sizes: &KeySizes<'_>,
    recipient: &dyn Recipient,
    size: usize,
) -> Result<Recovered, Failure> {
    let transport = Transport::from_identifier(&info.algorithm).map_err(Failure::Unsupported)?;
    let missing = size.checked_sub(info.encrypted_key.len()).ok_or(Failure::NotRecovered)?;
    let ciphertext = [&vec![0; missing], info.encrypted_key.as_ref()].concat();
    let block = recipient.rsa_raw(&ciphertext).map_err(|_| Failure::NotRecovered)?;
    match &transport {
        Transport::Pkcs1 => {
            let unpadded = rsa_pkcs1::unpad(&block, &ciphertext, sizes.accepts, sizes.usual);
            Ok(Recovered {
                key: unpadded.key,
                proof: Proof::Padding(unpadded.padded_right),
                algorithm: transport.name().to_owned(),
            })
        }
        Transport::Oaep(oaep) => {
            let key = oaep.unpad(&block).ok_or(Failure::NotRecovered)?;
            Ok(Recovered::proven(key, transport.name().to_owned()))
        }
    }
}
