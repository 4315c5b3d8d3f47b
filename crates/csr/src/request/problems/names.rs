//! Subject alternative names that authorities refuse.

use super::{COMMON_NAME, EMAIL};
use crate::{GeneralName, Problem, general_name::is_a_label};
use alloc::{collections::BTreeSet, string::ToString as _, vec::Vec};
use core::net::IpAddr;

const FIELD: &str = "subject alternative name";
/// RFC 1035 §2.3.4.
const MOST_OF_A_LABEL: usize = 63;
const MOST_OF_A_NAME: usize = 253;

pub(super) fn alternative_names(names: &[GeneralName], found: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for (place, name) in names.iter().enumerate() {
        let index = Some(place + 1);
        let reason = match name {
            GeneralName::Dns(host) => host_name(host),
            GeneralName::Email(mailbox) => email(mailbox),
            GeneralName::Uri(uri) => absolute(uri),
            GeneralName::Directory(name) if matches!(name.as_slice(), [_, 0]) => {
                Some((true, "a directory name has attributes"))
            }
            // NULL is a value (X.690 §8.8).
            GeneralName::Other { value, .. } if matches!(value.as_slice(), [tag, 0] if *tag != 5) => {
                Some((true, "a name has a value"))
            }
            GeneralName::Odd { tag: 7, .. } => Some((true, "an IP address has 4 or 16 bytes")),
            GeneralName::Odd { .. } => Some((false, "a kind of name that is not known here")),
            _ => None,
        };
        if let Some((is_fatal, reason)) = reason {
            found.push(Problem { field: FIELD, index, reason, is_fatal });
        }
        if names.len() > 1 && !seen.insert(name.to_string().to_ascii_lowercase()) {
            found.push(Problem::doubtful(FIELD, index, "the same name stands before"));
        }
    }
}

/// What is wrong with a host name or an address that stands in the subject. A common name is taken for a host name
/// where it is written as one.
pub(super) fn of_attribute(oid: &[u8], text: &str) -> Option<&'static str> {
    let is_host = || {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte);
        text.contains('.') && text.bytes().all(letter)
    };
    match oid {
        // A label that is too long is more than a common name holds.
        COMMON_NAME if is_host() => misplaced_wildcard(text),
        EMAIL => email(text).map(|(_, reason)| reason),
        _ => None,
    }
}

fn misplaced_wildcard(host: &str) -> Option<&'static str> {
    let rest = host.strip_prefix("*.").unwrap_or(host);
    rest.contains('*').then_some("a wildcard is the whole first label, and another follows: *.example.org")
}

type Reason = Option<(bool, &'static str)>;

/// RFC 1035 §2.3.1 and RFC 6125 §6.4.3, as the Baseline Requirements of the CA/Browser Forum read them.
fn host_name(host: &str) -> Reason {
    let fatal = |reason| Some((true, reason));
    if host.is_empty() {
        return fatal("a DNS name is not empty");
    }
    if !host.is_ascii() {
        return fatal("a DNS name stands in ASCII: write it in its A-label form (xn--…)");
    }
    let bare = host.strip_suffix('.').unwrap_or(host);
    if bare.len() > MOST_OF_A_NAME {
        return fatal("a DNS name has at most 253 characters");
    }
    let labels = bare.strip_prefix("*.").unwrap_or(bare);
    if let Some(reason) = misplaced_wildcard(bare) {
        return fatal(reason);
    }
    let mut odd = None;
    for label in labels.as_bytes().split(|&byte| byte == b'.') {
        if label.is_empty() {
            return fatal("a DNS name with an empty label: two dots in a row, or one in front");
        }
        if label.len() > MOST_OF_A_LABEL {
            return fatal("a label of a DNS name has at most 63 characters");
        }
        if label.starts_with(b"-") || label.ends_with(b"-") {
            return fatal("a label of a DNS name does not begin or end with a hyphen");
        }
        if !label.iter().all(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return fatal("a DNS name has letters, digits and hyphens: no scheme, port, path or space");
        }
        if label.get(2..4) == Some(b"--") {
            odd = odd.or_else(|| reserved(label));
        }
    }
    // No colon is left: an address ends with a digit.
    if bare.ends_with(|last: char| last.is_ascii_digit()) && bare.parse::<IpAddr>().is_ok() {
        Some((false, "an IP address as a DNS name: authorities refuse it; ask for an IP name"))
    } else if labels.contains('_') {
        Some((false, "an underscore in a DNS name: most authorities refuse it"))
    } else if host.ends_with('.') {
        Some((false, "a dot at the end of a DNS name: authorities refuse it"))
    } else if let Some(reason) = odd {
        Some((false, reason))
    } else if bare.starts_with("*.") && !labels.contains('.') {
        Some((false, "a wildcard over a whole top-level domain: authorities refuse it"))
    } else {
        None
    }
}

/// Of labels with two hyphens in their third and fourth place, only those of IDNA are in use.
fn reserved(label: &[u8]) -> Option<&'static str> {
    let is_of_idna = label.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case(b"xn"));
    if !is_of_idna {
        Some("a label with hyphens in its third and fourth place is reserved (RFC 5890 §2.3.1): authorities refuse it")
    } else if is_a_label(label) {
        None
    } else {
        Some("a label that begins with xn-- and is none of IDNA (RFC 5890 §2.3.2.1): authorities refuse it")
    }
}

/// RFC 5280 §4.2.1.6: `Local-part@Domain`, in ASCII (others go into SmtpUTF8Mailbox, RFC 9598).
fn email(mailbox: &str) -> Reason {
    if !mailbox.is_ascii() {
        return Some((true, "an e-mail address stands in ASCII here"));
    }
    let parts = mailbox.rsplit_once('@');
    let shaped = parts.is_some_and(|(local, domain)| {
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
        let dotted = quoted || !local.contains(['@', ' ', '"', '<', '>', '(', ')', ',', ';', ':', '[', ']']);
        plain(local) && dotted && (domain.starts_with('[') || matches!(host_name(domain), None | Some((false, _))))
    });
    let odd = parts.is_some_and(|(local, domain)| {
        let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
        dots && !local.starts_with('"') || domain.starts_with('*') || domain.ends_with('.')
    });
    match (shaped, odd) {
        (false, _) => Some((true, "an e-mail address is local@domain, without a name or brackets around it")),
        (true, true) => Some((false, "an e-mail address of a form that mail does not have (RFC 5321 §4.1.2)")),
        (true, false) => None,
    }
}

/// RFC 5280 §4.2.1.6: absolute, with a scheme.
fn absolute(uri: &str) -> Reason {
    if !uri.is_ascii() {
        return Some((true, "a URI stands in ASCII: encode what is not"));
    }
    let scheme = uri.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && !rest.trim_start_matches('/').is_empty()
    });
    let plain = uri.bytes().all(|byte| byte.is_ascii_graphic());
    match (scheme && plain, of_uri(uri.as_bytes())) {
        (false, _) => Some((true, "a URI is absolute: it begins with a scheme, and has no spaces")),
        (true, false) => {
            Some((false, "a URI with a character that RFC 3986 has not, or a % without two digits of hex"))
        }
        (true, true) => None,
    }
}

/// Whether each character is one of RFC 3986 §2, and each percent sign begins an encoded byte.
fn of_uri(uri: &[u8]) -> bool {
    let is_character = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(byte);
    let is_encoded = |rest: &[u8]| rest.len() >= 2 && rest.iter().take(2).all(u8::is_ascii_hexdigit);
    uri.iter().all(is_character) && uri.split(|&byte| byte == b'%').skip(1).all(is_encoded)
}
