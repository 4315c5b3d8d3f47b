//! What a request is to say, as JSON or TOML.

mod described;

use crate::{
    BasicConstraints, ChallengePassword, DistinguishedName, Error, Extension, GeneralName, KeyUsage, NameValue,
    ObjectId, RequestTemplate, Result, StringType, names, write,
};
use alloc::{string::String, vec, vec::Vec};
use serde::Deserialize;
use zeroize::Zeroizing;

/// A description of a request: the fields of [`RequestTemplate`] as people write them. Unknown fields are refused.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RequestDescription {
    /// RFC 4514 text, a table of long field names, or a list of attributes in the order of the encoding.
    pub subject: Option<SubjectDescription>,
    /// Alternative names with the prefix of their kind: `DNS:a.example`.
    #[serde(alias = "san")]
    pub subject_alternative_names: Vec<String>,
    /// Bits of the key usage by their names in RFC 5280 §4.2.1.3: `digitalSignature`.
    pub key_usage: Vec<String>,
    /// Purposes (RFC 5280 §4.2.1.12) by name or dotted OID: `serverAuth`.
    pub extended_key_usage: Vec<String>,
    /// The basic constraints (RFC 5280 §4.2.1.9).
    pub basic_constraints: Option<BasicConstraintsDescription>,
    /// Certificate policies (RFC 5280 §4.2.1.4): dotted OIDs.
    pub certificate_policies: Vec<String>,
    /// Any other extensions (RFC 5280 §4.2).
    pub extensions: Vec<ExtensionDescription>,
    /// The challenge password (RFC 2985 §5.4.1).
    pub challenge_password: Option<Zeroizing<String>>,
    /// Its string type: `printable`, `utf8`, `ia5`, `teletex`, `bmp`.
    pub challenge_password_type: Option<String>,
    /// The unstructured name (RFC 2985 §5.4.3).
    pub unstructured_name: Option<String>,
    /// Any other attributes (RFC 2986 §4.1).
    pub attributes: Vec<AttributeDescription>,
    /// The string type of the subject's attributes, by the same names.
    pub string_type: Option<String>,
    /// How to sign, such as `sha256WithRSAEncryption`: [`keybundle_key::SignatureAlgorithm::from_name`].
    pub signature_algorithm: Option<String>,
}

/// A subject in one of three forms.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum SubjectDescription {
    /// RFC 4514 text.
    Text(String),
    /// Attributes in the order of the encoding.
    List(Vec<NameAttributeDescription>),
    /// Long field names, as DigiCert ONE and many tools have them; encoded in the order country, state, locality,
    /// street, postal code, organization, organizational units, serial number, common name, e-mail.
    Fields(alloc::boxed::Box<SubjectFields>),
}

/// One attribute of a subject.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameAttributeDescription {
    /// Its type: a short name (`CN`) or a dotted OID.
    #[serde(rename = "type")]
    pub kind: String,
    /// The text.
    pub value: String,
    /// Its string type: `printable`, `utf8`, `ia5`, `teletex`, `bmp`.
    #[serde(default)]
    pub string_type: Option<String>,
    /// Whether it belongs to the same relative distinguished name as the one before.
    #[serde(default)]
    pub joined: bool,
}

/// A subject by long field names. In brackets the type and its OID (X.520, RFC 5280 appendix A).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SubjectFields {
    /// The common name (CN, 2.5.4.3).
    pub common_name: Option<String>,
    /// The organization (O, 2.5.4.10).
    #[serde(alias = "organization")]
    pub organization_name: Option<String>,
    /// The organizational units (OU, 2.5.4.11), in the order of the encoding.
    #[serde(alias = "organization_units")]
    pub organization_unit: Option<OneOrMany>,
    /// The country (C, 2.5.4.6), two letters (ISO 3166).
    pub country: Option<String>,
    /// The state or province (ST, 2.5.4.8).
    pub state: Option<String>,
    /// The locality (L, 2.5.4.7).
    pub locality: Option<String>,
    /// The lines of the street address (STREET, 2.5.4.9), in the order of the encoding.
    pub street_address: Option<OneOrMany>,
    /// The postal code (postalCode, 2.5.4.17).
    pub postal_code: Option<String>,
    /// The e-mail address (emailAddress, 1.2.840.113549.1.9.1).
    pub email: Option<String>,
    /// The serial number of the device (serialNumber, 2.5.4.5), not that of a certificate.
    pub serial_number: Option<String>,
}

