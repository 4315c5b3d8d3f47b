//! Text around something, taken off: what it holds is counted, and what was accepted in it is told.

use crate::{Result, context::Context, smime};
use keybundle_encoding::{
    Deviation, Error, base64, hex,
    pem::{self, Block},
};
use zeroize::Zeroizing;

impl Context<'_> {
    /// What base64 text encodes.
    ///
    /// # Errors
    /// `not-base64`, `empty-input`, `limit-size`.
    pub(crate) fn base64(&mut self, text: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let decoded = base64::decode(text)?;
        self.warn_of(&decoded.deviations);
        self.charge_unpacked(decoded.bytes.len() as u64)?;
        Ok(decoded.bytes)
    }

    /// What hexadecimal text spells.
    ///
    /// # Errors
    /// `unknown-format` where it is none; `limit-size`.
    pub(crate) fn hex(&mut self, text: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let decoded = hex::decode(text).ok_or(Error::UnknownFormat)?;
        self.charge_unpacked(decoded.len() as u64)?;
        Ok(decoded)
    }

    /// The blocks of PEM text, at least one.
    ///
    /// # Errors
    /// `malformed-pem`, `truncated`, `limit-entries`.
    pub(crate) fn pem(&mut self, text: &[u8]) -> Result<Vec<Block>> {
        let scan = pem::scan(text)?;
        self.charge_entries(scan.blocks.len() as u64)?;
        self.warn_of(&scan.deviations);
        Ok(scan.blocks)
    }

    /// The CMS message in an S/MIME entity.
    ///
    /// # Errors
    /// `not-base64`, `empty-input`, `limit-size`.
    pub(crate) fn smime(&mut self, entity: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let message = smime::message(entity)?;
        self.charge_unpacked(message.len() as u64)?;
        Ok(message)
    }

    /// Tells what was accepted.
    pub(crate) fn warn_of(&mut self, deviations: &[Deviation]) {
        for deviation in deviations {
            let warning = deviation.warning();
            self.warnings.push(warning.code, warning.message);
        }
    }
}
