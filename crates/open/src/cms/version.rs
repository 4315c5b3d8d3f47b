//! The version that a structure of CMS begins with.

use keybundle_encoding::{Error, Result, ber::Reader};

/// Reads it. Writers mix versions up (0 beside a key identifier), and the fields tell all: only its type and size are
/// checked.
pub(super) fn version(fields: &mut Reader<'_>) -> Result<()> {
    let element = fields.any()?;
    if element.unsigned()? > 255 {
        return Err(Error::MalformedDer { position: element.position(), reason: "a version that no standard has" });
    }
    Ok(())
}
