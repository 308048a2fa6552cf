//! The files of one run: what they are called in results, and how far they are read.

use crate::failure::BadArguments;
use anyhow::{Context, Result};
use khien_exchange::{RecordFile, open_records, records_from_reader};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One input file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it is called in record ids and results: its name, numbered where two files share it.
    pub(super) label: String,
    /// Its size in bytes.
    pub(super) bytes: u64,
}

/// Looks at the files before anything is read.
///
/// # Errors
/// A file that is not there, or is a folder; the same file given twice.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>> {
    let mut seen = BTreeSet::new();
    let mut labels = BTreeSet::new();
    let mut inputs = Vec::new();
    for path in paths {
        let about = || format!("{}: cannot be read", path.display());
        let real = path.canonicalize().with_context(about)?;
        let facts = real.metadata().with_context(about)?;
        if facts.is_dir() {
            anyhow::bail!("{}: is a folder; name the files in it", path.display());
        }
        if !seen.insert(real) {
            let message = format!("{}: given twice", path.display());
            return Err(BadArguments(message).into());
        }
        inputs.push(Input {
            path: path.clone(),
            label: fresh_label(path, &mut labels),
            bytes: facts.len(),
        });
    }
    Ok(inputs)
}

/// The file's name; `name (2).xlsx` for the second one of the same name, and so on. Names that
/// differ in letter case alone are the same on some systems.
fn fresh_label(path: &Path, taken: &mut BTreeSet<String>) -> String {
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    let numbered = |number: u32| match (number, extension.is_empty()) {
        (1, _) => part(path.file_name()),
        (_, true) => format!("{stem} ({number})"),
        (_, false) => format!("{stem} ({number}).{extension}"),
    };
    let mut number = 1;
    loop {
        let label = numbered(number);
        if taken.insert(label.to_lowercase()) {
            return label;
        }
        number += 1;
    }
}

/// How many bytes of the inputs were read so far. Shared between reader and writer.
#[derive(Clone, Debug, Default)]
pub(super) struct BytesRead(Arc<AtomicU64>);

impl BytesRead {
    pub(super) fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// An opened input.
pub(super) struct Opened {
    /// Its records.
    pub(super) file: RecordFile,
    /// Bytes that each record stands for, where the reader cannot be listened to (Parquet).
    pub(super) bytes_a_record: f64,
}

/// Opens an input so that what is read of it is counted.
///
/// # Errors
/// If it cannot be read, is of no known kind, damaged, or lacks columns.
pub(super) fn open(input: &Input, read: &BytesRead) -> Result<Opened> {
    if let Some(rows) = parquet_rows(&input.path) {
        return Ok(Opened {
            file: open_records(&input.path)?,
            bytes_a_record: crate::evaluate::float(input.bytes) / rows.max(1.0),
        });
    }
    let about = || format!("{}: cannot be read", input.path.display());
    let file = File::open(&input.path).with_context(about)?;
    let counted = Counted {
        file,
        read: read.clone(),
    };
    Ok(Opened {
        file: records_from_reader(counted, &input.path.display().to_string())?,
        bytes_a_record: 0.0,
    })
}

/// Number of rows, if it is a Parquet file that can be read.
fn parquet_rows(path: &Path) -> Option<f64> {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let mut file = File::open(path).ok()?;
    let mut magic = [0; 4];
    file.read_exact(&mut magic).ok()?;
    if magic != *b"PAR1" {
        return None;
    }
    let rows =
        SerializedFileReader::new(file).map(|reader| reader.metadata().file_metadata().num_rows());
    // A damaged file is named by whoever opens it for its records.
    let rows = u64::try_from(rows.unwrap_or(0)).unwrap_or(0);
    Some(crate::evaluate::float(rows))
}

/// A file that counts what is read of it.
struct Counted {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart() {
        let mut taken = BTreeSet::new();
        let mut label = |path: &str| fresh_label(Path::new(path), &mut taken);
        assert_eq!(label("a/list.xlsx"), "list.xlsx");
        assert_eq!(label("b/list.xlsx"), "list (2).xlsx");
        assert_eq!(label("c/List.xlsx"), "List (3).xlsx");
        assert_eq!(label("a/list (2).xlsx"), "list (2) (2).xlsx");
        assert_eq!(label("a/list"), "list");
        assert_eq!(label("b/list"), "list (2)");
    }

    #[test]
    fn the_same_file_twice_is_refused_and_a_folder_too() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        std::fs::write(&file, "x").unwrap();
        let twice = [file.clone(), folder.path().join(".").join("a.csv")];
        assert!(inputs(&twice).unwrap_err().is::<BadArguments>());
        let message = format!("{:#}", inputs(&[folder.path().to_owned()]).unwrap_err());
        assert!(message.contains("is a folder"), "{message}");
        let message = format!("{:#}", inputs(&[folder.path().join("b")]).unwrap_err());
        assert!(message.contains("cannot be read"), "{message}");
    }
}
