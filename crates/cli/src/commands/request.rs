//! `keybundle request`

mod build;
mod credentials;
mod material;

use crate::{
    arguments::request::{Against, Auth, BodyKind, Check, Common, Print, Request as Command},
    failure::Failure,
    input,
    output::{self, human},
};
use keybundle::{
    Limits, report,
    request::{
        Authentication, Base, CheckContext, Draft, EnrollmentProfile, Error, HttpRequest, Kind, Problem, Request,
        SecretText, Severity, curl, http_text,
    },
};
use std::{
    path::Path,
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

pub(crate) fn run(command: &Command) -> Result<ExitCode, Failure> {
    let (made, common) = match command {
        Command::Check(arguments) => return check(arguments),
        Command::Keygen(arguments) => (build::keygen(arguments)?, &arguments.common),
        Command::Enroll(arguments) => (build::enroll(arguments)?, &arguments.common),
        Command::Renew(arguments) => (build::renew(arguments)?, &arguments.common),
        Command::Device(arguments) => (build::device(arguments)?, &arguments.common),
        Command::DeviceRead(arguments) => (build::device_read(arguments), &arguments.common),
        Command::Passcode(arguments) => (credentials::passcode(arguments)?, &arguments.common),
        Command::AcmeCredential(arguments) => (credentials::acme_credential(arguments)?, &arguments.common),
        Command::Register(arguments) => (build::register(arguments)?, &arguments.common),
        Command::DownloadBundle(arguments) => (build::bundle(&arguments.id), &arguments.common),
        Command::DownloadBatch(arguments) => (build::batch(&arguments.id), &arguments.common),
        Command::Est(arguments) => (build::est(arguments)?, &arguments.common),
    };
    finish(&made, common).map(|()| ExitCode::SUCCESS)
}

/// A request, and what reading the file that it started from told.
struct Made {
    request: Request,
    problems: Vec<Problem>,
}

impl From<Request> for Made {
    fn from(request: Request) -> Self {
        Self { request, problems: Vec::new() }
    }
}

/// Checks it against everything that is given, and prints it.
fn finish(made: &Made, common: &Common) -> Result<(), Failure> {
    let mut problems = made.problems.clone();
    problems.extend(problems_of(&common.against, &made.request, |context| made.request.check(context))?);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Error::Problems { problems }.into());
    }
    let base = Base::read(&common.authenticate.base)?;
    let http = made.request.to_http(&base, &authentication(common)?)?;
    if !base.is_known_host() {
        output::words("keybundle: note: the base is none of the service's public hosts");
    }
    if !base.is_secure() {
        output::words("keybundle: the base is not https: secrets would be sent in the clear");
    }
    print(&http, made.request.kind(), &problems, common)
}

fn print(http: &HttpRequest, kind: Kind, problems: &[Problem], common: &Common) -> Result<(), Failure> {
    let unknown = || Error::InvalidValue { reason: "a secret is to be printed, and its value is not known" };
    if common.json || common.print == Print::Json {
        let object = report::http_request(http, kind, problems, common.include_secrets).ok_or_else(unknown)?;
        return output::json(&object);
    }
    human::problems(problems);
    match (common.print, &http.body) {
        (Print::Curl, _) => output::stdout(curl(http).as_bytes()),
        (Print::Http, _) => {
            let text = http_text(http, common.include_secrets).ok_or_else(unknown)?;
            output::stdout(text.as_bytes())
        }
        (_, None) => Ok(()),
        (_, Some(body)) if common.include_secrets => output::stdout(body.secret_text().ok_or_else(unknown)?.as_bytes()),
        (_, Some(body)) => {
            if body.has_secret() {
                output::words(
                    "keybundle: a variable stands for the password; --include-secrets prints it as it is sent",
                );
            }
            output::stdout(body.public_text().as_bytes())
        }
    }
}

fn check(arguments: &Check) -> Result<ExitCode, Failure> {
    let limits = arguments.input.limits()?;
    let bytes = arguments.input.read(&limits)?;
    let draft = Draft::read(&bytes, arguments.kind.map(BodyKind::kind))?;
    let problems = problems_of(&arguments.against, &draft.request, |context| draft.check(context))?;
    let object = report::checked(draft.request.kind(), &problems);
    if arguments.json {
        output::json(&object)?;
    } else {
        human::problems(&problems);
        let verdict = if object["valid"] == true { "valid" } else { "invalid" };
        output::styled(&format!("{verdict}: {}\n", draft.request.kind()))?;
    }
    Ok(if object["valid"] == true { ExitCode::SUCCESS } else { ExitCode::from(output::DIFFERENCES) })
}

/// What `check` finds with everything that the arguments name.
fn problems_of(
    against: &Against,
    request: &Request,
    check: impl FnOnce(&CheckContext<'_>) -> Vec<Problem>,
) -> Result<Vec<Problem>, Failure> {
    let profile = match &against.profile {
        Some(path) => Some(EnrollmentProfile::read(&read(path)?, request.enrollment_profile_id())?),
        None => None,
    };
    let recipient = material::recipient(against)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|now| i64::try_from(now.as_secs()).ok());
    let context = CheckContext::default()
        .with_profile(profile.as_ref())
        .with_recipient(recipient.as_ref())
        .at(against.at.or(now));
    Ok(check(&context))
}

fn authentication(common: &Common) -> Result<Authentication, Failure> {
    let given = &common.authenticate;
    let secret = |name: &str| {
        if !common.include_secrets {
            return Ok(SecretText::in_variable(name));
        }
        material::variable(name).map(|value| SecretText::new(value.as_str()).shown_as(name))
    };
    Ok(match given.auth {
        Auth::ApiKey => Authentication::ApiKey(secret(&given.api_key_env)?),
        Auth::Passcode => Authentication::Passcode(secret(&given.passcode_env)?),
        Auth::Certificate => Authentication::ClientCertificate,
        Auth::EstPasscode => {
            Authentication::EstPasscode { user: given.est_user.clone(), passcode: secret(&given.passcode_env)? }
        }
    })
}

fn read(path: &Path) -> Result<zeroize::Zeroizing<Vec<u8>>, Failure> {
    input::read(path, Limits::default().input_bytes)
}

impl BodyKind {
    const fn kind(self) -> Kind {
        match self {
            Self::Certificate => Kind::Certificate,
            Self::Renewal => Kind::Renewal,
            Self::Device => Kind::Device,
            Self::Passcode => Kind::Passcode,
            Self::AcmeCredential => Kind::AcmeCredential,
            Self::Registration => Kind::Registration,
        }
    }
}
