//! Containers of parts: JSON, ZIP and MIME.

use super::{Known, Walker, json_lines, keys::Names};
use crate::{
    Error, File, Layer, Result,
    archive::{Member, Members},
    cost,
    envelope::Locked,
    mime::{self, smime},
};
use keybundle_encoding::{
    WarningCode,
    json::{Json, Piece, Pieces, Text},
    pem,
    sniff::{Format, sniff},
    text,
};
use keybundle_key::{PrivateKey, PublicKey};
use zeroize::Zeroizing;

impl Walker<'_> {
    pub(super) fn json(&mut self, bytes: &[u8]) -> Result<Known> {
        let decoded = text::decode(bytes);
        let text = decoded.as_ref().map_or(bytes, |decoded| decoded.text.as_ref());
        let text = Text::new(text);
        let mut pieces = Pieces::new(&text);
        let mut known = Known::No;
        let mut is_json = false;
        let mut passed_over = None;
        loop {
            let at = pieces.position();
            let found = match pieces.next_piece()? {
                None => break,
                Some(Piece::Values(nodes)) => {
                    is_json = true;
                    self.inside(Layer::Json, |walker| walker.nodes(&nodes))?
                }
                // Program text and settings begin like JSON, and their PEM is as plain.
                Some(Piece::Other(other)) if at == 0 && pem::looks_like(other.as_bytes()) => {
                    self.begins_like_json(WarningCode::LenientPem, "PEM, and base64 around that");
                    return self.pem(bytes);
                }
                Some(Piece::Other(other)) => {
                    let beside = |walker: &mut Self| walker.beside_json(other.as_bytes());
                    let found = if is_json { self.forgiving(beside) } else { beside(self) }?;
                    if found == Known::No || pieces.gave_up() {
                        passed_over.get_or_insert(at);
                    }
                    found
                }
            };
            known = found.or(known);
        }
        match (is_json, known) {
            (false, Known::No) => return self.no_json(&text),
            (false, Known::Yes) => self.begins_like_json(WarningCode::LenientBase64, "base64 in other text"),
            (true, _) => {
                if let Some(at) = passed_over {
                    let code = if at == 0 { WarningCode::LeadingData } else { WarningCode::TrailingData };
                    let what = format!("what is no JSON, from byte {at} on, was passed over");
                    self.context.warnings.push(code, what);
                }
            }
        }
        Ok(known)
    }

    /// A text that begins like JSON, and nothing in it is known. Among others in JSON it need not be any.
    fn no_json(&mut self, text: &str) -> Result<Known> {
        let error = Error::from(keybundle_encoding::Error::UnknownFormat);
        if !self.path.contains(&Layer::Json) {
            return Err(error);
        }
        if text.trim_start().starts_with("{\"") {
            self.unreadable_text(error);
        }
        Ok(Known::No)
    }

    fn begins_like_json(&mut self, code: WarningCode, read_as: &str) {
        let what = format!("the text begins like JSON and is none: what it holds was read as {read_as}");
        self.context.warnings.push(code, what);
    }

    /// What stands before, between and behind JSON.
    fn beside_json(&mut self, text: &[u8]) -> Result<Known> {
        if pem::looks_like(text) {
            self.pem(text)
        } else if self.path.contains(&Layer::Json) {
            self.text_of_json(text)
        } else {
            self.settings(text)
        }
    }

    fn nodes(&mut self, nodes: &[Json]) -> Result<Known> {
        let mut known = Known::No;
        for node in nodes {
            known = self.node(node)?.or(known);
        }
        Ok(known)
    }

    /// Strings that sniff as something, wherever they stand; an object may itself be a key.
    fn node(&mut self, node: &Json) -> Result<Known> {
        let mut known = Known::No;
        match node {
            Json::Null | Json::Bool(_) | Json::Integer(_) | Json::Number(_) => {}
            Json::Integers(integers) => {
                self.context.charge_entries(1)?;
                if let Some(bytes) = octets(integers).filter(|bytes| is_binary_worth_opening(bytes)) {
                    self.context.charge_unpacked(bytes.len() as u64)?;
                    return self.walk(&bytes);
                }
            }
            Json::Text(text) => {
                self.context.charge_entries(1)?;
                // Numbers, names and identifiers are most of what JSON holds.
                let text = literal(text);
                if text.len() >= 16 && is_worth_opening(text.as_bytes()) {
                    // It was copied out of the text that it stands in.
                    self.context.charge_unpacked(text.len() as u64)?;
                    match self.walk(text.as_bytes()) {
                        Err(error) if is_beside_the_point(&error, text) => {
                            if is_foreign_key(text) {
                                self.note_foreign_key(&error);
                            }
                            self.unreadable_text(error);
                            return Ok(Known::No);
                        }
                        Ok(Known::No) => {}
                        walked => return walked,
                    }
                }
                return self.text_of_json(text.as_bytes());
            }
            Json::Array(values) => {
                if let Some(text) = json_lines::joined(values) {
                    self.context.charge_entries(values.len() as u64)?;
                    self.context.charge_unpacked(text.len() as u64)?;
                    return self.walk(text.as_bytes());
                }
                known = self.nodes(values)?;
            }
            Json::Object(members) => {
                if let Some(bytes) = numbered_octets(members).filter(|bytes| is_binary_worth_opening(bytes)) {
                    self.context.charge_entries(1)?;
                    self.context.charge_unpacked(bytes.len() as u64)?;
                    return self.walk(&bytes);
                }
                if is_jwk(node) {
                    return self.inside(Layer::Jwk, |walker| walker.jwk(node));
                }
                for (_, value) in members {
                    if self.node(value)? == Known::Yes {
                        known = Known::Yes;
                    }
                }
            }
        }
        Ok(known)
    }

    fn jwk(&mut self, node: &Json) -> Result<Known> {
        if is_there(node, "d") || is_there(node, "priv") {
            let jwk = node.clone();
            self.key(cost::of_jwk(node), None, Names::default(), move |context| {
                Ok(PrivateKey::from_jwk(&jwk, &mut context.warnings)?)
            })?;
        } else if is_there(node, "k") {
            // RFC 7518 §6.4. Beside others it is passed over.
            let (name, hint) = ("a symmetric key (JWK)", "it belongs to no certificate; give a private key");
            self.unreadable.get_or_insert(keybundle_encoding::Error::UnsupportedFormat { name, hint }.into());
            return Ok(Known::No);
        } else {
            let key = PublicKey::from_jwk(node, &mut self.context.warnings)?;
            self.public_key(key)?;
        }
        // RFC 7517 §4.7: the key's certificate, then its chain.
        if let Some(Json::Array(chain)) = node.member("x5c") {
            self.context.charge_entries(chain.len() as u64)?;
            for certificate in chain.iter().map(|one| one.text().unwrap_or_default()) {
                if self.walk(certificate.as_bytes())? == Known::No {
                    self.unreadable_text(keybundle_encoding::Error::UnknownFormat.into());
                }
            }
        }
        Ok(Known::Yes)
    }

    pub(super) fn zip(&mut self, bytes: &[u8]) -> Result<Known> {
        let mut members = Members::new(bytes, &mut self.context)?;
        if self.envelope.is_some() && members.is_encrypted() {
            return self.locked(Locked::Zip { entries: members.count() });
        }
        while let Some((name, member)) = members.next(&mut self.context)? {
            match member {
                Member::Bytes(content) => self.part(&name, &content)?,
                Member::Opaque(size, sha256) => self.collection.files.push(File { name, size, sha256 }),
            }
        }
        Ok(Known::Yes)
    }

    /// An S/MIME message: the CMS message in it.
    pub(super) fn smime(&mut self, bytes: &[u8]) -> Result<Known> {
        let message = smime::message(bytes)?;
        self.inside(Layer::Smime, |walker| walker.walk(&message))
    }

    /// Parts of a multipart body, or the one body below headers.
    pub(super) fn mime(&mut self, bytes: &[u8]) -> Result<Known> {
        let parts = mime::parts(bytes, &mut self.context)?;
        if let [body] = parts.as_slice() {
            // An answer by HTTP: it is what its one body is.
            return self.known_part(&body.name, &body.content);
        }
        for part in &parts {
            self.part(&part.name, &part.content)?;
        }
        Ok(if parts.is_empty() { Known::No } else { Known::Yes })
    }
}

