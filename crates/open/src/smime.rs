pub(crate) fn message(_: &[u8]) -> crate::Result<zeroize::Zeroizing<Vec<u8>>> {
    Err(crate::Error::DecryptFailed)
}
