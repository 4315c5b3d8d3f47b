//! Requests as HTTP: the documented paths, headers that exclude each other, secrets that stay apart.
#![allow(clippy::unwrap_used)]

use keybundle_digicert::request::{
    Authentication, Base, BatchDownload, BundleDownload, CertificateReference, CertificateRequest, DeviceCreation,
    DeviceReading, DeviceRegistration, Draft, EstOperation, EstRequest, HttpRequest, PasscodeCreation,
    PrivateKeyFormat, Renewal, Request, SecretText, http_text,
};

const PROFILE: &str = "IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071";

fn keygen() -> CertificateRequest {
    let mut request = CertificateRequest::default();
    request.enrollment_profile_id = Some(PROFILE.to_owned());
    request.server_side_key_gen = Some(true);
    request.private_key_format = Some(PrivateKeyFormat::Pkcs12);
    request.pkcs12_password = Some(SecretText::new("Secret1234"));
    request
}

fn by_key(request: impl Into<Request>) -> HttpRequest {
    let key = Authentication::ApiKey(SecretText::new("00_key"));
    request.into().to_http(&Base::read("https://one.us.digicert.com").unwrap(), &key).unwrap()
}

fn line(request: impl Into<Request>) -> String {
    let http = by_key(request);
    format!("{} {}", http.method.as_str(), http.url)
}

fn header_names(request: &HttpRequest) -> Vec<&str> {
    request.headers.iter().map(|header| header.name).collect()
}

#[test]
fn each_call_goes_to_its_documented_path() {
    let host = "https://one.us.digicert.com";
    assert_eq!(line(keygen()), format!("POST {host}/iot/api/v1/certificate"));

    let mut renewal = Renewal::default();
    renewal.request = keygen();
    renewal.certificate = CertificateReference::Id("fa39ba51-0000-4000-8000-000000000000".to_owned());
    assert_eq!(line(renewal), format!("POST {host}/iot/api/v1/certificate/fa39ba51-0000-4000-8000-000000000000/renew"));
    let mut renewal = Renewal::default();
    renewal.request = keygen();
    renewal.certificate = CertificateReference::Serial("0A1B2C".to_owned());
    renewal.by_put = true;
    assert_eq!(line(renewal), format!("PUT {host}/iot/api/v1/certificate/0A1B2C/renew"));

    let mut device = DeviceCreation::default();
    (device.division_id, device.device_identifier, device.device_profile_id) =
        (Some("d".to_owned()), Some("i".to_owned()), Some("p".to_owned()));
    assert_eq!(line(device), format!("POST {host}/iot/api/v1/device"));

    let mut reading = DeviceReading::default();
    reading.device_identifier = "line 1/ä".to_owned();
    reading.filters =
        vec![("division_id".to_owned(), "a&b=c".to_owned()), ("status".to_owned(), "100% ok?#".to_owned())];
    let url = format!("{host}/iot/api/v1/device/line%201%2F%C3%A4?division_id=a%26b%3Dc&status=100%25%20ok%3F%23");
    assert_eq!(line(reading), format!("GET {url}"));

    let mut passcode = PasscodeCreation::default();
    passcode.enrollment_profile_id = PROFILE.to_owned();
    assert_eq!(line(passcode), format!("POST {host}/iot/api/v1/enrollment-profile/{PROFILE}/passcode"));

    let mut registration = DeviceRegistration::default();
    registration.certificate_policy_id = Some("p".to_owned());
    assert_eq!(line(registration), format!("POST {host}/devicetrustmanager/api/v4/device/registration"));
    let mut bundle = BundleDownload::default();
    bundle.device_id = "d".to_owned();
    assert_eq!(line(bundle), format!("GET {host}/devicetrustmanager/api/v4/bootstrap-config/download/d"));
    let mut batch = BatchDownload::default();
    batch.job_id = "j".to_owned();
    assert_eq!(line(batch), format!("GET {host}/iot/api/v1/batch-enroll/j/download-certificates"));

    let mut est = EstRequest::default();
    est.policy = "IOT_p".to_owned();
    est.operation = EstOperation::CaCerts;
    let path = "/.well-known/est/devicetrustmanager/IOT_p";
    assert_eq!(line(est.clone()), format!("GET {host}{path}/cacerts"));
    est.device_group = Some("g".to_owned());
    assert_eq!(line(est), format!("GET {host}{path}/device-group/g/cacerts"));
}

