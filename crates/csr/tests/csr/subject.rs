//! Distinguished names as text.

use keybundle_csr::{DistinguishedName, Error};
use keybundle_encoding::name;

fn text(written: &str) -> String {
    name::to_text(&DistinguishedName::from_text(written).unwrap().to_der().unwrap()).unwrap()
}

#[test]
fn every_spelling_is_read() {
    for (written, meant) in [
        // RFC 4514 §4.
        ("UID=jsmith,DC=example,DC=net", "UID=jsmith,DC=example,DC=net"),
        ("CN=James \\\"Jim\\\" Smith\\, III,DC=example,DC=net", "CN=James \\\"Jim\\\" Smith\\, III,DC=example,DC=net"),
        ("CN=Before\\0dAfter,DC=example,DC=net", "CN=Before\\0DAfter,DC=example,DC=net"),
        ("CN=Lu\\C4\\8Di\\C4\\87", "CN=Lučić"),
        ("1.3.6.1.4.1.1466.0=#04024869", "1.3.6.1.4.1.1466.0=#04024869"),
        // §2.4: behind a dotted OID stands the encoding, of text too.
        ("1.3.6.1.4.1.99999.1=42", "1.3.6.1.4.1.99999.1=#0c023432"),
        ("name=a,mail=b@c,telephoneNumber=1,2.5.4.51=2", "name=a,mail=b@c,telephoneNumber=1,houseIdentifier=2"),
        // RFC 2253, RFC 1779, and what people write.
        ("CN=\"a, b\"; O=c ;C=DE", "CN=a\\, b,O=c,C=DE"),
        (" CN = a , O = b c ", "CN=a,O=b c"),
        ("oid.2.5.4.3=a, commonName=b, e=c@d", "CN=a,CN=b,emailAddress=c@d"),
        ("CN=\\ a\\ ,O=\\#1", "CN=\\ a\\ ,O=\\#1"),
        ("CN=a=b", "CN=a=b"),
        ("CN=", "CN="),
        ("", ""),
        // As `openssl req -subj` takes it: in the order of the encoding.
        ("/C=DE/O=a, b/OU=c+OU=d/CN=e\\/f", "CN=e/f,OU=c+OU=d,O=a\\, b,C=DE"),
    ] {
        assert_eq!(text(written), meant, "{written}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (written, place) in [
        ("CN", 2),
        ("=a", 0),
        ("CN=a,", 5),
        ("CN=a,,O=b", 5),
        ("CN=a,nothing=b", 5),
        ("CN=\"a", 3),
        ("CN=a\\", 5),
        ("CN=a\\x", 5),
        ("CN=a<b", 4),
        ("CN=#zz", 3),
        ("CN=#0c", 3),
        ("CN=\"a\"b", 6),
        ("1.2.=a", 0),
    ] {
        match DistinguishedName::from_text(written) {
            Err(Error::Subject { position, .. }) => assert_eq!(position, place, "{written}"),
            other => panic!("{written}: {other:?}"),
        }
    }
    assert!(DistinguishedName::from_text("CN=\\ff").is_err());
}

#[test]
fn a_name_that_was_read_is_written_as_it_stood() {
    let certificate = keybundle_testdata::file("keys/device-p256.cert.pem");
    let certificate = &keybundle_encoding::pem::scan(&certificate).unwrap().blocks[0].bytes;
    let template = keybundle_csr::RequestTemplate::from_certificate(certificate).unwrap();
    let der = template.subject.to_der().unwrap();
    assert!(certificate.windows(der.len()).any(|window| window == der));
}
