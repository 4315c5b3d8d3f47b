use zeroize::Zeroizing;
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) content: Zeroizing<Vec<u8>>,
}
pub(crate) fn parts(_: &[u8], _: &mut crate::context::Context<'_>) -> crate::Result<Vec<Part>> {
    Err(crate::Error::DecryptFailed)
}
