//! The three Parquet files, written row group by row group under temporary names.

use crate::error::SynthError;
use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Columns whose values hardly repeat: a dictionary would only cost time.
const UNIQUE: [&str; 7] = [
    "pid",
    "personal_id",
    "old_cmnd",
    "record_id",
    "id_number",
    "person",
    "id_owner",
];

/// Rows of a block as columns of text.
pub(crate) struct Columns<const N: usize> {
    builders: [StringBuilder; N],
}

impl<const N: usize> Columns<N> {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self {
            builders: std::array::from_fn(|_| StringBuilder::with_capacity(rows, rows * 12)),
        }
    }

    pub(crate) fn push(&mut self, cells: [&str; N]) {
        for (builder, cell) in self.builders.iter_mut().zip(cells) {
            builder.append_value(cell);
        }
    }

    fn batch(mut self, schema: &Arc<Schema>) -> Result<RecordBatch, ParquetError> {
        let arrays = self
            .builders
            .iter_mut()
            .map(|builder| Arc::new(builder.finish()) as ArrayRef)
            .collect();
        Ok(RecordBatch::try_new(Arc::clone(schema), arrays)?)
    }
}

/// A Parquet file that gets its name only when it is whole; dropped before that, it is removed.
pub(crate) struct TableFile<const N: usize> {
    path: PathBuf,
    partial: PathBuf,
    schema: Arc<Schema>,
    writer: Option<ArrowWriter<File>>,
}

impl<const N: usize> TableFile<N> {
    pub(crate) fn create(path: PathBuf, columns: [&str; N]) -> Result<Self, SynthError> {
        let partial = path.with_extension("parquet.partial");
        let schema = Arc::new(Schema::new(
            columns
                .map(|name| Field::new(name, DataType::Utf8, false))
                .to_vec(),
        ));
        let file = File::create(&partial).map_err(|source| SynthError::Io {
            path: partial.clone(),
            source,
        })?;
        let mut table = Self {
            path,
            partial,
            schema,
            writer: None,
        };
        let writer = properties(&columns)
            .and_then(|properties| {
                ArrowWriter::try_new(file, Arc::clone(&table.schema), Some(properties))
            })
            .map_err(|source| table.failed(source))?;
        table.writer = Some(writer);
        Ok(table)
    }

    /// Writes a block as one row group.
    pub(crate) fn write(&mut self, columns: Columns<N>) -> Result<(), SynthError> {
        let written = columns.batch(&self.schema).and_then(|batch| {
            let Some(writer) = self.writer.as_mut() else {
                return Ok(());
            };
            writer.write(&batch)?;
            writer.flush()
        });
        written.map_err(|source| self.failed(source))
    }

    /// Ends the file; it keeps its temporary name until [`TableFile::publish`].
    pub(crate) fn finish(&mut self) -> Result<(), SynthError> {
        match self.writer.take().map(ArrowWriter::close) {
            Some(Err(source)) => Err(self.failed(source)),
            _ => Ok(()),
        }
    }

    /// Gives a finished file its name.
    pub(crate) fn publish(mut self) -> Result<(), SynthError> {
        self.finish()?;
        fs::rename(&self.partial, &self.path).map_err(|source| SynthError::Io {
            path: self.path.clone(),
            source,
        })
    }

    fn failed(&self, source: ParquetError) -> SynthError {
        SynthError::Parquet {
            path: self.path.clone(),
            source,
        }
    }
}

impl<const N: usize> Drop for TableFile<N> {
    fn drop(&mut self) {
        // After publishing there is nothing under the temporary name; before, it must go.
        let _ = fs::remove_file(&self.partial);
    }
}

fn properties(columns: &[&str]) -> Result<WriterProperties, ParquetError> {
    let mut properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?));
    for column in columns.iter().filter(|column| UNIQUE.contains(column)) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(*column), false);
    }
    Ok(properties.build())
}

/// Makes the folder, with its parents.
pub(crate) fn make_folder(path: &Path) -> Result<(), SynthError> {
    fs::create_dir_all(path).map_err(|source| SynthError::Io {
        path: path.to_owned(),
        source,
    })
}