/// The value of a field that may occur several times: a JSON or TOML string, or an array of strings.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// A string: one value.
    One(String),
    /// An array: each element is one value, in the order of the encoding.
    Many(Vec<String>),
}

/// Basic constraints (RFC 5280 §4.2.1.9).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasicConstraintsDescription {
    /// `cA`: whether the subject is to be a certification authority.
    #[serde(alias = "ca")]
    pub is_authority: bool,
    /// `pathLenConstraint`: how many certification authorities may be between it and an end entity.
    #[serde(default)]
    pub path_length: Option<u8>,
}

/// An extension (RFC 5280 §4.2).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionDescription {
    /// Its dotted OID.
    pub oid: String,
    /// Whether it is critical.
    #[serde(default)]
    pub critical: bool,
    /// Its value in hex: the content of `extnValue`.
    pub value: String,
}

/// An attribute of the request (RFC 2986 §4.1).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeDescription {
    /// Its dotted OID.
    pub oid: String,
    /// Its values: text, which becomes a UTF8String, or `#` and the hex of a value's DER.
    pub values: Vec<String>,
}

impl RequestDescription {
    /// The template that it describes.
    ///
    /// # Errors
    /// `invalid-value` with the field that is wrong, and the place in a list.
    pub fn to_template(&self) -> Result<RequestTemplate> {
        let mut subject = self.subject.as_ref().map_or_else(|| Ok(DistinguishedName::default()), subject)?;
        if let Some(string_type) = self.named_string_type()? {
            subject.set_string_type(string_type);
        }
        let challenge_type = string_type("challenge_password_type", self.challenge_password_type.as_deref())?;
        if challenge_type.is_some() && self.challenge_password.is_none() {
            return Err(Error::field(
                "challenge_password_type",
                "there is no challenge password that it says the type of",
            ));
        }
        Ok(RequestTemplate {
            subject,
            subject_alternative_names: each("subject alternative name", &self.subject_alternative_names, |text| {
                GeneralName::from_text(text)
            })?,
            are_names_critical: false,
            key_usage: each("key usage", &self.key_usage, |name| key_usage(name))?,
            extended_key_usage: each("extended key usage", &self.extended_key_usage, |name| purpose(name))?,
            basic_constraints: self.basic_constraints.as_ref().map(constraints).transpose()?,
            certificate_policies: each("certificate policy", &self.certificate_policies, |oid| object_id(oid))?,
            extensions: each("extension", &self.extensions, extension)?,
            challenge_password: self
                .challenge_password
                .clone()
                .map(|secret| ChallengePassword { secret, string_type: challenge_type }),
            unstructured_name: self.unstructured_name.clone(),
            attributes: each("attribute", &self.attributes, attribute)?,
        })
    }

    /// The string type of the subject.
    fn named_string_type(&self) -> Result<Option<StringType>> {
        string_type("string_type", self.string_type.as_deref())
    }
}

fn each<T, R>(field: &'static str, list: &[T], read: impl Fn(&T) -> Result<R>) -> Result<Vec<R>> {
    list.iter().enumerate().map(|(place, one)| read(one).map_err(|error| error.of(field, place))).collect()
}

