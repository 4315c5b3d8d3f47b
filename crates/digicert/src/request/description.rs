//! A request described by one object: the members of its body, and beside them what stands in its URL.

use super::{
    BatchDownload, BundleDownload, CertificateReference, CertificateRequest, DeviceReading, Draft, Error, EstOperation,
    EstRequest, Kind, PasscodeCreation, Renewal, Request, SecretText,
    draft::read_body,
    members::Members,
    problem::{ProblemCode, Problems},
};
use keybundle_encoding::text;
use serde_json::{Map, Value};

impl Draft {
    /// Reads a description: what [`Draft::read`] reads, and beside the members of the body those of the URL:
    /// `certificate_id` or `serial_number` and `by_put` of a renewal, `enrollment_profile_id` of a passcode,
    /// `device_identifier` and the object `filters` of a device's reading, `device_id` of a bundle, `job_id` of a
    /// batch, `policy`, `device_group`, `operation` and `csr` of EST. Without `kind`, the members tell what it asks
    /// for.
    ///
    /// ```
    /// use keybundle_digicert::request::*;
    /// let json = br#"{ "policy": "IOT_1", "operation": "cacerts" }"#;
    /// let draft = Draft::read_description(json, Some(Kind::Est))?;
    /// let http = draft.request.to_http(&Base::default(), &Authentication::ClientCertificate)?;
    /// assert!(http.url.ends_with("/devicetrustmanager/IOT_1/cacerts"));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Draft::read`].
    pub fn read_description(json: &[u8], kind: Option<Kind>) -> Result<Self, Error> {
        let decoded = text::decode(json);
        let plain = decoded.as_ref().map_or(json, |decoded| decoded.text.as_ref());
        let Value::Object(members) = serde_json::from_slice(plain).map_err(|error| Error::json(&error))? else {
            return Err(Error::NotAnObject);
        };
        if members.contains_key("method") && members.contains_key("url") {
            return Self::read(json, kind);
        }
        let kind = kind.or_else(|| Kind::of(&members)).ok_or(Error::UnknownKind)?;
        let mut problems = Problems::default();
        let request = described(members, kind, &mut problems).ok_or(Error::UnknownKind)?;
        Ok(Self { request, problems: problems.into_vec(), body_only: false })
    }
}

fn described(members: Map<String, Value>, kind: Kind, problems: &mut Problems) -> Option<Request> {
    let object = Value::Object(members);
    let mut members = Members::of(object, "", problems);
    let request = match kind {
        Kind::Renewal => {
            let id = members.text("certificate_id");
            let certificate = match members.text("serial_number") {
                Some(serial) => CertificateReference::Serial(serial),
                None => CertificateReference::Id(id.unwrap_or_default()),
            };
            let by_put = members.boolean("by_put") == Some(true);
            Renewal { certificate, by_put, request: CertificateRequest::read(&mut members) }.into()
        }
        Kind::Passcode => {
            let enrollment_profile_id = members.text("enrollment_profile_id").unwrap_or_default();
            PasscodeCreation { enrollment_profile_id, ..PasscodeCreation::read(&mut members) }.into()
        }
        Kind::DeviceReading => {
            let device_identifier = members.text("device_identifier").unwrap_or_default();
            let filters = match members.take("filters") {
                Some(Value::Object(filters)) => filters.into_iter().map(|(name, value)| (name, plain(value))).collect(),
                _ => Vec::new(),
            };
            DeviceReading { device_identifier, filters }.into()
        }
        Kind::BundleDownload => BundleDownload { device_id: members.text("device_id").unwrap_or_default() }.into(),
        Kind::BatchDownload => BatchDownload { job_id: members.text("job_id").unwrap_or_default() }.into(),
        Kind::Est => EstRequest {
            policy: members.text("policy").unwrap_or_default(),
            device_group: members.text("device_group"),
            operation: operation(&mut members),
            csr: members.text("csr"),
        }
        .into(),
        Kind::Certificate | Kind::Device | Kind::AcmeCredential | Kind::Registration => {
            return read_body(members.into_value(), kind, problems);
        }
    };
    members.rest();
    Some(request)
}

fn operation(members: &mut Members<'_>) -> EstOperation {
    let Some(name) = members.text("operation") else { return EstOperation::default() };
    EstOperation::ALL.into_iter().find(|one| one.as_str() == name).unwrap_or_else(|| {
        let hint = format!("known: {}", EstOperation::ALL.map(EstOperation::as_str).join(", "));
        members.problems.error("operation", ProblemCode::UnknownValue, "this operation is not one of EST", &hint);
        EstOperation::default()
    })
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// What a request holds besides its description: files and secrets, which come from elsewhere.
impl Request {
    /// Puts a CSR (PEM) into it.
    ///
    /// # Errors
    /// `invalid-value` when a request of this kind has none.
    pub fn set_csr(&mut self, pem: String) -> Result<(), Error> {
        let place = match self {
            Self::Certificate(request) => &mut request.csr,
            Self::Renewal(renewal) => &mut renewal.request.csr,
            Self::Registration(device) => &mut device.csr,
            Self::Est(request) => &mut request.csr,
            _ => return Err(Error::InvalidValue { reason: "a request of this kind holds no CSR" }),
        };
        *place = Some(pem);
        Ok(())
    }

    /// Puts the certificate (PEM) into it to which the answer is encrypted.
    ///
    /// # Errors
    /// `invalid-value` when a request of this kind has none.
    pub fn set_encryption_certificate(&mut self, pem: String) -> Result<(), Error> {
        self.certificate_part("a request of this kind holds no encryption certificate")?.encryption_certificate =
            Some(pem);
        Ok(())
    }

    /// Puts the password of the PKCS#12 into it.
    ///
    /// # Errors
    /// `invalid-value` when a request of this kind has none.
    pub fn set_pkcs12_password(&mut self, password: SecretText) -> Result<(), Error> {
        self.certificate_part("a request of this kind holds no password")?.pkcs12_password = Some(password);
        Ok(())
    }

    /// Puts the public key or certificate (PEM) of an ACME account into it.
    ///
    /// # Errors
    /// `invalid-value` when a request of this kind has none.
    pub fn set_authentication_pem(&mut self, pem: String) -> Result<(), Error> {
        let Self::AcmeCredential(credential) = self else {
            return Err(Error::InvalidValue { reason: "a request of this kind holds no account key" });
        };
        credential.authentication_pem = Some(pem);
        Ok(())
    }

    fn certificate_part(&mut self, reason: &'static str) -> Result<&mut CertificateRequest, Error> {
        match self {
            Self::Certificate(request) => Ok(request),
            Self::Renewal(renewal) => Ok(&mut renewal.request),
            _ => Err(Error::InvalidValue { reason }),
        }
    }
}
