//! Some thousand records at a time, column by column.

use std::fmt;

use arrow_array::builder::StringBuilder;
use arrow_array::{Array, StringArray};
use khien_domain::{Record, RegisterRow};

use crate::fault::Faults;

/// Rows of a batch from text files.
pub(crate) const BATCH_ROWS: usize = 8_192;

/// Seven columns of text.
pub(crate) type Columns = [StringArray; 7];

/// Records of a plain file, as typed.
pub struct Batch {
    columns: Columns,
    has_nationality: bool,
}

impl Batch {
    pub(crate) fn new(columns: Columns, has_nationality: bool) -> Self {
        Self {
            columns,
            has_nationality,
        }
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.columns[0].len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Record number `index` from 0.
    ///
    /// # Panics
    /// If there is no such record.
    pub fn record(&self, index: usize) -> Record<'_> {
        let text = |column: usize| text(&self.columns[column], index);
        Record {
            record_id: text(0),
            id_number: text(1),
            full_name: text(2),
            date_of_birth: text(3),
            sex: text(4),
            commune_code: text(5),
            nationality: self.has_nationality.then(|| text(6)),
        }
    }

    /// All records in order.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.len()).map(|index| self.record(index))
    }
}

impl fmt::Debug for Batch {
    /// Says how many and nothing of what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

/// Rows of a register extract, as text.
pub struct RegisterBatch {
    columns: Columns,
    has_key: bool,
}

impl RegisterBatch {
    pub(crate) fn new(columns: Columns, has_key: bool) -> Self {
        Self { columns, has_key }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.columns[1].len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Row number `index` from 0.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn row(&self, index: usize) -> RegisterRow<'_> {
        let text = |column: usize| text(&self.columns[column], index);
        RegisterRow {
            key: text(usize::from(!self.has_key)),
            personal_id: text(1),
            old_cmnd: text(2),
            full_name: text(3),
            date_of_birth: text(4),
            sex: text(5),
            commune_code: text(6),
        }
    }

    /// All rows in order.
    pub fn rows(&self) -> impl Iterator<Item = RegisterRow<'_>> {
        (0..self.len()).map(|index| self.row(index))
    }
}

impl fmt::Debug for RegisterBatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisterBatch")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

fn text(column: &StringArray, index: usize) -> &str {
    if column.is_null(index) {
        ""
    } else {
        column.value(index)
    }
}

/// Collects rows of text into columns.
pub(crate) struct ColumnsBuilder {
    columns: [StringBuilder; 7],
    rows: usize,
}

impl ColumnsBuilder {
    pub(crate) fn new() -> Self {
        let column = |_| StringBuilder::with_capacity(BATCH_ROWS, BATCH_ROWS * 16);
        Self {
            columns: std::array::from_fn(column),
            rows: 0,
        }
    }

    /// Adds a row; `cell` gives the text of each column.
    pub(crate) fn push<'a>(&mut self, cell: impl Fn(usize) -> &'a str) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.append_value(cell(index));
        }
        self.rows += 1;
    }

    pub(crate) fn is_full(&self) -> bool {
        // Offsets are 32 bits wide: long cells make a batch shorter.
        let heavy = |column: &StringBuilder| column.values_slice().len() > 64 << 20;
        self.rows >= BATCH_ROWS || (self.rows.is_multiple_of(64) && self.columns.iter().any(heavy))
    }

    /// The columns so far, if there is any row; starts anew.
    pub(crate) fn take(&mut self) -> Option<Columns> {
        if self.rows == 0 {
            return None;
        }
        self.rows = 0;
        Some(std::array::from_fn(|index| self.columns[index].finish()))
    }
}

/// A stream of columns from one kind of plain file.
pub(crate) trait ColumnStream:
    Iterator<Item = Result<Columns, crate::ExchangeError>> + Send
{
    /// What was wrong with single rows so far.
    fn faults(&self) -> &Faults;
    /// Whether the column with this index is in the file.
    fn has(&self, column: usize) -> bool;
}