fn subject(description: &SubjectDescription) -> Result<DistinguishedName> {
    match description {
        SubjectDescription::Text(text) => DistinguishedName::from_text(text),
        SubjectDescription::Fields(fields) => fields.to_name(),
        SubjectDescription::List(list) => {
            let mut name = DistinguishedName::default();
            for (place, one) in list.iter().enumerate() {
                let value = match string_type("string_type", one.string_type.as_deref())? {
                    Some(string_type) => NameValue::Typed(string_type, one.value.clone()),
                    None => NameValue::Text(one.value.clone()),
                };
                name.push(&one.kind, value).map_err(|error| error.of("subject", place))?;
                if let Some(attribute) = name.attributes.last_mut() {
                    attribute.joined = one.joined && place > 0;
                }
            }
            Ok(name)
        }
    }
}

impl SubjectFields {
    fn to_name(&self) -> Result<DistinguishedName> {
        let mut name = DistinguishedName::default();
        let one = |field: &Option<String>| field.iter().cloned().collect::<Vec<_>>();
        let many = |field: &Option<OneOrMany>| match field {
            Some(OneOrMany::Many(list)) => list.clone(),
            Some(OneOrMany::One(text)) => vec![text.clone()],
            None => Vec::new(),
        };
        for (kind, values) in [
            ("C", one(&self.country)),
            ("ST", one(&self.state)),
            ("L", one(&self.locality)),
            ("STREET", many(&self.street_address)),
            ("postalCode", one(&self.postal_code)),
            ("O", one(&self.organization_name)),
            ("OU", many(&self.organization_unit)),
            ("serialNumber", one(&self.serial_number)),
            ("CN", one(&self.common_name)),
            ("emailAddress", one(&self.email)),
        ] {
            for value in values {
                name.push(kind, NameValue::Text(value))?;
            }
        }
        Ok(name)
    }
}

fn string_type(field: &'static str, name: Option<&str>) -> Result<Option<StringType>> {
    let unknown = Error::field(field, "utf8, printable, ia5, teletex or bmp is expected");
    name.map(|name| StringType::from_name(name).ok_or(unknown)).transpose()
}

fn constraints(described: &BasicConstraintsDescription) -> Result<BasicConstraints> {
    if described.path_length.is_some() && !described.is_authority {
        return Err(Error::field("basic constraints", "a path length is an authority's: leave it out, or ask for one"));
    }
    Ok(BasicConstraints { is_authority: described.is_authority, path_length: described.path_length })
}

fn key_usage(name: &str) -> Result<KeyUsage> {
    KeyUsage::from_name(name)
        .ok_or(Error::field("key usage", "a name of RFC 5280 is expected, such as digitalSignature"))
}

/// The OID of a purpose of the extended key usage (RFC 5280 §4.2.1.12), by its name (`serverAuth`) or dotted.
///
/// # Errors
/// `invalid-value` when it is neither a known name nor an OID.
pub fn purpose(name: &str) -> Result<ObjectId> {
    let known = names::purpose(name);
    known.map_or_else(|| object_id(name), Ok).map_err(|_| {
        Error::field("extended key usage", "a name such as serverAuth or clientAuth, or a dotted OID is expected")
    })
}

fn object_id(text: &str) -> Result<ObjectId> {
    text.parse().map_err(|_| Error::field("OID", "a dotted OID is expected"))
}

fn extension(description: &ExtensionDescription) -> Result<Extension> {
    let value =
        write::from_hex(&description.value).ok_or(Error::field("extension", "its encoded value is expected in hex"))?;
    Ok(Extension::new(object_id(&description.oid)?, description.critical, value))
}

fn attribute(description: &AttributeDescription) -> Result<(ObjectId, Vec<Vec<u8>>)> {
    let value = |text: &String| match text.strip_prefix('#') {
        Some(digits) => {
            write::from_hex(digits).ok_or(Error::field("attribute", "behind # the hex of an encoded value is expected"))
        }
        None => StringType::Utf8.encode(text),
    };
    Ok((object_id(&description.oid)?, description.values.iter().map(value).collect::<Result<_>>()?))
}
