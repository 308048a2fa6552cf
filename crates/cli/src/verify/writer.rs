//! What the caller's thread does: takes answers in order, counts them and writes them down.

use super::check::{Answer, Checked};
use super::examples::Examples;
use super::inputs::Input;
use super::order::{Done, Order, Timing};
use super::report_data::{report_data, run_facts};
use super::rows::{FileEnd, FileKind, Rows};
use super::summary::Summary;
use super::tally::Tally;
use crate::failure::BadArguments;
use crate::outputs::Pending;
use crate::progress::Progress;
use crate::report;
use anyhow::Result;
use khien_exchange::{ExchangeError, VerdictWriter, write_dose_results, write_results};
use std::collections::BTreeMap;
use std::path::Path;

/// Faults of single rows that are named on the terminal, for each file.
const FAULTS_NAMED: usize = 5;

/// Takes answers in the order of the input.
pub(super) struct Writer {
    inputs: Vec<Input>,
    /// The input whose rows are passing by.
    current: usize,
    verdicts: VerdictWriter,
    tally: Tally,
    results: Results,
    pending: Vec<Pending>,
    out: std::path::PathBuf,
}

impl Writer {
    /// # Errors
    /// If the verdict file cannot be begun, or a result workbook would overwrite its own source.
    pub(super) fn new(order: &Order<'_>, inputs: &[Input]) -> Result<Self> {
        for input in inputs {
            refuse_to_overwrite(order.out, input)?;
        }
        let examples = Examples::new(order.about.invented || order.reveal);
        Ok(Self {
            inputs: inputs.to_vec(),
            current: 0,
            verdicts: VerdictWriter::create(&order.out.join("verdicts.parquet"), order.reveal)?,
            tally: Tally::new(inputs.len(), examples),
            results: Results::default(),
            pending: Vec::new(),
            out: order.out.to_owned(),
        })
    }

    /// Records taken so far.
    pub(super) fn records(&self) -> u64 {
        self.tally.records.all()
    }

    /// Takes the next answers; gives how many records they are about.
    pub(super) fn take(&mut self, checked: Checked, progress: &Progress) -> Result<u64> {
        match checked {
            Checked::Rows {
                input,
                rows,
                answers,
            } => {
                let records = answers.len() as u64;
                for (at, answer) in answers.iter().enumerate() {
                    self.write(&rows, at, answer)?;
                    self.tally.count(input, &rows, at, answer);
                }
                self.keep_results(rows, answers.into_iter());
                Ok(records)
            }
            Checked::End(end) => {
                self.end_file(end, progress)?;
                Ok(0)
            }
        }
    }

    fn write(&mut self, rows: &Rows, at: usize, answer: &Answer) -> Result<()> {
        let record_id = answer.record_id.as_deref().unwrap_or_default();
        let record = rows.record(at, record_id);
        let (verdict, key) = (&answer.outcome.verdict, answer.key.as_deref());
        Ok(self
            .verdicts
            .push(record.record_id, verdict, &answer.explanation, key)?)
    }

    fn keep_results(&mut self, rows: Rows, answers: impl Iterator<Item = Answer>) {
        let words = answers.map(|answer| answer.result.unwrap_or_default());
        match rows {
            Rows::Plain(_) => {}
            Rows::Template(rows) => {
                let places = rows.into_iter().map(|row| (row.sheet, row.row));
                self.results.sheets.extend(places.zip(words));
            }
            Rows::Doses(rows) => {
                let places = rows.into_iter().map(|row| row.row);
                self.results.doses.extend(places.zip(words));
            }
        }
    }

    fn end_file(&mut self, end: FileEnd, progress: &Progress) -> Result<()> {
        let input = &self.inputs[self.current];
        for fault in end.faults.iter().take(FAULTS_NAMED) {
            progress.note(fault);
        }
        let unnamed = end.fault_count.saturating_sub(FAULTS_NAMED as u64);
        if unnamed > 0 {
            let label = &input.label;
            progress.note(&format!(
                "{label}: {unnamed} more such places, see summary.json"
            ));
        }
        let kind = end.kind;
        self.tally.end_file(self.current, end);
        let results = std::mem::take(&mut self.results);
        match results.write(kind, &self.out, input) {
            Ok(None) => {}
            Ok(Some(pending)) => {
                self.tally.files[self.current].result = Some(input.label.clone());
                self.pending.push(pending);
            }
            Err(error) if is_not_patchable(&error) => progress.note(&error.to_string()),
            Err(error) => return Err(error.into()),
        }
        progress.file_done(&input.label, self.tally.files[self.current].records.total());
        self.current += 1;
        Ok(())
    }

    /// Writes summary and report and gives every file its name.
    pub(super) fn finish(mut self, order: &Order<'_>, timing: Timing) -> Result<Done> {
        let labels: Vec<String> = self
            .inputs
            .iter()
            .map(|input| input.label.clone())
            .collect();
        let summary = Summary::new(&self.tally, &labels, order.index.info());
        let mut json = serde_json::to_vec_pretty(&summary)?;
        json.push(b'\n');
        self.add("summary.json", &json)?;
        let page = self.report(order, &summary, &timing)?;
        self.add("report.html", page.as_bytes())?;
        crate::interrupt::check()?;
        self.verdicts.finish()?;
        let mut written = vec![order.out.join("verdicts.parquet")];
        for pending in self.pending {
            written.push(pending.keep()?);
        }
        Ok(Done {
            summary,
            timing,
            written,
        })
    }

    fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let pending = Pending::with(&self.out.join(name), content)?;
        self.pending.push(pending);
        Ok(())
    }

    fn report(&mut self, order: &Order<'_>, summary: &Summary, timing: &Timing) -> Result<String> {
        let run = run_facts(&order.about, timing, summary, order.index.info());
        let examples = self.tally.examples.take(order.index);
        Ok(report::render(&report_data(
            &self.tally,
            summary,
            examples,
            run,
        ))?)
    }
}

/// A result workbook has the name of its source: the two must not be one file.
fn refuse_to_overwrite(out: &Path, input: &Input) -> Result<()> {
    let target = out.join(&input.label).canonicalize().ok();
    if target.is_some() && target == input.path.canonicalize().ok() {
        let message = format!(
            "{}: results would overwrite it; choose another folder with --out",
            input.path.display()
        );
        return Err(BadArguments(message).into());
    }
    Ok(())
}

/// What the result cells of one file will say.
#[derive(Default)]
struct Results {
    /// By sheet and row of a workbook.
    sheets: BTreeMap<(String, u32), String>,
    /// By row of a dose file.
    doses: BTreeMap<u32, String>,
}

impl Results {
    /// Writes the copy of the source that holds the results; plain records get none.
    fn write(
        &self,
        kind: FileKind,
        out: &Path,
        input: &Input,
    ) -> Result<Option<Pending>, ExchangeError> {
        let pending = Pending::new(&out.join(&input.label));
        match kind {
            FileKind::Plain => return Ok(None),
            FileKind::Workbook => {
                write_results(&input.path, pending.temporary(), &self.sheets)?;
            }
            FileKind::DoseCsv => {
                write_dose_results(&input.path, pending.temporary(), &self.doses)?;
            }
        }
        Ok(Some(pending))
    }
}

/// Results go into .xlsx and dose files; an old .xls is checked all the same.
fn is_not_patchable(error: &ExchangeError) -> bool {
    matches!(error, ExchangeError::NotPatchable { .. })
}
