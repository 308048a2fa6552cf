//! The rows of a sheet of an old workbook.

use std::collections::BTreeMap;

use super::globals::Globals;
use super::records::{Record, Records};
use super::text::Pieces;
use crate::sheet::{CellValue, Merge, RawCell, RawRow};

/// Columns of a sheet in this format.
const COLUMNS: u16 = 256;

/// A sheet, its cells in memory.
#[derive(Default)]
pub(crate) struct OldSheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<OldRow>,
    pub(crate) merges: Vec<Merge>,
}

/// A row; its shared texts are still numbers.
#[derive(Default)]
pub(crate) struct OldRow {
    number: u32,
    hidden: bool,
    cells: Vec<(u16, OldValue)>,
}

enum OldValue {
    Shared(u32),
    Other(CellValue),
}

/// Rows by number, and the formula that waits for its text.
struct Building<'a> {
    globals: &'a Globals,
    rows: BTreeMap<u16, OldRow>,
    merges: Vec<Merge>,
    waiting: Option<(u16, u16)>,
}

impl OldSheet {
    /// Reads the part of the stream that begins at `start`; `None` if it is cut short.
    pub(super) fn read(stream: &[u8], start: usize, globals: &Globals) -> Option<Self> {
        let mut building = Building {
            globals,
            rows: BTreeMap::new(),
            merges: Vec::new(),
            waiting: None,
        };
        let mut records = Records::new(stream, start);
        for record in records.by_ref() {
            // A record too short for its kind costs itself and no other.
            let _ = building.take(&record);
        }
        records.whole.then(|| OldSheet {
            name: String::new(),
            rows: building.rows.into_values().collect(),
            merges: building.merges,
        })
    }
}

impl OldRow {
    /// The row with its texts; those longer than `limit` bytes are left out.
    pub(super) fn raw(&self, texts: &[String], limit: usize) -> RawRow {
        let cell = |(column, value): &(u16, OldValue)| {
            let value = match value {
                OldValue::Other(value) => value.clone(),
                OldValue::Shared(index) => CellValue::Text(texts.get(*index as usize)?.clone()),
            };
            let value = match value {
                CellValue::Text(text) if text.is_empty() => return None,
                CellValue::Text(text) if text.len() > limit => CellValue::TooLong,
                value => value,
            };
            let column = u32::from(*column);
            Some(RawCell { column, value })
        };
        RawRow {
            number: self.number,
            hidden: self.hidden,
            cells: self.cells.iter().filter_map(cell).collect(),
        }
    }
}

impl Building<'_> {
    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let waiting = self.waiting.take();
        match record.kind {
            0x0208 => {
                let hidden = record.u16(12)? & 0x20 != 0;
                self.row(record.u16(0)?).hidden = hidden;
            }
            0x00FD => self.put(record, OldValue::Shared(record.u32(6)?))?,
            0x0204 | 0x00D6 => {
                let mut pieces = Pieces::new(record.pieces());
                pieces.skip(6)?;
                let text = pieces.text()?;
                self.put(record, OldValue::Other(CellValue::Text(text)))?;
            }
            0x0203 => self.number(record, record.u16(2)?, record.u16(4)?, float(record, 6)?)?,
            0x027E => self.number(
                record,
                record.u16(2)?,
                record.u16(4)?,
                packed(record.u32(6)?),
            )?,
            0x00BD => self.numbers(record)?,
            0x0205 => {
                let value = match (record.data.get(7)?, record.data.get(6)?) {
                    (0, truth) => CellValue::Truth(*truth != 0),
                    _ => CellValue::Error,
                };
                self.put(record, OldValue::Other(value))?;
            }
            0x0006 | 0x0406 => self.formula(record)?,
            0x0207 => {
                let (row, column) = waiting?;
                let text = Pieces::new(record.pieces()).text()?;
                let value = OldValue::Other(CellValue::Text(text));
                self.row(row).cells.push((column, value));
            }
            // Formulas shared by several cells stand between a formula and its text.
            0x0221 | 0x04BC | 0x0236 => self.waiting = waiting,
            0x00E5 => self.merged(record),
            _ => {}
        }
        Some(())
    }

    fn row(&mut self, row: u16) -> &mut OldRow {
        let entry = self.rows.entry(row).or_default();
        entry.number = u32::from(row) + 1;
        entry
    }

    fn put(&mut self, record: &Record<'_>, value: OldValue) -> Option<()> {
        let (row, column) = (record.u16(0)?, record.u16(2)?);
        if column < COLUMNS {
            self.row(row).cells.push((column, value));
        }
        Some(())
    }

    fn number(&mut self, record: &Record<'_>, column: u16, style: u16, value: f64) -> Option<()> {
        let date = self
            .globals
            .dates
            .get(usize::from(style))
            .copied()
            .unwrap_or(false);
        if column < COLUMNS && value.is_finite() {
            let value = OldValue::Other(CellValue::Number { value, date });
            self.row(record.u16(0)?).cells.push((column, value));
        }
        Some(())
    }

    /// A run of numbers in one row.
    fn numbers(&mut self, record: &Record<'_>) -> Option<()> {
        let first = record.u16(2)?;
        let count = (record.data.len().checked_sub(6)? / 6).min(usize::from(COLUMNS));
        for (column, at) in (first..).zip((4..).step_by(6)).take(count) {
            self.number(record, column, record.u16(at)?, packed(record.u32(at + 2)?))?;
        }
        Some(())
    }

    /// A formula by its saved result; a text comes in the record behind it.
    fn formula(&mut self, record: &Record<'_>) -> Option<()> {
        if record.u16(12)? != 0xFFFF {
            return self.number(record, record.u16(2)?, record.u16(4)?, float(record, 6)?);
        }
        let value = match record.data.get(6)? {
            0 => {
                let (row, column) = (record.u16(0)?, record.u16(2)?);
                self.waiting = (column < COLUMNS).then_some((row, column));
                return Some(());
            }
            1 => CellValue::Truth(*record.data.get(8)? != 0),
            2 => CellValue::Error,
            _ => return Some(()),
        };
        self.put(record, OldValue::Other(value))
    }

    fn merged(&mut self, record: &Record<'_>) {
        for block in record.data.get(2..).unwrap_or_default().chunks_exact(8) {
            let number = |at: usize| u32::from(u16::from_le_bytes([block[at], block[at + 1]]));
            self.merges.push(Merge {
                first_row: number(0) + 1,
                last_row: number(2) + 1,
                column: number(4),
            });
        }
    }
}

fn float(record: &Record<'_>, at: usize) -> Option<f64> {
    let eight = record.data.get(at..at + 8)?;
    Some(f64::from_le_bytes(eight.try_into().ok()?))
}

/// A number in 30 bits: whole or the upper half of a long one, perhaps times a hundred.
fn packed(bits: u32) -> f64 {
    let value = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        for (bits, value) in [
            ((1_952 << 2) | 2, 1_952.0),
            ((195_250 << 2) | 3, 1_952.5),
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
            (u32::MAX - 1, -1.0),
        ] {
            assert!((packed(bits) - value).abs() < 1e-9, "{bits:x}");
        }
    }
}
