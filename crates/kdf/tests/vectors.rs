//! What OpenSSL and the RFCs say, against [`derive`] and [`derive_all`].

#![allow(clippy::unwrap_used, clippy::panic)]

use keybundle_kdf::{Derivation, Hash, Pkcs12Purpose, derive, derive_all};

/// Made by `tests/vectors/make.sh`, which also tells the format.
const OPENSSL: &str = include_str!("vectors/openssl.txt");

#[test]
fn openssl_one_at_a_time() {
    for vector in vectors() {
        let derived = derive(&vector.derivation()).unwrap();
        assert_eq!(hex(&derived), hex(&vector.output), "{}", vector.line);
    }
}

#[test]
fn openssl_all_at_once() {
    let vectors: Vec<_> = vectors().collect();
    let jobs: Vec<_> = vectors.iter().map(Vector::derivation).collect();
    let derived = derive_all(&jobs);
    assert_eq!(derived.len(), vectors.len());
    for (vector, derived) in vectors.iter().zip(derived) {
        assert_eq!(hex(&derived.unwrap()), hex(&vector.output), "{}", vector.line);
    }
}

/// Every hash and every derivation has its vectors: none is passed over in silence.
#[test]
fn openssl_vectors_are_complete() {
    for hash in Hash::ALL {
        let of = |kind: &str| vectors().filter(|vector| vector.fields[0] == kind && vector.hash() == *hash).count();
        assert_eq!((of("pbkdf2"), of("pkcs12")), (8, 24), "{hash}");
    }
    assert_eq!(vectors().filter(|vector| vector.fields[0] == "scrypt").count(), 3);
    assert_eq!(vectors().filter(|vector| vector.fields[0] == "bytes-to-key").count(), 16);
}

/// RFC 6070: PBKDF2 with HMAC-SHA-1.
#[test]
fn rfc_6070() {
    let long = (b"passwordPASSWORDpassword".as_slice(), b"saltSALTsaltSALTsaltSALTsaltSALTsalt".as_slice());
    for (password, salt, iterations, output) in [
        (b"password".as_slice(), b"salt".as_slice(), 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
        (b"password", b"salt", 2, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
        (b"password", b"salt", 4096, "4b007901b765489abead49d926f721d065a429c1"),
        (long.0, long.1, 4096, "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"),
        (b"pass\0word", b"sa\0lt", 4096, "56fa6aa75548099dcc37d7f03425e0c3"),
    ] {
        let length = output.len() / 2;
        let job = Derivation::Pbkdf2 { hash: Hash::Sha1, password, salt, iterations, length };
        assert_eq!(hex(&derive(&job).unwrap()), output);
    }
}

/// RFC 7914 §11: PBKDF2 with HMAC-SHA-256.
#[test]
fn rfc_7914_pbkdf2() {
    for (password, salt, iterations, output) in [
        (
            b"passwd".as_slice(),
            b"salt".as_slice(),
            1,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc\
             49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
        ),
        (
            b"Password",
            b"NaCl",
            80000,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56\
             a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
        ),
    ] {
        let job = Derivation::Pbkdf2 { hash: Hash::Sha256, password, salt, iterations, length: 64 };
        assert_eq!(hex(&derive(&job).unwrap()), output);
    }
}

/// RFC 7914 §12: scrypt.
#[test]
fn rfc_7914_scrypt() {
    for (password, salt, (n, r, p), output) in [
        (
            b"".as_slice(),
            b"".as_slice(),
            (16, 1, 1),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442\
             fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
        ),
        (
            b"password",
            b"NaCl",
            (1024, 8, 16),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162\
             2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        ),
        (
            b"pleaseletmein",
            b"SodiumChloride",
            (16384, 8, 1),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2\
             d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
        ),
    ] {
        let job = Derivation::Scrypt { password, salt, n, r, p, length: 64 };
        assert_eq!(hex(&derive(&job).unwrap()), output);
    }
}

struct Vector {
    line: &'static str,
    fields: Vec<&'static str>,
    password: Vec<u8>,
    salt: Vec<u8>,
    output: Vec<u8>,
}

fn vectors() -> impl Iterator<Item = Vector> {
    OPENSSL.lines().map(|line| {
        let fields: Vec<_> = line.split(' ').collect();
        let [.., password, salt, output] = fields[..] else { panic!("too few fields: {line}") };
        let (password, salt, output) = (unhex(password), unhex(salt), unhex(output));
        Vector { line, fields, password, salt, output }
    })
}

impl Vector {
    fn derivation(&self) -> Derivation<'_> {
        let (password, salt) = (self.password.as_slice(), self.salt.as_slice());
        let length = self.output.len();
        let number = |field: usize| self.fields[field].parse::<u64>().unwrap();
        match self.fields[0] {
            "pbkdf2" => Derivation::Pbkdf2 { hash: self.hash(), password, salt, iterations: number(2), length },
            "pkcs12" => {
                let purpose = match number(2) {
                    1 => Pkcs12Purpose::Key,
                    2 => Pkcs12Purpose::Iv,
                    3 => Pkcs12Purpose::Mac,
                    other => panic!("purpose {other}"),
                };
                Derivation::Pkcs12 { hash: self.hash(), password, salt, iterations: number(3), purpose, length }
            }
            "scrypt" => Derivation::Scrypt { password, salt, n: number(1), r: number(2), p: number(3), length },
            "bytes-to-key" => Derivation::BytesToKey { hash: self.hash(), password, salt, length },
            other => panic!("unknown derivation {other}"),
        }
    }

    fn hash(&self) -> Hash {
        match self.fields[1] {
            "md5" => Hash::Md5,
            "sha1" => Hash::Sha1,
            "sha224" => Hash::Sha224,
            "sha256" => Hash::Sha256,
            "sha384" => Hash::Sha384,
            "sha512" => Hash::Sha512,
            "sha512-224" => Hash::Sha512_224,
            "sha512-256" => Hash::Sha512_256,
            "sha3-224" => Hash::Sha3_224,
            "sha3-256" => Hash::Sha3_256,
            "sha3-384" => Hash::Sha3_384,
            "sha3-512" => Hash::Sha3_512,
            other => panic!("unknown hash {other}"),
        }
    }
}

fn unhex(text: &str) -> Vec<u8> {
    if text == "-" {
        return Vec::new();
    }
    assert!(text.len().is_multiple_of(2), "{text}");
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
