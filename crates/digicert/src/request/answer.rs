//! An answer, opened with the request that it answers.

use super::{
    Attribute, CertificateRequest, KeyType, PrivateKeyFormat, Request,
    material::{csr_in_pem, encryption_certificate},
};
use keybundle_encoding::{WarningCode, hex, name};
use keybundle_key::PublicKey;
use keybundle_open::{Bundle, Certificate, CmsInfo, Error, Layer, Limits, Locked, Opened, RecipientId, Unlock};
use std::sync::Arc;

/// Opens the answer to `request`. Its PKCS#12 password joins the key ring, and whatever came otherwise than it was
/// asked for is a warning `unexpected-answer`: another format, key type, subject, recipient, no chain, or a certificate
/// for another key than the CSR's. What was asked for is no warning: no key beside a CSR, no chain.
///
/// # Errors
/// As [`open_within`](crate::open_within).
pub fn open_answer(request: &Request, answer: &[u8], unlock: Unlock, limits: &Limits) -> Result<Opened, Error> {
    let asked = Asked::of(request);
    let unlock = match asked.password {
        Some(password) => unlock.with_password(password),
        None => unlock,
    };
    let mut opened = crate::open_within(answer, &unlock, limits)?;
    let mut surprises = Vec::new();
    match asked.key {
        AskedKey::ByService => made_by_service(&asked, &opened, &mut surprises),
        AskedKey::OfCsr(ref key) => for_csr(&asked, key, &opened, &mut surprises),
        AskedKey::Unknown => {}
    }
    if let Some(recipient) = &asked.recipient
        && let Ok(envelope) = crate::inspect_within(answer, limits)
    {
        for locked in &envelope.locked {
            if let Locked::Cms(info) = &locked.lock {
                encrypted_to(recipient, info, &mut surprises);
            }
        }
    }
    // What was asked for is nothing to be warned of.
    if matches!(asked.key, AskedKey::OfCsr(_)) {
        opened.warnings.remove(WarningCode::KeyMissing);
    }
    // An issuer that is there and did not sign is, whatever was asked for.
    let came_alone = || opened.certificates.is_empty() && opened.bundles.iter().all(|bundle| bundle.chain.is_empty());
    if asked.chain == Some(false) && came_alone() {
        opened.warnings.remove(WarningCode::ChainIncomplete);
    }
    for surprise in surprises {
        opened.warnings.push(WarningCode::UnexpectedAnswer, surprise);
    }
    Ok(opened)
}

/// What a request says about its answer.
struct Asked<'a> {
    key: AskedKey,
    key_type: Option<&'a KeyType>,
    format: Option<&'a PrivateKeyFormat>,
    password: Option<&'a str>,
    recipient: Option<Arc<Certificate>>,
    chain: Option<bool>,
    attributes: &'a [Attribute],
}

enum AskedKey {
    ByService,
    OfCsr(PublicKey),
    Unknown,
}

impl<'a> Asked<'a> {
    fn of(request: &'a Request) -> Self {
        let nothing = Self {
            key: AskedKey::Unknown,
            key_type: None,
            format: None,
            password: None,
            recipient: None,
            chain: None,
            attributes: &[],
        };
        let of_csr = |csr: Option<&str>| csr.and_then(csr_in_pem).map_or(AskedKey::Unknown, AskedKey::OfCsr);
        match request {
            Request::Certificate(request) => Self::certificate(request),
            Request::Renewal(renewal) => Self::certificate(&renewal.request),
            Request::Registration(request) => Self {
                key: match &request.csr {
                    Some(csr) => of_csr(Some(csr)),
                    None if request.key_format.is_some() => AskedKey::ByService,
                    None => AskedKey::Unknown,
                },
                key_type: request.key_type.as_ref(),
                format: request.key_format.as_ref(),
                attributes: &request.attributes,
                ..nothing
            },
            Request::Est(request) => Self {
                key: match request.operation {
                    super::EstOperation::ServerKeygen => AskedKey::ByService,
                    _ => of_csr(request.csr.as_deref()),
                },
                ..nothing
            },
            _ => nothing,
        }
    }

    fn certificate(request: &'a CertificateRequest) -> Self {
        let by_service = request.is_server_side();
        let format = request.private_key_format.as_ref().filter(|_| by_service);
        let is_encrypted = format.is_some_and(PrivateKeyFormat::is_encrypted_to_certificate);
        Self {
            key: if by_service {
                AskedKey::ByService
            } else {
                request.csr.as_deref().and_then(csr_in_pem).map_or(AskedKey::Unknown, AskedKey::OfCsr)
            },
            key_type: request.key_type.as_ref().filter(|_| by_service),
            format,
            password: request.pkcs12_password.as_ref().and_then(|password| password.secret_text()),
            recipient: request
                .encryption_certificate
                .as_deref()
                .filter(|_| is_encrypted)
                .and_then(encryption_certificate),
            chain: request.include_certificate_chain,
            attributes: &request.certificate_profile_attributes,
        }
    }
}

