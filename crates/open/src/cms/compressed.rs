//! CompressedData (RFC 3274), decompressed within limits.

use super::{CmsContent, Content, oids, open_content::Compressed};
use crate::{Error, Limit, Result, context::Context};
use flate2::{Decompress, FlushDecompress, Status};
use keybundle_encoding::wiped;
use zeroize::Zeroizing;

pub(super) fn open<'a>(compressed: &Compressed<'a>, context: &mut Context<'_>) -> Result<CmsContent<'a>> {
    if compressed.algorithm.oid != oids::ZLIB_COMPRESS {
        return Err(Error::UnsupportedAlgorithm {
            identifier: compressed.algorithm.oid.to_dotted(),
            name: "the compression algorithm of the CompressedData",
        });
    }
    let content = match compressed.content.content()? {
        Some(packed) => Some(Content::Owned(inflate(&packed, context)?)),
        None => None,
    };
    Ok(CmsContent { content, ..CmsContent::empty() })
}

/// How much is unpacked before the limits are asked again.
const STEP: usize = 1 << 16;
/// The ratio counts above this size.
const FREE: u64 = 1 << 20;

/// Unpacks zlib data (RFC 1950). Its checksum is checked.
fn inflate(packed: &[u8], context: &mut Context<'_>) -> Result<Zeroizing<Vec<u8>>> {
    let corrupt = |reason| Error::ContentCorrupt { reason };
    let mut stream = Decompress::new(true);
    let mut out = Zeroizing::new(Vec::new());
    loop {
        let packed_rest = usize::try_from(stream.total_in()).ok().and_then(|read| packed.get(read..));
        let before = out.len();
        wiped::reserve(&mut out, STEP);
        out.resize(before + STEP, 0);
        let total = stream.total_out();
        let room = out.get_mut(before..).unwrap_or_default();
        let status = stream.decompress(packed_rest.unwrap_or_default(), room, FlushDecompress::None);
        let status = status.map_err(|_| corrupt("the compressed data is damaged"))?;
        let size = stream.total_out() - total;
        out.truncate(before + usize::try_from(size).unwrap_or(STEP));
        context.charge_unpacked(size)?;
        let unpacked = out.len() as u64;
        if unpacked > FREE {
            context.limits.check(Limit::Ratio, unpacked / (packed.len() as u64).max(1))?;
        }
        match status {
            Status::StreamEnd => return Ok(out),
            _ if out.len() == before => return Err(corrupt("the compressed data ends too early")),
            Status::Ok | Status::BufError => {}
        }
    }
}
