//! The verdict file: Parquet, every column text except the probability.

use std::fmt;
use std::mem;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use khien_domain::{FieldState, IdState, Verdict};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use crate::error::ExchangeError;
use crate::new_file::NewFile;

/// Rows that are collected before they are encoded.
const ROWS: usize = 32_768;

/// Names of the columns in order; the last is there only when asked for.
const COLUMNS: [&str; 12] = [
    "record_id",
    "class",
    "id_state",
    "name_state",
    "date_of_birth_state",
    "sex_state",
    "commune_state",
    "band",
    "probability",
    "reason",
    "explanation",
    "matched_key",
];

/// Writes verdicts in the order they come. The file has its name only after
/// [`VerdictWriter::finish`]; dropped before, nothing is left.
pub struct VerdictWriter {
    file: String,
    writer: ArrowWriter<NewFile>,
    schema: Arc<Schema>,
    texts: [StringBuilder; 11],
    probability: Float64Builder,
    rows: usize,
    reveals: bool,
}

impl VerdictWriter {
    /// Starts a verdict file. With `reveals` it has the column `matched_key`, which names
    /// people of the register and is for readers who may see them.
    ///
    /// # Errors
    /// If the file cannot be created.
    pub fn create(path: &Path, reveals: bool) -> Result<Self, ExchangeError> {
        let file = path.display().to_string();
        let target = NewFile::create(path).map_err(|error| ExchangeError::write(&file, error))?;
        let schema = Arc::new(schema(reveals));
        let writer = ArrowWriter::try_new(target, Arc::clone(&schema), Some(properties()))
            .map_err(|error| write_error(&file, error))?;
        Ok(Self {
            file,
            writer,
            schema,
            texts: std::array::from_fn(|_| StringBuilder::new()),
            probability: Float64Builder::with_capacity(ROWS),
            rows: 0,
            reveals,
        })
    }

    /// Adds the verdict about one record. Field states that were not compared become empty
    /// text; `matched_key` becomes null where nobody is proposed.
    ///
    /// # Errors
    /// If the file cannot be written (disk full, for instance).
    pub fn push(
        &mut self,
        record_id: &str,
        verdict: &Verdict,
        explanation: &str,
        matched_key: Option<&str>,
    ) -> Result<(), ExchangeError> {
        let state = |state: Option<FieldState>| state.map_or("", FieldState::code);
        let codes = [
            record_id,
            verdict.class.code(),
            verdict.id_state.map_or("", IdState::code),
            state(verdict.name_state),
            state(verdict.date_of_birth_state),
            state(verdict.sex_state),
            state(verdict.commune_state),
            verdict.band.code(),
            verdict.reason.code(),
            explanation,
        ];
        for (column, code) in self.texts.iter_mut().zip(codes) {
            column.append_value(code);
        }
        if self.reveals {
            self.texts[10].append_option(matched_key);
        }
        self.probability.append_value(verdict.probability);
        self.rows += 1;
        if self.rows == ROWS {
            self.encode()?;
        }
        Ok(())
    }

    /// Writes the end of the file and gives it its name.
    ///
    /// # Errors
    /// If the file cannot be written or renamed; then nothing is left.
    pub fn finish(mut self) -> Result<(), ExchangeError> {
        self.encode()?;
        let file = self.file;
        let target = self
            .writer
            .into_inner()
            .map_err(|error| write_error(&file, error))?;
        target
            .finish()
            .map_err(|error| ExchangeError::write(&file, error))
    }

    fn encode(&mut self) -> Result<(), ExchangeError> {
        if mem::take(&mut self.rows) == 0 {
            return Ok(());
        }
        let count = if self.reveals { 11 } else { 10 };
        let texts = self.texts.iter_mut().take(count);
        let mut columns: Vec<ArrayRef> = texts
            .map(|column| Arc::new(column.finish()) as ArrayRef)
            .collect();
        columns.insert(8, Arc::new(self.probability.finish()));
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
            .map_err(ParquetError::from)
            .and_then(|batch| self.writer.write(&batch))
            .map_err(|error| write_error(&self.file, error))
    }
}

impl fmt::Debug for VerdictWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("VerdictWriter");
        shown.field("file", &self.file).finish_non_exhaustive()
    }
}

fn schema(reveals: bool) -> Schema {
    let count = if reveals { 12 } else { 11 };
    let field = |name: &&str| match *name {
        "probability" => Field::new(*name, DataType::Float64, false),
        "matched_key" => Field::new(*name, DataType::Utf8, true),
        _ => Field::new(*name, DataType::Utf8, false),
    };
    Schema::new(COLUMNS[..count].iter().map(field).collect::<Vec<_>>())
}

/// Codes repeat and keep a dictionary; keys and probabilities do not.
fn properties() -> WriterProperties {
    let plain = ["record_id", "matched_key", "probability"];
    let start = WriterProperties::builder().set_compression(Compression::SNAPPY);
    let no_dictionary = |properties: parquet::file::properties::WriterPropertiesBuilder, name| {
        properties.set_column_dictionary_enabled(ColumnPath::from(name), false)
    };
    plain.into_iter().fold(start, no_dictionary).build()
}

fn write_error(file: &str, error: ParquetError) -> ExchangeError {
    let source = match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(inner) => *inner,
            Err(inner) => std::io::Error::other(inner),
        },
        other => std::io::Error::other(other),
    };
    ExchangeError::write(file, source)
}
