//! The page `report.html`: what a run found, told to the people who must act on it.
//!
//! One self-contained file: styles, fonts and pictures are inside, nothing is fetched, no script
//! runs. Both languages are in it; a link switches between them and `report.html#en` opens in
//! English. Here: turning [`ReportData`] into words, tables and bars. Not here: counting, the
//! clock, files. No text stands in the templates or in this code; all of it comes from
//! `locales/{vi,en}/report.ftl`.
//!
//! Three rules hold on every page: figures that belong together add up as printed (shares by
//! largest remainder, scores in tenths of a bit), every bar starts at 0, and a state is told by
//! word and shape, never by colour alone.
//!
//! ```
//! use khien_cli::report::{ReportData, render};
//!
//! let page = render(&ReportData::default())?;
//! assert!(page.starts_with("<!doctype html>"));
//! # Ok::<(), khien_cli::report::ReportError>(())
//! ```

mod assets;
mod bars;
mod communes;
mod counts;
mod data;
mod difference;
mod examples;
mod facts;
mod faults;
mod fraction;
mod headline;
mod ministry;
mod page;
mod places;
mod results;
mod words;

#[cfg(test)]
mod catalogue_tests;

pub use counts::{ByBand, ByClass, ClassCount, CodeCount, MinistryTable, SourceCount, Tally};
pub use data::{
    CommuneWork, Example, ExampleBar, ExampleField, FaultCount, Field, ReportData, RunFacts,
};

use askama::Template;
use thiserror::Error;

/// Why no page could be made.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A catalogue of texts that is built into the program cannot be read.
    #[error("the catalogue {language}/report.ftl cannot be read: {fault}")]
    Catalogue {
        /// `vi` or `en`.
        language: &'static str,
        /// What the parser says.
        fault: String,
    },
    /// The template engine failed.
    #[error("the report page cannot be written: {0}")]
    Template(#[from] askama::Error),
}

/// Makes the page.
///
/// Equal data give equal pages, byte for byte. Every text of the data is escaped and brought to
/// NFC. Register values and typed values are on the page only if [`ReportData::show_values`] says
/// so.
///
/// # Errors
/// [`ReportError`]; with the built-in catalogues and templates neither case arises.
pub fn render(data: &ReportData) -> Result<String, ReportError> {
    Ok(page::Report::new(data)?.render()?)
}
