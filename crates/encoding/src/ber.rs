//! A BER reader (X.690) that borrows everything it can: definite, indefinite and long-form lengths, strings in pieces.
//!
//! [`Element`] is one tag, length and value; [`Reader`] walks its siblings. Nothing is copied but strings that came in
//! pieces, once. The ends of indefinite-length elements are found in one pass and remembered, so that reading a file
//! takes time linear in its size however it nests, to [`MAX_DEPTH`] levels.
//!
//! ```
//! use keybundle_encoding::ber::{Element, Tag};
//! // SEQUENCE, indefinite length, of an OCTET STRING in two pieces.
//! let bytes = [0x30, 0x80, 0x24, 0x80, 0x04, 1, b'a', 0x04, 1, b'b', 0, 0, 0, 0];
//! let sequence = Element::parse(&bytes)?;
//! let mut fields = sequence.sequence()?;
//! assert_eq!(fields.read(Tag::OCTET_STRING)?.octets()?.as_ref(), b"ab");
//! fields.finish()?;
//! # Ok::<(), keybundle_encoding::Error>(())
//! ```

mod children;
mod der;
mod element;
mod ends;
mod header;
mod reader;
mod tag;
mod tree;
mod value;

pub use der::first_deviation;
pub use element::Element;
pub use header::Header;
pub use reader::Reader;
pub use tag::{Class, Tag};
pub use tree::{Node, Tree};

/// How many levels elements may nest.
pub const MAX_DEPTH: usize = 64;
