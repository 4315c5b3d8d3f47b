//! Registered values, requests and credentials.

use crate::check;
use keybundle::{
    Limits,
    crates::r#match::{Rules, check as compare},
    credential::{Attempt, Credential, Description, Proof, RequestFields, judge, registered_values},
    report,
};

/// Registered values before the first zero byte, a request behind it: a verdict, and the same twice.
pub fn matching(data: &[u8]) {
    let end = data.iter().position(|&byte| byte == 0);
    let (values, request) = end.map_or((data, data), |end| (&data[..end], &data[end + 1..]));
    let registered = registered_values(values).unwrap_or_else(|error| {
        check::error(&error, data);
        Vec::new()
    });
    let limits = Limits::default();
    for read in [RequestFields::read, RequestFields::read_csr, RequestFields::read_certificate] {
        let fields = match read(request, &limits) {
            Ok(fields) => fields,
            Err(error) => {
                check::error(&error, data);
                continue;
            }
        };
        let presented = match fields.presented() {
            Ok(presented) => presented,
            Err(error) => {
                check::error(&error, data);
                continue;
            }
        };
        let first = compare(&registered, &presented, &Rules::default());
        assert_eq!(first.fields.len(), registered.len());
        assert_eq!(first.matches(), first.fields.iter().all(|field| field.why.is_none()));
        assert_eq!(first, compare(&registered, &presented, &Rules::default()));
        let loose = Rules::default().with("case", "ignore").and_then(|rules| rules.with("unicode", "nfkc"));
        let _ = report::matching(&compare(&registered, &presented, &loose.expect("rules that there are")));
    }
}

/// Credentials: described, and judged at several times.
pub fn credential(data: &[u8]) {
    let limits = Limits::default();
    match Description::read(data, &limits) {
        Ok((description, warnings)) => {
            check::warnings(&warnings, data);
            let _ = description.differences(data);
            let again = Description::read(description.public_key_pem.as_bytes(), &limits);
            let (again, _) = again.expect("what we write can be read");
            assert_eq!(again.thumbprint, description.thumbprint);
            let _ = report::description(&description);
        }
        Err(error) => check::error(&error, data),
    }
    let credentials = match Credential::read_all(data, &limits) {
        Ok(credentials) => credentials,
        Err(error) => return check::error(&error, data),
    };
    let keys: Vec<_> =
        credentials.iter().map(|one| (one.certificate.clone(), one.public_key.clone())).take(4).collect();
    for (at, (certificate, key)) in [i64::MIN, 0, 1 << 40, i64::MAX].into_iter().zip(keys.iter().cycle()) {
        let proof = match certificate {
            Some(certificate) => Proof::Certificate { certificate, intermediates: std::slice::from_ref(certificate) },
            None => Proof::Acme { key_identifier: None, account_key: key.as_ref() },
        };
        let mut attempt = Attempt::new(at, Rules::default());
        attempt.proof = Some(proof);
        let judgements = judge(&credentials, &attempt);
        assert_eq!(judgements.len(), credentials.len());
        let _ = report::judgements(&judgements);
    }
    for one in &credentials {
        let _ = report::credential(one);
    }
}
