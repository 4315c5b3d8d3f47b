//! The fields that a request will ask for, wherever they stand.

use super::{Error, json, members::Members};
use keybundle_csr::Request;
use keybundle_encoding::{Oid, Warnings, ber::Element};
use keybundle_match::{Field, Presented};
use keybundle_open::{Certificate, Error as OpenError, Limits, Opened, Unlock};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The content bytes of 2.5.29.17 (subjectAltName).
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 17];
/// The content bytes of 1.2.840.113549.1.9.14 and 1.3.6.1.4.1.311.2.1.14: extensions that a CSR asks for.
const EXTENSION_REQUESTS: [&[u8]; 2] =
    [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 14], &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 1, 14]];

/// What a request asks for: the attributes of its JSON, its CSR, or the certificate that came of it.
///
/// Where a request has both attributes and a CSR, the fields of both count: which of them the service takes is not
/// documented, and both must fit then.
#[derive(Debug, Default)]
pub struct RequestFields {
    values: Vec<(Field<'static>, String)>,
    csr: Option<Request>,
    certificate: Option<Arc<Certificate>>,
    warnings: Warnings,
}

impl RequestFields {
    /// Reads a request in whatever form: the service's JSON (`certificate_profile_attributes` and `device_attributes`
    /// with `id` and `value`, `attributes` with `name` and `value`, `csr`), the bare array of attributes, an object of
    /// fields and values, a JSON text that holds PEM, or a CSR or certificate itself.
    ///
    /// # Errors
    /// `unknown-format` when nothing of that is there; `invalid-value` when several requests are; the codes of
    /// [`crate::open()`] for a CSR that can't be opened.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        match json::read(bytes) {
            Ok(value) => Self::from_json(&value, limits),
            Err(no_json) => match crate::open_within(bytes, &Unlock::new(), limits) {
                Ok(opened) => Self::of_opened(&opened),
                Err(OpenError::Encoding(keybundle_encoding::Error::UnknownFormat)) => Err(no_json),
                Err(error) => Err(error.into()),
            },
        }
    }

    /// Reads a CSR, alone or inside anything that holds one.
    ///
    /// # Errors
    /// The codes of [`crate::open()`]; `unknown-format` when there is no CSR in it.
    pub fn read_csr(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let opened = crate::open_within(bytes, &Unlock::new(), limits)?;
        let mut fields = Self::default();
        fields.csr = Some(csr(&opened, &mut fields.warnings)?.ok_or(Error::Missing { what: "CSR" })?);
        Ok(fields)
    }

    /// Reads a certificate, alone or inside anything that holds one; of several, the first that is no authority's,
    /// with a warning where they are no chain.
    ///
    /// # Errors
    /// The codes of [`crate::open()`]; `unknown-format` when there is no certificate in it.
    pub fn read_certificate(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let opened = crate::open_within(bytes, &Unlock::new(), limits)?;
        let certificate = opened.end_entity().cloned().ok_or(Error::Missing { what: "certificate" })?;
        let mut fields = Self { certificate: Some(certificate), ..Self::default() };
        opened.warn_of_other_end_entities(&mut fields.warnings);
        Ok(fields)
    }

    /// Reads the JSON of a request.
    ///
    /// # Errors
    /// As [`RequestFields::read`].
    pub fn from_json(value: &Value, limits: &Limits) -> Result<Self, Error> {
        let mut reader = Reader { fields: Self::default(), found: false, texts: Members::new(limits) };
        match value {
            Value::String(text) => return Self::of_opened(&reader.texts.open(text)?),
            Value::Array(attributes) if attributes.iter().all(|one| named_value(one).is_some()) => {
                reader.attributes(value);
            }
            Value::Array(requests) if requests.len() > 1 => return Err(Error::SeveralRequests),
            other => reader.walk(other)?,
        }
        if !reader.found
            && let Value::Object(members) = value
        {
            reader.pairs(members);
        }
        if reader.found { Ok(reader.fields) } else { Err(Error::NoAttributes) }
    }

    /// What there is to compare.
    ///
    /// # Errors
    /// `malformed-der`, `truncated` when a Name or the alternative names can't be read.
    pub fn presented(&self) -> Result<Presented<'_>, Error> {
        let mut presented = Presented::default();
        if let Some(csr) = &self.csr {
            push_csr(csr, &mut presented)?;
        }
        if let Some(certificate) = &self.certificate {
            push_certificate(certificate, &mut presented)?;
        }
        for (field, text) in &self.values {
            presented.push(field.clone(), text.as_str());
        }
        Ok(presented)
    }

    /// What else was in the files: others of the thing that was taken.
    #[must_use]
    pub const fn warnings(&self) -> &Warnings {
        &self.warnings
    }

    fn of_opened(opened: &Opened) -> Result<Self, Error> {
        let mut fields = Self::default();
        fields.csr = csr(opened, &mut fields.warnings)?;
        if fields.csr.is_none() {
            fields.certificate = Some(opened.end_entity().cloned().ok_or(Error::NoAttributes)?);
            opened.warn_of_other_end_entities(&mut fields.warnings);
        }
        Ok(fields)
    }
}

