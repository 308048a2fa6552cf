//! Rows of any kind of input, some at a time.

use super::inputs::{Input, open};
use super::ordered::Outlet;
use crate::interrupt;
use crate::reading::BytesRead;
use anyhow::Result;
use khien_domain::Record;
use khien_exchange::{Batch, DoseEntry, DoseRow, Faults, RecordFile, RowKind, TemplateRow};
use std::collections::BTreeMap;

/// Rows of a workbook or dose file that travel together.
const ROWS: usize = 1_024;

/// Some rows of one file, people only.
pub(super) enum Rows {
    /// Plain CSV or Parquet: one row a record.
    Plain(Box<Batch>),
    /// Rows of the Excel template.
    Template(Vec<TemplateRow>),
    /// Rows of a dose file.
    Doses(Vec<DoseRow>),
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        match self {
            Rows::Plain(batch) => batch.len(),
            Rows::Template(rows) => rows.len(),
            Rows::Doses(rows) => rows.len(),
        }
    }

    /// The key of a row, where the file itself does not give one.
    pub(super) fn record_id(&self, at: usize, label: &str) -> Option<String> {
        match self {
            Rows::Plain(_) => None,
            Rows::Template(rows) => Some(rows[at].record_id(label)),
            Rows::Doses(rows) => Some(rows[at].record_id(label)),
        }
    }

    /// A row as a record; `record_id` stands in where the file gives none.
    pub(super) fn record<'a>(&'a self, at: usize, record_id: &'a str) -> Record<'a> {
        match self {
            Rows::Plain(batch) => batch.record(at),
            Rows::Template(rows) => rows[at].record(record_id),
            Rows::Doses(rows) => rows[at].record(record_id),
        }
    }

    /// The doses that a row states.
    pub(super) fn doses(&self, at: usize) -> impl Iterator<Item = &DoseEntry> {
        let doses = match self {
            Rows::Plain(_) => &[][..],
            Rows::Template(rows) => &rows[at].doses,
            Rows::Doses(rows) => std::slice::from_ref(&rows[at].dose),
        };
        doses.iter().filter(|dose| !dose.is_empty())
    }

    /// Whether one row is one person: in plain files by contract; elsewhere people come again.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self, Rows::Plain(_))
    }
}

/// What kind of file an input turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Plain,
    Workbook,
    DoseCsv,
}

impl FileKind {
    pub(super) fn code(self) -> &'static str {
        match self {
            FileKind::Plain => "records",
            FileKind::Workbook => "template",
            FileKind::DoseCsv => "doses",
        }
    }
}

/// What is known of a file once all its rows were read.
#[derive(Debug)]
pub(super) struct FileEnd {
    pub(super) kind: FileKind,
    /// Lines about nobody, by kind.
    pub(super) skipped: BTreeMap<&'static str, u64>,
    /// What was wrong with single rows or cells: the first of them, as lines.
    pub(super) faults: Vec<String>,
    /// How many there were.
    pub(super) fault_count: u64,
}

/// What travels through the threads.
pub(super) enum Item {
    /// Rows of the input with this number.
    Rows { input: usize, rows: Rows },
    /// The input has no more rows.
    End(FileEnd),
}

/// Reads all inputs one after the other.
///
/// # Errors
/// The first input that cannot be read; an interruption.
pub(super) fn read_all(
    inputs: &[Input],
    read: &BytesRead,
    outlet: &mut Outlet<Item>,
) -> Result<()> {
    for (number, input) in inputs.iter().enumerate() {
        let mut opened = open(input, read)?;
        let mut flow = Flow {
            input: number,
            outlet,
        };
        let end = match opened.file {
            RecordFile::Plain(mut batches) => {
                for batch in batches.by_ref() {
                    let batch = batch?;
                    if let Some(rows) = &mut opened.rows_read {
                        rows.add(batch.len() as u64);
                    }
                    flow.put(Rows::Plain(Box::new(batch)))?;
                }
                FileEnd::new(FileKind::Plain, BTreeMap::new(), batches.faults())
            }
            RecordFile::Workbook(book) => {
                let skipped = flow.template_rows(book.rows())?;
                FileEnd::new(FileKind::Workbook, skipped, book.faults())
            }
            RecordFile::DoseCsv(mut rows) => {
                let skipped = flow.dose_rows(&mut rows)?;
                FileEnd::new(FileKind::DoseCsv, skipped, rows.faults())
            }
        };
        outlet.put(Item::End(end))?;
    }
    Ok(())
}

impl FileEnd {
    fn new(kind: FileKind, skipped: BTreeMap<&'static str, u64>, faults: &Faults) -> Self {
        Self {
            kind,
            skipped,
            faults: faults.kept().iter().map(ToString::to_string).collect(),
            fault_count: faults.total(),
        }
    }
}

/// Rows of one input on their way into the outlet.
struct Flow<'a> {
    input: usize,
    outlet: &'a mut Outlet<Item>,
}

impl Flow<'_> {
    fn put(&mut self, rows: Rows) -> Result<()> {
        interrupt::check()?;
        self.outlet.put(Item::Rows {
            input: self.input,
            rows,
        })
    }

    fn template_rows<E>(
        &mut self,
        rows: impl Iterator<Item = Result<TemplateRow, E>>,
    ) -> Result<BTreeMap<&'static str, u64>>
    where
        E: Into<anyhow::Error>,
    {
        let mut skipped = BTreeMap::new();
        let mut some = Vec::new();
        for row in rows {
            let row = row.map_err(Into::into)?;
            if row.kind != RowKind::Person {
                *skipped.entry(row.kind.code()).or_default() += 1;
                continue;
            }
            some.push(row);
            if some.len() == ROWS {
                self.put(Rows::Template(std::mem::take(&mut some)))?;
            }
        }
        self.put(Rows::Template(some))?;
        Ok(skipped)
    }

    fn dose_rows<E>(
        &mut self,
        rows: impl Iterator<Item = Result<DoseRow, E>>,
    ) -> Result<BTreeMap<&'static str, u64>>
    where
        E: Into<anyhow::Error>,
    {
        let mut skipped = BTreeMap::new();
        let mut some = Vec::new();
        for row in rows {
            let row = row.map_err(Into::into)?;
            if !row.is_person {
                *skipped.entry("signature").or_default() += 1;
                continue;
            }
            some.push(row);
            if some.len() == ROWS {
                self.put(Rows::Doses(std::mem::take(&mut some)))?;
            }
        }
        self.put(Rows::Doses(some))?;
        Ok(skipped)
    }
}
