//! DER structures by their first fields. Each rule names the ASN.1 that it rests on.

use super::{
    DerKind, Format, foreign,
    peek::{Field, OID, Peek, SEQUENCE},
};

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED_OCTET_STRING: u8 = 0x24;
const IA5_STRING: u8 = 0x16;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SET: u8 = 0x31;
const CONTEXT_0: u8 = 0xa0;

/// 1.2.840.113549.1.7: the content types of PKCS#7.
const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
/// 1.2.840.113549.1.5.13: PBES2.
const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];

/// The kind of structure that `bytes` begin with, if they look like one.
pub(super) fn sniff(bytes: &[u8]) -> Option<Format> {
    // `0` and a C1 control character: no text begins so.
    let sequence = matches!(bytes, [0x30, 0x80..=0x84, ..]).then_some(Format::Der(DerKind::OtherSequence));
    let mut top = Peek::new(bytes);
    let Some(outer) = top.next() else { return sequence };
    if outer.tag == OID {
        // ECParameters ::= namedCurve OBJECT IDENTIFIER (RFC 5480 §2.1.1), nothing behind it.
        let curve = outer.whole && top.is_empty() && (3..=12).contains(&outer.content.len());
        return curve.then_some(Format::Der(DerKind::EcParameters));
    }
    if outer.tag != SEQUENCE {
        return None;
    }
    if is_bcfks(&outer) {
        let (name, hint) = foreign::BOUNCY_CASTLE;
        return Some(Format::Unsupported { name, hint });
    }
    if let Some((name, hint)) = other_request(&outer) {
        return Some(Format::Unsupported { name, hint });
    }
    match kind(&outer) {
        Some(kind) => Some(Format::Der(kind)),
        None => sequence,
    }
}

fn kind(outer: &Field<'_>) -> Option<DerKind> {
    let mut fields = outer.inside();
    let first = fields.next()?;
    match first.tag {
        OID => match fields.next() {
            // ContentInfo ::= SEQUENCE { contentType OID, content [0] EXPLICIT ANY OPTIONAL }
            Some(content) if content.tag == CONTEXT_0 => Some(DerKind::CmsContentInfo),
            None if first.content.starts_with(PKCS7) => Some(DerKind::CmsContentInfo),
            _ => None,
        },
        INTEGER => after_integer(&first, fields),
        SEQUENCE => after_sequence(&first, fields),
        _ => None,
    }
}

/// Structures that begin with a version or another INTEGER.
fn after_integer(first: &Field<'_>, mut fields: Peek<'_>) -> Option<DerKind> {
    let second = fields.next()?;
    match second.tag {
        SEQUENCE => {
            let oid = second.first().filter(|field| field.tag == OID)?;
            if oid.content.starts_with(PKCS7) {
                // PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, … }
                return Some(DerKind::Pfx);
            }
            // PrivateKeyInfo ::= SEQUENCE { version, AlgorithmIdentifier, OCTET STRING, … }
            match fields.next() {
                Some(key) if key.tag == OCTET_STRING || key.tag == CONSTRUCTED_OCTET_STRING => {
                    Some(DerKind::PrivateKeyInfo)
                }
                None => Some(DerKind::PrivateKeyInfo),
                // ECParameters ::= SEQUENCE { version, fieldID SEQUENCE, curve SEQUENCE, base OCTET STRING, … }
                Some(curve) if curve.tag == SEQUENCE => Some(DerKind::EcParameters),
                _ => None,
            }
        }
        // ECPrivateKey ::= SEQUENCE { version 1, privateKey OCTET STRING, … }
        OCTET_STRING | CONSTRUCTED_OCTET_STRING if first.content == [1] => Some(DerKind::Sec1Private),
        SET => match second.first() {
            // SignedData: DigestAlgorithmIdentifiers; EnvelopedData: RecipientInfos, a SEQUENCE with a version, or [1]
            // to [4].
            Some(member) if member.begins_with_oid() => Some(DerKind::SignedData),
            Some(member) if member.tag == SEQUENCE || (0xa1..=0xa4).contains(&member.tag) => {
                Some(DerKind::EnvelopedData)
            }
            _ => None,
        },
        // EnvelopedData with originatorInfo [0].
        CONTEXT_0 if first.content.len() == 1 => Some(DerKind::EnvelopedData),
        INTEGER => integers(first, &second, fields),
        _ => None,
    }
}

