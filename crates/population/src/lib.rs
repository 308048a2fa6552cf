//! The population register's side of an identity check.
//!
//! Here: the index in this process as [`PopulationRegister`](khien_domain::PopulationRegister), for
//! a demonstration, a district without a line, and tests. Values of the register go in when the
//! index is built and never come out: answers are codes.
//!
//! Not here: how records are matched (`linkage`), what the registry does with an answer. In
//! production the register's owner runs the index and Station's process has none.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use khien_domain::{Class, PopulationRegister, Record, RegisterRow};
//! use khien_linkage::{IndexBuilder, PopulationIndex};
//! use khien_population::IndexedRegister;
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("register.kidx");
//! let mut builder = IndexBuilder::new();
//! builder.push(&RegisterRow {
//!     key: "1",
//!     personal_id: "034090001234",
//!     full_name: "Trần Văn An",
//!     date_of_birth: "1990-08-05",
//!     sex: "M",
//!     ..RegisterRow::default()
//! })?;
//! builder.finish(&path)?;
//! let register = IndexedRegister::new(PopulationIndex::open(&path)?);
//! let asked = [Record {
//!     id_number: "034090001234",
//!     full_name: "TRẦN VĂN AN",
//!     date_of_birth: "05/08/1990",
//!     sex: "Nam",
//!     ..Record::default()
//! }];
//! let answers = register.ask(&asked).await?;
//! assert_eq!(answers[0].verdict.class, Class::Verified);
//! # Ok(()) }
//! ```

mod absent;
mod indexed;

pub use absent::AbsentRegister;
pub use indexed::IndexedRegister;
