//! Requests by rcgen.

use rcgen::{
    Attribute, CertificateParams, DistinguishedName, DnType, DnValue, ExtendedKeyUsagePurpose, KeyPair,
    KeyUsagePurpose, SanType, string::BmpString,
};

pub fn make(kind: &str) -> String {
    let algorithm = match kind {
        "p384" => &rcgen::PKCS_ECDSA_P384_SHA384,
        "ed25519" => &rcgen::PKCS_ED25519,
        _ => &rcgen::PKCS_ECDSA_P256_SHA256,
    };
    let key = KeyPair::generate_for(algorithm).expect("a key");
    let mut params = CertificateParams::new(["a.example".to_owned(), "192.0.2.7".to_owned()]).expect("names");
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CountryName, "DE");
    subject.push(DnType::OrganizationName, "Example");
    subject.push(DnType::CommonName, "device-1");
    if kind != "everything" {
        params.distinguished_name = subject;
        return params.serialize_request(&key).and_then(|request| request.pem()).expect("a request");
    }
    subject.push(DnType::OrganizationalUnitName, DnValue::BmpString(BmpString::try_from("Prüfung").expect("text")));
    params.distinguished_name = subject;
    params.subject_alt_names.push(SanType::Rfc822Name("a@b.example".try_into().expect("ASCII")));
    params.subject_alt_names.push(SanType::URI("https://a.example/".try_into().expect("ASCII")));
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    // challengePassword `secret`, a PrintableString.
    let values = [0x31, 0x08, 0x13, 0x06, b's', b'e', b'c', b'r', b'e', b't'];
    let challenge = Attribute { oid: &[1, 2, 840, 113_549, 1, 9, 7], values: values.to_vec() };
    params
        .serialize_request_with_attributes(&key, vec![challenge])
        .and_then(|request| request.pem())
        .expect("a request")
}
