//! A sheet's rows and cells, whatever container they came from.

/// One row as it stands in the sheet.
#[derive(Clone, Default)]
pub(crate) struct RawRow {
    /// Row as the spreadsheet numbers it, from 1.
    pub(crate) number: u32,
    /// Whether the row is hidden (filtered away, usually).
    pub(crate) hidden: bool,
    /// The cells that hold something, in the order of their columns.
    pub(crate) cells: Vec<RawCell>,
}

/// A block of cells shown as one; its value stands in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    /// Column of the value, from 0.
    pub(crate) column: u32,
}

/// One cell that holds something.
#[derive(Clone)]
pub(crate) struct RawCell {
    /// Column from 0.
    pub(crate) column: u32,
    pub(crate) value: CellValue,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CellValue {
    /// Text, as it was typed or as a formula gave it.
    Text(String),
    /// A number; `date` says that its style shows it as a date.
    Number { value: f64, date: bool },
    /// TRUE or FALSE.
    Truth(bool),
    /// An error such as `#REF!`.
    Error,
    /// A formula whose result was not saved.
    Formula(String),
    /// Text beyond the limit; it was not read.
    TooLong,
}
