//! Opens what a certificate service hands out, whatever it is wrapped in, into private keys, certificates and chains.
#![forbid(unsafe_code)]
