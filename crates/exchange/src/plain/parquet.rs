//! Parquet as columns of text, one batch of a row group at a time.

use arrow_array::{Array, RecordBatch, StringArray};
use arrow_schema::Schema;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

use crate::batch::{ColumnStream, Columns};
use crate::column_text::{becomes_text, column_text};
use crate::columns::{Column, locate};
use crate::error::{ExchangeError, Place};
use crate::fault::Faults;
use crate::kind::ParquetSource;

/// Rows that are decoded at once.
const ROWS: usize = 16_384;

/// Seven columns of a Parquet file, a batch at a time.
pub(crate) struct ParquetColumns {
    reader: ParquetRecordBatchReader,
    file: String,
    wanted: &'static [Column; 7],
    /// Where each wanted column stands in a decoded batch.
    positions: [Option<usize>; 7],
    faults: Faults,
    failed: bool,
}

impl ParquetColumns {
    /// Opens the file and finds the wanted columns.
    pub(crate) fn open(
        source: ParquetSource,
        file: &str,
        wanted: &'static [Column; 7],
    ) -> Result<Self, ExchangeError> {
        let (reader, positions) = match source {
            ParquetSource::File(source) => build(source, file, wanted)?,
            ParquetSource::Memory(source) => build(source, file, wanted)?,
        };
        Ok(Self {
            reader,
            file: file.to_owned(),
            wanted,
            positions,
            faults: Faults::default(),
            failed: false,
        })
    }

    fn columns(&self, batch: &RecordBatch) -> Result<Columns, ExchangeError> {
        let mut columns = Vec::with_capacity(7);
        for (wanted, position) in self.wanted.iter().zip(self.positions) {
            columns.push(match position {
                None => StringArray::new_null(batch.num_rows()),
                Some(position) => {
                    let array = batch.column(position);
                    column_text(array, wanted.digits).ok_or_else(|| ExchangeError::WrongType {
                        place: Place::of_file(&self.file).at_column(wanted.names[0]),
                        found: format!("values of type {}", array.data_type()),
                    })?
                }
            });
        }
        columns
            .try_into()
            .map_err(|_| ExchangeError::damaged(&self.file, "columns of unequal number"))
    }
}

type Opened = (ParquetRecordBatchReader, [Option<usize>; 7]);

fn build<T: ChunkReader + 'static>(
    source: T,
    file: &str,
    wanted: &'static [Column; 7],
) -> Result<Opened, ExchangeError> {
    let damaged = |error: ParquetError| damaged(file, &error);
    // The types that Parquet itself states are all that is needed; what tools of the Arrow family
    // write beside them is one thing more that may be damaged.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let open = || ParquetRecordBatchReaderBuilder::try_new_with_options(source, options);
    let builder = guarded(file, open)?.map_err(damaged)?;
    let schema = builder.schema();
    let headers: Vec<String> = schema.fields().iter().map(|f| f.name().clone()).collect();
    let roots = locate(wanted, &headers, file)?;
    check_types(schema, &roots, wanted, file)?;
    let mut read: Vec<usize> = roots.iter().flatten().copied().collect();
    read.sort_unstable();
    let mask = ProjectionMask::roots(builder.parquet_schema(), read.iter().copied());
    let positions = roots.map(|root| root.and_then(|root| read.iter().position(|r| *r == root)));
    let builder = builder.with_projection(mask).with_batch_size(ROWS);
    let reader = guarded(file, || builder.build())?.map_err(damaged)?;
    Ok((reader, positions))
}

/// Refuses columns that cannot become text before any row is read.
fn check_types(
    schema: &Schema,
    roots: &[Option<usize>; 7],
    wanted: &[Column; 7],
    file: &str,
) -> Result<(), ExchangeError> {
    for (root, column) in roots.iter().zip(wanted) {
        let Some(root) = root else { continue };
        let kind = schema.field(*root).data_type();
        if !becomes_text(kind) {
            return Err(ExchangeError::WrongType {
                place: Place::of_file(file).at_column(column.names[0]),
                found: format!("values of type {kind}"),
            });
        }
    }
    Ok(())
}

/// Runs a step of the Parquet library. Damaged files make some of its versions panic; that is
/// an error of the file, not of this program.
fn guarded<R>(file: &str, step: impl FnOnce() -> R) -> Result<R, ExchangeError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(step))
        .map_err(|_| ExchangeError::damaged(file, "not readable as Parquet"))
}

fn damaged(file: &str, error: &ParquetError) -> ExchangeError {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    ExchangeError::damaged(file, line)
}

impl Iterator for ParquetColumns {
    type Item = Result<Columns, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let reader = &mut self.reader;
        let read = match guarded(&self.file, || reader.next()) {
            Ok(None) => return None,
            Ok(Some(Ok(batch))) => self.columns(&batch),
            Ok(Some(Err(error))) => {
                let text = error.to_string();
                let line = text.lines().next().unwrap_or_default();
                Err(ExchangeError::damaged(&self.file, line))
            }
            Err(error) => Err(error),
        };
        self.failed = read.is_err();
        Some(read)
    }
}

impl ColumnStream for ParquetColumns {
    fn faults(&self) -> &Faults {
        &self.faults
    }

    fn has(&self, column: usize) -> bool {
        self.positions[column].is_some()
    }
}