/// Whether an object is a key rather than a description of one, which has a `kty` too.
fn is_jwk(node: &Json) -> bool {
    node.member("kty").is_some_and(|kind| kind.text().is_some())
        && ["n", "x", "d", "k", "pub", "priv"].iter().any(|member| is_there(node, member))
}

fn is_there(node: &Json, member: &str) -> bool {
    node.member(member).is_some_and(|value| !matches!(value, Json::Null))
}

/// Whether a string that can't be read is no key or certificate that was damaged: another format, or a sentence that
/// speaks of PEM. Such things stand beside what is wanted, in a description perhaps or in an error.
fn is_beside_the_point(error: &Error, text: &str) -> bool {
    match error {
        Error::Encoding(keybundle_encoding::Error::UnsupportedFormat { .. }) => true,
        Error::Encoding(keybundle_encoding::Error::Truncated { .. }) if sniff(text.as_bytes()) == Format::Json => true,
        Error::Encoding(_) => pem::is_mentioned(text.as_bytes()) || is_preview(text),
        _ => false,
    }
}

/// Whether a text is only the beginning of another, and says so.
fn is_preview(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with("...") || text.ends_with('\u{2026}')
}

/// The bytes that numbers from 0 to 255, or from -128 to 127, spell.
fn octets(integers: &[i64]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(integers.len()));
    for &integer in integers {
        bytes.push(u8::try_from(integer).or_else(|_| i8::try_from(integer).map(i8::cast_unsigned)).ok()?);
    }
    Some(bytes)
}

