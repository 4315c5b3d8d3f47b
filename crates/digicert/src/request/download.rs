//! What was made is fetched: a device's bundle, a batch's certificates.

use super::{
    Call, CheckContext, Kind,
    base::percent_encoded,
    http::{Body, Method},
    problem::Problems,
    rules,
};

/// `GET /devicetrustmanager/api/v4/bootstrap-config/download/{device_id}`: the ZIP of a registered device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BundleDownload {
    /// The device's identifier at Device Trust Manager. Required.
    pub device_id: String,
}

/// `GET /iot/api/v1/batch-enroll/{job_id}/download-certificates`: the certificates of a batch, in the form that the
/// batch was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchDownload {
    /// The batch's identifier. Required.
    pub job_id: String,
}

impl Call for BundleDownload {
    fn kind(&self) -> Kind {
        Kind::BundleDownload
    }

    fn method(&self) -> Method {
        Method::Get
    }

    fn path(&self) -> String {
        format!("/devicetrustmanager/api/v4/bootstrap-config/download/{}", percent_encoded(&self.device_id))
    }

    fn body(&self) -> Option<Body> {
        None
    }

    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems) {
        rules::in_path(&self.device_id, "device_id", context, problems);
    }
}

impl Call for BatchDownload {
    fn kind(&self) -> Kind {
        Kind::BatchDownload
    }

    fn method(&self) -> Method {
        Method::Get
    }

    fn path(&self) -> String {
        format!("/iot/api/v1/batch-enroll/{}/download-certificates", percent_encoded(&self.job_id))
    }

    fn body(&self) -> Option<Body> {
        None
    }

    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems) {
        rules::in_path(&self.job_id, "job_id", context, problems);
    }
}
