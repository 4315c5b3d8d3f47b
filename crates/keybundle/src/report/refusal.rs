//! A refusal as JSON.

use super::recipient_id;
use crate::{Coded, Error, RecipientId};
use serde_json::{Value, json};

/// What every error tells: `code`, `stage`, `message` and `hint`, and `field` where it is about one.
#[must_use]
pub fn coded(error: &dyn Coded) -> Value {
    let mut object = json!({
        "code": error.code().as_str(),
        "stage": error.stage().as_str(),
        "message": error.to_string(),
        "hint": error.hint(),
    });
    if let Some(field) = error.field() {
        object["field"] = json!(field);
    }
    object
}

/// What an error of opening tells: as [`coded`], and `recipients`, `given`, `service_codes` or `limit` where they
/// apply.
#[must_use]
pub fn error(error: &Error) -> Value {
    let mut object = coded(error);
    match error {
        Error::WrongRecipient { recipients, given } => {
            object["recipients"] = list(recipients);
            object["given"] = list(given);
        }
        Error::RecipientRequired { recipients } => object["recipients"] = list(recipients),
        Error::ServiceError { codes } => object["service_codes"] = json!(codes),
        Error::Limit { limit, allowed, needed } => {
            object["limit"] = json!({ "name": limit.field(), "allowed": allowed, "needed": needed });
        }
        // What it tells beside its words.
        Error::RecipientKey { cause } => {
            if let (Value::Object(object), Value::Object(details)) = (&mut object, self::error(cause)) {
                details.into_iter().for_each(|(name, value)| {
                    object.entry(name).or_insert(value);
                });
            }
        }
        _ => {}
    }
    object
}

fn list(recipients: &[RecipientId]) -> Value {
    recipients.iter().map(recipient_id).collect()
}
