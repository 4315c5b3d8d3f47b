//! Made, and read again.

use crate::support::{key, make, refusal, signer};
use keybundle_csr::{
    BasicConstraints, ChallengePassword, DistinguishedName, Extension, GeneralName, KeyUsage, Request, RequestTemplate,
    StringType, purpose,
};
use keybundle_encoding::{Coded as _, Warnings, pem};
use keybundle_key::{Digest, KeyType, PrivateKey, SignatureAlgorithm, Signer as _};
use rand_core::UnwrapErr;

fn named(text: &str) -> RequestTemplate {
    RequestTemplate { subject: DistinguishedName::from_text(text).unwrap(), ..RequestTemplate::default() }
}

fn with_names(names: &[&str]) -> RequestTemplate {
    let names = names.iter().map(|name| GeneralName::from_text(name).unwrap()).collect();
    RequestTemplate { subject_alternative_names: names, ..RequestTemplate::default() }
}

#[test]
fn every_kind_of_key_signs_a_request_that_verifies() {
    for key_type in KeyType::ALL.into_iter().filter(|key_type| *key_type != KeyType::Rsa4096) {
        let key = PrivateKey::generate(key_type, &mut UnwrapErr(getrandom::SysRng)).unwrap();
        let signer = signer(&key);
        let request = named("CN=a").sign(&signer, None, &mut Warnings::new()).unwrap();
        assert_eq!(request.verify(), Some(true), "{key_type:?}");
        assert_eq!(request.spki_der(), signer.public_key().spki_der());
    }
}

#[test]
fn signature_algorithms_are_chosen_and_others_refused() {
    let key = key("rsa2048");
    for algorithm in [Digest::Sha256, Digest::Sha384, Digest::Sha512]
        .into_iter()
        .flat_map(|digest| [SignatureAlgorithm::RsaPkcs1(digest), SignatureAlgorithm::RsaPss(digest)])
    {
        let request = named("CN=a").sign(&signer(&key), Some(algorithm), &mut Warnings::new()).unwrap();
        assert_eq!(request.verify(), Some(true), "{algorithm:?}");
    }
    let wrong = named("CN=a").sign(&signer(&key), Some(SignatureAlgorithm::Ed25519), &mut Warnings::new());
    assert_eq!(wrong.unwrap_err().code().as_str(), "unsupported-algorithm");
}

#[test]
fn everything_that_is_asked_for_is_read_back() {
    let template = RequestTemplate {
        key_usage: vec![KeyUsage::DigitalSignature, KeyUsage::DecipherOnly],
        extended_key_usage: vec![purpose("serverAuth").unwrap(), purpose("1.2.3").unwrap()],
        basic_constraints: Some(BasicConstraints { is_authority: true, path_length: Some(200) }),
        certificate_policies: vec!["1.2.3.4".parse().unwrap()],
        extensions: vec![Extension::new("1.3.6.1.5.5.7.1.24".parse().unwrap(), false, vec![0x30, 3, 2, 1, 5])],
        challenge_password: Some(ChallengePassword { secret: "secret".to_owned().into(), string_type: None }),
        unstructured_name: Some("a name".to_owned()),
        attributes: vec![("1.2.3.5".parse().unwrap(), vec![vec![2, 1, 7], vec![2, 1, 3]])],
        subject: DistinguishedName::from_text("CN=device-1,OU=b,OU=a,STREET=2,STREET=1,O=Example,C=DE").unwrap(),
        ..with_names(&[
            "a.example",
            "DNS:*.b.example",
            "192.0.2.7",
            "2001:db8::1",
            "a@b.example",
            "https://a.example/x",
            "UPN:a@b.example",
            "dirName:CN=a,C=DE",
            "RID:1.2.3",
            "otherName:1.2.3;IA5:text",
            "otherName:1.2.3;DER:020105",
        ])
    };
    let (request, warnings) = make(&template).unwrap();
    assert_eq!(warnings, [""; 0]);
    assert_eq!(request.subject(), "CN=device-1,OU=b,OU=a,STREET=2,STREET=1,O=Example,C=DE");
    let names: Vec<_> = request.subject_alternative_names().iter().map(ToString::to_string).collect();
    assert_eq!(
        names,
        [
            "DNS:a.example",
            "DNS:*.b.example",
            "IP:192.0.2.7",
            "IP:2001:db8::1",
            "email:a@b.example",
            "URI:https://a.example/x",
            "UPN:a@b.example",
            "dirName:CN=a,C=DE",
            "RID:1.2.3",
            "otherName:1.2.3;IA5:text",
            "otherName:1.2.3;DER:020105",
        ]
    );
    let meanings: Vec<_> = request.extensions().iter().skip(1).map(|one| one.meaning().unwrap_or_default()).collect();
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    assert_eq!(meanings[0], words(&["digitalSignature", "decipherOnly"]));
    assert_eq!(meanings[1], words(&["serverAuth", "1.2.3"]));
    assert_eq!(meanings[2], words(&["CA:TRUE", "pathlen:200"]));
    assert_eq!(meanings[3], words(&["1.2.3.4"]));
    assert_eq!(request.challenge_password().as_deref(), Some("secret"));
    assert_eq!(request.unstructured_name().as_deref(), Some("a name"));
    // Attributes and values in the order of DER (X.690 §11.6), the extension request once.
    let attributes = request.attributes();
    let custom = attributes.iter().find(|attribute| attribute.oid().to_string() == "1.2.3.5").unwrap();
    assert_eq!(custom.values(), [vec![2, 1, 3], vec![2, 1, 7]]);
    assert_eq!(attributes.iter().filter(|attribute| attribute.name() == Some("extensionRequest")).count(), 1);
    assert_eq!(request.verify(), Some(true));

    // The same again, from the request itself: all but the signature.
    let (again, _) = make(&RequestTemplate::from_request(&request).unwrap()).unwrap();
    assert_eq!(again.signed_der(), request.signed_der());
}

