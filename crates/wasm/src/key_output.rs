//! Keys that are made, and keys in another encoding.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::{Options, wrong},
    unlock,
};
use getrandom::SysRng;
use keybundle::{
    Algorithm, Error, KeyEncryption, KeySelection, KeyType, OutputEncoding, PasswordDerivation, PrivateKey, Warnings,
    WrittenKey, report,
};
use rand_core::UnwrapErr;
use serde_json::{Value, json};

/// The options that say how a key is written.
const OUTPUT: [&str; 4] = ["encoding", "encrypt", "iterations", "allow_empty_password"];

/// How WebCrypto makes a key of the `type` among the options, where it is to be asked for one: it has RSA at the speed
/// of the machine. The input is not looked at.
pub(crate) fn key_generation(_input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &["type"])?;
    let mut bytes = Attachments::default();
    let algorithm = match key_type(&options, "type")?.algorithm() {
        Algorithm::Rsa { bits } => {
            bytes.add("/algorithm/publicExponent", &[1, 0, 1]);
            json!({ "name": "RSASSA-PKCS1-v1_5", "hash": "SHA-256", "modulusLength": bits })
        }
        _ => Value::Null,
    };
    Ok(bytes.answer(json!({ "algorithm": algorithm })))
}

/// Makes a private key. The input is empty, or the PKCS#8 of a new key that was made elsewhere.
pub(crate) fn key_new(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &[&OUTPUT[..], &["type", "password"]].concat())?;
    let encoding = encoding(&options)?.unwrap_or(OutputEncoding::Pkcs8);
    let password = options.secret("password")?;
    let encryption = encryption(&options, encoding, password, "password")?;
    let key = made(input, key_type(&options, "type")?)?;
    written(KeySelection::made(&key, encoding), encryption.as_ref(), &Warnings::new())
}

/// Writes the key of an input in another encoding.
pub(crate) fn key_convert(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let known = [&unlock::NAMES[..], &OUTPUT, &["public", "new_password"]].concat();
    let options = Options::read(options, attachments, &known)?;
    let limits = unlock::limits(&options)?;
    let opened = keybundle::open_within(input, &unlock::unlock(&options, &limits)?, &limits)?;
    let (requests, mut warnings) = report::requested_keys(&opened);
    let selection = KeySelection::of(&opened, &requests, encoding(&options)?, options.flag("public")?)?;
    selection.warn_of_weaknesses(&mut warnings);
    let password = options.secret("new_password")?;
    let encryption = encryption(&options, selection.encoding(), password, "new_password")?;
    written(selection, encryption.as_ref(), &warnings)
}

/// The kind of key that an option names.
pub(crate) fn key_type(options: &Options, name: &str) -> Result<KeyType, Refusal> {
    let known = || KeyType::ALL.map(KeyType::name).join(", ");
    KeyType::from_name(options.required_text(name)?).ok_or_else(|| wrong(name, &format!("one of {}", known())))
}

/// A new key: the one that was made elsewhere, where there is one.
pub(crate) fn made(pkcs8: &[u8], key_type: KeyType) -> Result<PrivateKey, Refusal> {
    if pkcs8.is_empty() {
        return PrivateKey::generate(key_type, &mut UnwrapErr(SysRng)).map_err(|error| Error::from(error).into());
    }
    let key = PrivateKey::from_der(pkcs8, &mut Warnings::new()).map_err(Error::from)?;
    if *key.algorithm() != key_type.algorithm() {
        return Err(Error::InvalidValue { reason: "the key that was made is of another type" }.into());
    }
    Ok(key)
}

fn encoding(options: &Options) -> Result<Option<OutputEncoding>, Refusal> {
    let Some(name) = options.text("encoding")? else { return Ok(None) };
    let known = || OutputEncoding::ALL.map(OutputEncoding::name).join(", ");
    let found = OutputEncoding::from_name(name);
    found.map(Some).ok_or_else(|| wrong("encoding", &format!("one of {}", known())))
}

fn encryption(
    options: &Options,
    encoding: OutputEncoding,
    password: Option<&[u8]>,
    password_name: &str,
) -> Result<Option<KeyEncryption>, Refusal> {
    let derivation = match options.text("encrypt")? {
        None => None,
        Some(name) => {
            let known = || PasswordDerivation::ALL.map(PasswordDerivation::name).join(" or ");
            Some(PasswordDerivation::from_name(name).ok_or_else(|| wrong("encrypt", &known()))?)
        }
    };
    let iterations = match options.integer("iterations")? {
        None => None,
        Some(count) => Some(u32::try_from(count).map_err(|_| wrong("iterations", "a whole number to 32 bits"))?),
    };
    let protection = PasswordDerivation::protection(derivation, iterations, password.is_some());
    WrittenKey::check(encoding, protection.is_some()).map_err(Refusal::of)?;
    let allow_empty = options.flag("allow_empty_password")?;
    let Some(protection) = protection else {
        return KeyEncryption::check_none(allow_empty).map(|()| None).map_err(Refusal::of);
    };
    KeyEncryption::check(protection).map_err(Refusal::of)?;
    let password = password.ok_or_else(|| wrong(password_name, "given, to encrypt by"))?;
    KeyEncryption::new(protection, password.to_vec().into(), allow_empty).map(Some).map_err(Refusal::of)
}

/// What was written: as the command describes it, and the key itself.
fn written(
    selection: KeySelection<'_>,
    encryption: Option<&KeyEncryption>,
    warnings: &Warnings,
) -> Result<Answer, Refusal> {
    let note = selection.loss();
    let (written, found) = selection.write(encryption, &mut UnwrapErr(SysRng)).map_err(Refusal::of)?;
    let mut bytes = Attachments::default();
    let mut result = report::keys(&[found], warnings);
    (result["note"], result["der"]) = (json!(note), Value::Null);
    let text = written.secret_text();
    (result["pem"], result["jwk"]) = match written.secret_der() {
        Some(der) => {
            bytes.add("/der", der);
            (json!(core::str::from_utf8(&text).ok()), Value::Null)
        }
        None => (Value::Null, serde_json::from_slice(&text).unwrap_or_default()),
    };
    Ok(bytes.answer(result))
}