#[test]
fn ways_in_exclude_each_other() {
    let base = Base::read("https://one.digicert.com").unwrap();
    let to_http = |base: &Base, way: Authentication| Request::from(keygen()).to_http(base, &way);

    let by_passcode = to_http(&base, Authentication::Passcode(SecretText::new("p"))).unwrap();
    assert_eq!(header_names(&by_passcode), ["user-agent", "content-type", "x-passcode"]);
    assert_eq!(by_passcode.url, "https://one.digicert.com/iot/api/v1/certificate");

    let by_certificate = to_http(&base, Authentication::ClientCertificate).unwrap();
    assert_eq!(header_names(&by_certificate), ["user-agent", "content-type"]);
    assert_eq!(by_certificate.url, "https://clientauth.one.digicert.com/iot/api/v1/certificate");
    assert!(by_certificate.client_certificate);

    let prefixed = Base::read("clientauth.one.digicert.com").unwrap();
    assert!(prefixed.is_known_host());
    assert_eq!(to_http(&prefixed, Authentication::ClientCertificate).unwrap().url, by_certificate.url);
    to_http(&prefixed, Authentication::ApiKey(SecretText::new("k"))).unwrap_err();

    let basic = || Authentication::EstPasscode { user: "u".to_owned(), passcode: SecretText::new("p") };
    to_http(&base, basic()).unwrap_err();
    let mut est = EstRequest::default();
    (est.policy, est.operation) = ("IOT_p".to_owned(), EstOperation::CsrAttrs);
    let est = Request::from(est).to_http(&base, &basic()).unwrap();
    // base64("u:p"), by `printf u:p | base64`.
    let value = est.headers.last().unwrap().value.secret_text().unwrap();
    assert_eq!((value.as_str(), value.capacity()), ("Basic dTpw", value.len()));
    for bad in ["", " k", "k\r\nx-other: 1", "schlüssel"] {
        to_http(&base, Authentication::ApiKey(SecretText::new(bad))).unwrap_err();
    }
}

#[test]
fn any_base_is_taken_and_nothing_else() {
    for good in ["https://one.digicert.com", "http://localhost:8080/x/", "https://[::1]:8443", "proxy.example"] {
        Base::read(good).unwrap();
    }
    for bad in ["", "ftp://a", "https://", "https://u:p@a", "https://a/?q", "https://a/#f", "https://a b", "a'b"] {
        Base::read(bad).unwrap_err();
    }
}

#[test]
fn secrets_show_only_when_they_are_asked_for() {
    let http = by_key(keygen());
    let shown = http_text(&http, false).unwrap();
    assert!(shown.contains("x-api-key: $KEYBUNDLE_API_KEY\r\n"), "{}", shown.as_str());
    assert!(shown.contains(r#""pkcs12_password": "$KEYBUNDLE_PKCS12_PASSWORD""#), "{}", shown.as_str());
    for text in [shown.to_string(), format!("{http:?}"), format!("{:?}", keygen())] {
        assert!(!text.contains("Secret1234") && !text.contains("00_key"), "{text}");
    }
    let sent = http_text(&http, true).unwrap();
    assert!(sent.contains("x-api-key: 00_key\r\n"));
    // It never grew: that would leave the key behind in memory.
    assert_eq!(sent.capacity(), sent.len());
    let body = sent.split_once("\r\n\r\n").unwrap().1;
    assert!(sent.contains(&format!("content-length: {}\r\n", body.len())));
    let draft = Draft::read(body.as_bytes(), None).unwrap();
    assert_eq!((draft.request, draft.problems.len()), (keygen().into(), 0));
}

#[test]
fn an_invalid_request_is_not_made() {
    let mut request = keygen();
    request.pkcs12_password = None;
    request.enrollment_profile_id = None;
    let key = Authentication::ApiKey(SecretText::new("k"));
    let error = Request::from(request).to_http(&Base::default(), &key).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request is invalid: enrollment_profile_id: enrollment_profile_id is required (and 1 more)"
    );
}

#[test]
fn it_converts_to_the_http_crate() {
    let request: http::Request<Vec<u8>> = (&by_key(keygen())).try_into().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://one.us.digicert.com/iot/api/v1/certificate");
    assert!(request.headers()["x-api-key"].is_sensitive());
    assert_eq!(request.headers()["content-type"], "application/json");
    assert!(String::from_utf8(request.into_body()).unwrap().contains("\"Secret1234\""));

    let elsewhere = Authentication::ApiKey(SecretText::in_variable("X"));
    let unknown = Request::from(keygen()).to_http(&Base::default(), &elsewhere).unwrap();
    http::Request::<Vec<u8>>::try_from(&unknown).unwrap_err();
}