/// Structures of INTEGERs alone, by their number.
fn integers(first: &Field<'_>, second: &Field<'_>, mut rest: Peek<'_>) -> Option<DerKind> {
    let third = rest.next().filter(|field| field.tag == INTEGER);
    let more = core::iter::from_fn(|| rest.next()).take(8).take_while(|field| field.tag == INTEGER).count();
    let version = first.content.len() == 1;
    Some(match (third, more) {
        // RSAPublicKey { n, e }, DHParameter { p, g }: generators are 2 or 5, exponents 3 or 65537.
        (None, _) if matches!(second.content, [2 | 5]) => DerKind::DhParameters,
        (None, _) if version && !second.whole => DerKind::Pkcs1Private,
        // Dss-Sig-Value { r, s }, ECDSA-Sig-Value { r, s }: numbers of one size, which no exponent and modulus are.
        (None, _) if second.whole && second.content.len() > first.content.len() / 2 => return None,
        (None, _) => DerKind::Pkcs1Public,
        (Some(third), 0) if version && !third.whole => DerKind::Pkcs1Private,
        // DHParameter { p, g, privateValueLength }, DomainParameters { p, g, q }; Dss-Parms { p, q, g }.
        (Some(third), 0) if second.content.len() > third.content.len() || second.content.len() <= 4 => {
            DerKind::DhParameters
        }
        (Some(_), 0) => DerKind::DsaParameters,
        // DSA: version, p, q, g, y, x. RSAPrivateKey: version, n, e, d, p, q, dP, dQ, qInv.
        (Some(third), 3) if version && third.content.len() >= 16 => DerKind::DsaPrivate,
        (Some(_), _) if version => DerKind::Pkcs1Private,
        // X9.42 DomainParameters { p, g, q, j, … }.
        (Some(_), _) => DerKind::DhParameters,
    })
}

/// Structures that begin with a SEQUENCE.
fn after_sequence(first: &Field<'_>, mut fields: Peek<'_>) -> Option<DerKind> {
    if first.begins_with_oid() {
        return match fields.next()?.tag {
            // SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, BIT STRING }
            BIT_STRING => Some(DerKind::Spki),
            // EncryptedPrivateKeyInfo ::= SEQUENCE { AlgorithmIdentifier, OCTET STRING }
            OCTET_STRING | CONSTRUCTED_OCTET_STRING => Some(DerKind::EncryptedPrivateKeyInfo),
            // A v1 CRL's TBSCertList begins with its AlgorithmIdentifier.
            SEQUENCE => tbs(first),
            _ => None,
        };
    }
    match fields.next() {
        second if is_signed(first, second.as_ref()) => tbs(first),
        // SEQUENCE OF OneAsymmetricKey, SEQUENCE OF Certificate. No list of lists: a file may nest without end.
        _ => {
            let mut inside = first.inside();
            let one = inside.next()?;
            match one.tag {
                INTEGER => {
                    (after_integer(&one, inside)? == DerKind::PrivateKeyInfo).then_some(DerKind::AsymmetricKeyPackage)
                }
                SEQUENCE if !one.begins_with_oid() && is_signed(&one, inside.next().as_ref()) => {
                    (tbs(&one)? == DerKind::Certificate).then_some(DerKind::CertificateSequence)
                }
                _ => None,
            }
        }
    }
}

