//! Distinguished names that are made.

mod parse;

use crate::{Error, ObjectId, Result, StringType, write};
use alloc::{string::String, vec::Vec};
use keybundle_encoding::{Oid, ber::Element, name};

/// Of an encoded Name, in bytes: most fit, a larger one grows.
const USUAL_SIZE: usize = 128;

/// A distinguished name: its attributes in the order of the encoding, the most general one first.
///
/// ```
/// use keybundle_csr::DistinguishedName;
/// let subject = DistinguishedName::from_text("CN=device-1,OU=a+OU=b,O=Example\\, Inc.,C=DE")?;
/// assert_eq!(subject.attributes[0].oid.to_string(), "2.5.4.6");
/// assert_eq!(keybundle_encoding::name::to_text(&subject.to_der()?)?, "CN=device-1,OU=a+OU=b,O=Example\\, Inc.,C=DE");
/// # Ok::<(), keybundle_csr::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DistinguishedName {
    /// The attributes.
    pub attributes: Vec<NameAttribute>,
}

/// One attribute of a distinguished name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameAttribute {
    /// The OID of its type.
    pub oid: ObjectId,
    /// Its value.
    pub value: NameValue,
    /// Whether it belongs to the same relative distinguished name as the attribute before it.
    pub joined: bool,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameValue {
    /// Text, in the string type of the attribute: PrintableString for a country and a serial number (RFC 5280
    /// Appendix A.1), IA5String for an e-mail address and a domain component, otherwise UTF8String.
    Text(String),
    /// Text, in this string type.
    Typed(StringType, String),
    /// A value as its encoded element.
    Encoded(Vec<u8>),
}

impl DistinguishedName {
    /// Reads RFC 4514 text: the first attribute written is the last one encoded. Attributes by short name, by the
    /// other names that people use, or by OID; what RFC 2253 and RFC 1779 allowed (quotes, semicolons, white space
    /// around separators) too. Text that begins with a slash is taken as OpenSSL writes it, in the order of the
    /// encoding.
    ///
    /// # Errors
    /// `invalid-value` with the position.
    pub fn from_text(text: &str) -> Result<Self> {
        parse::name(text)
    }

    /// Reads an encoded Name; each value stays as it came.
    ///
    /// # Errors
    /// `malformed-der`, `truncated`.
    pub fn from_der(der: &[u8]) -> Result<Self> {
        let mut before = None;
        let attributes = name::attributes(der)?.into_iter().map(|attribute| {
            let joined = before.replace(attribute.relative_name) == Some(attribute.relative_name);
            let value = NameValue::Encoded(attribute.value.raw().to_vec());
            NameAttribute { oid: attribute.oid.into(), value, joined }
        });
        Ok(Self { attributes: attributes.collect() })
    }

    /// Adds an attribute at the end of the encoding, by a name of its type or its OID.
    ///
    /// # Errors
    /// `invalid-value` when there is no attribute of this name.
    pub fn push(&mut self, kind: &str, value: NameValue) -> Result<()> {
        let oid = attribute_type(kind).ok_or(Error::field("subject", "an attribute of no known name: give its OID"))?;
        self.attributes.push(NameAttribute { oid, value, joined: false });
        Ok(())
    }

    /// Sets the string type of all text that has none yet, where the attribute allows it.
    pub fn set_string_type(&mut self, string_type: StringType) {
        for attribute in &mut self.attributes {
            if let NameValue::Text(text) = &mut attribute.value
                && fixed_type(&attribute.oid).is_none()
            {
                attribute.value = NameValue::Typed(string_type, core::mem::take(text));
            }
        }
    }

    /// DER of the Name (RFC 5280 §4.1.2.4).
    ///
    /// # Errors
    /// `invalid-value` when a string type can't hold its text.
    pub fn to_der(&self) -> Result<Vec<u8>> {
        let mut der = Vec::with_capacity(USUAL_SIZE);
        let relative_names = self.attributes.chunk_by(|_, next| next.joined);
        write::element(&mut der, write::SEQUENCE, |out| {
            for relative_name in relative_names {
                match relative_name {
                    [one] => write::element(out, write::SET, |out| one.write_to(out))?,
                    several => {
                        let members: Result<_> = several.iter().map(NameAttribute::to_der).collect();
                        write::set_of(out, write::SET, members?);
                    }
                }
            }
            Ok::<_, Error>(())
        })?;
        Ok(der)
    }
}

impl NameAttribute {
    fn to_der(&self) -> Result<Vec<u8>> {
        let mut der = Vec::new();
        self.write_to(&mut der)?;
        Ok(der)
    }

    fn write_to(&self, out: &mut Vec<u8>) -> Result<()> {
        write::element(out, write::SEQUENCE, |out| {
            write::primitive(out, write::OID, self.oid.as_bytes());
            match &self.value {
                NameValue::Encoded(der) => {
                    Element::parse(der)?;
                    out.extend_from_slice(der);
                    Ok(())
                }
                NameValue::Typed(string_type, text) => string_type.write_to(out, text),
                NameValue::Text(text) => match fixed_type(&self.oid) {
                    // What does not fit is no country or serial number; the checks before signing say so by name.
                    Some(StringType::Printable) => StringType::narrowest(text).write_to(out, text),
                    Some(string_type) if text.is_ascii() => string_type.write_to(out, text),
                    _ => StringType::Utf8.write_to(out, text),
                },
            }
        })
    }
}

/// The type that an attribute's standard gives it.
fn fixed_type(oid: &ObjectId) -> Option<StringType> {
    match oid.as_bytes() {
        // serialNumber, countryName, dnQualifier; jurisdictionOfIncorporationCountryName.
        [0x55, 4, 5 | 6 | 46] | [0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 3] => Some(StringType::Printable),
        // emailAddress, domainComponent.
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1] | [0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25] => {
            Some(StringType::Ia5)
        }
        _ => None,
    }
}

/// The OID of an attribute by name, `OID.1.2.3` or `1.2.3`.
fn attribute_type(kind: &str) -> Option<ObjectId> {
    let dotted = match kind.get(..4) {
        Some(prefix) if prefix.eq_ignore_ascii_case("oid.") => kind.get(4..)?,
        _ => kind,
    };
    name::oid(kind).map(|oid| ObjectId::known(oid.as_bytes())).or_else(|| {
        let content = Oid::content_of(dotted)?;
        Oid::from_content(&content).map(ObjectId::from)
    })
}
