//! PKCS#11 URIs (RFC 7512).

use crate::{Error, Result};

/// A PKCS#11 URI that names a private key: attributes of the token, of its slot, of its module, and of the object.
///
/// ```
/// use keybundle_pkcs11::Uri;
///
/// let uri = Uri::parse("pkcs11:token=My%20card;id=%01%ff;type=private?pin-source=file:/etc/pin")?;
/// assert_eq!(uri.pin_source(), Some("file:/etc/pin"));
/// // A PIN does not belong into a name.
/// assert!(Uri::parse("pkcs11:token=My%20card?pin-value=1234").is_err());
/// # Ok::<(), keybundle_pkcs11::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uri {
    attributes: Vec<(&'static str, Vec<u8>)>,
}

/// RFC 7512 §2.3: attributes of the path.
const PATH: [&str; 13] = [
    "token",
    "manufacturer",
    "serial",
    "model",
    "library-manufacturer",
    "library-version",
    "library-description",
    "object",
    "type",
    "id",
    "slot-description",
    "slot-manufacturer",
    "slot-id",
];

/// Those of the query. The others name a PIN, which is never part of a name here, or a module, which whoever gives the
/// URI shall not choose.
const QUERY: [&str; 1] = ["pin-source"];

impl Uri {
    /// Reads a URI. Attributes that it gives twice, or that are not known, are refused: whoever wrote them meant to
    /// narrow what is named.
    ///
    /// # Errors
    /// `usage`: it is no PKCS#11 URI, names something else than a private key, or has a PIN or a module in it.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = |reason| Error::Uri { reason };
        let (scheme, rest) = text.split_once(':').unwrap_or_default();
        if !scheme.eq_ignore_ascii_case("pkcs11") {
            return Err(refused("it does not begin with pkcs11:"));
        }
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut uri = Self { attributes: Vec::new() };
        uri.read(path, ';', &PATH)?;
        uri.read(query, '&', &QUERY)?;
        if uri.attribute("type").is_some_and(|class| class != b"private") {
            return Err(refused("its type is not private"));
        }
        if uri.attribute("pin-source").is_some_and(|source| core::str::from_utf8(source).is_err()) {
            return Err(refused("its pin-source is no UTF-8 text"));
        }
        Ok(uri)
    }

    /// Where a PIN is to be found (RFC 7512 §2.4): a `file:` URI, or what the caller makes of it. Nothing is read here.
    #[must_use]
    pub fn pin_source(&self) -> Option<&str> {
        core::str::from_utf8(self.attribute("pin-source")?).ok()
    }

    /// An attribute, percent-decoded.
    pub(crate) fn attribute(&self, name: &str) -> Option<&[u8]> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_slice())
    }

    /// Whether something that is described so is meant. What the URI does not name may be anything.
    pub(crate) fn allows(&self, description: &[(&str, &str)]) -> bool {
        description.iter().all(|(name, value)| self.attribute(name).is_none_or(|named| named == value.as_bytes()))
    }

    fn read(&mut self, component: &str, separator: char, known: &[&'static str]) -> Result<()> {
        let refused = |reason| Error::Uri { reason };
        for attribute in component.split(separator).filter(|attribute| !attribute.is_empty()) {
            let (name, value) = attribute.split_once('=').ok_or_else(|| refused("an attribute without a value"))?;
            let name = match known.iter().find(|known| **known == name) {
                Some(name) => *name,
                None if name == "pin-value" => {
                    return Err(refused("a PIN in it is seen by all: in lists of processes, logs and histories"));
                }
                None if name.starts_with("module-") => return Err(refused("the module is named apart from it")),
                None => return Err(refused("an attribute that is not known here")),
            };
            if self.attribute(name).is_some() {
                return Err(refused("an attribute twice"));
            }
            let value = decode(value).ok_or_else(|| refused("a % without two hex digits after it"))?;
            self.attributes.push((name, value));
        }
        Ok(())
    }
}

/// Undoes the percent-encoding (RFC 3986 §2.1).
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high << 4 | low).ok()?
            }
            other => other,
        });
    }
    Some(decoded)
}
