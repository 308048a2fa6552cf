//! From a plan to three files.

use crate::error::SynthError;
use crate::numbering::BLOCK;
use crate::person::RegisterRow;
use crate::plan::Plan;
use crate::record::Records;
use crate::register::Register;
use crate::report::Report;
use crate::truth::Truth;
use crate::typed::Typed;
use crate::write::{Columns, TableFile, make_folder};
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::path::Path;

/// Blocks made at a time for each core: enough to keep them busy while one batch is written.
const BLOCKS_PER_CORE: u64 = 2;

/// Told after every batch: rows written so far, rows in all (people and records). Answers whether
/// to go on.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// Makes the nation of a plan and writes `population.parquet`, `records.parquet` and
/// `truth.parquet` into the folder `out`, which is made where it is missing.
///
/// The same plan gives the same bytes, at any number of cores. The files get their names when all
/// three are whole; a failure leaves none of them and none of their parts.
///
/// # Errors
/// [`SynthError`] for a plan that cannot be carried out, for files that cannot be written, and
/// [`SynthError::Stopped`] where `progress` said so.
pub fn simulate(plan: &Plan, out: &Path, progress: Progress<'_>) -> Result<Report, SynthError> {
    let register = Register::generate(plan)?;
    let records = Records::new(plan, &register)?;
    make_folder(out)?;
    let all = plan.people.saturating_add(plan.records);
    let mut population = TableFile::create(out.join("population.parquet"), RegisterRow::COLUMNS)?;
    write_people(&register, &mut population, &mut |done| progress(done, all))?;
    let mut report = Report::describe(&register);
    let mut typed = TableFile::create(out.join("records.parquet"), Typed::COLUMNS)?;
    let mut truth = TableFile::create(out.join("truth.parquet"), Truth::COLUMNS)?;
    let counted = write_records(&records, (&mut typed, &mut truth), &mut |done| {
        progress(plan.people + done, all)
    })?;
    report.add(&counted);
    population.finish()?;
    typed.finish()?;
    truth.finish()?;
    population.publish()?;
    typed.publish()?;
    truth.publish()?;
    Ok(report)
}

/// Makes blocks in parallel, a few at a time, and hands them over in order.
fn in_order<T: Send>(
    blocks: u64,
    make: impl Fn(u64) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), SynthError>,
) -> Result<(), SynthError> {
    let batch = BLOCKS_PER_CORE * rayon::current_num_threads() as u64;
    let mut first = 0;
    while first < blocks {
        let last = blocks.min(first + batch);
        let ready: Vec<T> = (first..last).into_par_iter().map(&make).collect();
        ready.into_iter().try_for_each(&mut take)?;
        first = last;
    }
    Ok(())
}

fn go_on(answer: ControlFlow<()>) -> Result<(), SynthError> {
    match answer {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(SynthError::Stopped),
    }
}

fn write_people(
    register: &Register,
    file: &mut TableFile<7>,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(), SynthError> {
    let blocks = register.len().div_ceil(BLOCK) as u64;
    let make = |block: u64| {
        let first = usize::try_from(block).unwrap_or(0) * BLOCK;
        let last = register.len().min(first + BLOCK);
        let mut columns = Columns::with_capacity(last - first);
        let mut row = RegisterRow::default();
        for position in first..last {
            register.read(position, &mut row);
            columns.push(row.cells());
        }
        (columns, last)
    };
    in_order(blocks, make, |(columns, last)| {
        file.write(columns)?;
        go_on(progress(last as u64))
    })
}

fn write_records(
    records: &Records<'_>,
    (typed_file, truth_file): (&mut TableFile<6>, &mut TableFile<12>),
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Report, SynthError> {
    let make = |block: u64| {
        let mut typed_columns = Columns::with_capacity(BLOCK);
        let mut truth_columns = Columns::with_capacity(BLOCK);
        let mut counted = Report::default();
        let mut cells = TruthCells::default();
        records.block(block, |typed, truth| {
            typed_columns.push(typed.cells());
            truth_columns.push(cells.of(truth));
            counted.count(truth);
        });
        (typed_columns, truth_columns, counted)
    };
    let mut report = Report::default();
    in_order(records.blocks(), make, |(typed, truth, counted)| {
        typed_file.write(typed)?;
        truth_file.write(truth)?;
        report.add(&counted);
        go_on(progress(report.records))
    })?;
    Ok(report)
}

/// The texts of a row of `truth.parquet`, space reused.
#[derive(Default)]
struct TruthCells {
    pid: String,
    faults: String,
    id_owner: String,
}

impl TruthCells {
    fn of<'a>(&'a mut self, truth: &'a Truth) -> [&'a str; 12] {
        set(&mut self.pid, truth.pid);
        set(&mut self.id_owner, truth.id_owner);
        self.faults.clear();
        for kind in &truth.faults {
            if !self.faults.is_empty() {
                self.faults.push('+');
            }
            self.faults.push_str(kind.code());
        }
        let state = |state: Option<khien_domain::FieldState>| state.map_or("", |s| s.code());
        [
            &truth.record_id,
            &self.pid,
            &truth.person,
            truth.err.code(),
            &self.faults,
            &self.id_owner,
            truth.id_state.map_or("", |state| state.code()),
            state(truth.name_state),
            state(truth.date_of_birth_state),
            state(truth.sex_state),
            state(truth.commune_state),
            truth.class.code(),
        ]
    }
}

fn set(text: &mut String, value: Option<u64>) {
    text.clear();
    text.extend(value.map(|value| value.to_string()));
}
