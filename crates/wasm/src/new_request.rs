//! Certificate requests that are made.

use crate::{
    answer::{Answer, Attachments, Refusal},
    key_output,
    options::{Options, wrong},
    unlock,
};
use getrandom::SysRng;
use keybundle::{
    Error, Signer as _, SoftwareSigner, Warnings,
    crates::csr::{RequestDescription, RequestTemplate},
    crates::encoding::{json::Json, pem},
    first_request, renewal_template, report, signing_key,
};
use rand_core::UnwrapErr;
use serde::Deserialize as _;
use serde_json::{Value, json};
use zeroize::Zeroizing;

const NAMES: [&str; 9] = [
    "key",
    "key_passwords",
    "new_key",
    "description",
    "challenge_password",
    "from_certificate",
    "from_request",
    "exact_verdicts",
    "limits",
];

/// Makes a certificate request, signed by a given key or a new one. The input is empty, or the PKCS#8 of a new key that
/// was made elsewhere.
pub(crate) fn csr_new(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &NAMES)?;
    let limits = unlock::limits(&options)?;
    let described = description(&options)?;
    let mut warnings = Warnings::new();
    let base = match (options.secret("from_certificate")?, options.secret("from_request")?) {
        (Some(bytes), None) => {
            let base = renewal_template(bytes, &limits, &mut warnings);
            Some(base.map_err(|error| Refusal::of(error).about("from_certificate"))?)
        }
        (None, Some(bytes)) => {
            let request = first_request(bytes, &limits, &mut warnings)?;
            Some(RequestTemplate::from_request(&request).map_err(Refusal::of)?)
        }
        (None, None) => None,
        (Some(_), Some(_)) => return Err(wrong("from_request", "left out beside from_certificate")),
    };
    let algorithm = described.named_signature_algorithm().map_err(Refusal::of)?;
    let template = RequestTemplate::described(&described, base).map_err(Refusal::of)?;

    let (key, is_new) = match (options.secret("key")?, options.text("new_key")?) {
        (Some(bytes), None) => {
            let key = signing_key(bytes, &unlock::ring(&options, "key_passwords")?, &limits);
            (key.map_err(|error| Refusal::from(error).about("key"))?, false)
        }
        (None, Some(_)) if !options.secrets("key_passwords")?.is_empty() => {
            return Err(wrong("key_passwords", "left out beside new_key, whose key is not encrypted"));
        }
        (None, Some(_)) => (key_output::made(input, key_output::key_type(&options, "new_key")?)?, true),
        _ => return Err(wrong("key", "given, or new_key: the type of a key to be made")),
    };
    let signer = SoftwareSigner::new(&key, UnwrapErr(SysRng)).map_err(Error::from)?;
    if !is_new {
        report::warn_of_weak_key(signer.public_key(), &mut warnings);
    }
    let request = template.sign(&signer, algorithm, &mut warnings).map_err(Refusal::of)?;

    let mut bytes = Attachments::default();
    let mut result = report::own_request(&request, &signer, &warnings);
    result["pem"] = json!(pem::encode("CERTIFICATE REQUEST", request.der()).as_str());
    bytes.add("/der", request.der());
    result["private_key"] = if is_new {
        bytes.add("/private_key/der", &key.secret_pkcs8_der());
        json!({ "pem": keybundle::pem::private_key(&key).as_str() })
    } else {
        Value::Null
    };
    Ok(bytes.answer(result))
}

/// What the request shall say.
fn description(options: &Options) -> Result<RequestDescription, Refusal> {
    let members = options.members("description")?;
    let mut described = read(members).ok_or_else(|| {
        // What is wrong may be a secret: which member it is is told, not its text.
        let member = members.iter().find(|member| read(core::slice::from_ref(*member)).is_none());
        wrong(
            &format!("description.{}", member.map_or("", |(name, _)| name)),
            "a field of RequestDescription, and of its type",
        )
    })?;
    if let Some(text) = options.secret_text("challenge_password")? {
        described.challenge_password = Some(Zeroizing::new(text.to_owned()));
    }
    Ok(described)
}

fn read(members: &[(String, Json)]) -> Option<RequestDescription> {
    // A challenge password may stand in it.
    let mut described = object(members);
    let read = RequestDescription::deserialize(&described).ok();
    report::wipe(&mut described);
    read
}

fn object(members: &[(String, Json)]) -> Value {
    Value::Object(members.iter().map(|(name, member)| (name.clone(), value(member))).collect())
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => json!(value),
        Json::Integer(value) => json!(value),
        Json::Number(spelled) => json!(spelled.parse::<f64>().ok()),
        Json::Text(text) => json!(text.as_str()),
        Json::Integers(values) => json!(values.as_slice()),
        Json::Array(values) => values.iter().map(value).collect(),
        Json::Object(members) => object(members),
    }
}
