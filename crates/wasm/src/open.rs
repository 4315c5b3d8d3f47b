//! Looking at an input, opening it, and removing one layer.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::Options,
    unlock,
};
use keybundle::{Certificate, Opened, report};

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
    bytes.add("/content/bytes", decrypted.secret_content());
    Ok(bytes.answer(report::decrypted(&decrypted)))
}

/// The bytes of each layer, as far as it opens.
pub(crate) fn layers(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &unlock::NAMES)?;
    let limits = unlock::limits(&options)?;
    let (parts, ended) = keybundle::parts(input, &unlock::unlock(&options, &limits)?, &limits)?;
    let mut bytes = Attachments::default();
    for (index, part) in parts.iter().enumerate() {
        bytes.add(&format!("/parts/{index}/bytes"), part.secret_bytes());
    }
    Ok(bytes.answer(report::parts(&parts, ended.as_ref())))
}

/// The report with the encodings themselves beside their hashes.
fn decoded(opened: &Opened) -> Answer {
    let mut bytes = Attachments::default();
    for (index, bundle) in opened.bundles.iter().enumerate() {
        bytes.add(&format!("/bundles/{index}/private_key/der"), &bundle.private_key.secret_pkcs8_der());
        if let Some(certificate) = &bundle.certificate {
            bytes.add(&format!("/bundles/{index}/certificate/der"), certificate.der());
        }
        add_certificates(&format!("/bundles/{index}/chain"), &bundle.chain, &mut bytes);
    }
    add_certificates("/certificates", &opened.certificates, &mut bytes);
    for (index, key) in opened.public_keys.iter().enumerate() {
        bytes.add(&format!("/public_keys/{index}/der"), key.spki_der());
    }
    for (index, der) in opened.certificate_requests.iter().enumerate() {
        bytes.add(&format!("/certificate_requests/{index}/der"), der);
    }
    for (index, der) in opened.certificate_revocation_lists.iter().enumerate() {
        bytes.add(&format!("/certificate_revocation_lists/{index}/der"), der);
    }
    for (index, secret) in opened.secrets.iter().enumerate() {
        bytes.add(&format!("/secrets/{index}/bytes"), secret.secret_bytes());
    }
    bytes.answer(report::opened(opened, true))
}

fn add_certificates<C: AsRef<Certificate>>(pointer: &str, certificates: &[C], bytes: &mut Attachments) {
    for (index, certificate) in certificates.iter().enumerate() {
        bytes.add(&format!("{pointer}/{index}/der"), certificate.as_ref().der());
    }
}
