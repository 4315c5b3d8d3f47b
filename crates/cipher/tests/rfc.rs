//! The examples of the RFCs.

use crate::common::hex;
use keybundle_cipher::{ContentCipher, wrap::KeyWrap};
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};

fn identified<T>(identifier: &str, read: impl FnOnce(&AlgorithmIdentifier<'_>) -> T) -> T {
    let bytes = hex(identifier);
    let element = Element::parse(&bytes).unwrap();
    read(&AlgorithmIdentifier::from_element(&element).unwrap())
}

#[track_caller]
fn unwraps(wrap: KeyWrap, kek: &str, wrapped: &str, key: &str) {
    assert_eq!(wrap.unwrap(&hex(kek), &hex(wrapped)).unwrap().as_slice(), hex(key));
}

/// RFC 3394 §4.1, §4.3, §4.6.
#[test]
fn aes_key_wrap() {
    let data = "00112233445566778899aabbccddeeff";
    let kek = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    unwraps(KeyWrap::Aes128, &kek[..32], "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5", data);
    unwraps(KeyWrap::Aes256, kek, "64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7", data);
    unwraps(
        KeyWrap::Aes256,
        kek,
        "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21",
        "00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f",
    );
}

/// RFC 5649 §6.
#[test]
fn aes_key_wrap_with_padding() {
    let kek = "5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8";
    unwraps(
        KeyWrap::Aes192Pad,
        kek,
        "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a",
        "c37b7e6492584340bed12207808941155068f738",
    );
    unwraps(KeyWrap::Aes192Pad, kek, "afbeb0f07dfbf5419200f2ccb50bb24f", "466f7250617369");
}

/// RFC 3217 §3.4 and §4.4.
#[test]
fn triple_des_and_rc2_key_wrap() {
    unwraps(
        KeyWrap::TripleDes,
        "255e0d1c07b646dfb3134cc843ba8aa71f025b7c0838251f",
        "690107618ef092b3b48ca1796b234ae9fa33ebb4159604037db5d6a84eb3aac2768c632775a467d4",
        "2923bf85e06dd6ae529149f1f1bae9eab3a7da3d860d3e98",
    );
    unwraps(
        KeyWrap::Rc2 { effective_bits: 40 },
        "fd04fd08060707fb0003fefffd02fe05",
        "70e699fb5701f7833330fb71e87c85a420bdc99af05d22af5a0e48d35f3138986cbaafb4b28d4f35",
        "b70a25fbc9d86a86050ce0d711ead4d9",
    );
}

/// RFC 3610 §8, packet vector 1: a header of 8 bytes is authenticated, the tag has 8 bytes.
#[test]
fn aes_ccm() {
    let mut buffer = hex("588c979a61c663d2f066d0c2c0f989806d5f6b61dac38417e8d12cfdf926e0");
    identified("301f06096086480165030401073012040d00000003020100a0a1a2a3a4a5020108", |id| {
        ContentCipher::from_identifier(id).unwrap()
    })
    .decrypt_in_place(&hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"), &mut buffer, &hex("0001020304050607"), None)
    .unwrap();
    assert_eq!(buffer, hex("08090a0b0c0d0e0f101112131415161718191a1b1c1d1e"));
}
