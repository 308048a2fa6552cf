//! The files of one run: what they are called in results, and how far they are read.

use crate::failure::BadArguments;
use crate::reading::{self, BytesRead, RowsRead, Source};
use anyhow::{Context, Result};
use khien_exchange::{RecordFile, open_records, records_from_reader};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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

/// An opened input.
pub(super) struct Opened {
    /// Its records.
    pub(super) file: RecordFile,
    /// To be told how many were read, where the reader cannot be listened to.
    pub(super) rows_read: Option<RowsRead>,
}

/// Opens an input so that what is read of it is counted.
///
/// # Errors
/// If it cannot be read, is of no known kind, damaged, or lacks columns.
pub(super) fn open(input: &Input, read: &BytesRead) -> Result<Opened> {
    Ok(match reading::open(&input.path, read)? {
        Source::Parquet(rows) => Opened {
            file: open_records(&input.path)?,
            rows_read: Some(rows),
        },
        Source::Stream(stream) => Opened {
            file: records_from_reader(stream, &input.path.display().to_string())?,
            rows_read: None,
        },
    })
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
