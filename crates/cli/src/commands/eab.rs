//! `keybundle eab`

use crate::{
    arguments::{
        AccountKey, AccountKeyPassword, Eab, EabCredential, KeyAuthorization, SignBinding, SignNewAccount, Thumbprint,
        VerifyBinding,
    },
    failure::Failure,
    input,
    output::{self, human},
    secrets::{self, Unusable},
    terminal,
};
use getrandom::SysRng;
use keybundle::{
    AccountKeyFile, Limits, Warnings,
    crates::{
        acme::{self, AccountPublicKey, NewAccount},
        digicert::AcmeCredential,
        key::SoftwareSigner,
    },
    report,
};
use rand_core::UnwrapErr;
use std::{path::Path, process::ExitCode};
use zeroize::Zeroizing;

pub(crate) fn run(command: &Eab) -> Result<ExitCode, Failure> {
    match command {
        Eab::Sign(arguments) => sign(arguments),
        Eab::NewAccount(arguments) => new_account(arguments),
        Eab::Verify(arguments) => return verify(arguments),
        Eab::Thumbprint(arguments) => thumbprint(arguments),
        Eab::KeyAuthorization(arguments) => key_authorization(arguments),
    }
    .map(|()| ExitCode::SUCCESS)
}

fn sign(arguments: &SignBinding) -> Result<(), Failure> {
    let mut warnings = Warnings::new();
    let account = account(&arguments.account, &mut warnings)?;
    let public = AccountPublicKey::new(&account.public_key)?;
    let credential = arguments.binding.credential.read(&mut warnings)?;
    let binding = credential.bind(arguments.binding.alg, &arguments.binding.url, &public, &mut warnings)?;
    human::warnings(&warnings);
    output::stdout(format!("{binding}\n").as_bytes())
}

fn new_account(arguments: &SignNewAccount) -> Result<(), Failure> {
    let mut warnings = Warnings::new();
    let account = account(&arguments.account, &mut warnings)?;
    let private_key = account.private_key.as_ref().ok_or_else(|| Failure::Usage {
        message: "the account key's file holds no private key, and the request is signed by it".to_owned(),
        hint: Some("give the private key of the account; `eab sign` needs the public key alone".to_owned()),
    })?;
    let signer = SoftwareSigner::new(private_key, UnwrapErr(SysRng)).map_err(acme::Error::from)?;
    let key = acme::AccountKey::new(&signer)?;
    let binding = &arguments.binding;
    let credential = binding.credential.read(&mut warnings)?;
    let mut request = NewAccount::default();
    request.contact.clone_from(&arguments.contact);
    request.terms_of_service_agreed = arguments.agree_to_terms;
    request.only_return_existing = arguments.only_return_existing;
    request.external_account_binding = Some(credential.bind(binding.alg, &binding.url, key.public(), &mut warnings)?);
    let body = request.sign(&key, &arguments.nonce, &binding.url)?;
    human::warnings(&warnings);
    output::stdout(format!("{body}\n").as_bytes())
}

fn verify(arguments: &VerifyBinding) -> Result<ExitCode, Failure> {
    let mut warnings = Warnings::new();
    let account = match &arguments.account_key {
        Some(path) => Some(account_key(path, &arguments.password, &mut warnings)?.public_key),
        None => None,
    };
    let credential = arguments.credential.read(&mut warnings)?;
    let bytes = arguments.input.read(&arguments.input.limits()?)?;
    let found = acme::verify(&bytes, &credential, &arguments.url, account.as_ref(), &mut warnings)?;
    if arguments.json {
        output::json(&report::verification(&found, credential.key(), &warnings))?;
    } else {
        human::warnings(&warnings);
        output::styled(&human::verification(&found))?;
    }
    Ok(if found.is_valid() { ExitCode::SUCCESS } else { ExitCode::from(output::DIFFERENCES) })
}

fn thumbprint(arguments: &Thumbprint) -> Result<(), Failure> {
    let mut warnings = Warnings::new();
    let account = AccountPublicKey::new(&account(&arguments.account, &mut warnings)?.public_key)?;
    if arguments.json {
        return output::json(&report::account(&account, &warnings));
    }
    human::warnings(&warnings);
    output::stdout(format!("{}\n", account.thumbprint_text()).as_bytes())
}

fn key_authorization(arguments: &KeyAuthorization) -> Result<(), Failure> {
    let mut warnings = Warnings::new();
    let account = AccountPublicKey::new(&account(&arguments.account, &mut warnings)?.public_key)?;
    let authorization = account.key_authorization(&arguments.token)?;
    if arguments.json {
        return output::json(&report::key_authorization(&authorization, &warnings));
    }
    human::warnings(&warnings);
    output::styled(&human::key_authorization(&authorization))
}

fn account(arguments: &AccountKey, warnings: &mut Warnings) -> Result<AccountKeyFile, Failure> {
    account_key(&arguments.account_key, &arguments.password, warnings)
}

/// Reads the account key, asking for its password where a person can be asked.
fn account_key(path: &Path, password: &AccountKeyPassword, warnings: &mut Warnings) -> Result<AccountKeyFile, Failure> {
    let limits = Limits::default();
    let bytes = input::read(path, limits.input_bytes)?;
    let passwords = password.read()?;
    let mut account = terminal::with_prompt(
        |typed| Ok(AccountKeyFile::read(&bytes, &secrets::ring(&passwords, typed), &limits)?),
        Failure::refusal,
    )?;
    warnings.extend(core::mem::take(&mut account.warnings));
    Ok(account)
}

impl AccountKeyPassword {
    fn read(&self) -> Result<Vec<Zeroizing<Vec<u8>>>, Unusable> {
        secrets::given(&self.account_key_password_file, &self.account_key_password_env, &self.account_key_password_fd)
    }
}

impl EabCredential {
    /// Kid and key, from wherever the key is to come.
    fn read(&self, warnings: &mut Warnings) -> Result<acme::Credential, Failure> {
        let file = self.hmac_key_file.as_ref().or(self.credential.as_ref());
        let files: Vec<_> = file.into_iter().cloned().collect();
        let environment: Vec<_> = self.hmac_key_env.iter().cloned().collect();
        let descriptors: Vec<_> = self.hmac_key_fd.into_iter().collect();
        let key = secrets::given_as(secrets::line, &files, &environment, &descriptors)?.pop().ok_or_else(|| {
            Failure::Usage {
                message: "the HMAC key is missing".to_owned(),
                hint: Some("give --hmac-key-file, --hmac-key-env, --hmac-key-fd or --credential".to_owned()),
            }
        })?;
        if self.kid.is_none() && !AcmeCredential::looks_like(&key) {
            return Err(Failure::Usage {
                message: "the kid is missing".to_owned(),
                hint: Some("give --kid, or the service's JSON answer, which tells it".to_owned()),
            });
        }
        Ok(keybundle::acme_credential(self.kid.as_deref(), &key, warnings)?)
    }
}
