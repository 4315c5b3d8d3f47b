//! The extensions that a template asks for, encoded.

use super::{BasicConstraints, RequestTemplate};
use crate::{KeyUsage, ObjectId, names, write};
use alloc::vec::Vec;

/// In bytes: a few short names and usages fit, more of them grow.
const USUAL_SIZE: usize = 128;
const TRUE: &[u8] = &[write::BOOLEAN, 1, 0xff];

impl RequestTemplate {
    /// Extensions, one after another: names, usage, purposes, constraints, policies, the others. `None` where there are
    /// none.
    pub(super) fn encoded_extensions(&self) -> Option<Vec<u8>> {
        let mut der = Vec::with_capacity(USUAL_SIZE);
        let size = write::element(&mut der, write::SEQUENCE, |out| {
            let start = out.len();
            self.write_extensions(out);
            out.len() - start
        });
        (size > 0).then_some(der)
    }

    fn write_extensions(&self, out: &mut Vec<u8>) {
        if !self.subject_alternative_names.is_empty() {
            let critical = self.are_names_critical || self.subject.attributes.is_empty();
            extension(out, names::SUBJECT_ALTERNATIVE_NAME, critical, |out| {
                write::element(out, write::SEQUENCE, |out| {
                    self.subject_alternative_names.iter().for_each(|name| name.write_to(out));
                });
            });
        }
        if !self.key_usage.is_empty() {
            extension(out, names::KEY_USAGE, true, |out| key_usage(out, &self.key_usage));
        }
        if !self.extended_key_usage.is_empty() {
            extension(out, names::EXTENDED_KEY_USAGE, false, |out| oids(out, &self.extended_key_usage));
        }
        if let Some(constraints) = self.basic_constraints {
            extension(out, names::BASIC_CONSTRAINTS, true, |out| basic_constraints(out, constraints));
        }
        if !self.certificate_policies.is_empty() {
            extension(out, names::CERTIFICATE_POLICIES, false, |out| policies(out, &self.certificate_policies));
        }
        for other in &self.extensions {
            let value = |out: &mut Vec<u8>| out.extend_from_slice(other.value());
            extension(out, other.oid().as_bytes(), other.is_critical(), value);
        }
    }
}

fn extension(out: &mut Vec<u8>, oid: &[u8], critical: bool, value: impl FnOnce(&mut Vec<u8>)) {
    write::element(out, write::SEQUENCE, |out| {
        write::primitive(out, write::OID, oid);
        if critical {
            out.extend_from_slice(TRUE);
        }
        write::element(out, write::OCTET_STRING, value);
    });
}

/// A BIT STRING without the zero bits at its end (X.690 §11.2.2).
fn key_usage(out: &mut Vec<u8>, usages: &[KeyUsage]) {
    let bits = usages.iter().fold(0_u16, |bits, usage| bits | 0x8000 >> usage.bit());
    let [first, second] = bits.to_be_bytes();
    match second {
        0 => write::primitive(out, write::BIT_STRING, &[first.trailing_zeros() as u8, first]),
        _ => write::primitive(out, write::BIT_STRING, &[second.trailing_zeros() as u8, first, second]),
    }
}

/// SEQUENCE OF OBJECT IDENTIFIER.
fn oids(out: &mut Vec<u8>, list: &[ObjectId]) {
    write::element(out, write::SEQUENCE, |out| {
        list.iter().for_each(|oid| write::primitive(out, write::OID, oid.as_bytes()));
    });
}

/// SEQUENCE OF PolicyInformation, each without qualifiers (RFC 5280 §4.2.1.4).
fn policies(out: &mut Vec<u8>, list: &[ObjectId]) {
    write::element(out, write::SEQUENCE, |out| {
        list.chunks(1).for_each(|policy| oids(out, policy));
    });
}

fn basic_constraints(out: &mut Vec<u8>, constraints: BasicConstraints) {
    write::element(out, write::SEQUENCE, |out| {
        // A path length says something of authorities alone (RFC 5280 §4.2.1.9).
        if !constraints.is_authority {
            return;
        }
        out.extend_from_slice(TRUE);
        match constraints.path_length {
            Some(length) if length & 0x80 == 0 => write::primitive(out, write::INTEGER, &[length]),
            Some(length) => write::primitive(out, write::INTEGER, &[0, length]),
            None => {}
        }
    });
}
