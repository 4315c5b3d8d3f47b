//! Names of attributes, extensions and purposes by OID, as RFC 5280 and OpenSSL spell them.

use crate::ObjectId;
use keybundle_encoding::Oid;

type Names = &'static [(&'static [u8], &'static str)];

pub(crate) const CHALLENGE_PASSWORD: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 7];
pub(crate) const UNSTRUCTURED_NAME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 2];
pub(crate) const EXTENSION_REQUEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 14];
/// Microsoft's extension request, of the same syntax.
pub(crate) const MICROSOFT_EXTENSIONS: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 1, 14];
/// id-on-UPN: Microsoft's user principal name.
pub(crate) const UPN: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x14, 2, 3];

pub(crate) const SUBJECT_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 14];
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
pub(crate) const SUBJECT_ALTERNATIVE_NAME: &[u8] = &[0x55, 0x1d, 17];
pub(crate) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
pub(crate) const CERTIFICATE_POLICIES: &[u8] = &[0x55, 0x1d, 32];
pub(crate) const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37];

/// PKCS#9 (RFC 2985) and Microsoft's.
const ATTRIBUTES: Names = &[
    (CHALLENGE_PASSWORD, "challengePassword"),
    (UNSTRUCTURED_NAME, "unstructuredName"),
    (EXTENSION_REQUEST, "extensionRequest"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], "emailAddress"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 8], "unstructuredAddress"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 9], "extendedCertificateAttributes"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 13], "signingDescription"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 15], "smimeCapabilities"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 20], "friendlyName"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 21], "localKeyID"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 13, 1], "renewalCertificate"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 13, 2, 1], "enrollmentNameValuePair"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 13, 2, 2], "enrollmentCspProvider"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 13, 2, 3], "osVersion"),
    (MICROSOFT_EXTENSIONS, "certificateExtensions"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 21, 20], "requestClientInfo"),
];

const EXTENSIONS: Names = &[
    (&[0x55, 0x1d, 9], "subjectDirectoryAttributes"),
    (SUBJECT_KEY_IDENTIFIER, "subjectKeyIdentifier"),
    (KEY_USAGE, "keyUsage"),
    (&[0x55, 0x1d, 16], "privateKeyUsagePeriod"),
    (SUBJECT_ALTERNATIVE_NAME, "subjectAltName"),
    (&[0x55, 0x1d, 18], "issuerAltName"),
    (BASIC_CONSTRAINTS, "basicConstraints"),
    (&[0x55, 0x1d, 30], "nameConstraints"),
    (&[0x55, 0x1d, 31], "cRLDistributionPoints"),
    (CERTIFICATE_POLICIES, "certificatePolicies"),
    (&[0x55, 0x1d, 33], "policyMappings"),
    (&[0x55, 0x1d, 35], "authorityKeyIdentifier"),
    (&[0x55, 0x1d, 36], "policyConstraints"),
    (EXTENDED_KEY_USAGE, "extKeyUsage"),
    (&[0x55, 0x1d, 46], "freshestCRL"),
    (&[0x55, 0x1d, 54], "inhibitAnyPolicy"),
    (&[0x2b, 6, 1, 5, 5, 7, 1, 1], "authorityInfoAccess"),
    (&[0x2b, 6, 1, 5, 5, 7, 1, 3], "qcStatements"),
    (&[0x2b, 6, 1, 5, 5, 7, 1, 24], "tlsfeature"),
    (&[0x2b, 6, 1, 5, 5, 7, 48, 1, 5], "noCheck"),
    (&[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 1], "nsCertType"),
    (&[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 13], "nsComment"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 15], "smimeCapabilities"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2], "certificateTemplateName"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 21, 7], "certificateTemplate"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 21, 10], "applicationPolicies"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 25, 2], "ntdsCaSecurity"),
];

/// Purposes of an extended key usage (RFC 5280 §4.2.1.12 and others).
const PURPOSES: Names = &[
    (&[0x55, 0x1d, 37, 0], "anyExtendedKeyUsage"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 1], "serverAuth"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 2], "clientAuth"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 3], "codeSigning"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 4], "emailProtection"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 5], "ipsecEndSystem"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 6], "ipsecTunnel"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 7], "ipsecUser"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 8], "timeStamping"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 9], "OCSPSigning"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 17], "ipsecIKE"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 21], "secureShellClient"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 22], "secureShellServer"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 27], "cmcCA"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 28], "cmcRA"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 36], "documentSigning"),
    (&[0x2b, 6, 1, 5, 2, 3, 4], "pkInitClientAuth"),
    (&[0x2b, 6, 1, 5, 2, 3, 5], "pkInitKDC"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2, 2], "smartcardLogon"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2, 1], "enrollmentAgent"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 10, 3, 4], "encryptedFileSystem"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 10, 3, 12], "msDocumentSigning"),
];

/// The name of a request's attribute.
#[must_use]
pub fn attribute_name(oid: Oid<'_>) -> Option<&'static str> {
    name(ATTRIBUTES, oid)
}

/// The name of an extension.
#[must_use]
pub fn extension_name(oid: Oid<'_>) -> Option<&'static str> {
    name(EXTENSIONS, oid)
}

/// The name of a purpose of an extended key usage.
#[must_use]
pub fn purpose_name(oid: Oid<'_>) -> Option<&'static str> {
    name(PURPOSES, oid)
}

/// The purpose of this name; case doesn't count.
pub(crate) fn purpose(name: &str) -> Option<ObjectId> {
    let found = PURPOSES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name));
    found.map(|(content, _)| ObjectId::known(content))
}

fn name(names: Names, oid: Oid<'_>) -> Option<&'static str> {
    names.iter().find(|(content, _)| *content == oid.as_bytes()).map(|(_, name)| *name)
}
