//! Requests that are described as JSON.

use crate::support::make;
use keybundle_csr::RequestDescription;
use serde_json::{Value, json};

fn read(description: Value) -> RequestDescription {
    serde_json::from_value(description).unwrap()
}

#[test]
fn the_services_names_of_fields_make_a_subject() {
    let description = read(json!({
        "subject": {
            "common_name": "device-1", "organization_name": "Example", "organization_unit": ["a", "b"], "country": "DE",
            "state": "BY", "locality": "M", "street_address": "S 1", "postal_code": "1", "email": "a@b.example",
            "serial_number": "7"
        },
        "san": ["DNS:a.example"],
        "key_usage": ["digital_signature", "keyEncipherment"],
        "extended_key_usage": ["serverAuth"],
        "basic_constraints": { "ca": false },
        "certificate_policies": ["1.2.3"],
        "extensions": [{ "oid": "1.2.4", "critical": true, "value": "05 00" }],
        "challenge_password": "secret",
        "attributes": [{ "oid": "1.2.5", "values": ["text", "#020107"] }],
    }));
    let (request, warnings) = make(&description.to_template().unwrap()).unwrap();
    assert_eq!(warnings, [""; 0]);
    assert_eq!(
        request.subject(),
        "emailAddress=a@b.example,CN=device-1,serialNumber=7,OU=b,OU=a,O=Example,postalCode=1,STREET=S 1,L=M,ST=BY,C=DE"
    );
    assert_eq!(request.extensions().len(), 6);
    assert_eq!(request.challenge_password().as_deref(), Some("secret"));
}

#[test]
fn a_subject_is_text_or_a_list_too() {
    let (request, _) = make(&read(json!({ "subject": "CN=a,C=DE" })).to_template().unwrap()).unwrap();
    assert_eq!(request.subject(), "CN=a,C=DE");
    let list = json!({ "subject": [
        { "type": "O", "value": "x", "string_type": "bmp" },
        { "type": "OU", "value": "a" },
        { "type": "2.5.4.11", "value": "b", "joined": true },
    ] });
    let (request, _) = make(&read(list).to_template().unwrap()).unwrap();
    assert_eq!(request.subject(), "OU=a+OU=b,O=x");
}

#[test]
fn what_is_wrong_is_told_by_its_field() {
    assert!(serde_json::from_value::<RequestDescription>(json!({ "subjekt": "CN=a" })).is_err());
    for (description, message) in [
        (json!({ "key_usage": ["digitalSignature", "x"] }), "key usage 2: "),
        (json!({ "extended_key_usage": ["x"] }), "extended key usage 1: "),
        (json!({ "certificate_policies": ["1"] }), "certificate policy 1: "),
        (json!({ "extensions": [{ "oid": "1.2", "value": "0" }] }), "extension 1: "),
        (json!({ "attributes": [{ "oid": "1.2", "values": ["#0"] }] }), "attribute 1: "),
        (json!({ "subject_alternative_names": ["a.example", "IP:x"] }), "subject alternative name 2: "),
        (json!({ "subject": "CN=a", "string_type": "x" }), "string_type: "),
        (json!({ "basic_constraints": { "ca": false, "path_length": 1 } }), "basic constraints: "),
        (json!({ "subject": [{ "type": "nothing", "value": "a" }] }), "subject 1: "),
    ] {
        let error = read(description).to_template().unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
