//! The container: a zip file with parts.

use std::io::{Cursor, Read};

use bytes::{Buf, Bytes, buf};
use flate2::read::DeflateDecoder;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::guard::Guard;
use crate::error::{ExchangeError, Place};
use crate::limits::Limits;

/// A workbook's container, packed, in memory.
#[derive(Clone)]
pub(crate) struct Package {
    /// How messages name the file.
    pub(crate) file: String,
    /// The bounds in force.
    pub(crate) limits: Limits,
    bytes: Bytes,
    parts: Vec<Part>,
}

#[derive(Clone)]
struct Part {
    name: String,
    deflated: bool,
    start: usize,
    packed: usize,
    crc: u32,
}

/// The inflated bytes of a part.
pub(crate) type PartReader = Guard<Inflate>;

/// Packed bytes on their way out.
pub(crate) enum Inflate {
    Stored(buf::Reader<Bytes>),
    Deflated(DeflateDecoder<buf::Reader<Bytes>>),
}

impl Read for Inflate {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Inflate::Stored(inner) => inner.read(out),
            Inflate::Deflated(inner) => inner.read(out),
        }
    }
}

impl Package {
    /// Reads the container's directory.
    pub(crate) fn open(bytes: Bytes, file: &str, limits: Limits) -> Result<Self, ExchangeError> {
        let broken = |error: ZipError| match error {
            ZipError::Io(error) => ExchangeError::damaged(file, error),
            other => ExchangeError::damaged(file, other),
        };
        let mut archive = ZipArchive::new(Cursor::new(bytes.clone())).map_err(broken)?;
        let mut parts = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(broken)?;
            if entry.encrypted() {
                return Err(ExchangeError::PasswordProtected {
                    file: file.to_owned(),
                });
            }
            let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
            let deflated = match entry.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                other => {
                    let what = format!("part {name} is packed with {other:?}");
                    return Err(ExchangeError::damaged(file, what));
                }
            };
            let outside = || ExchangeError::damaged(file, format!("part {name} is cut short"));
            let start = entry.data_start().and_then(|at| usize::try_from(at).ok());
            let packed = usize::try_from(entry.compressed_size()).ok();
            let (start, packed) = start.zip(packed).ok_or_else(outside)?;
            let end = start.checked_add(packed).filter(|end| *end <= bytes.len());
            end.ok_or_else(outside)?;
            let crc = entry.crc32();
            parts.push(Part {
                name,
                deflated,
                start,
                packed,
                crc,
            });
        }
        Ok(Self {
            file: file.to_owned(),
            limits,
            bytes,
            parts,
        })
    }

    /// Whether the container has this part. Names differ in case between tools.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        let is = |part: &Part| part.name.eq_ignore_ascii_case(name);
        self.parts.iter().position(is)
    }

    /// The packed container.
    pub(crate) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Opens a part for reading, at most `limit` inflated bytes of it.
    pub(crate) fn read(&self, part: usize, limit: u64) -> PartReader {
        let part = &self.parts[part];
        let packed = self
            .bytes
            .slice(part.start..part.start + part.packed)
            .reader();
        let inflate = if part.deflated {
            Inflate::Deflated(DeflateDecoder::new(packed))
        } else {
            Inflate::Stored(packed)
        };
        Guard::new(inflate, limit, part.crc)
    }

    /// A place inside this file; the part stands where a sheet's name would.
    pub(crate) fn place(&self, part: usize) -> Place {
        Place::of_sheet(&self.file, &self.parts[part].name)
    }
}
