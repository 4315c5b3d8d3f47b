//! What no authority would take, or some would refuse: found in a request, whoever made it.

mod names;

use super::Info;
use crate::{Problem, names as oids, string_type::is_printable};
use alloc::vec::Vec;
use keybundle_encoding::{
    Oid, Result,
    ber::{Element, Tag},
    name,
};

/// Upper bounds in characters, by the last arc of 2.5.4 (RFC 5280 Appendix A.1, X.520 Annex C).
const BOUNDS: &[(u8, usize)] = &[
    (3, 64),
    (5, 64),
    (7, 128),
    (8, 128),
    (9, 128),
    (10, 64),
    (11, 64),
    (12, 64),
    (13, 1024),
    (15, 128),
    (17, 40),
    (65, 128),
];
/// ub-emailaddress-length (RFC 5280 Appendix A.1).
const MOST_OF_AN_EMAIL: usize = 255;
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const EMAIL: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1];
const COUNTRY: &[u8] = &[0x55, 4, 6];
const JURISDICTION_COUNTRY: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 3];
/// pkcs-9-ub-challengePassword (RFC 2985 Appendix A).
const MOST_OF_A_CHALLENGE: usize = 255;

/// Everything that authorities refuse about a request.
///
/// # Errors
/// `malformed-der`, `truncated` when the subject is no Name.
pub(crate) fn of(info: &Info) -> Result<Vec<Problem>> {
    let mut found = Vec::new();
    subject(info, &mut found)?;
    names::alternative_names(&info.alternative_names, &mut found);
    challenge(info, &mut found);
    attributes(info, &mut found);
    extensions(info, &mut found);
    authority(info, &mut found);
    Ok(found)
}

fn subject(info: &Info, found: &mut Vec<Problem>) -> Result<()> {
    let attributes = name::attributes(&info.subject)?;
    if attributes.is_empty() && info.alternative_names.is_empty() {
        found.push(Problem::fatal(
            "subject",
            None,
            "it is empty and there is no subject alternative name: give one of them",
        ));
    }
    for attribute in &attributes {
        let field = name::short_name(attribute.oid).unwrap_or("subject");
        let Some(text) = attribute.value.strict_text() else {
            if attribute.value.text().is_some() || is_text(attribute.oid) {
                found.push(Problem::fatal(field, None, "its value is no text of the string type that it declares"));
            }
            continue;
        };
        let length = text.chars().count();
        let most = match attribute.oid.as_bytes() {
            [0x55, 4, last] => BOUNDS.iter().find(|(known, _)| known == last).map(|(_, most)| *most),
            EMAIL => Some(MOST_OF_AN_EMAIL),
            _ => None,
        };
        if text.bytes().any(|byte| byte.is_ascii_control()) {
            found.push(Problem::doubtful(field, None, "its value has control characters"));
        }
        if length == 0 {
            found.push(Problem::doubtful(field, None, "its value is empty: leave it out"));
        } else if matches!(attribute.oid.as_bytes(), COUNTRY | JURISDICTION_COUNTRY) {
            country(field, &text, found);
        } else if most.is_some_and(|most| length > most) {
            found.push(Problem::doubtful(field, None, "its value is longer than RFC 5280 and X.520 allow"));
        } else if let Some(reason) = names::of_attribute(attribute.oid.as_bytes(), &text) {
            found.push(Problem::doubtful(field, None, reason));
        }
        if attribute.value.tag() == Tag::NUMERIC_STRING
            && !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ')
        {
            found.push(Problem::doubtful(field, None, "a NumericString with characters that it can't have"));
        }
        if is_printable_alone(attribute.oid) && attribute.value.tag() != Tag::PRINTABLE_STRING {
            found.push(Problem::doubtful(
                field,
                None,
                "it is a PrintableString by X.520: letters, digits, blanks and '()+,-./:=?",
            ));
        }
        if attribute.value.tag() == Tag::PRINTABLE_STRING && !is_printable(&text) {
            found.push(Problem::doubtful(field, None, "a PrintableString with characters that it can't have"));
        }
    }
    Ok(())
}

/// Whether it is an attribute of text by its standard.
fn is_text(oid: Oid<'_>) -> bool {
    match oid.as_bytes() {
        [0x55, 4, last] => matches!(last, 6 | 46) || BOUNDS.iter().any(|(known, _)| known == last),
        oid => matches!(oid, EMAIL | JURISDICTION_COUNTRY),
    }
}

