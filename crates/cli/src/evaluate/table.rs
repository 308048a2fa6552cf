//! Reads named columns of a Parquet file as text, a batch at a time.

use anyhow::{Context, Result};
use arrow_array::{Array, StringArray};
use arrow_schema::SchemaRef;
use khien_exchange::column_text;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::path::Path;

/// Rows that are decoded at a time.
const ROWS: usize = 16_384;

/// The wanted columns of some rows; a column that the file does not have is empty text.
pub(super) struct Rows {
    columns: Vec<Option<StringArray>>,
    len: usize,
}

impl Rows {
    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The text in a row of the wanted column with this number; null is empty.
    pub(super) fn text(&self, column: usize, row: usize) -> &str {
        match &self.columns[column] {
            Some(values) if values.is_valid(row) => values.value(row),
            _ => "",
        }
    }
}

/// Calls `each` with the wanted columns of the file, in order. The first `required` of them must
/// be there.
///
/// # Errors
/// If the file cannot be read, is no Parquet, or lacks a required column; what `each` fails with.
pub(super) fn read(
    path: &Path,
    wanted: &[&str],
    required: usize,
    mut each: impl FnMut(&Rows) -> Result<()>,
) -> Result<()> {
    let name = path.display();
    let file = File::open(path).with_context(|| format!("{name}: cannot be read"))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .with_context(|| format!("{name}: no readable Parquet file"))?;
    let places = places(reader.schema(), wanted);
    let absent = wanted
        .iter()
        .zip(&places)
        .take(required)
        .find(|(_, place)| place.is_none());
    if let Some((absent, _)) = absent {
        anyhow::bail!(
            "{name}: missing column {absent}; found: {}",
            names(reader.schema())
        );
    }
    let mask = ProjectionMask::roots(reader.parquet_schema(), places.iter().flatten().copied());
    let batches = reader.with_projection(mask).with_batch_size(ROWS).build();
    let batches = batches.with_context(|| format!("{name}: damaged"))?;
    for batch in batches {
        let batch = batch.with_context(|| format!("{name}: damaged"))?;
        let texts = |column: &&str| {
            let Some(values) = batch.column_by_name(column) else {
                return Ok(None);
            };
            let text = column_text(values.as_ref(), 0);
            text.map(Some)
                .with_context(|| format!("{name}, column {column}: cannot be read as text"))
        };
        let columns = wanted.iter().map(texts);
        let rows = Rows {
            columns: columns.collect::<Result<_>>()?,
            len: batch.num_rows(),
        };
        each(&rows)?;
    }
    Ok(())
}

fn places(schema: &SchemaRef, wanted: &[&str]) -> Vec<Option<usize>> {
    wanted
        .iter()
        .map(|column| schema.index_of(column).ok())
        .collect()
}

fn names(schema: &SchemaRef) -> String {
    let names: Vec<&str> = schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    names.join(", ")
}
