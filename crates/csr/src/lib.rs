//! PKCS#10 certificate requests (RFC 2986): made, read, and verified.
#![forbid(unsafe_code)]
