//! Keys and certificates of many devices, for batches.

use crate::{openssl_certificate, openssl_key};
use openssl::{
    asn1::{Asn1Integer, Asn1Time},
    bn::{BigNum, BigNumContext},
    ec::{EcGroup, EcKey, EcPoint},
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    sha::sha256,
    x509::{
        X509, X509NameBuilder,
        extension::{AuthorityKeyIdentifier, BasicConstraints, SubjectKeyIdentifier},
    },
};

/// A P-256 key and its certificate, issued by the intermediate authority of `testdata/keys`; both PEM.
pub struct Device {
    /// A name for its files.
    pub name: String,
    /// PKCS#8.
    pub key: Vec<u8>,
    /// The certificate.
    pub certificate: Vec<u8>,
}

/// So many devices, with the same keys each time.
pub fn devices(count: u32) -> Vec<Device> {
    let (authority, issuer) = (openssl_key("intermediate"), openssl_certificate("intermediate"));
    (0..count)
        .map(|number| {
            let name = format!("device-{number}");
            let key = key_of(&name);
            let certificate = certificate(&name, number, &key, &issuer, &authority).to_pem().expect("PEM");
            Device { name, key: key.private_key_to_pem_pkcs8().expect("PEM"), certificate }
        })
        .collect()
}

/// A key that depends on the name alone.
fn key_of(name: &str) -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).expect("P-256");
    let mut context = BigNumContext::new().expect("room for numbers");
    let scalar = BigNum::from_slice(&sha256(name.as_bytes())).expect("a number");
    let mut point = EcPoint::new(&group).expect("a point");
    point.mul_generator2(&group, &scalar, &mut context).expect("a public key");
    let key = EcKey::from_private_components(&group, &scalar, &point).expect("a key");
    key.check_key().expect("a valid key");
    PKey::from_ec_key(key).expect("a key")
}

fn certificate(name: &str, number: u32, key: &PKey<Private>, issuer: &X509, authority: &PKey<Private>) -> X509 {
    let mut subject = X509NameBuilder::new().expect("a name");
    subject.append_entry_by_text("CN", name).expect("a common name");
    let mut builder = X509::builder().expect("a certificate");
    let serial = Asn1Integer::from_bn(&BigNum::from_u32(number + 1).expect("a number")).expect("a serial");
    builder.set_version(2).expect("a version");
    builder.set_serial_number(&serial).expect("a serial");
    builder.set_subject_name(&subject.build()).expect("a subject");
    builder.set_issuer_name(issuer.subject_name()).expect("an issuer");
    builder.set_not_before(&Asn1Time::days_from_now(0).expect("today")).expect("a start");
    builder.set_not_after(&Asn1Time::days_from_now(365).expect("a day")).expect("an end");
    builder.set_pubkey(key).expect("a public key");
    builder.append_extension(BasicConstraints::new().critical().build().expect("an extension")).expect("room for it");
    let subject_key = SubjectKeyIdentifier::new().build(&builder.x509v3_context(Some(issuer), None));
    builder.append_extension(subject_key.expect("an extension")).expect("room for it");
    let issuer_key = AuthorityKeyIdentifier::new().keyid(true).build(&builder.x509v3_context(Some(issuer), None));
    builder.append_extension(issuer_key.expect("an extension")).expect("room for it");
    builder.sign(authority, MessageDigest::sha256()).expect("a signature");
    builder.build()
}
