//! A temporary folder with a small register in it, and the command to run there.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use assert_cmd::Command;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A register of four people. The fourth shares name and birth date with the third.
pub(crate) const REGISTER: &str = "\
personal_id,old_cmnd,full_name,date_of_birth,sex,commune_code
034095287247,151234567,Nguyễn Văn Hiếu,1995-02-09,M,12688
034195670937,,Trần Thị Nga,1995-03-06,F,12688
034180000111,,Phạm Thị Hòa,1980-05-17,F,12691
034180000222,,Phạm Thị Hòa,1980-05-17,F,12694
";

/// One record for each of several answers.
pub(crate) const RECORDS: &str = "\
record_id,id_number,full_name,date_of_birth,sex,commune_code
right,034095287247,NGUYỄN VĂN HIẾU,09/02/1995,Nam,12688
old,151234567,Nguyễn Văn Hiếu,1995-02-09,M,12688
year,034195670937,Trần Thị Nga,1995,F,12688
none,,Trần Thị Nga,06/03/1995,F,12688
nobody,034099000001,Lý Quốc Bảo,1999-01-31,M,12688
noname,034095287247,,1995-02-09,M,12688
";

/// What a run of the command gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).expect("JSON on standard output")
    }

    /// Asserts that it failed with this status and one line that holds all these words.
    pub(crate) fn failed_with(&self, status: i32, words: &[&str]) {
        assert_eq!(self.status, status, "{self:?}");
        let lines: Vec<&str> = self.err.lines().collect();
        assert_eq!(lines.len(), 1, "one line: {self:?}");
        assert!(lines[0].starts_with("khien: "), "{self:?}");
        for word in words {
            assert!(lines[0].contains(word), "`{word}` is missing: {self:?}");
        }
    }
}

/// A temporary folder.
pub(crate) struct Scene {
    folder: TempDir,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With the index of [`REGISTER`] as `register.kidx` and [`RECORDS`] as `records.csv`.
    pub(crate) fn with_register() -> Self {
        let scene = Self::new();
        scene.file("register.csv", REGISTER);
        scene.file("records.csv", RECORDS);
        let built = scene.khien("population build --input register.csv --out register.kidx");
        assert_eq!(built.status, 0, "{built:?}");
        scene
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Runs the command in the folder; arguments are separated by spaces.
    pub(crate) fn khien(&self, arguments: &str) -> Ran {
        self.khien_with(&arguments.split(' ').collect::<Vec<_>>())
    }

    /// Runs the command in the folder.
    pub(crate) fn khien_with(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::cargo_bin("khien").unwrap();
        command.current_dir(self.folder.path()).args(arguments);
        command.env("LC_ALL", "C.UTF-8");
        command.env("XDG_DATA_HOME", self.folder.path().join("data"));
        let output = command.output().unwrap();
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Names of what is in a folder, hidden files too; empty if there is no such folder.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(folder)) else {
            return Vec::new();
        };
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry.unwrap().file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    /// The verdict file in a folder.
    pub(crate) fn verdicts(&self, folder: &str) -> Vec<BTreeMap<String, String>> {
        parquet_rows(&self.path(folder).join("verdicts.parquet"))
    }
}

/// All rows of a Parquet file of texts and numbers; null is left out.
pub(crate) fn parquet_rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let file = fs::File::open(path).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let mut rows = Vec::new();
    for batch in reader.build().unwrap() {
        let batch = batch.unwrap();
        for row in 0..batch.num_rows() {
            let mut cells = BTreeMap::new();
            for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
                if column.is_null(row) {
                    continue;
                }
                let text = match column.as_string_opt::<i32>() {
                    Some(texts) => texts.value(row).to_owned(),
                    None => column.as_primitive::<Float64Type>().value(row).to_string(),
                };
                cells.insert(field.name().clone(), text);
            }
            rows.push(cells);
        }
    }
    rows
}

/// A file of the sample district.
pub(crate) fn fixture(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/dong-hung");
    root.join(name)
}
