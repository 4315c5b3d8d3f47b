//! The states before the first block: RFC 1321 §3.3 and FIPS 180-4 §5.3.

use crate::word::State;

pub(super) const MD5: State<u32> = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0, 0, 0, 0];

pub(super) const SHA1: State<u32> = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0];

/// The second 32 bits of those of SHA-384.
pub(super) const SHA224: State<u32> = low_halves(SHA384);

/// The first 32 bits of those of SHA-512.
pub(super) const SHA256: State<u32> = high_halves(SHA512);

pub(super) const SHA384: State<u64> = [
    0xcbbb_9d5d_c105_9ed8,
    0x629a_292a_367c_d507,
    0x9159_015a_3070_dd17,
    0x152f_ecd8_f70e_5939,
    0x6733_2667_ffc0_0b31,
    0x8eb4_4a87_6858_1511,
    0xdb0c_2e0d_64f9_8fa7,
    0x47b5_481d_befa_4fa4,
];

pub(super) const SHA512: State<u64> = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

pub(super) const SHA512_224: State<u64> = [
    0x8c3d_37c8_1954_4da2,
    0x73e1_9966_89dc_d4d6,
    0x1dfa_b7ae_32ff_9c82,
    0x679d_d514_582f_9fcf,
    0x0f6d_2b69_7bd4_4da8,
    0x77e3_6f73_04c4_8942,
    0x3f9d_85a8_6a1d_36c8,
    0x1112_e6ad_91d6_92a1,
];

pub(super) const SHA512_256: State<u64> = [
    0x2231_2194_fc2b_f72c,
    0x9f55_5fa3_c84c_64c2,
    0x2393_b86b_6f53_b151,
    0x9638_7719_5940_eabd,
    0x9628_3ee2_a88e_ffe3,
    0xbe5e_1e25_5386_3992,
    0x2b01_99fc_2c85_b8aa,
    0x0eb7_2ddc_81c5_2ca2,
];

const fn high_halves(state: State<u64>) -> State<u32> {
    let [a, b, c, d, e, f, g, h] = state;
    [
        (a >> 32) as u32,
        (b >> 32) as u32,
        (c >> 32) as u32,
        (d >> 32) as u32,
        (e >> 32) as u32,
        (f >> 32) as u32,
        (g >> 32) as u32,
        (h >> 32) as u32,
    ]
}

const fn low_halves(state: State<u64>) -> State<u32> {
    let [a, b, c, d, e, f, g, h] = state;
    [a as u32, b as u32, c as u32, d as u32, e as u32, f as u32, g as u32, h as u32]
}
