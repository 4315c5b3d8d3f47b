//! What `eab` found.

use super::{CAUTION, GOOD, HEADING};
use keybundle::crates::acme::{KeyAuthorization, Verification};
use std::fmt::Write as _;

/// One line for each check.
pub(crate) fn verification(found: &Verification) -> String {
    let mut text = String::new();
    for check in &found.checks {
        let (mark, style) = if check.passed { ("ok", GOOD) } else { ("wrong", CAUTION) };
        let _ = writeln!(text, "{style}{mark:<5}{style:#}  {:<15}  {}", check.name.as_str(), check.detail);
    }
    let verdict = if found.is_valid() { "a server takes this binding" } else { "a server refuses this binding" };
    let _ = writeln!(text, "{HEADING}{verdict}{HEADING:#}");
    text
}

/// What each challenge is answered with.
pub(crate) fn key_authorization(authorization: &KeyAuthorization) -> String {
    let digest = keybundle::report::hex(&authorization.tls_alpn_01_digest());
    format!(
        "{HEADING}key authorization{HEADING:#}  {authorization}\n\
         {HEADING}http-01 path{HEADING:#}       {}\n\
         {HEADING}dns-01 value{HEADING:#}       {}\n\
         {HEADING}tls-alpn-01{HEADING:#}        {digest}\n",
        authorization.http_01_path(),
        authorization.dns_01_value(),
    )
}
