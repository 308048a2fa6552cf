//! One run of `verify`: from files of records to verdicts, summary, report and result workbooks.
//!
//! Reading, checking and writing go on at once (`ordered`); counting happens in the order of the
//! input, so that every figure and every byte is the same at any number of threads.

mod check;
mod communes;
mod counts;
mod examples;
mod faults;
mod inputs;
mod order;
mod ordered;
mod report_data;
mod result_text;
mod rows;
mod summary;
mod tally;
mod writer;

pub use communes::CommuneSummary;
pub use counts::{ByCode, Group};
pub use order::{About, Done, Order, Timing};
pub use summary::{FacilitySummary, FileSummary, PopulationSummary, Summary};

pub(crate) use result_text::result_text;

use crate::progress::{Progress, per_second};
use crate::reading::BytesRead;
use crate::{interrupt, outputs};
use anyhow::Result;
use check::Examiner;
use inputs::inputs;
use std::num::NonZeroUsize;
use writer::Writer;

/// Checks all records and writes everything into the folder.
///
/// # Errors
/// The first input that cannot be read, or output that cannot be written, or an interruption.
/// Then nothing half-written is left under a final name.
pub fn run(order: &Order<'_>) -> Result<Done> {
    let inputs = inputs(order.records)?;
    outputs::folder(order.out)?;
    let threads = order
        .threads
        .or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    let mut progress = Progress::start("records", inputs.iter().map(|input| input.bytes).sum());
    let mut writer = Writer::new(order, &inputs)?;
    let examiner = &Examiner {
        index: order.index,
        labels: inputs.iter().map(|input| input.label.clone()).collect(),
        reveal: order.reveal,
    };
    let read = BytesRead::default();
    ordered::ordered(
        threads,
        |outlet| rows::read_all(&inputs, &read, outlet),
        || {
            let mut checker = order.index.checker();
            move |item| examiner.examine(&mut checker, item)
        },
        |checked| {
            interrupt::check()?;
            let records = writer.take(checked, &progress)?;
            progress.advance(records, read.get());
            Ok(())
        },
    )?;
    progress.finish();
    let seconds = progress.elapsed();
    let timing = Timing {
        threads: threads as u64,
        seconds: seconds.as_secs_f64(),
        records_per_second: per_second(writer.records(), seconds),
    };
    writer.finish(order, timing)
}
