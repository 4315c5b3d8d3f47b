//! Looking at an input, opening it, and removing one layer.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::Options,
    unlock,
};
use keybundle::{Certificate, Opened, report};
use serde_json::Value;

/// What an input is and what it needs.
pub(crate) fn inspect(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &["limits"])?;
    let limits = unlock::limits(&options)?;
    let envelope = keybundle::inspect_within(input, &limits)?;
    Ok(Attachments::default().answer(report::envelope(&envelope)))
}

/// Opens an input into private keys, certificates and chains.
pub(crate) fn decode(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &[&unlock::NAMES[..], &["now"]].concat())?;
    let limits = unlock::limits(&options)?;
    let unlock = unlock::unlock(&options, &limits)?;
    let mut opened = keybundle::open_within(input, &unlock, &limits)?;
    if let Some(now) = options.integer("now")? {
        opened.check_validity(now);
    }
    Ok(decoded(&opened))
}

/// Removes one CMS layer.
pub(crate) fn decrypt(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &unlock::NAMES)?;
    let limits = unlock::limits(&options)?;
    let unlock = unlock::unlock(&options, &limits)?;
    let decrypted = keybundle::decrypt(input, &unlock, &limits)?;
    let mut bytes = Attachments::default();
    let mut result = report::decrypted(&decrypted);
    result["content"]["bytes"] = bytes.add(decrypted.secret_content());
    Ok(bytes.answer(result))
}

/// The bytes of each layer, as far as it opens.
pub(crate) fn layers(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &unlock::NAMES)?;
    let limits = unlock::limits(&options)?;
    let (parts, ended) = keybundle::parts(input, &unlock::unlock(&options, &limits)?, &limits)?;
    let mut bytes = Attachments::default();
    let mut result = report::parts(&parts, ended.as_ref());
    for (index, part) in parts.iter().enumerate() {
        result["parts"][index]["bytes"] = bytes.add(part.secret_bytes());
    }
    Ok(bytes.answer(result))
}

/// The report with the encodings themselves beside their hashes.
fn decoded(opened: &Opened) -> Answer {
    let mut bytes = Attachments::default();
    let mut result = report::opened(opened, true);
    for (index, bundle) in opened.bundles.iter().enumerate() {
        let object = &mut result["bundles"][index];
        object["private_key"]["der"] = bytes.add(&bundle.private_key.secret_pkcs8_der());
        if let Some(certificate) = &bundle.certificate {
            object["certificate"]["der"] = bytes.add(certificate.der());
        }
        add_certificates(&mut object["chain"], &bundle.chain, &mut bytes);
    }
    add_certificates(&mut result["certificates"], &opened.certificates, &mut bytes);
    for (index, key) in opened.public_keys.iter().enumerate() {
        result["public_keys"][index]["der"] = bytes.add(key.spki_der());
    }
    for (index, der) in opened.certificate_requests.iter().enumerate() {
        result["certificate_requests"][index]["der"] = bytes.add(der);
    }
    for (index, der) in opened.certificate_revocation_lists.iter().enumerate() {
        result["certificate_revocation_lists"][index]["der"] = bytes.add(der);
    }
    for (index, secret) in opened.secrets.iter().enumerate() {
        result["secrets"][index]["bytes"] = bytes.add(secret.secret_bytes());
    }
    bytes.answer(result)
}

fn add_certificates<C: AsRef<Certificate>>(list: &mut Value, certificates: &[C], bytes: &mut Attachments) {
    for (index, certificate) in certificates.iter().enumerate() {
        list[index]["der"] = bytes.add(certificate.as_ref().der());
    }
}
