//! A JWS as somebody wrote it: read leniently, so that every check can be made, with its faults noted.

use crate::{
    base64url,
    json::{self, Json},
};

/// The parts of a JWS, as far as they can be read.
pub(super) struct Received {
    /// The texts that are signed: header and payload as they stand.
    pub(super) protected: String,
    pub(super) payload_text: String,
    /// The protected header; null when it can't be read.
    pub(super) header: Json,
    pub(super) payload: Vec<u8>,
    /// `None` when it is absent or can't be read.
    pub(super) signature: Option<Vec<u8>>,
    /// What makes it no JWS as ACME has it.
    pub(super) faults: Vec<String>,
    /// What is right and yet refused by strict servers.
    pub(super) oddities: Vec<String>,
}

const MEMBERS: [&str; 3] = ["protected", "payload", "signature"];

impl Received {
    /// Whether a value looks like a JWS in any of its forms.
    pub(super) fn is_one(json: &Json) -> bool {
        match json {
            Json::Text(text) => is_compact(text),
            Json::Object(members) => {
                members.iter().any(|(name, _)| MEMBERS.contains(&name.as_str()) || name == "signatures")
            }
            _ => false,
        }
    }

    pub(super) fn read(json: &Json) -> Self {
        let mut jws = Self {
            protected: String::new(),
            payload_text: String::new(),
            header: Json::Null,
            payload: Vec::new(),
            signature: None,
            faults: Vec::new(),
            oddities: Vec::new(),
        };
        match json {
            Json::Object(_) => jws.read_object(json),
            Json::Text(text) if is_compact(text) => {
                jws.fault("it is in compact form; ACME takes flattened JSON");
                let mut parts = text.trim().splitn(3, '.').map(ToOwned::to_owned);
                let mut part = || parts.next().unwrap_or_default();
                (jws.protected, jws.payload_text) = (part(), part());
                let signature = part();
                jws.read_parts(Some(&signature));
            }
            Json::Text(text) => match json::read(text.as_bytes()) {
                Ok(inner @ Json::Object(_)) => {
                    jws.fault("it is text that holds JSON, and no object");
                    jws.read_object(&inner);
                }
                _ => jws.fault("it is text, and no object"),
            },
            _ => jws.fault("it is no object"),
        }
        jws
    }

    fn read_object(&mut self, json: &Json) {
        let general = match json.member("signatures") {
            Some(Json::Array(list)) => {
                self.fault("it is in general form with a list of signatures; ACME takes flattened JSON");
                list.first()
            }
            _ => None,
        };
        if json.repeats_a_name() {
            self.fault("a member stands in it twice");
        }
        let signed = general.unwrap_or(json);
        if signed.member("header").is_some() {
            self.fault("it has an unprotected header");
        }
        let mut texts = [None, None, None];
        for (text, name) in texts.iter_mut().zip(MEMBERS) {
            *text = if name == "payload" { json::text(json, name) } else { json::text(signed, name) };
            if text.is_none() {
                self.fault(&format!("the member {name} is missing or no text"));
            }
        }
        let known = |name: &str| MEMBERS.contains(&name) || matches!(name, "header" | "signatures");
        if json.members().iter().any(|(name, _)| !known(name)) {
            self.oddities.push("the JWS has members beside protected, payload and signature".to_owned());
        }
        let [protected, payload, signature] = texts;
        self.protected = protected.unwrap_or_default().to_owned();
        self.payload_text = payload.unwrap_or_default().to_owned();
        self.read_parts(signature);
    }

    /// Decodes the three parts.
    fn read_parts(&mut self, signature: Option<&str>) {
        let protected = self.part("protected", &self.protected.clone()).unwrap_or_default();
        self.payload = self.part("payload", &self.payload_text.clone()).unwrap_or_default();
        self.signature = signature.and_then(|text| self.part("signature", text));
        match json::read(&protected) {
            Ok(header @ Json::Object(_)) => {
                if header.repeats_a_name() {
                    self.fault("a member stands twice in the protected header");
                }
                if header.member("crit").is_some() {
                    self.fault("the protected header has critical extensions, which ACME has not");
                }
                self.header = header;
            }
            _ if self.protected.is_empty() => {}
            _ => self.fault("the protected header is no JSON object"),
        }
    }

    fn part(&mut self, name: &str, text: &str) -> Option<Vec<u8>> {
        if text.is_empty() {
            return Some(Vec::new());
        }
        match base64url::decode_leniently(text) {
            Ok((bytes, deviation)) => {
                if let Some(deviation) = deviation {
                    self.fault(&format!("{name} {deviation}; base64url without padding is due"));
                }
                Some(bytes)
            }
            Err(error) => {
                self.fault(&format!("{name} is {error}"));
                None
            }
        }
    }

    fn fault(&mut self, what: &str) {
        self.faults.push(what.to_owned());
    }

    /// What is signed, in the pieces that are joined.
    pub(super) fn signing_input(&self) -> [&[u8]; 3] {
        [self.protected.as_bytes(), b".", self.payload_text.as_bytes()]
    }
}

/// Three parts of base64 with dots between them (RFC 7515 §7.1).
pub(super) fn is_compact(text: &str) -> bool {
    let text = text.trim();
    text.bytes().filter(|byte| *byte == b'.').count() == 2
        && text.len() > 2
        && text.split('.').all(|part| base64url::is_base64_text(part.as_bytes()))
}
