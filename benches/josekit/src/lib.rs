//! The rival josekit: ACME External Account Binding (RFC 8555 §7.3.4) with HS256.

use josekit::jws::{JwsHeaderSet, JwsSigner, serialize_flattened_json};

/// The binding of an account's JWK, as JSON.
pub fn bind(signer: &dyn JwsSigner, kid: &str, url: &str, jwk: &str) -> String {
    let mut header = JwsHeaderSet::new();
    header.set_algorithm("HS256", true);
    header.set_key_id(kid, true);
    header.set_url(url, true);
    serialize_flattened_json(jwk.as_bytes(), &header, signer).expect("a binding")
}
