//! The extensions that a template asks for, encoded.

use super::{BasicConstraints, RequestTemplate};
use crate::{KeyUsage, ObjectId, names, write};
use alloc::vec::Vec;

const TRUE: &[u8] = &[write::BOOLEAN, 1, 0xff];

impl RequestTemplate {
    /// One after another: names, usage, purposes, constraints, policies, the others.
    pub(super) fn encoded_extensions(&self) -> Vec<Vec<u8>> {
        let mut extensions = Vec::new();
        let mut add = |oid: &[u8], critical: bool, value: &[u8]| extensions.push(encode(oid, critical, value));
        if !self.subject_alternative_names.is_empty() {
            let names: Vec<_> = self.subject_alternative_names.iter().map(crate::GeneralName::to_der).collect();
            let critical = self.subject.attributes.is_empty();
            add(names::SUBJECT_ALTERNATIVE_NAME, critical, &write::sequence_of(write::SEQUENCE, &names));
        }
        if !self.key_usage.is_empty() {
            add(names::KEY_USAGE, true, &key_usage(&self.key_usage));
        }
        if !self.extended_key_usage.is_empty() {
            add(names::EXTENDED_KEY_USAGE, false, &oids(&self.extended_key_usage, false));
        }
        if let Some(constraints) = self.basic_constraints {
            add(names::BASIC_CONSTRAINTS, true, &basic_constraints(constraints));
        }
        if !self.certificate_policies.is_empty() {
            add(names::CERTIFICATE_POLICIES, false, &oids(&self.certificate_policies, true));
        }
        for extension in &self.extensions {
            add(extension.oid().as_bytes(), extension.is_critical(), extension.value());
        }
        extensions
    }
}

fn encode(oid: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let oid = write::tlv(write::OID, &[oid]);
    let critical = if critical { TRUE } else { &[] };
    write::tlv(write::SEQUENCE, &[&oid, critical, &write::tlv(write::OCTET_STRING, &[value])])
}

/// A BIT STRING without the zero bits at its end (X.690 §11.2.2).
fn key_usage(usages: &[KeyUsage]) -> Vec<u8> {
    let bits = usages.iter().fold(0_u16, |bits, usage| bits | 0x8000 >> usage.bit());
    let [first, second] = bits.to_be_bytes();
    let bytes: &[u8] = if second == 0 { &[first] } else { &[first, second] };
    let unused = bytes.last().map_or(0, |last| last.trailing_zeros() as u8);
    write::tlv(write::BIT_STRING, &[&[unused], bytes])
}

/// SEQUENCE OF OBJECT IDENTIFIER, each in a SEQUENCE of its own where `wrapped` (PolicyInformation).
fn oids(list: &[ObjectId], wrapped: bool) -> Vec<u8> {
    let encode = |oid: &ObjectId| {
        let oid = write::tlv(write::OID, &[oid.as_bytes()]);
        if wrapped { write::tlv(write::SEQUENCE, &[&oid]) } else { oid }
    };
    write::sequence_of(write::SEQUENCE, &list.iter().map(encode).collect::<Vec<_>>())
}

fn basic_constraints(constraints: BasicConstraints) -> Vec<u8> {
    let authority = if constraints.is_authority { TRUE } else { &[] };
    let length = match constraints.path_length {
        // A path length says something of authorities alone (RFC 5280 §4.2.1.9).
        Some(length) if constraints.is_authority => {
            let padding: &[u8] = if length & 0x80 == 0 { &[] } else { &[0] };
            write::tlv(write::INTEGER, &[padding, &[length]])
        }
        _ => Vec::new(),
    };
    write::tlv(write::SEQUENCE, &[authority, &length])
}
