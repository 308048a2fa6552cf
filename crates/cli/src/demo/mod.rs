//! The built-in sample district: invented people, real layouts.
//!
//! The files are inside the program, so that the demonstration runs wherever it is copied to.
//! Their truth is not: it belongs to tests.

mod department;
pub mod district;
mod samples;

pub use department::{CARDS_AT, department};

use crate::outputs;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Name of the district, as the report shows it.
pub const PLACE: &str = "huyện Đông Hưng";

/// The sample files, written out.
pub struct Samples {
    /// The register extract.
    pub population: PathBuf,
    /// Workbooks and dose files, in order.
    pub records: Vec<PathBuf>,
}

/// Writes the sample files into a folder, which is made if absent.
///
/// # Errors
/// If they cannot be written.
pub fn write_samples(folder: &Path) -> Result<Samples> {
    outputs::folder(folder)?;
    let write = |(name, content): &(&str, &[u8])| outputs::write(&folder.join(name), content);
    write(&samples::README)?;
    Ok(Samples {
        population: write(&samples::POPULATION)?,
        records: samples::RECORDS.iter().map(write).collect::<Result<_>>()?,
    })
}
