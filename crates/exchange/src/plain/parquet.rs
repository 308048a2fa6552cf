//! Parquet as columns of text, one batch of a row group at a time.

use arrow::array::{Array, ArrayRef, AsArray, StringArray, StringBuilder};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type, Schema};
use arrow::error::ArrowError;
use arrow::record_batch::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

use crate::batch::{ColumnStream, Columns};
use crate::columns::{Column, locate};
use crate::fault::Faults;
use crate::kind::ParquetSource;
use crate::{ExchangeError, Place};

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
                    text_of(array, wanted.digits).map_err(|_| ExchangeError::WrongType {
                        place: Place::file(&self.file).at_column(wanted.names[0]),
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
    let builder =
        guarded(file, || ParquetRecordBatchReaderBuilder::try_new(source))?.map_err(damaged)?;
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
                place: Place::file(file).at_column(column.names[0]),
                found: format!("values of type {kind}"),
            });
        }
    }
    Ok(())
}

fn becomes_text(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => becomes_text(values),
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Null
        | DataType::Boolean
        | DataType::Date32
        | DataType::Date64
        | DataType::Timestamp(_, _)
        | DataType::Float32
        | DataType::Float64
        | DataType::Decimal128(_, 0) => true,
        kind => kind.is_integer(),
    }
}

/// Any readable column as text. Integers of a column whose numbers begin with zeros are filled
/// up to `digits`; dates and times become ISO dates.
fn text_of(array: &ArrayRef, digits: usize) -> Result<StringArray, ArrowError> {
    match array.data_type() {
        DataType::Utf8 => Ok(array.as_string::<i32>().clone()),
        DataType::Float32 | DataType::Float64 => {
            // Integers with gaps come out of some tools as floating point.
            let floats = cast(array, &DataType::Float64)?;
            let floats = floats.as_primitive::<Float64Type>();
            Ok(joined(
                floats
                    .iter()
                    .map(|value| value.map(|v| float_text(v, digits))),
            ))
        }
        DataType::Timestamp(_, _) | DataType::Date64 => {
            let days = cast(array, &DataType::Date32)?;
            text_of(&days, 0)
        }
        kind if digits > 0 && (kind.is_integer() || matches!(kind, DataType::Decimal128(_, 0))) => {
            let whole = cast(array, &DataType::Int64)?;
            let whole = whole.as_primitive::<Int64Type>();
            Ok(joined(
                whole
                    .iter()
                    .map(|value| value.map(|v| format!("{v:0digits$}"))),
            ))
        }
        _ => Ok(cast(array, &DataType::Utf8)?.as_string::<i32>().clone()),
    }
}

fn float_text(value: f64, digits: usize) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:0digits$.0}")
    } else {
        value.to_string()
    }
}

fn joined(values: impl Iterator<Item = Option<String>>) -> StringArray {
    let mut builder = StringBuilder::new();
    for value in values {
        builder.append_option(value);
    }
    builder.finish()
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
