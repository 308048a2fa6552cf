//! How much of a file is believed before it is refused.

/// Bounds that keep a hostile or broken file from filling memory or disk.
///
/// The defaults are above anything that Excel itself can save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Longest cell in bytes of UTF-8. Excel holds 32,767 characters.
    pub(crate) cell_bytes: usize,
    /// Most bytes of text in a row or a line, all cells together.
    pub(crate) row_bytes: usize,
    /// Most rows of a sheet. Excel holds 1,048,576.
    pub(crate) sheet_rows: u32,
    /// Most bytes that one sheet of a workbook may inflate to; sheets are streamed.
    pub(crate) sheet_bytes: u64,
    /// Most bytes that any other part of a workbook may inflate to; these are held in memory.
    pub(crate) part_bytes: u64,
    /// Most bytes of a packed workbook; it is held in memory as it is.
    pub(crate) workbook_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            cell_bytes: 128 << 10,
            row_bytes: 32 << 20,
            sheet_rows: 1 << 20,
            sheet_bytes: 2 << 30,
            part_bytes: 256 << 20,
            workbook_bytes: 512 << 20,
        }
    }
}
