//! What goes to standard output: text, JSON and aligned tables without colour.

use anyhow::Result;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;

/// Writes text to standard output as it is.
///
/// # Errors
/// If nobody reads any more, or the file behind it cannot be written.
pub fn say(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a value as indented JSON and a line end.
///
/// # Errors
/// As [`say`].
pub fn say_json(value: &impl Serialize) -> Result<()> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    say(&text)
}

/// Writes one line to standard error: warnings and progress. What cannot be written is lost.
pub fn note(line: &str) {
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "khien: {line}");
}

/// Lets what the crates below report go to standard error, one line an event: faults and warnings.
pub fn log() {
    // Fails only where somebody listens already, and then nothing is missing.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_target(false)
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .try_init();
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Text begins at the left.
    Left,
    /// Numbers end at the right.
    Right,
}

/// Rows of cells that line up, two spaces between columns, each line indented by two.
#[derive(Debug)]
pub struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(sides: &[Side]) -> Self {
        Self {
            sides: sides.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; cells beyond the last column are not shown.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) -> &mut Self {
        self.rows.push(cells.into());
        self
    }

    /// The whole table as text.
    pub fn text(&self) -> String {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.sides.len()).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, side), width) in row.iter().zip(&self.sides).zip(&widths) {
                // Writing into a string cannot fail.
                let _ = match side {
                    Side::Left => write!(line, "  {cell:<width$}"),
                    Side::Right => write!(line, "  {cell:>width$}"),
                };
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_letters_not_bytes() {
        let mut table = Table::new(&[Side::Left, Side::Right]);
        table.row(["Đúng thông tin".to_owned(), "9".to_owned()]);
        table.row(["Sai".to_owned(), "1.234".to_owned()]);
        assert_eq!(
            table.text(),
            "  Đúng thông tin      9\n  Sai             1.234\n"
        );
    }
}
