//! Certificate requests, and requests to the service.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::{Options, wrong},
    unlock,
};
use keybundle::{
    Limits, PublicKey, material, read_request, report,
    request::{CheckContext, Draft, EnrollmentProfile, Error, Kind, Problem, Request},
};

/// What a certificate request says, and whether its signature verifies.
pub(crate) fn csr_show(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &["limits"])?;
    let (request, mut warnings) = read_request(input, &unlock::limits(&options)?)?;
    if let Some(key) = request.public_key() {
        report::warn_of_weak_key(key, &mut warnings);
    }
    let mut bytes = Attachments::default();
    bytes.add("/der", request.der());
    Ok(bytes.answer(report::request(&request, &warnings)))
}

/// Everything that is wrong with the JSON of a request to the service.
pub(crate) fn request_check(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let known = ["kind", "profile", "recipient_key", "recipient_key_passwords", "exact_verdicts", "limits", "now"];
    let options = Options::read(options, attachments, &known)?;
    let kind = options.text("kind")?.map(|name| kind_named(name, &Kind::WITH_JSON)).transpose()?;
    let draft = Draft::read(input, kind).map_err(refused)?;
    let problems = problems(&options, &draft)?;
    Ok(Attachments::default().answer(report::checked(draft.request.kind(), &problems)))
}

/// The kind of that name, out of some.
pub(crate) fn kind_named(name: &str, known: &[Kind]) -> Result<Kind, Refusal> {
    let names = || known.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    let found = known.iter().find(|kind| kind.as_str() == name);
    found.copied().ok_or_else(|| wrong("kind", &format!("one of {}", names())))
}

/// What is wrong with a request, held against everything that the options name.
pub(crate) fn problems(options: &Options, draft: &Draft) -> Result<Vec<Problem>, Refusal> {
    let profile = profile(options, &draft.request)?;
    let recipient = recipient(options, &unlock::limits(options)?)?;
    let context = CheckContext::default()
        .with_profile(profile.as_ref())
        .with_recipient(recipient.as_ref())
        .at(options.integer("now")?);
    Ok(draft.check(&context))
}

/// The enrollment profile that a request is checked against.
fn profile(options: &Options, request: &Request) -> Result<Option<EnrollmentProfile>, Refusal> {
    let profile = options.secret("profile")?;
    let read = |json| EnrollmentProfile::read(json, request.enrollment_profile_id());
    profile.map(read).transpose().map_err(|error| refused(error).about("profile"))
}

/// The public key of who will open the answer.
fn recipient(options: &Options, limits: &Limits) -> Result<Option<PublicKey>, Refusal> {
    let Some(bytes) = options.secret("recipient_key")? else { return Ok(None) };
    let ring = unlock::ring(options, "recipient_key_passwords")?;
    let key = material::recipient_public_key(bytes, &ring, limits);
    Ok(Some(key.map_err(|error| Refusal::from(error).about("recipient_key"))?))
}

#[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` calls")]
pub(crate) fn refused(error: Error) -> Refusal {
    Refusal::Told(report::request_error(&error))
}
