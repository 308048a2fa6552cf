//! The one file of a small ZIP archive (PKWARE APPNOTE), held in memory.

use super::fault::DdccFault;
use crate::zlib::{Inflater, ZlibFault};

/// Bytes of a certificate in an archive.
const LONGEST: usize = 256 * 1024;
/// Files that an archive may list.
const MOST_FILES: u16 = 16;
const END: &[u8] = b"PK\x05\x06";
const LISTED: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// The bytes of the file of this name.
pub(super) fn unpack(archive: &[u8], name: &str) -> Result<Vec<u8>, DdccFault> {
    let entry = find(archive, name.as_bytes()).ok_or(DdccFault::Archive)?;
    if entry.length > LONGEST {
        return Err(DdccFault::TooLong);
    }
    let bytes = match entry.method {
        0 => entry.packed.to_vec(),
        8 => Inflater::new()
            .deflate(entry.packed, LONGEST)
            .map_err(|fault| match fault {
                ZlibFault::TooLong => DdccFault::TooLong,
                ZlibFault::Damaged => DdccFault::Archive,
            })?,
        _ => return Err(DdccFault::Archive),
    };
    if bytes.len() != entry.length || crc(&bytes) != entry.crc {
        return Err(DdccFault::Archive);
    }
    Ok(bytes)
}

struct Entry<'a> {
    method: u16,
    crc: u32,
    length: usize,
    packed: &'a [u8],
}

/// Goes through the list at the end of the archive, which alone has all lengths.
fn find<'a>(archive: &'a [u8], name: &[u8]) -> Option<Entry<'a>> {
    let end = archive.windows(END.len()).rposition(|bytes| bytes == END)?;
    let end = archive.get(end..)?;
    let count = two(end, 10).filter(|count| *count <= MOST_FILES)?;
    let mut listed = archive.get(four(end, 16)?..)?;
    for _ in 0..count {
        listed.starts_with(LISTED).then_some(())?;
        let name_length = usize::from(two(listed, 28)?);
        let rest = usize::from(two(listed, 30)?) + usize::from(two(listed, 32)?);
        if listed.get(46..46 + name_length)? == name {
            return entry(archive, listed);
        }
        listed = listed.get(46 + name_length + rest..)?;
    }
    None
}

fn entry<'a>(archive: &'a [u8], listed: &[u8]) -> Option<Entry<'a>> {
    let local = archive.get(four(listed, 42)?..)?;
    local.starts_with(LOCAL).then_some(())?;
    let start = 30 + usize::from(two(local, 26)?) + usize::from(two(local, 28)?);
    let packed = local.get(start..)?.get(..four(listed, 20)?)?;
    Some(Entry {
        method: two(listed, 10)?,
        crc: u32::try_from(four(listed, 16)?).ok()?,
        length: four(listed, 24)?,
        packed,
    })
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_le_bytes(bytes))
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

/// CRC-32 as ZIP uses it, bit by bit: the files are small.
fn crc(bytes: &[u8]) -> u32 {
    let register = bytes.iter().fold(u32::MAX, |register, byte| {
        (0..8).fold(register ^ u32::from(*byte), |register, _| {
            let low = register & 1;
            (register >> 1) ^ (0xedb8_8320 * low)
        })
    });
    !register
}
