//! Fields of a request or certificate against the values that are registered for a credential.
#![forbid(unsafe_code)]