#[test]
fn a_renewal_asks_for_what_the_certificate_has() {
    let certificate = keybundle_testdata::file("keys/device-p256.cert.pem");
    let certificate = &pem::scan(&certificate).unwrap().blocks[0].bytes;
    let (request, _) = make(&RequestTemplate::from_certificate(certificate).unwrap()).unwrap();
    // As `openssl x509 -noout -subject -ext subjectAltName,keyUsage,extendedKeyUsage,basicConstraints` prints them.
    assert_eq!(request.subject(), "CN=device-p256,O=Example");
    let meanings: Vec<_> = request.extensions().iter().map(|one| (one.name(), one.meaning())).collect();
    assert_eq!(meanings, [(Some("basicConstraints"), Some(vec!["CA:FALSE".to_owned()]))]);
}

#[test]
fn string_types_are_the_standards_or_those_that_are_asked_for() {
    let (request, _) = make(&named("C=DE,serialNumber=7,emailAddress=a@b.example,DC=org,CN=a")).unwrap();
    let tags = |request: &Request| -> Vec<u8> {
        let attributes = keybundle_encoding::name::attributes(request.subject_der()).unwrap();
        attributes.iter().map(|attribute| attribute.value.raw()[0]).collect()
    };
    // The last one written comes first: UTF8String, IA5String, IA5String, PrintableString, PrintableString.
    assert_eq!(tags(&request), [0x0c, 0x16, 0x16, 0x13, 0x13]);
    let mut template = named("C=DE,CN=a,O=b");
    template.subject.set_string_type(StringType::Bmp);
    assert_eq!(tags(&make(&template).unwrap().0), [0x1e, 0x1e, 0x13]);

    let challenge = |secret: &str, string_type| {
        let challenge_password = Some(ChallengePassword { secret: secret.to_owned().into(), string_type });
        let (request, _) = make(&RequestTemplate { challenge_password, ..named("CN=a") }).unwrap();
        assert_eq!(request.challenge_password().as_deref(), Some(secret));
        request.attributes()[0].values()[0][0]
    };
    assert_eq!(challenge("secret", None), 0x13);
    assert_eq!(challenge("se@cret", None), 0x0c);
    assert_eq!(challenge("wörtchen", Some(StringType::Teletex)), 0x14);
    assert_eq!(challenge("wörtchen", Some(StringType::Bmp)), 0x1e);
    let unfit = ChallengePassword { secret: "wörtchen".to_owned().into(), string_type: Some(StringType::Printable) };
    assert!(refusal(&RequestTemplate { challenge_password: Some(unfit), ..named("CN=a") }).contains("string type"));
}

