//! PKCS#12 (RFC 7292, RFC 9579): keys, certificates and their attributes under a password, a recipient's key, or
//! nothing.
//!
//! Everything is read from BER without copying but for strings that came in pieces, which are put together once: a MAC
//! covers their octets, not their encoding.

mod attributes;
mod bag;
mod bags;
mod content_info;
mod info;
mod mac;
mod oids;
mod open;
mod pbmac1;
mod pfx;
mod safe;
mod sealed;

pub(crate) use bag::BagValue;
pub use info::{Pkcs12Bags, Pkcs12Info, Pkcs12Mac, Pkcs12Safe};
pub(crate) use pfx::Pfx;

#[cfg(test)]
mod mutation_tests;
#[cfg(test)]
mod tests;
