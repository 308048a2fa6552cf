//! The invented nation: people, records about them with known errors, and the truth.
//!
//! Here: a register of Vietnamese people at any size (names, numbers, dates and communes that
//! collide as they do in reality), records mistyped in the ways of real offices, and for each
//! record who is meant and what is wrong. A [`Plan`] with its seed decides every byte. Not here:
//! anything that checks or links records. This crate must not know how the engine works, and must
//! not be used to make a test pass that real data would fail.
//!
//! ```
//! use khien_synth::{Plan, Records, Register};
//!
//! let plan = Plan::new(2_000, 100, 42);
//! let register = Register::generate(&plan)?;
//! let records = Records::new(&plan, &register)?;
//! for (typed, truth) in records.iter() {
//!     assert_eq!(typed.record_id, truth.record_id);
//! }
//! # Ok::<(), khien_synth::SynthError>(())
//! ```
//!
//! # Files
//! [`simulate()`] writes three Parquet files (zstd, every column a string):
//! - `population.parquet`: `pid`, `personal_id`, `old_cmnd`, `full_name`, `date_of_birth`, `sex`,
//!   `commune_code`;
//! - `records.parquet`: `record_id`, `id_number`, `full_name`, `date_of_birth`, `sex`,
//!   `commune_code`;
//! - `truth.parquet`: `record_id`, `pid` (empty: not in the register), `person`, `err`, `faults`
//!   (codes joined by `+`), `id_owner`, `id_state`, `name_state`, `date_of_birth_state`,
//!   `sex_state`, `commune_state`, `class` (see [`Truth`]).
//!
//! The peers' benchmark scripts use other names: population `cccd` = `personal_id`, `cmnd` =
//! `old_cmnd`, `dob` = `date_of_birth`, `commune` = `commune_code`; subjects `sid` = `record_id`,
//! `id_no` = `id_number`; truth `pid` = −1 where ours is empty.
//!
//! # How the nation is made
//! Names come from `data/names` (weights, changed by cohort, region and people), provinces from
//! the census, communes from the list of 2022, ages from the pyramid of 2021. Blocks of 65,536
//! people depend on nothing but the seed and their position; a person takes 32 bytes in memory.
//! In the scenario `density` two million people share names and birth dates as the whole nation
//! does.

mod choice;
mod dice;
mod error;
mod foreign;
mod household;
mod kind;
mod names;
mod numbering;
mod person;
mod place;
mod plan;
mod pyramid;
mod record;
mod register;
mod report;
mod scenario;
mod shuffle;
mod simulate;
mod truth;
mod typed;
mod typing;
mod write;
mod years;

pub use error::SynthError;
pub use kind::Kind;
pub use person::RegisterRow;
pub use plan::{MOST_PEOPLE, MOST_RECORDS, Plan};
pub use record::Records;
pub use register::Register;
pub use report::Report;
pub use scenario::Scenario;
pub use simulate::{Progress, simulate};
pub use truth::Truth;
pub use typed::Typed;
pub use years::BirthYears;
