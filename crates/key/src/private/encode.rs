//! A private key written in each encoding.

use super::{Encoding, PrivateKey, ec, jwk, modular};
use crate::{Algorithm, Error, Result};
use zeroize::Zeroizing;

impl PrivateKey {
    /// The key in an encoding: DER, and of a JWK its JSON text.
    ///
    /// - PKCS#8 holds every key, [`PrivateKey::secret_pkcs8_der`].
    /// - PKCS#1 and JWK hold the numbers of an RSA key, not that it is restricted to RSASSA-PSS or RSAES-OAEP.
    /// - SEC1 names its curve and has the public point (RFC 5915).
    /// - JWK: RSA with factors and CRT values, P-256, P-384, P-521, secp256k1, Ed25519, Ed448, X25519, X448, and ML-DSA
    ///   whose seed is known (RFC 7518 §6, RFC 8037, RFC 8812; RFC 9964).
    ///
    /// # Errors
    /// `unsupported-algorithm` when the encoding does not hold such keys.
    pub fn secret_encoded(&self, encoding: Encoding) -> Result<Zeroizing<Vec<u8>>> {
        let algorithm = self.algorithm();
        let cannot = || Error::NotEncodable { key: algorithm.to_string(), encoding };
        match encoding {
            Encoding::Pkcs8 => Ok(self.secret_pkcs8_der()),
            Encoding::Pkcs1 => match self.algorithm() {
                Algorithm::Rsa { .. } | Algorithm::RsaPss { .. } | Algorithm::RsaOaep { .. } => {
                    Ok(Zeroizing::new(self.secret_inner().to_vec()))
                }
                _ => Err(cannot()),
            },
            Encoding::Sec1 => ec::standalone(&self.parts)?.ok_or_else(cannot),
            Encoding::Dsa => match self.algorithm() {
                Algorithm::Dsa { .. } => modular::write_traditional(&self.parts)?.ok_or_else(cannot),
                _ => Err(cannot()),
            },
            Encoding::Jwk => {
                let text = jwk::write(&self.parts)?.ok_or_else(|| {
                    // Its public half has a JWK: what is missing is the seed (RFC 9964 §3).
                    let has_public = self.public_key().is_some_and(|public| public.to_jwk().is_some());
                    let key = if has_public { format!("{algorithm} without its seed") } else { algorithm.to_string() };
                    Error::NotEncodable { key, encoding }
                })?;
                Ok(Zeroizing::new(text.as_bytes().to_vec()))
            }
        }
    }
}
