//! Secrets that a line names by reference, in its member `keybundle`. Never the secrets themselves.

use crate::{
    arguments::{Bytes, Secrets, hex_bytes},
    failure::Failure,
    provider::Provider,
    secrets::Unusable,
};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use std::path::PathBuf;

/// What a line names.
pub(super) struct References(Secrets);

#[derive(Deserialize)]
struct Line {
    keybundle: Option<Members>,
}

/// Each member is a string or a list of strings. Where the options have another name, that is understood too.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Members {
    password_file: Many,
    password_env: Many,
    mac_password_file: Many,
    #[serde(alias = "recipient_key")]
    recipient_key_file: Many,
    recipient_key_password_file: Many,
    #[serde(alias = "recipient_cert")]
    recipient_cert_file: Many,
    kek_file: Many,
    kek_id: Many,
}

#[derive(Default)]
struct Many(Vec<String>);

impl References {
    /// Those of a line; `None` where it names none.
    ///
    /// # Errors
    /// `usage` when they are not as documented. Nothing is told of their content: a secret may stand there by mistake.
    pub(super) fn of(line: &[u8], provider: Provider) -> Result<Option<Self>, Failure> {
        // A list would be read as a struct, too.
        if line.trim_ascii_start().first() != Some(&b'{') {
            return Ok(None);
        }
        let members = match serde_json::from_slice::<Line>(line) {
            Ok(line) => line.keybundle,
            Err(error) if error.classify() == Category::Data => return Err(wrong("not as documented")),
            // Opening tells what is wrong with it.
            Err(_) => None,
        };
        members.map(|members| Self::new(members, provider)).transpose()
    }

    fn new(members: Members, provider: Provider) -> Result<Self, Failure> {
        let paths = |names: Many| names.0.into_iter().map(PathBuf::from).collect::<Vec<_>>();
        let secrets = Secrets {
            password_file: paths(members.password_file),
            password_env: members.password_env.0,
            password_fd: Vec::new(),
            mac_password_file: paths(members.mac_password_file),
            recipient_key: paths(members.recipient_key_file),
            recipient_key_password_file: paths(members.recipient_key_password_file),
            recipient_cert: paths(members.recipient_cert_file),
            kek_file: paths(members.kek_file),
            kek_id: members
                .kek_id
                .0
                .iter()
                .map(|digits| hex_bytes(digits))
                .collect::<Result<Vec<Bytes>, _>>()
                .map_err(|_| wrong("kek_id: pairs of hex digits are expected"))?,
            provider,
            #[cfg(feature = "pkcs11")]
            token: Default::default(),
        };
        if secrets.need_stdin() {
            return Err(wrong("standard input holds the lines"));
        }
        Ok(Self(secrets))
    }

    pub(super) const fn secrets(&self) -> &Secrets {
        &self.0
    }

    /// Why a secret that a line names is of no use, without the place that it names.
    pub(super) fn failure(unusable: Unusable) -> Failure {
        match unusable {
            Unusable::Unreadable { field, reason, .. } => wrong(&format!("{field}: {reason}")),
            Unusable::Refused(error) => Failure::Refused(error),
            #[cfg(feature = "pkcs11")]
            Unusable::Coded(error) => Failure::boxed(error),
        }
    }
}

fn wrong(what: &str) -> Failure {
    Failure::Usage {
        message: format!("the secrets that this line names: {what}"),
        hint: Some("docs/json.md tells what the member keybundle may hold".to_owned()),
    }
}

impl<'de> Deserialize<'de> for Many {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum OneOrMany {
            One(String),
            Many(Vec<String>),
        }
        Ok(Self(match OneOrMany::deserialize(deserializer)? {
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        }))
    }
}