/// The same as members with the names 0, 1, 2 and so on: what `JSON.stringify` makes of a `Uint8Array`.
fn numbered_octets(members: &[(String, Json)]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(members.len()));
    for (index, (name, value)) in members.iter().enumerate() {
        let Json::Integer(integer) = value else { return None };
        if name.parse() != Ok(index) {
            return None;
        }
        bytes.push(u8::try_from(*integer).ok()?);
    }
    Some(bytes)
}

/// Without what Python puts around bytes that are written as text: `b'…'`.
fn literal(text: &str) -> &str {
    let inside = text
        .strip_prefix('b')
        .and_then(|rest| ["'", "\""].into_iter().find_map(|quote| rest.strip_prefix(quote)?.strip_suffix(quote)));
    inside.unwrap_or(text)
}

/// Whether bytes that JSON spells as numbers are something to open.
fn is_binary_worth_opening(bytes: &[u8]) -> bool {
    matches!(sniff(bytes), Format::Der(_) | Format::Zip | Format::Pem | Format::Base64 | Format::Hex)
}

/// Whether a string of JSON is something to open: prose and identifiers are not, nor are names of other formats in it.
fn is_worth_opening(text: &[u8]) -> bool {
    match sniff(text) {
        Format::Pem | Format::Base64 | Format::Hex | Format::Json | Format::Mime | Format::Smime => true,
        Format::Unsupported { .. } => {
            core::str::from_utf8(text).is_ok_and(is_foreign_key)
                || text.trim_ascii_start().starts_with(b"-----BEGIN PGP MESSAGE-----")
        }
        _ => false,
    }
}

/// Whether a text is a private key in PEM of a kind that is not opened.
fn is_foreign_key(text: &str) -> bool {
    matches!(sniff(text.as_bytes()), Format::Unsupported { .. })
        && text.trim_start().starts_with("-----BEGIN ")
        && text.contains("PRIVATE KEY-----")
}
