//! What is bounded.

/// Which bound was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// [`crate::Limits::input_bytes`].
    InputBytes,
    /// [`crate::Limits::derivation_work`].
    DerivationWork,
    /// [`crate::Limits::key_work`].
    KeyWork,
    /// [`crate::Limits::derivation_memory`].
    DerivationMemory,
    /// [`crate::Limits::depth`].
    Depth,
    /// [`crate::Limits::recipients`].
    Recipients,
    /// [`crate::Limits::entries`].
    Entries,
    /// [`crate::Limits::ratio`].
    Ratio,
    /// [`crate::Limits::unpacked_bytes`].
    UnpackedBytes,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::InputBytes,
        Self::DerivationWork,
        Self::KeyWork,
        Self::DerivationMemory,
        Self::Depth,
        Self::Recipients,
        Self::Entries,
        Self::Ratio,
        Self::UnpackedBytes,
    ];

    /// The limit whose field has this name.
    #[must_use]
    pub fn named(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.field() == field)
    }

    /// The name of the field of [`Limits`](crate::Limits).
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::InputBytes => "input_bytes",
            Self::DerivationWork => "derivation_work",
            Self::KeyWork => "key_work",
            Self::DerivationMemory => "derivation_memory",
            Self::Depth => "depth",
            Self::Recipients => "recipients",
            Self::Entries => "entries",
            Self::Ratio => "ratio",
            Self::UnpackedBytes => "unpacked_bytes",
        }
    }
}
