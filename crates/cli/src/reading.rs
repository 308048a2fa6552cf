//! How far a file is read, for progress: bytes where they pass by, rows where they do not.

use anyhow::{Context, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes of the inputs were read so far. Shared between threads.
#[derive(Clone, Debug, Default)]
pub(crate) struct BytesRead(Arc<AtomicU64>);

impl BytesRead {
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// A file to be read, with a way to count what is read of it.
pub(crate) enum Source {
    /// A stream that counts by itself.
    Stream(Counted),
    /// Parquet is read here and there, so its rows are counted instead.
    Parquet(RowsRead),
}

/// Opens a file for reading.
///
/// # Errors
/// If it cannot be opened.
pub(crate) fn open(path: &Path, read: &BytesRead) -> Result<Source> {
    let about = || format!("{}: cannot be read", path.display());
    let mut file = File::open(path).with_context(about)?;
    let mut magic = [0; 4];
    let is_parquet = file.read_exact(&mut magic).is_ok() && magic == *b"PAR1";
    if is_parquet {
        return Ok(Source::Parquet(RowsRead::new(file, read.clone())));
    }
    Ok(Source::Stream(Counted {
        file: File::open(path).with_context(about)?,
        read: read.clone(),
    }))
}

/// A file that counts what is read of it.
pub(crate) struct Counted {
    file: File,
    read: BytesRead,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.file.read(buffer)?;
        self.read.add(bytes as u64);
        Ok(bytes)
    }
}

/// Rows of a Parquet file as the share of its bytes that they stand for.
pub(crate) struct RowsRead {
    bytes: u64,
    rows: u64,
    seen: u64,
    counted: u64,
    read: BytesRead,
}

impl RowsRead {
    fn new(file: File, read: BytesRead) -> Self {
        let bytes = file.metadata().map_or(0, |facts| facts.len());
        // A damaged file is named by whoever opens it for its rows.
        let rows = SerializedFileReader::new(file)
            .map_or(0, |reader| reader.metadata().file_metadata().num_rows());
        Self {
            bytes,
            rows: u64::try_from(rows).unwrap_or(0).max(1),
            seen: 0,
            counted: 0,
            read,
        }
    }

    /// So many rows more were read.
    pub(crate) fn add(&mut self, rows: u64) {
        self.seen += rows;
        let share = u128::from(self.bytes) * u128::from(self.seen) / u128::from(self.rows);
        let bytes = u64::try_from(share).unwrap_or(self.bytes);
        self.read.add(bytes.saturating_sub(self.counted));
        self.counted = bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_stream_counts_every_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "0123456789").unwrap();
        let read = BytesRead::default();
        let Source::Stream(mut stream) = open(&path, &read).unwrap() else {
            panic!("no Parquet");
        };
        io::copy(&mut stream, &mut io::sink()).unwrap();
        assert_eq!(read.get(), 10);
    }

    #[test]
    fn rows_stand_for_their_share_of_the_bytes() {
        let read = BytesRead::default();
        let mut rows = RowsRead {
            bytes: 1_000,
            rows: 3,
            seen: 0,
            counted: 0,
            read: read.clone(),
        };
        rows.add(1);
        assert_eq!(read.get(), 333);
        rows.add(2);
        assert_eq!(read.get(), 1_000);
    }
}
