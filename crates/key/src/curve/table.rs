//! Every curve that is known here.

use super::{Binary, Field, Parameters, Prime};

/// The bytes of hexadecimal text, at compile time.
const fn unhex<const SIZE: usize>(text: &str) -> [u8; SIZE] {
    const fn digit(byte: u8) -> u8 {
        match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => 0,
        }
    }
    let text = text.as_bytes();
    let mut bytes = [0; SIZE];
    let mut at = 0;
    while at < SIZE {
        bytes[at] = digit(text[2 * at]) << 4 | digit(text[2 * at + 1]);
        at += 1;
    }
    bytes
}

const fn bit_length(bytes: &[u8]) -> usize {
    bytes.len() * 8 - bytes[0].leading_zeros() as usize
}

macro_rules! hex {
    ($text:literal) => {{
        const BYTES: [u8; $text.len() / 2] = super::unhex($text);
        &BYTES
    }};
}

macro_rules! curve {
    ($ident:ident, $name:literal, $oid:literal,
     p $p:literal a $a:literal b $b:literal x $x:literal y $y:literal n $n:literal) => {
        pub(in crate::curve) static $ident: super::Parameters = super::Parameters {
            name: $name,
            oid: const_oid::ObjectIdentifier::new_unwrap($oid),
            bits: super::bit_length(hex!($p)),
            field: super::Field::Prime(super::Prime {
                p: hex!($p),
                a: hex!($a),
                b: hex!($b),
                x: hex!($x),
                y: hex!($y),
                n: hex!($n),
            }),
        };
    };
}

macro_rules! binary {
    ($ident:ident, $name:literal, $oid:literal, $bits:literal x $x:literal n $n:literal) => {
        pub(in crate::curve) static $ident: super::Parameters = super::Parameters {
            name: $name,
            oid: const_oid::ObjectIdentifier::new_unwrap($oid),
            bits: $bits,
            field: super::Field::Binary(super::Binary { x: hex!($x), n: hex!($n) }),
        };
    };
}

pub(super) mod binary;
pub(super) mod brainpool;
pub(super) mod national;
pub(super) mod nist;
pub(super) mod sec;
pub(super) mod wap;
pub(super) mod x962;

/// Those that are met every day.
pub(super) static COMMON: &[&Parameters] = &[&nist::P256, &nist::P384, &nist::P521];

/// All others.
pub(super) static RARE: &[&Parameters] = &[
    &nist::P224,
    &nist::P192,
    &sec::SECP112R1,
    &sec::SECP112R2,
    &sec::SECP128R1,
    &sec::SECP128R2,
    &sec::SECP160K1,
    &sec::SECP160R1,
    &sec::SECP160R2,
    &sec::SECP192K1,
    &sec::SECP224K1,
    &sec::SECP256K1,
    &x962::PRIME192V2,
    &x962::PRIME192V3,
    &x962::PRIME239V1,
    &x962::PRIME239V2,
    &x962::PRIME239V3,
    &brainpool::BRAINPOOLP160R1,
    &brainpool::BRAINPOOLP160T1,
    &brainpool::BRAINPOOLP192R1,
    &brainpool::BRAINPOOLP192T1,
    &brainpool::BRAINPOOLP224R1,
    &brainpool::BRAINPOOLP224T1,
    &brainpool::BRAINPOOLP256R1,
    &brainpool::BRAINPOOLP256T1,
    &brainpool::BRAINPOOLP320R1,
    &brainpool::BRAINPOOLP320T1,
    &brainpool::BRAINPOOLP384R1,
    &brainpool::BRAINPOOLP384T1,
    &brainpool::BRAINPOOLP512R1,
    &brainpool::BRAINPOOLP512T1,
    &wap::WAP_WSG_IDM_ECID_WTLS6,
    &wap::WAP_WSG_IDM_ECID_WTLS7,
    &wap::WAP_WSG_IDM_ECID_WTLS8,
    &wap::WAP_WSG_IDM_ECID_WTLS9,
    &wap::WAP_WSG_IDM_ECID_WTLS12,
    &national::SM2,
    &national::FRP256V1,
    &binary::SECT113R1,
    &binary::SECT113R2,
    &binary::SECT131R1,
    &binary::SECT131R2,
    &binary::SECT163K1,
    &binary::SECT163R1,
    &binary::SECT163R2,
    &binary::SECT193R1,
    &binary::SECT193R2,
    &binary::SECT233K1,
    &binary::SECT233R1,
    &binary::SECT239K1,
    &binary::SECT283K1,
    &binary::SECT283R1,
    &binary::SECT409K1,
    &binary::SECT409R1,
    &binary::SECT571K1,
    &binary::SECT571R1,
    &binary::C2PNB163V1,
    &binary::C2PNB163V2,
    &binary::C2PNB163V3,
    &binary::C2PNB176V1,
    &binary::C2TNB191V1,
    &binary::C2TNB191V2,
    &binary::C2TNB191V3,
    &binary::C2PNB208W1,
    &binary::C2TNB239V1,
    &binary::C2TNB239V2,
    &binary::C2TNB239V3,
    &binary::C2PNB272W1,
    &binary::C2PNB304W1,
    &binary::C2TNB359V1,
    &binary::C2PNB368W1,
    &binary::C2TNB431R1,
    &binary::WAP_WSG_IDM_ECID_WTLS1,
    &binary::WAP_WSG_IDM_ECID_WTLS3,
    &binary::WAP_WSG_IDM_ECID_WTLS4,
    &binary::WAP_WSG_IDM_ECID_WTLS5,
    &binary::WAP_WSG_IDM_ECID_WTLS10,
    &binary::WAP_WSG_IDM_ECID_WTLS11,
];
