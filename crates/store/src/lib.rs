//! All SQL of the registry, on SQLite and on PostgreSQL.
//!
//! Here: one concrete [`Store`], opened by its address; [`Tx`], a transaction, with one method a
//! question; the migrations of both engines; rows as plain structs. One SQL text a query, in
//! `sql/<noun>/<query>.sql`, is run by both engines; where they must differ there is a pair of
//! files and a contract test that says what both do.
//!
//! Not here: any decision. No `if` about vaccines, duplicates or rights, no clock, no id that the
//! caller did not give.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use khien_store::Store;
//!
//! let folder = tempfile::tempdir()?;
//! let address = format!("sqlite:{}", folder.path().join("registry.db").display());
//! let store = Store::open(&address).await?;
//! store.migrate().await?;
//! let mut read = store.read().await?;
//! assert!(read.facility("34001").await?.is_none());
//! # Ok(()) }
//! ```

#[macro_use]
mod engine;
#[macro_use]
mod many;
mod account;
mod audit;
mod certificate;
mod copy;
mod count;
mod day_moment;
mod dose;
mod error;
mod facility;
mod form;
mod health;
mod import;
mod job;
mod merge;
mod migrate;
mod person;
mod policy;
mod recovered;
mod revocation;
mod roster;
mod session;
mod sheet;
mod signing;
mod slip;
mod stock;
mod token;
mod unit_people;
mod verdict;

pub use account::{AccountRow, AssignmentRow, LoginRow};
pub use audit::{AuditFilter, AuditRow, ChainEnd, CheckpointRow, LinkRow};
pub use certificate::{
    CertificateDueRow, CertificateEnd, CertificateRow, DocumentSignerRow, DueCountRow,
};
pub use copy::{Copied, CopyError, TABLES};
pub use count::{DoseDeltaRow, FacilityFiguresRow, FigureRow};
pub use day_moment::{Day, Moment};
pub use dose::DoseRow;
pub use engine::{EngineKind, Store, Tx};
pub use error::StoreError;
pub use facility::FacilityRow;
pub use form::CertificateFormRow;
pub use health::Health;
pub use import::{ImportRow, ImportRowRow};
pub use job::JobRow;
pub use merge::PersonMergeRow;
pub use person::PersonRow;
pub use policy::PolicyRow;
pub use recovered::RecoveredCaseRow;
pub use revocation::{
    CertificateOrderRow, Cohort, FunnelCounts, FunnelRow, HeldRow, PaperCertificateRow,
    RevocationRow,
};
pub use roster::{RosterEntryRow, RosterRow};
pub use session::{
    AttendanceRow, ConfirmationRow, ReactionRow, SessionCountRow, SessionLotRow, SessionRow,
};
pub use sheet::{SheetOutcomeRow, SheetUploadLineRow, SheetUploadRow};
pub use signing::{
    DoseSignatureRow, DoseSigningRow, SigningAuthorityRow, SigningCertificateRow, UnsignedDayRow,
    UnsignedFacilityRow,
};
pub use slip::SlipRow;
pub use stock::{BalanceRow, LotRow, StockMoveRow, UsedRow};
pub use token::TokenRow;
pub use unit_people::{FaultCountRow, Faulty};
pub use verdict::VerdictRow;
