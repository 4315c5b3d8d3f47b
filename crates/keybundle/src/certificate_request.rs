//! Certificate requests in whatever they come.

use crate::{Error, Limits, Unlock, Warnings};
use keybundle_csr::Request;
use keybundle_digicert::open_anything;

/// Reads the certificate request (PKCS#10) that `bytes` hold: DER, PEM however damaged, base64, a member of a JSON
/// answer, a file of an archive. Of several, the first; the warnings say so.
///
/// ```
/// let file = b"-----BEGIN CERTIFICATE REQUEST-----
/// MIHLMH8CAQAwJTEQMA4GA1UECgwHRXhhbXBsZTERMA8GA1UEAwwIZGV2aWNlLTEw
/// KjAFBgMrZXADIQAZv0QJaYTN/oVBusFn3DuWyFCGqjC2tssMXDitcDFm4aAnMCUG
/// CSqGSIb3DQEJDjEYMBYwFAYDVR0RBA0wC4IJYS5leGFtcGxlMAUGAytlcANBAOCv
/// Y0MA8yznq4Okz5m4ptyDqyy9OLQ2c8xB8+q/RuFLKwfLDYMofrh/tUjbE310F4hj
/// Xb1Nz45bODypoI+bnQE=
/// -----END CERTIFICATE REQUEST-----
/// ";
/// let (request, warnings) = keybundle::read_request(file, &keybundle::Limits::default())?;
/// assert_eq!(request.subject(), "CN=device-1,O=Example");
/// assert!(warnings.as_slice().is_empty());
/// # Ok::<(), keybundle::Error>(())
/// ```
///
/// # Errors
/// As [`crate::open()`]; `invalid-value` when there is no request among what `bytes` hold; `malformed-der` and
/// `truncated` when the request can't be read.
pub fn read_request(bytes: &[u8], limits: &Limits) -> Result<(Request, Warnings), Error> {
    let mut warnings = Warnings::new();
    let (request, others) = read(bytes, limits, &mut warnings)?;
    warnings.extend(others);
    Ok((request, warnings))
}

/// As [`read_request`], for who takes the request as it is: the one warning is that it is the first of several.
///
/// # Errors
/// As [`read_request`].
pub fn first_request(bytes: &[u8], limits: &Limits, warnings: &mut Warnings) -> Result<Request, Error> {
    let (request, others) = read(bytes, limits, &mut Warnings::new())?;
    warnings.extend(others);
    Ok(request)
}

/// The request, and apart from its own warnings whether there are others.
fn read(bytes: &[u8], limits: &Limits, warnings: &mut Warnings) -> Result<(Request, Warnings), Error> {
    let opened = match open_anything(bytes, &Unlock::new(), limits) {
        // A structure whose beginning does not tell what it is: its reader says what is wrong.
        Err(Error::Encoding(keybundle_encoding::Error::UnknownFormat)) if bytes.first() == Some(&0x30) => {
            return Ok((Request::from_der(bytes, warnings)?, Warnings::new()));
        }
        other => other?,
    };
    warnings.extend(opened.warnings_of_reading());
    let Some(der) = opened.certificate_requests.first() else {
        return Err(Error::InvalidValue { reason: "there is no certificate request (PKCS#10) in it" });
    };
    let mut others = Warnings::new();
    opened.warn_of_other_requests(&mut others);
    Ok((Request::from_der(der, warnings)?, others))
}
