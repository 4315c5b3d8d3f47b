//! What is asked for.

use serde_json::{Map, Value};
use std::fmt;

/// The kind of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A certificate, with a key made by the service or for a CSR.
    Certificate,
    /// The renewal of a certificate.
    Renewal,
    /// The creation of a device in IoT Trust Manager.
    Device,
    /// The reading of a device.
    DeviceReading,
    /// A passcode.
    Passcode,
    /// An ACME credential.
    AcmeCredential,
    /// The registration of a device at Device Trust Manager.
    Registration,
    /// The bundle of a registered device.
    BundleDownload,
    /// The certificates of a batch.
    BatchDownload,
    /// Enrolment over Secure Transport.
    Est,
}

impl Kind {
    /// Those whose body is JSON.
    pub const WITH_JSON: [Self; 6] =
        [Self::Certificate, Self::Renewal, Self::Device, Self::Passcode, Self::AcmeCredential, Self::Registration];

    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Certificate,
        Self::Renewal,
        Self::Device,
        Self::DeviceReading,
        Self::Passcode,
        Self::AcmeCredential,
        Self::Registration,
        Self::BundleDownload,
        Self::BatchDownload,
        Self::Est,
    ];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::Renewal => "renewal",
            Self::Device => "device",
            Self::DeviceReading => "device-reading",
            Self::Passcode => "passcode",
            Self::AcmeCredential => "acme-credential",
            Self::Registration => "registration",
            Self::BundleDownload => "bundle-download",
            Self::BatchDownload => "batch-download",
            Self::Est => "est",
        }
    }

    /// The kind of a body, by the members that only one kind has.
    pub(super) fn of(members: &Map<String, Value>) -> Option<Self> {
        let has = |names: &[&str]| names.iter().any(|name| members.contains_key(*name));
        Some(match () {
            () if has(&["certificate_policy_id", "key_format", "key_syntax"]) => Self::Registration,
            () if has(&["passcode_length", "validity_period"]) => Self::Passcode,
            () if has(&["external_account_binding", "authentication_pem", "account_id"]) => Self::AcmeCredential,
            () if has(&["device_profile_id", "device_identifier"]) => Self::Device,
            () if has(CERTIFICATE) => Self::Certificate,
            () => return None,
        })
    }
}

/// Members of a request for a certificate.
const CERTIFICATE: &[&str] = &[
    "enrollment_profile_id",
    "certificate_profile_attributes",
    "server_side_key_gen",
    "csr",
    "private_key_format",
    "pkcs12_password",
    "encryption_certificate",
    "include_certificate_chain",
];

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
