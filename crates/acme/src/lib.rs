//! ACME (RFC 8555) without HTTP: External Account Binding, `newAccount` requests, and the values of challenges.
#![forbid(unsafe_code)]
