//! ECParameters (RFC 5480 §2.1.1): a curve by name, or spelt out.

use super::{Curve, Field};
use crate::{oids, write::trim};
use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
};

/// What the parameters of an elliptic-curve key say.
pub(crate) enum Domain {
    /// A curve that is known here.
    Known(Curve),
    /// A curve that isn't: its OID, or the field's where the parameters are spelt out.
    Unknown(String),
    /// NULL: told elsewhere.
    Inherited,
}

impl Domain {
    /// Reads the CHOICE of OID, SEQUENCE (X9.62, SEC1 §C.2) and NULL.
    pub(crate) fn read(element: &Element<'_>) -> Result<Self> {
        match element.tag() {
            Tag::OID => {
                let oid = element.oid()?;
                Ok(Curve::from_oid(oid).map_or_else(|| Self::Unknown(oid.to_dotted()), Self::Known))
            }
            Tag::NULL => Ok(Self::Inherited),
            Tag::SEQUENCE => Self::explicit(element),
            _ => Err(element.malformed("elliptic-curve parameters of another type")),
        }
    }

    /// Looks for the known curve that is spelt out: all of its numbers must agree.
    fn explicit(element: &Element<'_>) -> Result<Self> {
        let mut fields = element.sequence()?;
        let version = fields.any()?;
        if !(1..=3).contains(&version.unsigned()?) {
            return Err(version.malformed("a version that explicit curve parameters do not have"));
        }
        let mut field = fields.sequence()?;
        let field_type = field.oid()?;
        let field_parameters = field.any()?;
        let mut equation = fields.sequence()?;
        let a = equation.octets()?;
        let b = equation.octets()?;
        let generator = fields.octets()?;
        let order = fields.any()?.unsigned_bytes()?;
        let cofactor = fields.optional(Tag::INTEGER)?.map(|cofactor| cofactor.unsigned()).transpose()?;

        let found = if field_type == oids::PRIME_FIELD {
            let p = field_parameters.unsigned_bytes()?;
            Curve::find(|curve| {
                curve.prime().is_some_and(|known| {
                    p == trim(known.p)
                        && trim(&a) == trim(known.a)
                        && trim(&b) == trim(known.b)
                        && order == trim(known.n)
                        && cofactor.is_none_or(|cofactor| cofactor == curve.cofactor())
                        && curve.is_generator(&generator, known.x, Some(known.y))
                })
            })
        } else if field_type == oids::BINARY_FIELD {
            Curve::find(|curve| match &curve.0.field {
                Field::Binary(known) => order == trim(known.n) && curve.is_generator(&generator, known.x, None),
                Field::Prime(_) => false,
            })
        } else {
            None
        };
        Ok(found.map_or_else(|| Self::Unknown(field_type.to_dotted()), Self::Known))
    }
}

impl Curve {
    /// Of a curve over a prime field.
    fn cofactor(self) -> u64 {
        // SEC 2 §2.2.2 and §2.3.2: the only ones with another than 1.
        if matches!(self.name(), "secp112r2" | "secp128r2") { 4 } else { 1 }
    }

    /// Whether a point, compressed or not, is the generator.
    fn is_generator(self, point: &[u8], x: &[u8], y: Option<&[u8]>) -> bool {
        let size = self.field_size();
        let Some((&form, coordinates)) = point.split_first() else { return false };
        let Some((point_x, point_y)) = coordinates.split_at_checked(size) else { return false };
        point_x == x
            && match (form, y) {
                (0x02 | 0x03, Some(y)) => point_y.is_empty() && y.last().is_some_and(|last| last & 1 == form & 1),
                (0x02 | 0x03, None) => point_y.is_empty(),
                (0x04 | 0x06 | 0x07, y) => y.is_none_or(|y| y == point_y),
                _ => false,
            }
    }
}
