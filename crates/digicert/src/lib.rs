//! The JSON of DigiCert ONE (IoT Trust Manager, Device Trust Manager): requests, credentials and answers.
//!
//! - [`request`]: requests to the service, built, checked, and given as data for any HTTP client. Nothing here sends.
//! - [`credential`]: passcodes, authentication certificates and authorities, and ACME credentials: which of them would
//!   accept a request, and why the others would not. [`AcmeCredential`] reads the answer that hands one out.
//! - [`open()`] and [`inspect()`]: those of [`keybundle_open`], which opens strings of JSON wherever they are and knows
//!   nothing of the vendor. Here an answer without key and certificate is refused as what it is: an error of the
//!   service (`service-error`) or a request that waits for approval (`request-pending`). [`Answer`] reads such an
//!   answer.
//!
//! ```
//! use keybundle_digicert::open;
//! use keybundle_encoding::{Coded as _, ErrorCode};
//! use keybundle_open::Unlock;
//!
//! let answer = br#"{"certificate_request_id": "6f1b", "status": "PENDING"}"#;
//! let refusal = open(answer, &Unlock::new()).expect_err("nothing was issued yet");
//! assert_eq!(refusal.code(), ErrorCode::RequestPending);
//! ```
#![forbid(unsafe_code)]

mod acme_credential;
mod answer;
pub mod credential;
mod open;
pub mod request;

pub use acme_credential::AcmeCredential;
pub use answer::{Answer, Problem};
pub use open::{inspect, inspect_within, open, open_anything, open_within};