fn made_by_service(asked: &Asked<'_>, opened: &Opened, surprises: &mut Vec<String>) {
    let Some(bundle) = opened.bundles.first() else {
        surprises.push("a key made by the service was asked for, and no private key came".to_owned());
        return;
    };
    if opened.bundles.len() > 1 {
        surprises.push(format!("one key was asked for, and {} came", opened.bundles.len()));
    }
    if let Some(format) = asked.format {
        came_as(format, opened, bundle, surprises);
    }
    if let Some(key_type) = asked.key_type
        && key_type.matches(bundle.private_key.algorithm()) == Some(false)
    {
        surprises.push(format!("the key is {}, and {key_type} was asked for", bundle.private_key.algorithm()));
    }
    match &bundle.certificate {
        Some(certificate) => {
            subject(asked.attributes, certificate, surprises);
            chain(asked.chain, bundle.chain.len(), certificate, surprises);
        }
        None if !opened.certificates.is_empty() => {
            surprises.push("the certificate that came is for another key than the one that came".to_owned());
        }
        None => {}
    }
}

fn for_csr(asked: &Asked<'_>, key: &PublicKey, opened: &Opened, surprises: &mut Vec<String>) {
    if !opened.bundles.is_empty() {
        surprises.push("a certificate for a CSR was asked for, and a private key came".to_owned());
    }
    let paired = opened.bundles.iter().flat_map(|bundle| bundle.certificate.iter().chain(&bundle.chain));
    let all: Vec<_> = paired.chain(&opened.certificates).collect();
    match all.iter().find(|certificate| certificate.public_key() == Some(key)) {
        Some(certificate) => {
            subject(asked.attributes, certificate, surprises);
            chain(asked.chain, all.len() - 1, certificate, surprises);
        }
        None if !all.is_empty() => {
            surprises.push("no certificate that came is for the key of the CSR".to_owned());
        }
        None => {}
    }
}

/// The wrappings of the key are those of the format.
fn came_as(format: &PrivateKeyFormat, opened: &Opened, bundle: &Bundle, surprises: &mut Vec<String>) {
    let has = |layer: Layer| opened.layers.contains(&layer);
    let cms = has(Layer::CmsEnvelopedData) || has(Layer::CmsAuthEnvelopedData);
    let came = match () {
        () if cms && has(Layer::Zip) => "cert_encrypted",
        () if cms => "cert_encrypted_key_only",
        () if has(Layer::Pkcs12) => "pkcs_12",
        () if has(Layer::EncryptedPkcs8) || has(Layer::OpensslEncryptedPem) => "a key under a password",
        () if has(Layer::Jwk) => "a JSON Web Key",
        () if has(Layer::Pem) => "pem",
        () => "der",
    };
    let is_known = !matches!(format, PrivateKeyFormat::Other(_));
    if is_known && came != format.as_str() {
        let encoding = bundle.encoding.as_str();
        surprises.push(format!("the key came as {came} ({encoding}), and {format} was asked for"));
    }
}

fn chain(asked: Option<bool>, came: usize, certificate: &Certificate, surprises: &mut Vec<String>) {
    match asked {
        Some(true) if came == 0 && !certificate.is_self_issued() => {
            surprises.push("the chain was asked for, and the certificate came alone".to_owned());
        }
        Some(false) if came > 0 => {
            surprises.push(format!("no chain was asked for, and {came} more certificates came"));
        }
        _ => {}
    }
}

/// Fields of the subject, and the names under which [`name::oid`] knows them.
const SUBJECT: [(&str, &str); 8] = [
    ("subject.common_name", "CN"),
    ("subject.organization_name", "O"),
    ("subject.organization_unit", "OU"),
    ("subject.country", "C"),
    ("subject.state", "ST"),
    ("subject.locality", "L"),
    ("subject.street_address", "STREET"),
    ("subject.postal_code", "postalCode"),
];

/// Every text that was asked for stands in the subject; whether the service changes case or white space is not
/// documented, so any other text is told.
fn subject(asked: &[Attribute], certificate: &Certificate, surprises: &mut Vec<String>) {
    let Some(Ok(subject)) = certificate.subject_der().map(name::attributes) else { return };
    for attribute in asked {
        let Some(oid) = SUBJECT.iter().find(|(id, _)| *id == attribute.id).and_then(|(_, short)| name::oid(short))
        else {
            continue;
        };
        let values: Vec<String> =
            subject.iter().filter(|one| one.oid == oid).filter_map(|one| one.value.text()).collect();
        if !attribute.texts().all(|text| values.iter().any(|value| value == text)) {
            let field = &attribute.id;
            surprises.push(if values.is_empty() {
                format!("{field} was asked for, and the certificate has none")
            } else {
                format!("{field} of the certificate is not what was asked for")
            });
        }
    }
}

/// The message names the certificate, and nobody else.
fn encrypted_to(recipient: &Certificate, info: &CmsInfo, surprises: &mut Vec<String>) {
    let serial = recipient.serial().map(hex::encode);
    let is_it = |id: &RecipientId| match id {
        RecipientId::IssuerAndSerial { issuer, serial: theirs } => {
            recipient.issuer().as_ref() == Some(issuer)
                && serial.as_deref().map(|own| own.trim_start_matches('0')) == Some(theirs.trim_start_matches('0'))
        }
        RecipientId::SubjectKeyIdentifier(theirs) => {
            recipient.subject_key_identifier().map(hex::encode).as_ref() == Some(theirs)
        }
        _ => false,
    };
    if info.recipients.is_empty() {
        return;
    }
    let own = info.recipients.iter().filter(|one| is_it(&one.id)).count();
    if own == 0 {
        surprises.push("the answer is encrypted to another recipient than the encryption certificate's".to_owned());
    } else if own < info.recipients.len() {
        let others = info.recipients.len() - own;
        surprises.push(format!("the answer is encrypted to {others} more besides the encryption certificate's owner"));
    }
}
