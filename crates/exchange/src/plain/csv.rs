//! Plain CSV as columns.

use crate::batch::{ColumnStream, Columns, ColumnsBuilder};
use crate::columns::{Column, locate};
use crate::delimited::{DELIMITERS, Delimited};
use crate::error::ExchangeError;
use crate::fault::Faults;

/// Lines from the top that are looked at for a delimiter; a title may stand above the header.
const TITLE_LINES: usize = 20;

/// Seven columns of a CSV file, a batch at a time.
pub(crate) struct CsvColumns {
    lines: Delimited,
    positions: [Option<usize>; 7],
    builder: ColumnsBuilder,
    failure: Option<ExchangeError>,
    ended: bool,
}

impl CsvColumns {
    /// The rows behind the header that `lines` stands at.
    pub(crate) fn new(
        lines: Delimited,
        headers: &[String],
        wanted: &'static [Column; 7],
    ) -> Result<Self, ExchangeError> {
        let positions = locate(wanted, headers, lines.file())?;
        Ok(Self {
            lines,
            positions,
            builder: ColumnsBuilder::new(),
            failure: None,
            ended: false,
        })
    }

    /// Reads rows until a batch is full; false when there are no more.
    fn fill(&mut self) -> Result<bool, ExchangeError> {
        while !self.builder.is_full() {
            if !self.lines.advance()? {
                return Ok(false);
            }
            let fields = self.lines.current();
            // A line of nothing but delimiters is what spreadsheets leave behind, no record.
            if fields.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            let positions = &self.positions;
            self.builder
                .push(|column| positions[column].map_or("", |position| fields.get(position)));
        }
        Ok(true)
    }
}

impl Iterator for CsvColumns {
    type Item = Result<Columns, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.ended {
            match self.fill() {
                Ok(more) => self.ended = !more,
                Err(failure) => {
                    // The rows before the failure are good and go first.
                    self.ended = true;
                    self.failure = Some(failure);
                }
            }
        }
        let rows = self.builder.take().map(Ok);
        rows.or_else(|| self.failure.take().map(Err))
    }
}

impl ColumnStream for CsvColumns {
    fn faults(&self) -> &Faults {
        &self.lines.faults
    }

    fn has(&self, column: usize) -> bool {
        self.positions[column].is_some()
    }
}

/// Finds the delimiter in the first line that is split more than once: the one that makes most
/// fields.
///
/// Excel's own directive `sep=;` is obeyed and skipped.
pub(crate) fn find_delimiter(lines: &mut Delimited) -> Result<(), ExchangeError> {
    let head = lines.peek()?;
    let blank = head.len() - head.trim_start_matches(['\r', '\n']).len();
    let first = head[blank..].lines().next().unwrap_or_default();
    if let Some(given) = first.strip_prefix("sep=").map(str::as_bytes)
        && let [delimiter] = given
    {
        let (delimiter, skipped) = (*delimiter, blank + first.len());
        lines.skip(skipped);
        lines.set_delimiter(delimiter);
        return Ok(());
    }
    let mut found = head[blank..].lines().take(TITLE_LINES).map(most_frequent);
    let table = found.find(|(count, _)| *count > 1);
    let (_, best) = table.unwrap_or_else(|| most_frequent(first));
    lines.set_delimiter(best);
    Ok(())
}

/// The delimiter met most often outside quotation marks, and how often.
fn most_frequent(line: &str) -> (usize, u8) {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some(which) = DELIMITERS.iter().position(|known| *known == byte)
            && !quoted
        {
            counts[which] += 1;
        }
    }
    let mut best = 0;
    for (which, count) in counts.iter().enumerate() {
        if *count > counts[best] {
            best = which;
        }
    }
    (counts[best], DELIMITERS[best])
}

/// Reads the first record as the header.
pub(crate) fn headers_of(lines: &mut Delimited) -> Result<Vec<String>, ExchangeError> {
    if !lines.advance()? {
        return Err(ExchangeError::UnknownKind {
            file: lines.file().to_owned(),
            found: "the file is empty",
        });
    }
    lines.take_header();
    Ok(lines.current().iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found_outside_quotation_marks() {
        assert_eq!(most_frequent("a,b,c"), (2, b','));
        assert_eq!(most_frequent("\"a,b,c\";b;c"), (2, b';'));
        assert_eq!(most_frequent("a\tb\tc,d"), (2, b'\t'));
        assert_eq!(most_frequent("alone"), (0, b','));
    }
}
