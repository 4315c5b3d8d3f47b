//! What both gave, counted, and who was right where they differ.

use keybundle::{Certificate, Coded as _, Error, ErrorCode, Opened};
use keybundle_testdata::Vector;
use openssl::pkey::{HasPublic, Id, PKey, PKeyRef};
use openssl::provider::Provider;
use openssl::x509::X509Ref;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// RC2, RC4, single DES and the PKCS#12 derivations over them live in a provider of their own. Loaded once; without it
/// fewer files are compared.
pub(crate) fn with_old_algorithms() {
    static LEGACY: OnceLock<Option<Provider>> = OnceLock::new();
    LEGACY.get_or_init(|| Provider::try_load(None, "legacy", true).ok());
}

/// Whether it asks for more than we allow: OpenSSL would set out to do it.
pub(crate) fn too_much_work(ours: &Result<Opened, Error>) -> bool {
    matches!(ours, Err(error) if matches!(error.code(), ErrorCode::LimitWork | ErrorCode::LimitMemory))
}

/// The refusal that the vector's header names.
pub(crate) const AS_DUE: &str = "refused as its header says";

/// A certificate that was delivered as it came, with a warning, because its fields can't be read.
pub(crate) const UNREAD: &str = "odd-certificate";

/// How often both agreed, and each way in which they did not.
#[derive(Default)]
pub(crate) struct Tally {
    agreed: usize,
    skipped: usize,
    differing: BTreeMap<String, Vec<String>>,
}

impl Tally {
    pub(crate) fn agreed(&mut self) {
        self.agreed += 1;
    }

    /// What would have kept OpenSSL busy for minutes.
    pub(crate) fn skipped(&mut self) {
        self.skipped += 1;
    }

    /// What OpenSSL opened and we refused.
    pub(crate) fn refused(&mut self, name: &str, error: &Error) {
        self.differs(error.code().as_str(), format!("{name}: {error}"));
    }

    /// A vector that OpenSSL opened and we refused: as its header says, whose reason another oracle gave?
    pub(crate) fn vector_refused(&mut self, vector: &Vector, error: &Error) {
        let due = vector.header.expect.code.as_deref() == Some(error.code().as_str());
        self.differs(if due { AS_DUE } else { error.code().as_str() }, format!("{}: {error}", vector.name));
    }

    /// One of our certificates for one of theirs.
    pub(crate) fn certificate(&mut self, name: &str, opened: &Opened, certificate: &X509Ref) {
        match find_certificate(opened, certificate) {
            None => self.differs("another certificate", name.to_owned()),
            Some(ours) if ours.subject_der().is_none() => self.differs(UNREAD, name.to_owned()),
            Some(ours) => {
                assert_eq!(ours.subject_der(), Some(&certificate.subject_name().to_der().unwrap()[..]), "{name}");
                assert_eq!(ours.issuer_der(), Some(&certificate.issuer_name().to_der().unwrap()[..]), "{name}");
                self.agreed();
            }
        }
    }

    pub(crate) fn differs(&mut self, how: &str, example: String) {
        self.differing.entry(how.to_owned()).or_default().push(example);
    }

    /// Fails on each difference that is not listed with its reason, and when too little was compared to mean anything.
    pub(crate) fn check(&self, at_least: usize, justified: &[(&str, &str)]) {
        for (how, examples) in &self.differing {
            let reason = justified.iter().find(|(known, _)| known == how).map_or("no reason", |(_, reason)| reason);
            println!("{} times {how} ({reason}), for instance {}", examples.len(), examples[0]);
        }
        println!("{} times both gave the same, {} times limits forbade to ask", self.agreed, self.skipped);
        let unjustified: Vec<_> =
            self.differing.iter().filter(|(how, _)| !justified.iter().any(|(known, _)| known == how)).collect();
        assert!(unjustified.is_empty(), "{unjustified:#?}");
        assert!(self.agreed >= at_least, "both agreed {} times only", self.agreed);
    }
}

/// Whether a key that OpenSSL read is one of those that we read: by OpenSSL's own comparison.
pub(crate) fn has_key<T: HasPublic>(opened: &Opened, key: &PKeyRef<T>) -> bool {
    let public = |opened: &Opened| -> Vec<Vec<u8>> {
        let bundles = opened.bundles.iter().filter_map(|bundle| bundle.private_key.public_key());
        bundles.chain(&opened.public_keys).map(|key| key.spki_der().to_vec()).collect()
    };
    // OpenSSL 3.0 does not compare parameters of DH keys that it read as X9.42; their values are in the encoding.
    public(opened).iter().any(|spki| {
        PKey::public_key_from_der(spki).is_ok_and(|ours| ours.public_eq(key))
            || (matches!(key.id(), Id::DH | Id::DHX) && key.public_key_to_der().is_ok_and(|theirs| theirs == *spki))
    })
}

/// That certificate of ours which OpenSSL read too.
pub(crate) fn find_certificate<'o>(opened: &'o Opened, certificate: &X509Ref) -> Option<&'o Certificate> {
    let der = certificate.to_der().unwrap();
    let bundles = opened.bundles.iter().flat_map(|bundle| bundle.certificate.iter().chain(&bundle.chain));
    bundles.chain(&opened.certificates).find(|ours| ours.der() == der).map(AsRef::as_ref)
}
