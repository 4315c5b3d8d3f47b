//! One file for each command.

pub(crate) mod batch;
pub(crate) mod credential;
pub(crate) mod csr;
pub(crate) mod decode;
pub(crate) mod decrypt;
pub(crate) mod eab;
pub(crate) mod inspect;
pub(crate) mod key;
pub(crate) mod matching;
pub(crate) mod request;