/// Whether `first` is signed: Certificate, CertificationRequest, CertificateList ::= SEQUENCE { tbs,
/// AlgorithmIdentifier, BIT STRING }.
fn is_signed(first: &Field<'_>, second: Option<&Field<'_>>) -> bool {
    match second {
        Some(algorithm) => algorithm.begins_with_oid(),
        // A cut one, or one of indefinite length.
        None => (!first.whole || first.indefinite) && tbs(first).is_some(),
    }
}

/// What is signed, by the fields of its first part.
fn tbs(first: &Field<'_>) -> Option<DerKind> {
    let mut fields = first.inside();
    let one = fields.next()?;
    let two = fields.next()?;
    match one.tag {
        // TBSCertificate ::= SEQUENCE { version [0], serialNumber INTEGER, … }
        CONTEXT_0 => (two.tag == INTEGER).then_some(DerKind::Certificate),
        // TBSCertList, version 1: signature, issuer, thisUpdate.
        SEQUENCE => is_time(fields.next()?).then_some(DerKind::Crl),
        INTEGER if two.begins_with_oid() => match (fields.next(), fields.next()) {
            // TBSCertList ::= SEQUENCE { version, signature, issuer, thisUpdate Time, … }
            (Some(_), Some(time)) if is_time(time) => Some(DerKind::Crl),
            // TBSCertificate, version 1: serialNumber, signature, issuer, validity SEQUENCE OF Time.
            (Some(issuer), Some(validity)) if issuer.tag == SEQUENCE && validity.tag == SEQUENCE => {
                Some(DerKind::Certificate)
            }
            _ => None,
        },
        // CertificationRequestInfo ::= SEQUENCE { version 0, subject Name, subjectPKInfo, … }
        INTEGER if two.tag == SEQUENCE && two.first().is_none_or(|part| part.tag == SET) => {
            Some(DerKind::CertificateRequest)
        }
        _ => None,
    }
}

const fn is_time(field: Field<'_>) -> bool {
    matches!(field.tag, UTC_TIME | GENERALIZED_TIME)
}

/// Bouncy Castle's FIPS keystore: ObjectStore ::= SEQUENCE { SEQUENCE { PBES2, OCTET STRING }, SEQUENCE { … } }.
fn is_bcfks(outer: &Field<'_>) -> bool {
    let mut fields = outer.inside();
    let Some(data) = fields.next().filter(|field| field.tag == SEQUENCE) else { return false };
    let Some(algorithm) = data.first().filter(Field::begins_with_oid) else { return false };
    let pbes2 = algorithm.first().is_some_and(|oid| oid.content == PBES2);
    pbes2 && fields.next().is_some_and(|check| check.tag == SEQUENCE)
}

/// Requests for a certificate that are no PKCS#10.
fn other_request(outer: &Field<'_>) -> Option<foreign::Foreign> {
    let first = outer.first().filter(|field| field.tag == SEQUENCE)?;
    let mut fields = first.inside();
    let (one, two) = (fields.next()?, fields.next());
    if one.tag == INTEGER {
        return two.filter(is_template).map(|_| foreign::CRMF);
    }
    if one.tag != SEQUENCE {
        return None;
    }
    // PublicKeyAndChallenge ::= SEQUENCE { spki SubjectPublicKeyInfo, challenge IA5STRING }
    if two.is_some_and(|challenge| challenge.tag == IA5_STRING) {
        return Some(foreign::SPKAC);
    }
    // CertReqMessages ::= SEQUENCE OF SEQUENCE { certReq CertRequest, … }
    let mut fields = one.inside();
    fields.next().filter(|id| id.tag == INTEGER)?;
    fields.next().filter(is_template).map(|_| foreign::CRMF)
}

/// CertTemplate (RFC 4211 §5): fields of which each has a tag of its own, behind certReqId.
fn is_template(field: &Field<'_>) -> bool {
    field.tag == SEQUENCE && field.first().is_some_and(|first| matches!(first.tag, 0x80..=0xbf))
}
