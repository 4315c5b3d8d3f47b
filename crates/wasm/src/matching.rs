//! Registered values.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::{Options, wrong},
    unlock,
};
use keybundle::{
    Limits,
    crates::r#match::{Composer, Rules, Unicode, check},
    credential::{RequestFields, registered_values},
    report,
};
use wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen};

/// Holds a request or certificate against registered values, which are the input.
pub(crate) fn match_values(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &["csr", "certificate", "request", "rules", "limits"])?;
    let limits = unlock::limits(&options)?;
    let registered = registered_values(input).map_err(Refusal::of)?;
    let fields = presented(&options, &limits)?;
    let presented = fields.presented().map_err(Refusal::of)?;
    let rules = rules(&options)?;
    let report = check(&registered, &presented, &rules);
    let mut result = report::matching(&report);
    result["rules"] = report::rules(&rules);
    result["warnings"] = report::warnings(fields.warnings());
    Ok(Attachments::default().answer(result))
}

/// The fields of what is held against registered values.
pub(crate) fn presented(options: &Options, limits: &Limits) -> Result<RequestFields, Refusal> {
    let given = (options.secret("csr")?, options.secret("certificate")?, options.secret("request")?);
    let (name, fields) = match given {
        (Some(csr), None, None) => ("csr", RequestFields::read_csr(csr, limits)),
        (None, Some(certificate), None) => ("certificate", RequestFields::read_certificate(certificate, limits)),
        (None, None, Some(request)) => ("request", RequestFields::read(request, limits)),
        _ => return Err(wrong("csr", "given, or certificate, or request: one of the three")),
    };
    fields.map_err(|error| Refusal::of(error).about(name))
}

/// The choices of the rules.
pub(crate) fn rules(options: &Options) -> Result<Rules, Refusal> {
    let mut rules = Rules::composed_by(Composer::new(compose));
    for (name, word) in options.members("rules")? {
        let word = word.text().unwrap_or_default();
        rules = rules.with(name, word).ok_or_else(|| wrong("rules", "an object of known rules and choices"))?;
    }
    Ok(rules)
}

#[wasm_bindgen]
extern "C" {
    /// JavaScript's string: its engine has Unicode's tables, which then are not part of the module.
    type Text;

    #[wasm_bindgen(method)]
    fn normalize(this: &Text, form: &str) -> String;
}

fn compose(text: &str, form: Unicode) -> String {
    let text = JsValue::from_str(text).unchecked_into::<Text>();
    text.normalize(if form == Unicode::Nfkc { "NFKC" } else { "NFC" })
}
