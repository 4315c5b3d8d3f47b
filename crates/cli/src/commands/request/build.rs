//! Requests out of arguments, and out of a file that they change.

use super::{Made, material, read};
use crate::{
    arguments::request::{
        Common, Device, DeviceRead, Enroll, Est, Keygen, Operation, Register, Renew, ServerKey, Subject,
    },
    failure::Failure,
};
use keybundle::request::{
    Attribute, BatchDownload, BundleDownload, CertificateReference, CertificateRequest, DeviceCreation, DeviceReading,
    DeviceRegistration, Draft, EstOperation, EstRequest, KeyType, Kind, PrivateKeyFormat, Problem, Renewal, Request,
    SecretText,
};
use serde_json::Value;

pub(super) fn keygen(arguments: &Keygen) -> Result<Made, Failure> {
    let (mut request, mut problems) = certificate(&arguments.common, &arguments.subject)?;
    request.server_side_key_gen = Some(true);
    server_key(&arguments.key, &mut request, &mut problems)?;
    Ok(Made { request: request.into(), problems })
}

pub(super) fn enroll(arguments: &Enroll) -> Result<Made, Failure> {
    let (mut request, mut problems) = certificate(&arguments.common, &arguments.subject)?;
    if let Some(path) = &arguments.csr {
        request.csr = Some(material::csr(path, &mut problems)?);
    }
    Ok(Made { request: request.into(), problems })
}

pub(super) fn renew(arguments: &Renew) -> Result<Made, Failure> {
    let mut renewal = Renewal::default();
    let (request, mut problems) = certificate(&arguments.common, &arguments.subject)?;
    renewal.request = request;
    renewal.by_put = arguments.put;
    renewal.certificate = match (&arguments.certificate_id, &arguments.serial_number) {
        (_, Some(serial)) => CertificateReference::Serial(serial.clone()),
        (id, None) => CertificateReference::Id(id.clone().unwrap_or_default()),
    };
    if let Some(path) = &arguments.csr {
        renewal.request.csr = Some(material::csr(path, &mut problems)?);
    }
    if arguments.server_side_key_gen {
        renewal.request.server_side_key_gen = Some(true);
    }
    server_key(&arguments.key, &mut renewal.request, &mut problems)?;
    Ok(Made { request: renewal.into(), problems })
}

/// The start of every request for a certificate: the file, then what goes into the certificate.
fn certificate(common: &Common, subject: &Subject) -> Result<(CertificateRequest, Vec<Problem>), Failure> {
    let (mut request, problems) = match start(common, Kind::Certificate)? {
        Some((Request::Certificate(request), problems)) => (*request, problems),
        Some((Request::Renewal(renewal), problems)) => (renewal.request, problems),
        Some(_) => return Err(other_kind()),
        None => (CertificateRequest::default(), Vec::new()),
    };
    set(&mut request.enrollment_profile_id, &subject.enrollment_profile);
    attributes(&subject.attribute, &mut request.certificate_profile_attributes);
    attributes(&subject.device_attribute, &mut request.device_attributes);
    if subject.include_certificate_chain.is_some() {
        request.include_certificate_chain = subject.include_certificate_chain;
    }
    Ok((request, problems))
}

fn server_key(
    arguments: &ServerKey,
    request: &mut CertificateRequest,
    problems: &mut Vec<Problem>,
) -> Result<(), Failure> {
    if let Some(name) = &arguments.key_type {
        request.key_type = Some(KeyType::read(name));
    }
    if let Some(name) = &arguments.private_key_format {
        request.private_key_format = Some(PrivateKeyFormat::read(name));
    }
    set(&mut request.private_key_syntax, &arguments.private_key_syntax);
    if let Some(path) = &arguments.pkcs12_password_file {
        request.pkcs12_password = Some(SecretText::new(material::password(path)?.as_str()));
    }
    if let Some(name) = &arguments.pkcs12_password_env {
        request.pkcs12_password = Some(SecretText::new(material::variable(name)?.as_str()).shown_as(name));
    }
    if let Some(path) = &arguments.encryption_certificate {
        request.encryption_certificate = Some(material::encryption_certificate(path, problems)?);
    }
    Ok(())
}

