//! An answer that holds no certificate.

use keybundle_encoding::json::{Json, Piece, Pieces, Text};

/// The members of an answer that tell why there is no certificate in it. Unknown members are ignored, every member is
/// optional, and enum values are kept as text.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Answer {
    /// The request's identifier.
    pub certificate_request_id: Option<String>,
    /// The state of the request in the service's word, for instance `AUTO_APPROVED`.
    pub status: Option<String>,
    /// The outcome in the service's word: `SUCCESS`, or another one for a failure.
    pub result: Option<String>,
    /// The member `errors` of IoT Trust Manager, and problem details (RFC 9457).
    pub errors: Vec<Problem>,
    /// The member `error` of Device Trust Manager.
    pub error: Vec<Problem>,
    /// Whether a key or certificate came, readable or not.
    has_material: bool,
}

/// One error of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The service's code, reduced to letters, digits and `_ - .`; `unknown` where it gave none.
    pub code: String,
}

impl Answer {
    /// Reads one answer, or each one of a list, of several lines or of a log. Inside wrappers, such as a
    /// gateway adds, only objects that report an error or name a request count. Empty when there is no answer in it.
    #[must_use]
    pub fn read_all(json: &[u8]) -> Vec<Self> {
        let mut answers = Vec::new();
        let text = Text::new(json);
        let mut pieces = Pieces::new(&text);
        while let Ok(Some(piece)) = pieces.next_piece() {
            let Piece::Values(values) = piece else { continue };
            for value in &values {
                match value {
                    Json::Array(list) => list.iter().for_each(|one| Self::collect(one, MOST_WRAPPERS, &mut answers)),
                    value => Self::collect(value, MOST_WRAPPERS, &mut answers),
                }
            }
        }
        answers
    }

    fn collect(json: &Json, wrappers: usize, answers: &mut Vec<Self>) {
        let is_wrapped = wrappers < MOST_WRAPPERS;
        match (json, Self::of(json)) {
            (_, Some(answer)) if !is_wrapped || answer.tells_by_itself() => answers.push(answer),
            (Json::Object(members), _) if wrappers > 0 => {
                members.iter().for_each(|(_, value)| Self::collect(value, wrappers - 1, answers));
            }
            (Json::Array(list), _) if wrappers > 0 => {
                list.iter().for_each(|value| Self::collect(value, wrappers - 1, answers));
            }
            _ => {}
        }
    }

    /// `None` of what has none of the members.
    fn of(json: &Json) -> Option<Self> {
        let text = |name| json.member(name).and_then(Json::text).map(ToOwned::to_owned);
        let mut answer = Self {
            certificate_request_id: text("certificate_request_id"),
            status: text("status"),
            result: text("result"),
            errors: problems(json.member("errors")),
            error: problems(json.member("error")),
            has_material: ["pem", "private_key"].iter().any(|name| text(name).is_some_and(|text| is_material(&text))),
        };
        answer.errors.extend(problem_details(json));
        let is_empty = answer.errors.is_empty() && answer.error.is_empty();
        let is_silent = answer.certificate_request_id.is_none() && answer.status.is_none() && answer.result.is_none();
        (!is_empty || !is_silent).then_some(answer)
    }

    /// Whether it is an answer wherever it stands: a status or a result alone may be that of anything.
    fn tells_by_itself(&self) -> bool {
        let mut problems = self.errors.iter().chain(&self.error);
        self.certificate_request_id.is_some() || problems.any(|problem| problem.code != UNKNOWN)
    }

    /// The codes of the errors that it lists.
    #[must_use]
    pub fn error_codes(&self) -> Vec<String> {
        self.errors.iter().chain(&self.error).map(|problem| problem.code.clone()).collect()
    }

    /// The codes of errors in an answer that also has content, such as the CSR: those that it lists, or else the word
    /// that says that the request which it names was refused.
    #[must_use]
    pub fn plain_codes(&self) -> Vec<String> {
        let mut codes = self.error_codes();
        if codes.is_empty() && self.certificate_request_id.is_some() {
            let words = self.result.iter().chain(&self.status);
            codes.extend(words.filter(|word| is_refusal(word)).map(|word| safe(word)).take(1));
        }
        codes
    }

