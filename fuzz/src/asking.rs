//! Requests to the service, as someone wrote them.

use crate::{check, keyring::limits};
use keybundle::{
    Unlock,
    request::{
        Authentication, Base, CheckContext, Draft, EnrollmentProfile, Kind, SecretText, curl, http_text, open_answer,
    },
};

/// The JSON of a request, or of an enrollment profile: read, checked, made again, and used to open an answer.
pub fn request(data: &[u8]) {
    let profile = EnrollmentProfile::read(data, None).ok();
    let context = CheckContext::default().with_profile(profile.as_ref()).at(Some(0));
    for kind in [None].into_iter().chain(Kind::WITH_JSON.map(Some)) {
        let draft = match Draft::read(data, kind) {
            Ok(draft) => draft,
            Err(error) => {
                check::error(&error, data);
                continue;
            }
        };
        let _ = draft.check(&context);
        let key = Authentication::ApiKey(SecretText::in_variable("KEY"));
        if let Ok(http) = draft.request.to_http(&Base::default(), &key) {
            assert!(!curl(&http).is_empty() && http_text(&http, false).is_some());
        }
        if let Some(body) = draft.request.body().and_then(|body| body.secret_text()) {
            let again = Draft::read(body.as_bytes(), Some(draft.request.kind()));
            assert!(again.is_ok() || !Kind::WITH_JSON.contains(&draft.request.kind()), "what is written can't be read");
        }
        if let Err(error) = open_answer(&draft.request, data, Unlock::new(), &limits()) {
            check::error(&error, data);
        }
    }
}
