//! Keys and randomness of the tests.

use keybundle_csr::{Request, RequestTemplate, Result};
use keybundle_encoding::{Coded as _, Warnings, pem};
use keybundle_key::{PrivateKey, SoftwareSigner};
use rand_core::UnwrapErr;

pub(crate) fn key(name: &str) -> PrivateKey {
    let text = keybundle_testdata::file(&format!("keys/{name}.key.pem"));
    PrivateKey::from_der(&pem::scan(&text).unwrap().blocks[0].bytes, &mut Warnings::new()).unwrap()
}

pub(crate) fn signer(key: &PrivateKey) -> SoftwareSigner<UnwrapErr<getrandom::SysRng>> {
    SoftwareSigner::new(key, UnwrapErr(getrandom::SysRng)).unwrap()
}

/// Made with P-256, and what was warned about.
pub(crate) fn make(template: &RequestTemplate) -> Result<(Request, Vec<String>)> {
    let mut warnings = Warnings::new();
    let request = template.sign(&signer(&key("p256")), None, &mut warnings)?;
    // What was written is what would be read.
    let again = Request::from_der(request.der(), &mut Warnings::new()).unwrap();
    assert_eq!(again, request);
    Ok((request, warnings.into_vec().into_iter().map(|warning| warning.message).collect()))
}

/// The message of a refusal, whose code is `invalid-value`.
pub(crate) fn refusal(template: &RequestTemplate) -> String {
    let error = make(template).unwrap_err();
    // It is seen before there is a key.
    assert_eq!(template.check().unwrap_err(), error);
    assert_eq!(error.code().as_str(), "invalid-value");
    error.to_string()
}
