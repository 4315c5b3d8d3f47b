//! The derivation of Diffie-Hellman modulo a prime (RFC 2631 §2.1.2, RFC 3370 §4.1).
//!
//! ```text
//! OtherInfo ::= SEQUENCE { keyInfo KeySpecificInfo, partyAInfo [0] OCTET STRING OPTIONAL, suppPubInfo [2] OCTET STRING }
//! KeySpecificInfo ::= SEQUENCE { algorithm OBJECT IDENTIFIER, counter OCTET STRING SIZE (4..4) }
//! ```

use super::{hash::SHA1, tlv::tlv};
use keybundle_encoding::Oid;
use zeroize::Zeroizing;

/// The key-encryption key: of SHA-1 over the shared value and OtherInfo, whose counter begins with 1. `wrap` is the OID
/// of the key wrap, `ukm` the message's partyAInfo.
pub(super) fn derive(secret: &[u8], wrap: Oid<'_>, ukm: Option<&[u8]>, size: usize) -> Zeroizing<Vec<u8>> {
    let bits = u32::try_from(size.saturating_mul(8)).unwrap_or(u32::MAX);
    let party = ukm.map_or_else(Vec::new, |ukm| tlv(0xa0, &[&tlv(0x04, &[ukm])]));
    let supplement = tlv(0xa2, &[&tlv(0x04, &[&bits.to_be_bytes()])]);
    let algorithm = tlv(0x06, &[wrap.as_bytes()]);
    let mut key = Zeroizing::new(Vec::with_capacity(size.next_multiple_of(SHA1.size)));
    for counter in 1u32..=8 {
        if key.len() >= size {
            break;
        }
        let key_info = tlv(0x30, &[&algorithm, &tlv(0x04, &[&counter.to_be_bytes()])]);
        let other_info = tlv(0x30, &[&key_info, &party, &supplement]);
        key.extend_from_slice(&SHA1.digest(&[secret, &other_info]));
    }
    key.truncate(size);
    key
}

#[cfg(test)]
mod tests {
    use super::derive;
    use keybundle_encoding::ber::Element;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    // RFC 2631 §2.1.6: 3DES key wrap without partyAInfo; RC2 key wrap with 64 bytes of it.
    #[test]
    fn the_examples_of_the_rfc() {
        let secret: Vec<u8> = (0..20).collect();
        let wrap = hex("060b2a864886f70d0109100306");
        let wrap = Element::parse(&wrap).unwrap();
        assert_eq!(
            *derive(&secret, wrap.oid().unwrap(), None, 24),
            hex("a09661392376f7044d9052a397883246b67f5f1ef63eb5fb")
        );

        let wrap = hex("060b2a864886f70d0109100307");
        let wrap = Element::parse(&wrap).unwrap();
        let party = hex("0123456789abcdeffedcba9876543201").repeat(4);
        assert_eq!(*derive(&secret, wrap.oid().unwrap(), Some(&party), 16), hex("48950c46e0530075403cce72889604e0"));
    }
}
