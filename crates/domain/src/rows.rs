//! Rule files as rows: comma-separated, a header, no quotes; the last column takes the rest of the
//! line, so that a source may hold commas.

use jiff::civil::Date;
use thiserror::Error;

/// A rule file that cannot be read. Rules are never skipped silently: a missing interval would let
/// every dose pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{file}, line {line}: the column `{column}` cannot be read")]
pub struct RowFault {
    /// Name of the file.
    pub file: &'static str,
    /// Line, counted from 1; the header is line 1.
    pub line: usize,
    /// Name of the column, or "header".
    pub column: &'static str,
}

/// One line of a rule file.
pub(crate) struct Row<'a> {
    file: &'static str,
    line: usize,
    columns: &'static [&'static str],
    cells: Vec<&'a str>,
}

/// The rows of a file that has exactly these columns.
pub(crate) fn rows<'a>(
    file: &'static str,
    columns: &'static [&'static str],
    text: &'a str,
) -> Result<impl Iterator<Item = Row<'a>>, RowFault> {
    let header = text.lines().next().unwrap_or_default();
    if !header.split(',').eq(columns.iter().copied()) {
        return Err(RowFault {
            file,
            line: 1,
            column: "header",
        });
    }
    let lines = text.lines().zip(1..).skip(1);
    Ok(lines
        .filter(|(text, _)| !text.trim().is_empty())
        .map(move |(text, line)| Row {
            file,
            line,
            columns,
            cells: text.splitn(columns.len(), ',').map(str::trim).collect(),
        }))
}

/// First and last day of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Validity {
    pub(crate) from: Date,
    pub(crate) until: Option<Date>,
}

impl Validity {
    /// Whether the rule stands on a day.
    pub(crate) fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl<'a> Row<'a> {
    /// The text of a column; empty where the line ends before it.
    pub(crate) fn text(&self, column: &str) -> &'a str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at).copied())
            .unwrap_or_default()
    }

    /// That this column cannot be read.
    pub(crate) fn fault(&self, column: &'static str) -> RowFault {
        RowFault {
            file: self.file,
            line: self.line,
            column,
        }
    }

    /// What a column says, where it must say something.
    pub(crate) fn read<T>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, RowFault> {
        parse(self.text(column)).ok_or_else(|| self.fault(column))
    }

    /// What a column says, if it says anything.
    pub(crate) fn read_if_given<T>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, RowFault> {
        if self.text(column).is_empty() {
            return Ok(None);
        }
        self.read(column, parse).map(Some)
    }

    /// The columns `valid_from` and `valid_until`, and that the rule says where it comes from.
    pub(crate) fn validity(&self) -> Result<Validity, RowFault> {
        let day = |text: &str| text.parse::<Date>().ok();
        let from = self.read("valid_from", day)?;
        let until = self.read_if_given("valid_until", day)?;
        self.read("source", |text| (!text.is_empty()).then_some(()))?;
        if until.is_some_and(|until| until < from) {
            return Err(self.fault("valid_until"));
        }
        Ok(Validity { from, until })
    }
}

/// A number of the type that is needed.
pub(crate) fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Some text.
pub(crate) fn word(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[&str] = &["key", "valid_from", "valid_until", "source"];

    fn fault(text: &str) -> Option<(usize, &'static str)> {
        let read = rows("x.csv", COLUMNS, text).and_then(|rows| {
            rows.map(|row| row.validity())
                .collect::<Result<Vec<_>, _>>()
        });
        read.err().map(|fault| (fault.line, fault.column))
    }

    #[test]
    fn a_source_may_hold_commas_and_must_not_be_empty() {
        let header = "key,valid_from,valid_until,source\n";
        assert_eq!(
            fault(&format!("{header}a,2021-01-01,,letter 1, page 2\n\n")),
            None
        );
        assert_eq!(
            fault(&format!("{header}a,2021-01-01,,\n")),
            Some((2, "source"))
        );
        assert_eq!(
            fault(&format!("{header}a,2021-01-01\n")),
            Some((2, "source"))
        );
    }

    #[test]
    fn a_fault_names_line_and_column() {
        let header = "key,valid_from,valid_until,source\n";
        assert_eq!(fault("key,from\n"), Some((1, "header")));
        assert_eq!(fault(""), Some((1, "header")));
        assert_eq!(
            fault(&format!("{header}a,1/1/21,,x\n")),
            Some((2, "valid_from"))
        );
        assert_eq!(
            fault(&format!("{header}a,2021-01-02,2021-01-01,x\n")),
            Some((2, "valid_until"))
        );
    }
}
