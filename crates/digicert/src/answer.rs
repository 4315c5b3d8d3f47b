//! An answer that holds no certificate.

use keybundle_encoding::json::Json;

/// The members of an answer that tell why there is no certificate in it. Unknown members are ignored, every member is
/// optional, and enum values are kept as text.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Answer {
    /// The request's identifier.
    pub certificate_request_id: Option<String>,
    /// What became of the request, for instance `AUTO_APPROVED`.
    pub status: Option<String>,
    /// `SUCCESS`, or not.
    pub result: Option<String>,
    /// Errors of IoT Trust Manager.
    pub errors: Vec<Problem>,
    /// The error of Device Trust Manager.
    pub error: Vec<Problem>,
}

/// One error of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The service's code, reduced to letters, digits and `_ - .`; `unknown` where it gave none.
    pub code: String,
}

impl Answer {
    /// Reads one answer, or each of a list.
    #[must_use]
    pub fn read_all(json: &[u8]) -> Vec<Self> {
        match Json::read(json) {
            Ok(Json::Array(list)) => list.iter().filter_map(Self::of).collect(),
            Ok(value) => Self::of(&value).into_iter().collect(),
            Err(_) => Vec::new(),
        }
    }

    fn of(json: &Json) -> Option<Self> {
        let Json::Object(_) = json else { return None };
        let text = |name| json.member(name).and_then(Json::text).map(ToOwned::to_owned);
        Some(Self {
            certificate_request_id: text("certificate_request_id"),
            status: text("status"),
            result: text("result"),
            errors: problems(json.member("errors")),
            error: problems(json.member("error")),
        })
    }

    /// The codes of its errors. An answer counts as one error when its `result` is given and is no success, or its
    /// `status` says in words that nothing is to be waited for.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let mut codes: Vec<_> = self.errors.iter().chain(&self.error).map(|problem| problem.code.clone()).collect();
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

    /// Whether it tells of a request and of no error: then the certificate is still to come.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.codes().is_empty() && (self.certificate_request_id.is_some() || self.status.is_some())
    }
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
        Some(Json::Array(list)) => list.iter().map(problem).collect(),
        Some(Json::Integers(list)) => list.iter().map(|code| problem(&Json::Integer(*code))).collect(),
        Some(value) => vec![problem(value)],
    }
}

fn problem(value: &Json) -> Problem {
    let code = match value {
        Json::Object(_) => value.member("code").unwrap_or(&Json::Null),
        other => other,
    };
    Problem {
        code: match code {
            Json::Text(text) => safe(text),
            Json::Integer(number) => number.to_string(),
            Json::Number(number) => safe(number),
            _ => "unknown".to_owned(),
        },
    }
}

fn safe(text: &str) -> String {
    let allowed = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.');
    let code: String = text.chars().filter(allowed).take(64).collect();
    if code.is_empty() { "unknown".to_owned() } else { code }
}