/// The first, with a warning where there are others.
fn csr(opened: &Opened, warnings: &mut Warnings) -> Result<Option<Request>, Error> {
    opened.warn_of_other_requests(warnings);
    let Some(der) = opened.certificate_requests.first() else { return Ok(None) };
    Ok(Some(Request::from_der(der, &mut Warnings::new())?))
}

fn push_csr<'a>(csr: &'a Request, presented: &mut Presented<'a>) -> Result<(), Error> {
    presented.push_subject(csr.subject_der())?;
    for attribute in csr.attributes() {
        let Some(oid) = Oid::from_content(attribute.oid().as_bytes()) else { continue };
        if EXTENSION_REQUESTS.contains(&oid.as_bytes()) {
            continue;
        }
        for value in attribute.values() {
            presented.push_attribute(oid, &Element::parse(value)?);
        }
    }
    for extension in csr.extensions().iter().filter(|extension| extension.oid().as_bytes() == SUBJECT_ALT_NAME) {
        presented.push_alternative_names(extension.value())?;
    }
    Ok(())
}

fn push_certificate<'a>(certificate: &'a Certificate, presented: &mut Presented<'a>) -> Result<(), Error> {
    presented.set_certificate();
    presented.push_subject(certificate.subject_der().ok_or(Error::Missing { what: "readable subject" })?)?;
    if let Some(names) = certificate.extension(SUBJECT_ALT_NAME) {
        presented.push_alternative_names(&names)?;
    }
    Ok(())
}

struct Reader {
    fields: RequestFields,
    /// Whether anything that belongs to a request was there, be it empty.
    found: bool,
    texts: Members,
}

impl Reader {
    /// Looks for attributes and CSR wherever they stand. The depth is what the JSON reader lets through.
    fn walk(&mut self, value: &Value) -> Result<(), Error> {
        match value {
            Value::Array(values) => values.iter().try_for_each(|value| self.walk(value)),
            Value::Object(members) => members.iter().try_for_each(|(name, value)| self.member(name, value)),
            _ => Ok(()),
        }
    }

    fn member(&mut self, name: &str, value: &Value) -> Result<(), Error> {
        let is = |known: &[&str]| known.iter().any(|known| json::is_named(name, known));
        match value {
            Value::Array(_) | Value::Object(_)
                if is(&["certificateprofileattributes", "deviceattributes", "attributes"]) =>
            {
                self.attributes(value);
                Ok(())
            }
            Value::Object(members) if is(&["subject"]) => {
                self.found = true;
                for (name, value) in members {
                    self.push(&format!("subject.{name}"), value);
                }
                Ok(())
            }
            Value::String(text) if is(&["csr", "pkcs10", "certificaterequest"]) => {
                let opened = self.texts.open(text)?;
                let request = csr(&opened, &mut self.fields.warnings)?.ok_or(Error::Missing { what: "CSR" })?;
                self.found = true;
                match self.fields.csr.replace(request) {
                    Some(_) => Err(Error::SeveralRequests),
                    None => Ok(()),
                }
            }
            Value::String(_) if is(&["challengepassword"]) => {
                self.found = true;
                self.push(name, value);
                Ok(())
            }
            other => self.walk(other),
        }
    }

    /// A list of names and values, or an object of them.
    fn attributes(&mut self, value: &Value) {
        self.found = true;
        match value {
            Value::Array(attributes) => {
                for (name, value) in attributes.iter().filter_map(named_value) {
                    self.push(name, value);
                }
            }
            Value::Object(members) => members.iter().for_each(|(name, value)| self.push(name, value)),
            _ => {}
        }
    }

    /// An object whose members are all fields.
    fn pairs(&mut self, members: &Map<String, Value>) {
        if members.is_empty() || members.keys().any(|name| matches!(Field::from_name(name), Field::Other(_))) {
            return;
        }
        self.found = true;
        for (name, value) in members {
            self.push(name, value);
        }
    }

    fn push(&mut self, name: &str, value: &Value) {
        let field = Field::from_name(name);
        for text in json::texts(value).unwrap_or_default() {
            self.fields.values.push((field.clone(), text));
        }
    }
}

/// `{"id", "value"}` as IoT Trust Manager has it, `{"name", "value"}` as Device Trust Manager does.
fn named_value(attribute: &Value) -> Option<(&str, &Value)> {
    let members = attribute.as_object()?;
    let name =
        ["id", "name", "oid", "certificatefield", "field"].iter().find_map(|name| json::member(members, &[name]));
    Some((name?.as_str()?, json::member(members, &["value", "values"])?))
}
