//! Encryption by a password, byte for byte as OpenSSL does it with the same salt and IV.

use crate::common::{hex, tlv};
use keybundle_cipher::{Protection, protect};

/// `testdata/keys/ed25519.key.pem` in DER.
const PLAIN: &str = "302e020100300506032b657004220420f31d889bb6312ddecc424f6bda46bb718318a48ae8726f60485e5ce25970d642";

/// `openssl pkcs8 -topk8 -in keys/ed25519.key.pem -passout pass:secret -outform DER` (3.6.3) with
/// `-v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 2048` and with `-scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 2`; the
/// salt and the IV in them.
const OPENSSL: [(Protection, &str, &str, &str); 2] = [
    (
        Protection::Pbkdf2 { iterations: 2048 },
        "ff3a25eecf624b0b502c91489066390e",
        "6bb9be9bb484d7b3d2b710ac1f22f07b",
        "3081a3305f06092a864886f70d01050d3052303106092a864886f70d01050c30240410ff3a25eecf624b0b502c91489066390e02020800300c06082a864886f70d02090500301d060960864801650304012a04106bb9be9bb484d7b3d2b710ac1f22f07b04402be1039b656d2d2417b6b648638e15ab04362ce4d7bbb76bf12d8fd65462ef68a791544982b0dacc32519d49ca0ef87e564fca85c528b9ebcb812f0153b64914",
    ),
    (
        Protection::Scrypt { cost: 1024, parallelization: 2 },
        "732192f4a4f198703b6a00d2a7fd861d",
        "c5e9fc3ec27fe6c0e194f4556d5ffbbd",
        "30819b305706092a864886f70d01050d304a302906092b06010401da47040b301c0410732192f4a4f198703b6a00d2a7fd861d02020400020108020102301d060960864801650304012a0410c5e9fc3ec27fe6c0e194f4556d5ffbbd0440a727f90973c65ea82df09ab4bdc9ef6f0298ae309046b01c0fa4d4502706efd424dd3f86c338680c31e13a92bb47ce625623832af97b551193f1b9069712f4b2",
    ),
];

#[test]
fn as_openssl() {
    for (protection, salt, iv, expected) in OPENSSL {
        let (salt, iv) = (hex(salt).try_into().unwrap(), hex(iv).try_into().unwrap());
        let protected = protect(&hex(PLAIN), b"secret", protection, &salt, &iv).unwrap();
        let content = [protected.identifier, tlv(0x04, &protected.ciphertext)].concat();
        // The outer length takes two bytes.
        assert_eq!(hex(expected)[3..], content, "{protection:?}");
    }
}

#[test]
fn costs_out_of_range() {
    for protection in [
        Protection::Pbkdf2 { iterations: 0 },
        Protection::Pbkdf2 { iterations: 1 << 31 },
        Protection::Scrypt { cost: 0, parallelization: 1 },
        Protection::Scrypt { cost: 1000, parallelization: 1 },
        Protection::Scrypt { cost: 1024, parallelization: 0 },
        Protection::Scrypt { cost: 1024, parallelization: 1 << 30 },
    ] {
        assert!(protect(b"", b"secret", protection, &[0; 16], &[0; 16]).is_err(), "{protection:?}");
    }
}
