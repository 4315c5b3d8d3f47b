//! Text around something, taken off, and what was accepted in it told.

use crate::{Result, context::Context};
use keybundle_encoding::{
    Deviation, base64,
    pem::{self, Scan},
};
use zeroize::Zeroizing;

impl Context<'_> {
    /// What base64 text encodes.
    ///
    /// # Errors
    /// `not-base64`, `empty-input`.
    pub(crate) fn base64(&mut self, text: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let decoded = base64::decode(text)?;
        self.warn_of(&decoded.deviations);
        Ok(decoded.bytes)
    }

    /// The blocks of PEM text, at least one, and what stands around them.
    ///
    /// # Errors
    /// `malformed-pem`, `truncated`, `limit-entries`.
    pub(crate) fn pem(&mut self, text: &[u8]) -> Result<Scan> {
        let scan = pem::scan(text)?;
        self.charge_entries(scan.blocks.len() as u64)?;
        self.warn_of(&scan.deviations);
        Ok(scan)
    }

    /// Tells what was accepted.
    pub(crate) fn warn_of(&mut self, deviations: &[Deviation]) {
        for deviation in deviations {
            let warning = deviation.warning();
            self.warnings.push(warning.code, warning.message);
        }
    }
}
