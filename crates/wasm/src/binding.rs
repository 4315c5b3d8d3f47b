//! External Account Binding.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::{Options, wrong},
    unlock,
};
use getrandom::SysRng;
use keybundle::{
    AccountKeyFile, SoftwareSigner, Warnings,
    crates::acme::{AccountKey, AccountPublicKey, Credential, Error, Jws, MacAlgorithm, NewAccount, verify},
    report,
};
use rand_core::UnwrapErr;
use serde_json::{Value, json};

/// The options that name the account key's password.
const ACCOUNT: [&str; 3] = ["account_key_passwords", "exact_verdicts", "limits"];
/// The options that name a credential.
const CREDENTIAL: [&str; 3] = ["kid", "hmac_key", "credential"];

/// Binds an account to a credential: the object `externalAccountBinding`. The input is the account key.
pub(crate) fn eab_sign(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let known = [&ACCOUNT[..], &CREDENTIAL, &["url", "algorithm"]].concat();
    let options = Options::read(options, attachments, &known)?;
    let mut warnings = Warnings::new();
    let account = account(input, &options, &mut warnings)?;
    let public = AccountPublicKey::new(&account.public_key).map_err(Refusal::of)?;
    let binding = bind(&options, &public, &mut warnings)?;
    Ok(signed("external_account_binding", &binding, &warnings))
}

/// The whole body of a newAccount request. The input is the account's private key.
pub(crate) fn eab_new_account(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let own = ["url", "algorithm", "nonce", "contact", "terms_of_service_agreed", "only_return_existing"];
    let options = Options::read(options, attachments, &[&ACCOUNT[..], &CREDENTIAL, &own].concat())?;
    let mut warnings = Warnings::new();
    let account = account(input, &options, &mut warnings)?;
    let Some(private_key) = &account.private_key else {
        return Err(Refusal::of(Error::InvalidValue {
            reason: "the account key's file holds no private key, and the request is signed by it",
        }));
    };
    let signer = SoftwareSigner::new(private_key, UnwrapErr(SysRng)).map_err(keybundle::Error::from)?;
    let key = AccountKey::new(&signer).map_err(Refusal::of)?;
    let mut request = NewAccount::default();
    for contact in options.list("contact")? {
        request.contact.push(contact.text().ok_or_else(|| wrong("contact", "a list of strings"))?.to_owned());
    }
    request.terms_of_service_agreed = options.flag("terms_of_service_agreed")?;
    request.only_return_existing = options.flag("only_return_existing")?;
    request.external_account_binding = Some(bind(&options, key.public(), &mut warnings)?);
    let (nonce, url) = (options.required_text("nonce")?, options.required_text("url")?);
    let body = request.sign(&key, nonce, url).map_err(Refusal::of)?;
    Ok(signed("body", &body, &warnings))
}

/// Runs a server's checks on a newAccount body or a bare binding, which is the input.
pub(crate) fn eab_verify(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let known = [&ACCOUNT[..], &CREDENTIAL, &["url", "account_key"]].concat();
    let options = Options::read(options, attachments, &known)?;
    let mut warnings = Warnings::new();
    let key = match options.secret("account_key")? {
        Some(key) => Some(account(key, &options, &mut warnings)?.public_key),
        None => None,
    };
    let credential = credential(&options, &mut warnings)?;
    let found = verify(input, &credential, options.required_text("url")?, key.as_ref(), &mut warnings);
    let found = found.map_err(Refusal::of)?;
    Ok(Attachments::default().answer(report::verification(&found, credential.key(), &warnings)))
}

/// The thumbprint of an account key (RFC 7638), which is the input.
pub(crate) fn eab_thumbprint(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &ACCOUNT)?;
    let mut warnings = Warnings::new();
    let account = account(input, &options, &mut warnings)?;
    let public = AccountPublicKey::new(&account.public_key).map_err(Refusal::of)?;
    Ok(Attachments::default().answer(report::account(&public, &warnings)))
}

/// What answers a challenge (RFC 8555 §8.1). The input is the account key.
pub(crate) fn eab_key_authorization(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &[&ACCOUNT[..], &["token"]].concat())?;
    let mut warnings = Warnings::new();
    let account = account(input, &options, &mut warnings)?;
    let public = AccountPublicKey::new(&account.public_key).map_err(Refusal::of)?;
    let authorization = public.key_authorization(options.required_text("token")?).map_err(Refusal::of)?;
    Ok(Attachments::default().answer(report::key_authorization(&authorization, &warnings)))
}

fn account(bytes: &[u8], options: &Options, warnings: &mut Warnings) -> Result<AccountKeyFile, Refusal> {
    let unlock = unlock::ring(options, "account_key_passwords")?;
    let account = AccountKeyFile::read(bytes, &unlock, &unlock::limits(options)?);
    let mut account = account.map_err(|error| Refusal::from(error).about("account_key"))?;
    warnings.extend(core::mem::take(&mut account.warnings));
    Ok(account)
}

fn credential(options: &Options, warnings: &mut Warnings) -> Result<Credential, Refusal> {
    let (key, answer) = (options.secret("hmac_key")?, options.secret("credential")?);
    let key = key.or(answer).ok_or_else(|| wrong("hmac_key", "given, or credential: the service's JSON"))?;
    keybundle::acme_credential(options.text("kid")?, key, warnings).map_err(Refusal::of)
}

fn bind(options: &Options, public: &AccountPublicKey, warnings: &mut Warnings) -> Result<Jws, Refusal> {
    let algorithm = match options.text("algorithm")? {
        None => MacAlgorithm::default(),
        Some(name) => name.parse().map_err(|_| wrong("algorithm", "HS256, HS384 or HS512"))?,
    };
    let url = options.required_text("url")?;
    credential(options, warnings)?.bind(algorithm, url, public, warnings).map_err(Refusal::of)
}

fn signed(name: &str, jws: &Jws, warnings: &Warnings) -> Answer {
    let object = json!({ "protected": jws.protected, "payload": jws.payload, "signature": jws.signature });
    let result: Value = json!({ name: object, "warnings": report::warnings(warnings) });
    Attachments::default().answer(result)
}
