//! Any change of a request ends in a result or in an error that is listed.

use keybundle_csr::{DistinguishedName, GeneralName, Request, RequestTemplate};
use keybundle_encoding::{Coded as _, ErrorCode, Warnings, pem};
use proptest::prelude::*;

fn request(name: &str) -> Vec<u8> {
    let bytes = keybundle_testdata::file(&format!("requests/csr/{name}"));
    if name.ends_with(".pem") { pem::scan(&bytes).unwrap().blocks[0].bytes.to_vec() } else { bytes }
}

fn read(der: &[u8]) {
    match Request::from_der(der, &mut Warnings::new()) {
        Ok(request) => {
            let _ = (request.verify(), request.challenge_password(), request.unstructured_name());
            let meanings = request.extensions().iter().filter_map(keybundle_csr::Extension::meaning);
            let names = request.subject_alternative_names().iter().map(ToString::to_string);
            assert!(meanings.flatten().chain(names).map(|text| text.len()).sum::<usize>() <= 16 * der.len() + 1000);
            let _ = RequestTemplate::from_request(&request);
        }
        Err(error) => {
            let codes = [ErrorCode::MalformedDer, ErrorCode::Truncated, ErrorCode::LimitDepth];
            assert!(codes.contains(&error.code()), "{error}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn of_one_byte(at in any::<prop::sample::Index>(), to in any::<u8>(), which in 0..3_usize) {
        let files = ["openssl36-all-names.pem", "openssl36-extensions.pem", "python-indefinite-inside.der"];
        let mut der = request(files[which]);
        let at = at.index(der.len());
        der[at] = to;
        read(&der);
    }

    #[test]
    fn of_the_end(length in any::<prop::sample::Index>()) {
        let der = request("openssl36-challenge.pem");
        read(&der[..length.index(der.len())]);
    }

    #[test]
    fn of_everything(der in prop::collection::vec(any::<u8>(), 0..300)) {
        read(&der);
        let _ = RequestTemplate::from_certificate(&der);
        let _ = GeneralName::read_all(&der);
    }

    #[test]
    fn names_as_text_are_read_back(text in "[ -~äß🔑]{0,40}") {
        if let Ok(name) = DistinguishedName::from_text(&text) {
            let der = name.to_der().unwrap();
            let written = keybundle_encoding::name::to_text(&der).unwrap();
            prop_assert_eq!(DistinguishedName::from_text(&written).unwrap().to_der().unwrap(), der);
        }
        let _ = GeneralName::from_text(&text);
    }

    #[test]
    fn any_text_makes_a_value(value in "\\PC{0,40}") {
        let mut name = DistinguishedName::default();
        name.push("CN", keybundle_csr::NameValue::Text(value.clone())).unwrap();
        let written = keybundle_encoding::name::to_text(&name.to_der().unwrap()).unwrap();
        prop_assert_eq!(DistinguishedName::from_text(&written).unwrap(), name, "{}", written);
    }
}
