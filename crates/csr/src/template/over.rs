//! What is asked for besides what a certificate or another request has.

use super::RequestTemplate;
use alloc::{string::ToString as _, vec::Vec};

impl RequestTemplate {
    /// The same on top of `base`, whose subject stays with `keeps_subject`.
    pub(crate) fn over(mut self, base: Self, keeps_subject: bool) -> Self {
        let replaced: &[(&str, bool)] = &[
            ("2.5.29.15", !self.key_usage.is_empty()),
            ("2.5.29.37", !self.extended_key_usage.is_empty()),
            ("2.5.29.19", self.basic_constraints.is_some()),
            ("2.5.29.32", !self.certificate_policies.is_empty()),
            ("1.2.840.113549.1.9.7", self.challenge_password.is_some()),
            ("1.2.840.113549.1.9.2", self.unstructured_name.is_some()),
        ];
        let is_replaced = |oid: &str| replaced.iter().any(|(known, is_new)| *is_new && *known == oid);
        let mut names = base.subject_alternative_names;
        names.append(&mut self.subject_alternative_names);
        let asked: Vec<_> = self.extensions.iter().map(|extension| extension.oid().clone()).collect();
        let mut extensions: Vec<_> = base
            .extensions
            .into_iter()
            .filter(|one| !is_replaced(&one.oid().to_string()) && !asked.contains(one.oid()))
            .collect();
        extensions.append(&mut self.extensions);
        let mut attributes: Vec<_> =
            base.attributes.into_iter().filter(|(oid, _)| !is_replaced(&oid.to_string())).collect();
        attributes.append(&mut self.attributes);
        let subject = if keeps_subject { base.subject } else { self.subject };
        let are_names_critical = base.are_names_critical;
        Self { subject, subject_alternative_names: names, are_names_critical, extensions, attributes, ..self }
    }
}