    /// Whether an answer that also has content, such as the CSR, says that the certificate is still to come: of a
    /// request that it names, or in a word such as `pending`.
    #[must_use]
    pub fn is_plainly_pending(&self) -> bool {
        let is_waiting = |status: &String| {
            let status = status.to_ascii_lowercase();
            ["pending", "waiting", "processing"].iter().any(|word| status.contains(word))
        };
        self.is_pending() && (self.certificate_request_id.is_some() || self.status.as_ref().is_some_and(is_waiting))
    }

    /// The codes of its errors. Without any, an answer counts as one error when its `result` is not `SUCCESS`, or when
    /// its `status` is a refusal, such as `REJECTED`.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let mut codes = self.error_codes();
        if let Some(result) = &self.result
            && codes.is_empty()
            && !result.eq_ignore_ascii_case("SUCCESS")
        {
            codes.push(safe(result));
        }
        if let Some(status) = &self.status
            && codes.is_empty()
            && is_refusal(status)
        {
            codes.push(safe(status));
        }
        codes
    }

    /// Whether it names a request or its state and no error, and nothing came: then the certificate is still to come.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        !self.has_material
            && self.codes().is_empty()
            && (self.certificate_request_id.is_some() || self.status.is_some())
    }
}

/// Whether a text is a key or certificate, readable or not, rather than a word about one.
fn is_material(text: &str) -> bool {
    const SHORTEST: usize = 48;
    text.trim().len() >= SHORTEST || text.contains("-----BEGIN")
}

/// Levels of objects and lists around an answer.
const MOST_WRAPPERS: usize = 4;

/// The problem details of RFC 9457, as ACME servers answer: a type that says what it is, with a status that is an
/// error.
fn problem_details(json: &Json) -> Option<Problem> {
    let kind = json.member("type")?.text()?;
    let is_error = matches!(json.member("status"), Some(Json::Integer(400..)));
    ((is_error && kind.contains(':')) || kind.starts_with("urn:ietf:params:acme:error:"))
        .then(|| Problem { code: safe(kind.rsplit([':', '/']).next().unwrap_or_default()) })
}

/// Whether a status tells that no certificate will come. The service's own list of statuses is not public: what a word
/// means is taken as it stands.
fn is_refusal(status: &str) -> bool {
    let status = status.to_ascii_lowercase();
    ["error", "fail", "reject", "denied", "declined", "cancel"].iter().any(|word| status.contains(word))
}

/// One error or a list of them.
fn problems(value: Option<&Json>) -> Vec<Problem> {
    match value {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(list)) => list.iter().filter_map(problem).collect(),
        Some(Json::Integers(list)) => list.iter().filter_map(|code| problem(&Json::Integer(*code))).collect(),
        Some(value) => problem(value).into_iter().collect(),
    }
}

/// `None` of what says that there is none.
fn problem(value: &Json) -> Option<Problem> {
    let code = match value {
        Json::Null | Json::Bool(false) | Json::Integer(0) => return None,
        Json::Text(text) if text.trim().is_empty() || text.eq_ignore_ascii_case("none") => return None,
        Json::Object(members) if members.is_empty() => return None,
        Json::Object(_) => value.member("code").unwrap_or(&Json::Null),
        other => other,
    };
    Some(Problem {
        code: match code {
            Json::Text(text) => safe(text),
            Json::Integer(number) => number.to_string(),
            Json::Number(number) => safe(number),
            _ => UNKNOWN.to_owned(),
        },
    })
}

/// The code of an error that has none.
const UNKNOWN: &str = "unknown";

fn safe(text: &str) -> String {
    let allowed = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.');
    let code: String = text.chars().filter(allowed).take(64).collect();
    if code.is_empty() { UNKNOWN.to_owned() } else { code }
}
