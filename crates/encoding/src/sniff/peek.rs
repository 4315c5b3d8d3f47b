//! Headers of BER without the need that what they announce is there: cut files shall be recognized too.

pub(super) const OID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;

/// Fields side by side.
#[derive(Clone, Copy)]
pub(super) struct Peek<'a>(&'a [u8]);

/// The beginning of one element.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    /// The identifier octet, class and constructed bit included.
    pub(super) tag: u8,
    /// The content, as far as it is there; of an indefinite length, with whatever follows.
    pub(super) content: &'a [u8],
    /// Whether the header's length fits what is there.
    pub(super) whole: bool,
    pub(super) indefinite: bool,
}

impl<'a> Peek<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next field; `None` at the end, at an end-of-contents, behind an indefinite length, or where no header is.
    pub(super) fn next(&mut self) -> Option<Field<'a>> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, rest) = rest.split_first()?;
        if tag & 0x1f == 0x1f || tag == 0 {
            return None;
        }
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x80 if tag & 0x20 != 0 => {
                self.0 = &[];
                return Some(Field { tag, content: rest, whole: true, indefinite: true });
            }
            0x81..=0x88 => {
                let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                let length = octets.iter().try_fold(0usize, |length, &octet| {
                    length.checked_mul(256).map(|length| length | usize::from(octet))
                })?;
                (length, rest)
            }
            _ => return None,
        };
        let (content, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        self.0 = after;
        Some(Field { tag, content, whole: content.len() == length, indefinite: false })
    }

    /// Whether nothing follows.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> Field<'a> {
    /// The fields inside.
    pub(super) const fn inside(&self) -> Peek<'a> {
        Peek(self.content)
    }

    /// The tag of the first field inside.
    pub(super) fn first(&self) -> Option<Field<'a>> {
        self.inside().next()
    }

    /// Whether this is a SEQUENCE that begins with an OBJECT IDENTIFIER, as an AlgorithmIdentifier does.
    pub(super) fn begins_with_oid(&self) -> bool {
        self.tag == SEQUENCE && self.first().is_some_and(|field| field.tag == OID)
    }
}
