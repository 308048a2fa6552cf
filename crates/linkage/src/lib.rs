//! The matching engine: does this record belong to a person of the population register, to whom,
//! and what in it is wrong?
//!
//! Here: the population index (one mapped file), the ladder from an equal number to weighed
//! evidence, the model behind the weights, and the explanation of every verdict. Not here: files
//! of records (`exchange`), the registry and its database, clocks, randomness, networks.
//!
//! One function decides, [`PopulationIndex::check`]; a [`Checker`] does the same for many records
//! and gives each the same answer whatever order or thread they come in.
//!
//! ```
//! use khien_domain::{Class, Record};
//! use khien_domain::RegisterRow;
//! use khien_linkage::{IndexBuilder, PopulationIndex};
//!
//! let mut builder = IndexBuilder::new();
//! builder.push(&RegisterRow {
//!     key: "034095287247",
//!     personal_id: "034095287247",
//!     old_cmnd: "",
//!     full_name: "Nguyễn Văn Hiếu",
//!     date_of_birth: "1995-02-09",
//!     sex: "M",
//!     commune_code: "12688",
//! })?;
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("register.kidx");
//! builder.finish(&path)?;
//!
//! let index = PopulationIndex::open(&path)?;
//! let outcome = index.check(&Record {
//!     id_number: "034095287247",
//!     full_name: "NGUYỄN VĂN HIẾU",
//!     date_of_birth: "09/02/1995",
//!     sex: "Nam",
//!     ..Record::default()
//! });
//! assert_eq!(outcome.verdict.class, Class::Verified);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod birth_key;
mod candidates;
mod cast;
mod commune;
mod compare;
mod evidence;
mod index;
mod ladder;
mod model;
mod nationality;
mod standardise;
mod states;
mod syllable;

pub use evidence::{Bar, Evidence};
pub use index::{
    BuildReport, IndexBuilder, IndexError, IndexInfo, PersonRow, PopulationIndex, RegisterPerson,
    RowFault,
};
pub use ladder::{Checker, Outcome};
pub use model::Model;