pub(super) fn device(arguments: &Device) -> Result<Made, Failure> {
    let (mut device, problems) = match start(&arguments.common, Kind::Device)? {
        Some((Request::Device(device), problems)) => (device, problems),
        Some(_) => return Err(other_kind()),
        None => (DeviceCreation::default(), Vec::new()),
    };
    set(&mut device.division_id, &arguments.division_id);
    set(&mut device.device_identifier, &arguments.device_identifier);
    set(&mut device.device_profile_id, &arguments.device_profile_id);
    attributes(&arguments.device_attribute, &mut device.device_attributes);
    Ok(Made { request: device.into(), problems })
}

pub(super) fn device_read(arguments: &DeviceRead) -> Made {
    let mut reading = DeviceReading::default();
    reading.device_identifier.clone_from(&arguments.device_identifier);
    reading.filters.extend(arguments.division_id.iter().map(|id| ("division_id".to_owned(), id.clone())));
    reading.filters.extend(arguments.filter.iter().cloned());
    Made::from(Request::from(reading))
}

pub(super) fn register(arguments: &Register) -> Result<Made, Failure> {
    let (mut device, mut problems) = match start(&arguments.common, Kind::Registration)? {
        Some((Request::Registration(device), problems)) => (device, problems),
        Some(_) => return Err(other_kind()),
        None => (DeviceRegistration::default(), Vec::new()),
    };
    set(&mut device.certificate_policy_id, &arguments.certificate_policy_id);
    if let Some(name) = &arguments.key_type {
        device.key_type = Some(KeyType::read(name));
    }
    if let Some(name) = &arguments.key_format {
        device.key_format = Some(PrivateKeyFormat::read(name));
    }
    set(&mut device.key_syntax, &arguments.key_syntax);
    if let Some(path) = &arguments.csr {
        device.csr = Some(material::csr(path, &mut problems)?);
    }
    attributes(&arguments.attribute, &mut device.attributes);
    Ok(Made { request: device.into(), problems })
}

pub(super) fn bundle(id: &str) -> Made {
    let mut download = BundleDownload::default();
    id.clone_into(&mut download.device_id);
    Made::from(Request::from(download))
}

pub(super) fn batch(id: &str) -> Made {
    let mut download = BatchDownload::default();
    id.clone_into(&mut download.job_id);
    Made::from(Request::from(download))
}

pub(super) fn est(arguments: &Est) -> Result<Made, Failure> {
    let (mut request, mut problems) = (EstRequest::default(), Vec::new());
    request.policy.clone_from(&arguments.policy);
    request.device_group.clone_from(&arguments.device_group);
    request.operation = match arguments.operation {
        Operation::Simpleenroll => EstOperation::SimpleEnroll,
        Operation::Simplereenroll => EstOperation::SimpleReenroll,
        Operation::Serverkeygen => EstOperation::ServerKeygen,
        Operation::Cacerts => EstOperation::CaCerts,
        Operation::Csrattrs => EstOperation::CsrAttrs,
    };
    if let Some(path) = &arguments.csr {
        request.csr = Some(material::csr(path, &mut problems)?);
    }
    Ok(Made { request: request.into(), problems })
}

/// The request of `--from`.
pub(super) fn start(common: &Common, kind: Kind) -> Result<Option<(Request, Vec<Problem>)>, Failure> {
    let Some(path) = &common.from else { return Ok(None) };
    let draft = Draft::read(&read(path)?, Some(kind))?;
    Ok(Some((draft.request, draft.problems)))
}

pub(super) fn other_kind() -> Failure {
    Failure::Usage {
        message: "the file of --from holds a request of another kind".to_owned(),
        hint: Some("`keybundle request check` tells its kind".to_owned()),
    }
}

/// An argument changes a member; an absent one leaves it.
pub(super) fn set(member: &mut Option<String>, argument: &Option<String>) {
    if argument.is_some() {
        member.clone_from(argument);
    }
}

/// Arguments replace what the file has under their names; several of one name make a list.
fn attributes(arguments: &[(String, String)], list: &mut Vec<Attribute>) {
    list.retain(|attribute| !arguments.iter().any(|(id, _)| *id == attribute.id));
    for (id, value) in arguments {
        match list.iter_mut().find(|attribute| attribute.id == *id) {
            Some(attribute) => add(&mut attribute.value, value),
            None => list.push(Attribute::new(id, value)),
        }
    }
}

/// One more text.
pub(super) fn add(value: &mut Value, text: &str) {
    match value {
        Value::Array(list) => list.push(text.into()),
        one => *one = Value::Array(vec![one.take(), text.into()]),
    }
}
