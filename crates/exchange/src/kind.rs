//! What a file is, by its first bytes and never by its name.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;

use crate::delimited::TextSource;
use crate::error::{ExchangeError, Place};
use crate::limits::Limits;

/// A file that has been opened and recognised.
pub(crate) struct Opened {
    /// How messages name it.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) content: Content,
}

/// The kinds of file.
pub(crate) enum Content {
    /// Delimited text, unpacked.
    Text(TextSource),
    /// Parquet.
    Parquet(ParquetSource),
    /// A zip container: .xlsx, .xlsm.
    Zip(Vec<u8>),
    /// An OLE container: .xls, or an encrypted workbook.
    OldExcel(Vec<u8>),
}

/// Where a Parquet file's bytes are.
pub(crate) enum ParquetSource {
    File(File),
    Memory(Bytes),
}

enum Magic {
    Gzip,
    Parquet,
    Zip,
    Ole,
    Text,
}

impl Opened {
    /// Opens a file of the file system.
    pub(crate) fn path(path: &Path) -> Result<Self, ExchangeError> {
        let name = path.display().to_string();
        let cannot = |error| ExchangeError::read(&name, error);
        let mut file = File::open(path).map_err(cannot)?;
        let mut head = Vec::with_capacity(8);
        (&file).take(8).read_to_end(&mut head).map_err(cannot)?;
        file.rewind().map_err(cannot)?;
        let content = match magic(&head) {
            Magic::Parquet => Content::Parquet(ParquetSource::File(file)),
            kind => from_stream(&kind, Box::new(file), &name)?,
        };
        Ok(Self { name, content })
    }

    /// Takes any stream of bytes; `name` stands in messages.
    pub(crate) fn reader(
        mut reader: Box<dyn Read + Send>,
        name: &str,
    ) -> Result<Self, ExchangeError> {
        let mut head = Vec::with_capacity(8);
        let cannot = |error| ExchangeError::read(name, error);
        (&mut reader)
            .take(8)
            .read_to_end(&mut head)
            .map_err(cannot)?;
        let kind = magic(&head);
        let stream = Box::new(Cursor::new(head).chain(reader));
        Ok(Self {
            name: name.to_owned(),
            content: from_stream(&kind, stream, name)?,
        })
    }
}

fn magic(head: &[u8]) -> Magic {
    match head {
        [0x1F, 0x8B, ..] => Magic::Gzip,
        [b'P', b'A', b'R', b'1', ..] => Magic::Parquet,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Magic::Zip,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Magic::Ole,
        _ => Magic::Text,
    }
}

fn from_stream(
    kind: &Magic,
    stream: Box<dyn Read + Send>,
    name: &str,
) -> Result<Content, ExchangeError> {
    Ok(match kind {
        Magic::Text => Content::Text(TextSource::new(stream, name)),
        Magic::Gzip => {
            let unpacked = Box::new(MultiGzDecoder::new(io::BufReader::new(stream)));
            Content::Text(TextSource::new(unpacked, name))
        }
        Magic::Parquet => Content::Parquet(ParquetSource::Memory(whole(stream, name)?.into())),
        Magic::Zip => Content::Zip(whole(stream, name)?),
        Magic::Ole => Content::OldExcel(whole(stream, name)?),
    })
}

/// Reads everything, up to the size of the largest workbook that is believed.
fn whole(stream: Box<dyn Read + Send>, name: &str) -> Result<Vec<u8>, ExchangeError> {
    let limit = Limits::default().workbook_bytes;
    let mut bytes = Vec::new();
    let mut bounded = stream.take(limit + 1);
    bounded
        .read_to_end(&mut bytes)
        .map_err(|error| ExchangeError::read(name, error))?;
    if bytes.len() as u64 > limit {
        return Err(ExchangeError::TooLarge {
            place: Place::of_file(name),
            limit,
        });
    }
    Ok(bytes)
}
