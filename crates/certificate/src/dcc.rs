//! The content of an EU Digital COVID Certificate: who, and a vaccination, a test or a recovery.
//!
//! Written in version 1.3.0 of the schema, vaccinations and recoveries only. Read liberally: older
//! versions, empty groups and dates with times are in the field. [`schema`] says whether a content
//! holds to the schema of today, [`value_sets`] whether its codes exist, [`doses`] how doses are
//! counted.
//!
//! Not here: signatures, and which country takes which certificate.

mod check;
pub mod doses;
mod fault;
mod payload;
mod product;
mod read;
pub mod schema;
mod schema_text;
#[cfg(test)]
mod tests;
pub mod value_sets;
mod write;

pub use check::{check_birth_date, check_issuer};
pub use fault::DccFault;
pub use payload::{Dcc, Event, PersonName, Recovery, Test, Vaccination};
pub use product::{Product, ProductFault};
pub use read::{read, usage};

/// The version of the schema that is written.
pub const VERSION: &str = "1.3.0";
/// The code of COVID-19 among the diseases (SNOMED CT).
pub const COVID_19: &str = "840539006";
