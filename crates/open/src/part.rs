//! One layer, with its bytes.

use crate::Layer;
use zeroize::Zeroizing;

/// One part of an input: the whole of it, or what a layer holds.
#[non_exhaustive]
pub struct Part {
    /// The layers around it, from outside in.
    pub layers: Vec<Layer>,
    /// Whether it is BER or DER.
    pub is_der: bool,
    secret: Zeroizing<Vec<u8>>,
}

impl Part {
    pub(crate) fn new(layers: &[Layer], bytes: &[u8], is_der: bool) -> Self {
        Self { layers: layers.to_vec(), is_der, secret: Zeroizing::new(bytes.to_vec()) }
    }

    /// Its bytes, which may be a private key.
    #[must_use]
    pub fn secret_bytes(&self) -> &[u8] {
        &self.secret
    }
}

impl core::fmt::Debug for Part {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Part").field("layers", &self.layers).field("size", &self.secret.len()).finish_non_exhaustive()
    }
}
