//! Certificate requests, and requests to the service.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::{Options, wrong},
    unlock,
};
use keybundle::{
    read_request, report,
    request::{CheckContext, Draft, EnrollmentProfile, Kind},
};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

/// What a certificate request says, and whether its signature verifies.
#[wasm_bindgen]
#[must_use]
pub fn csr_show(input: Vec<u8>, options: &str, attachments: Vec<u8>) -> Answer {
    let input = Zeroizing::new(input);
    let run = || {
        let options = Options::read(options, attachments, &["limits"])?;
        let (request, warnings) = read_request(&input, &unlock::limits(&options)?)?;
        let mut bytes = Attachments::default();
        let mut result = report::request(&request, &warnings);
        result["der"] = bytes.add(request.der());
        Ok(bytes.answer(&result))
    };
    run().unwrap_or_else(|refusal: Refusal| refusal.into())
}

/// Everything that is wrong with the JSON of a request to the service.
#[wasm_bindgen]
#[must_use]
pub fn request_check(input: Vec<u8>, options: &str, attachments: Vec<u8>) -> Answer {
    let input = Zeroizing::new(input);
    let run = || {
        let options = Options::read(options, attachments, &["kind", "profile", "now"])?;
        let kind = match options.text("kind")? {
            None => None,
            Some(name) => Some(kind_named(name)?),
        };
        let draft = Draft::read(&input, kind).map_err(|error| Refusal::Told(report::request_error(&error)))?;
        let profile = match options.secret("profile")? {
            None => None,
            Some(profile) => {
                let read = EnrollmentProfile::read(profile, draft.request.enrollment_profile_id());
                Some(read.map_err(|error| Refusal::Told(report::request_error(&error)))?)
            }
        };
        let context = CheckContext::default().with_profile(profile.as_ref()).at(options.integer("now")?);
        let problems = draft.check(&context);
        Ok(Attachments::default().answer(&report::checked(draft.request.kind(), &problems)))
    };
    run().unwrap_or_else(|refusal: Refusal| refusal.into())
}

fn kind_named(name: &str) -> Result<Kind, Refusal> {
    let found = Kind::WITH_JSON.into_iter().find(|kind| kind.as_str() == name);
    found.ok_or_else(|| wrong("kind", &Kind::WITH_JSON.map(Kind::as_str).join(" or ")))
}
