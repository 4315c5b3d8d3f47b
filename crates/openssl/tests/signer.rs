//! Signatures by a key in libcrypto, verified by ours.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle::{
    PrivateKey, Warnings,
    crates::{
        encoding::{AlgorithmIdentifier, ber::Element},
        key::{Digest, SignatureAlgorithm, Signer as _, SoftwareSigner},
    },
};
use keybundle_openssl::OpensslSigner;
use openssl::{
    ec::{EcGroup, EcKey},
    nid::Nid,
    pkey::{PKey, Private},
    rsa::Rsa,
};
use rand_core::UnwrapErr;

const MESSAGE: &[u8] = b"what is signed";

fn key(pkey: &PKey<Private>) -> PrivateKey {
    PrivateKey::from_der(&pkey.private_key_to_pkcs8().unwrap(), &mut Warnings::new()).unwrap()
}

fn ec(curve: Nid) -> PKey<Private> {
    PKey::from_ec_key(EcKey::generate(&EcGroup::from_curve_name(curve).unwrap()).unwrap()).unwrap()
}

#[test]
fn libcrypto_signs_with_every_algorithm_that_the_key_allows() {
    let rsa = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let all = [Digest::Sha256, Digest::Sha384, Digest::Sha512];
    let rsa_algorithms: Vec<_> = all
        .into_iter()
        .flat_map(|digest| [SignatureAlgorithm::RsaPkcs1(digest), SignatureAlgorithm::RsaPss(digest)])
        .collect();
    let ecdsa: Vec<_> = all.into_iter().map(SignatureAlgorithm::Ecdsa).collect();
    let cases = [
        (rsa, rsa_algorithms),
        (ec(Nid::X9_62_PRIME256V1), ecdsa.clone()),
        (ec(Nid::SECP384R1), ecdsa.clone()),
        (ec(Nid::SECP521R1), ecdsa),
        (PKey::generate_ed25519().unwrap(), vec![SignatureAlgorithm::Ed25519]),
    ];
    for (pkey, algorithms) in &cases {
        let key = key(pkey);
        let signer = OpensslSigner::new(&key).unwrap();
        for algorithm in algorithms {
            let der = algorithm.identifier_der();
            let identifier = AlgorithmIdentifier::from_element(&Element::parse(&der).unwrap()).unwrap();
            let signature = signer.sign(*algorithm, MESSAGE).unwrap();
            let verified = signer.public_key().verify(&identifier, MESSAGE, &signature);
            assert_eq!(verified, Some(true), "{algorithm:?}");
        }
    }
}

#[test]
fn what_the_software_refuses_libcrypto_is_not_asked_for() {
    let key = key(&PKey::generate_ed25519().unwrap());
    let other = SignatureAlgorithm::Ecdsa(Digest::Sha256);
    let ours = SoftwareSigner::new(&key, UnwrapErr(getrandom::SysRng)).unwrap().sign(other, MESSAGE);
    let theirs = OpensslSigner::new(&key).unwrap().sign(other, MESSAGE);
    assert_eq!(ours.unwrap_err().to_string(), theirs.unwrap_err().to_string());
}