/// serialNumber and dnQualifier (RFC 5280 Appendix A.1).
fn is_printable_alone(oid: Oid<'_>) -> bool {
    matches!(oid.as_bytes(), [0x55, 4, 5 | 46])
}

fn country(field: &'static str, text: &str, found: &mut Vec<Problem>) {
    if text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        found.push(Problem::fatal(field, None, "a country is written as the two letters of ISO 3166-1"));
    } else if !text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        found.push(Problem::doubtful(field, None, "the letters of a country are capitals"));
    }
}

fn challenge(info: &Info, found: &mut Vec<Problem>) {
    const FIELD: &str = "challenge password";
    let attributes: Vec<_> = info.attributes_of(oids::CHALLENGE_PASSWORD).collect();
    if attributes.len() > 1 || attributes.iter().any(|attribute| attribute.values().len() != 1) {
        found.push(Problem::doubtful(FIELD, None, "there is not exactly one value; the first one counts here"));
    }
    let Some(value) = attributes.first().and_then(|attribute| attribute.values().first()) else { return };
    let element = Element::parse(value);
    let Some(text) = element.as_ref().ok().and_then(Element::strict_text) else {
        found.push(Problem::fatal(FIELD, None, "it is no text of the string type that it declares"));
        return;
    };
    if text.is_empty() || text.chars().count() > MOST_OF_A_CHALLENGE {
        found.push(Problem::fatal(FIELD, None, "it has 1 to 255 characters (RFC 2985 §5.4.1)"));
    }
    match element.map(|element| element.tag()) {
        Ok(Tag::PRINTABLE_STRING) if !is_printable(&text) => {
            found.push(Problem::doubtful(FIELD, None, "a PrintableString with characters that it can't have"));
        }
        Ok(
            Tag::PRINTABLE_STRING | Tag::UTF8_STRING | Tag::TELETEX_STRING | Tag::BMP_STRING | Tag::UNIVERSAL_STRING,
        ) => {}
        _ => found.push(Problem::doubtful(FIELD, None, "it is no DirectoryString (RFC 2985 §5.4.1)")),
    }
}

/// An attribute has a set of values (RFC 2986 §4.1), so that one of each type says everything.
fn attributes(info: &Info, found: &mut Vec<Problem>) {
    if info.attributes_of(oids::EXTENSION_REQUEST).nth(1).is_some() {
        let reason = "there are several, and OpenSSL sees the first alone: ask for all extensions in one";
        found.push(Problem::fatal("extension request", None, reason));
    }
    // Of challenge passwords it is told with their values.
    let told = [oids::EXTENSION_REQUEST, oids::CHALLENGE_PASSWORD];
    let types: Vec<_> = info.attributes.iter().map(|attribute| attribute.oid().as_bytes()).collect();
    for (place, oid) in types.iter().enumerate().filter(|(_, oid)| !told.contains(*oid)) {
        // As of extensions, below.
        if types.iter().take(place.min(64)).any(|earlier| earlier == oid) {
            let reason = "an attribute of the same type stands before it: one attribute has all values of its type";
            found.push(Problem::doubtful("attribute", Some(place + 1), reason));
            return;
        }
    }
}

fn extensions(info: &Info, found: &mut Vec<Problem>) {
    let oids: Vec<_> = info.extensions.iter().map(crate::Extension::oid).collect();
    for (place, extension) in info.extensions.iter().enumerate() {
        let index = Some(place + 1);
        if !extension.is_valid() {
            found.push(if extension.is_known() {
                Problem::fatal("extension", index, "its value is not what an extension of its kind holds")
            } else {
                Problem::doubtful("extension", index, "its value is no DER, as that of every extension is")
            });
        } else if extension.has_no_names() {
            found.push(Problem::fatal("extension", index, "a list of names has at least one (RFC 5280 §4.2.1.6)"));
        }
    }
    for (place, oid) in oids.iter().enumerate() {
        // The few that a request has; a hostile one is not compared to its end.
        if oids.iter().take(place.min(64)).any(|earlier| earlier == oid) {
            found.push(Problem::fatal("extension", Some(place + 1), "the same extension was asked for before"));
            return;
        }
    }
}

/// RFC 5280 §4.2.1.9: who is no authority signs no certificates.
fn authority(info: &Info, found: &mut Vec<Problem>) {
    let has = |what: fn(&crate::Extension) -> bool| info.extensions.iter().any(what);
    if has(crate::Extension::signs_certificates) && !has(crate::Extension::is_authority) {
        let reason = "keyCertSign is for authorities alone: their basic constraints say CA:TRUE";
        found.push(Problem::doubtful("extension", None, reason));
    }
}