#[test]
fn what_no_authority_takes_is_refused_by_name() {
    assert!(refusal(&RequestTemplate::default()).starts_with("subject: it is empty"));
    for (text, field) in [("C=DEU", "C:"), ("C=D1", "C:"), ("C=Deutschland,CN=a", "C:")] {
        assert!(refusal(&named(text)).starts_with(field), "{text}");
    }
    let long_label = format!("DNS:{}.example", "a".repeat(64));
    let long_name = format!("DNS:{}example", "a.".repeat(124));
    for name in [
        "DNS:a.*.example",
        "DNS:a*.example",
        "DNS:*",
        "DNS:**.example",
        "DNS:a..example",
        "DNS:.example",
        "DNS:-a.example",
        "DNS:a b.example",
        "DNS:https//a.example",
        "DNS:",
        "email:a",
        "email:a@",
        "email:A <a@b.example>",
        "URI:no-scheme",
        "URI://a.example/x",
        "DNS://a.example",
        "URI:https://a b",
        "URI:http://",
        "dirName:",
        "UPN:",
        &long_label,
        &long_name,
    ] {
        let message = refusal(&with_names(&["DNS:good.example", name]));
        assert!(message.starts_with("subject alternative name 2: "), "{name}: {message}");
    }
    let challenge = |secret: String| {
        let challenge_password = Some(ChallengePassword { secret: secret.into(), string_type: None });
        refusal(&RequestTemplate { challenge_password, ..named("CN=a") })
    };
    assert!(challenge("a".repeat(256)).starts_with("challenge password: "));
    assert!(challenge(String::new()).starts_with("challenge password: "));
    let extension = Extension::new("2.5.29.17".parse().unwrap(), false, vec![0x30, 3, 0x82, 1, b'b']);
    let empty = Extension::new(extension.oid().clone(), false, vec![0x30, 0]);
    let empty = RequestTemplate { extensions: vec![empty], ..named("CN=a") };
    assert!(refusal(&empty).starts_with("extension 1: a list of names"));
    for (oid, value) in [("2.5.29.15", &[5, 1][..]), ("2.5.29.19", &[0xff]), ("2.5.29.17", &[0x31, 0])] {
        let odd = Extension::new(oid.parse().unwrap(), false, value.to_vec());
        let odd = RequestTemplate { extensions: vec![odd], ..named("CN=a") };
        assert!(refusal(&odd).starts_with("extension 1: "), "{oid} {value:?}");
    }
    let twice = RequestTemplate { extensions: vec![extension], ..with_names(&["a.example"]) };
    assert!(refusal(&twice).starts_with("extension 2: "));
}

#[test]
fn what_some_refuse_is_warned_about() {
    for (template, field) in [
        (named("C=de,CN=a"), "C:"),
        (named(&format!("CN={}", "a".repeat(65))), "CN:"),
        (named("CN=a,O="), "O:"),
        // A common name that is written as a host name, an address that is none.
        (named("CN=a.*.example"), "CN: a wildcard is"),
        (named("CN=a,emailAddress=b"), "emailAddress: an e-mail address"),
        (named("CN=a,serialNumber=0815_x"), "serialNumber: it is a PrintableString"),
        (named("CN=a\\0ab"), "CN: its value has control"),
        (RequestTemplate { key_usage: vec![KeyUsage::KeyCertSign], ..named("CN=a") }, "extension: keyCertSign"),
        (
            RequestTemplate {
                extensions: vec![Extension::new("1.2.3".parse().unwrap(), false, b"hello".to_vec())],
                ..named("CN=a")
            },
            "extension 1: its value is no DER",
        ),
        (with_names(&["DNS:a_b.example"]), "subject alternative name 1: an underscore"),
        (with_names(&["DNS:192.0.2.7"]), "subject alternative name 1: an IP address as"),
        (with_names(&["a.example", "A.example"]), "subject alternative name 2: the same"),
        (with_names(&["*.example"]), "subject alternative name 1: a wildcard over"),
        (with_names(&["ab--c.example"]), "subject alternative name 1: a label with hyphens"),
        (with_names(&["email:.a@b.example"]), "subject alternative name 1: an e-mail address of a form"),
        (with_names(&["a@b.example."]), "subject alternative name 1: an e-mail address of a form"),
        (with_names(&["URI:https://a.example/<x>"]), "subject alternative name 1: a URI with a character"),
        (with_names(&["URI:https://a.example/%zz"]), "subject alternative name 1: a URI with a character"),
    ] {
        let (_, warnings) = make(&template).unwrap();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(warnings[0].starts_with(field), "{warnings:?}");
    }
    for fine in ["CN=*.example.org", "CN=a device * 1.", "CN=**"] {
        assert_eq!(make(&named(fine)).unwrap().1, [""; 0], "{fine}");
    }
    assert_eq!(make(&named(&format!("CN={}", "a".repeat(64)))).unwrap().1, [""; 0]);
}

#[test]
#[cfg(feature = "idna")]
fn host_names_beyond_ascii_become_a_labels() {
    // RFC 5891, and Unicode's IdnaTestV2: sharp s stays itself.
    for (given, written) in [
        ("DNS:bücher.example", "DNS:xn--bcher-kva.example"),
        ("*.bücher.example", "DNS:*.xn--bcher-kva.example"),
        ("straße.example", "DNS:xn--strae-oqa.example"),
        ("a@bücher.example", "email:a@xn--bcher-kva.example"),
    ] {
        assert_eq!(GeneralName::from_text(given).unwrap().to_string(), written);
    }
    for refused in ["\u{378}.example", "-ü.example", "ü-.example", "ab--ü.example"] {
        assert!(GeneralName::from_text(&format!("DNS:{refused}")).is_err(), "{refused}");
    }
    // The IDNA library of Python refuses the first two as well, and decodes the others.
    for (name, is_odd) in [("xn--a", true), ("xn--zzzzzz", true), ("xn--bcher-kva", false), ("XN--BCHER-KVA", false)] {
        let (_, warnings) = make(&with_names(&[&format!("{name}.example")])).unwrap();
        assert_eq!(warnings.iter().any(|warning| warning.contains("none of IDNA")), is_odd, "{name}: {warnings:?}");
    }
}
