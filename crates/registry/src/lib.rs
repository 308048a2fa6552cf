//! What people do in the registry: one workflow a file, one transaction each, with its audit entry
//! and its jobs inside.
//!
//! A workflow is a function of the [`Registry`], of [`By`] (who acts, when, at which desk) and of
//! what was typed. It checks the right, reads, applies the domain's rules, writes, notes the act,
//! and commits; or it writes nothing and says why in an error of its own.
//!
//! Here: accounts, people and what is wrong with their records, doses, lists, sessions, facilities and their stock, figures, imports, the
//! audit chain and its sealer, credentials. Not here: HTTP, HTML, arguments, SQL, and any rule about
//! names, numbers, doses or rights (those are in `domain`).
//!
//! ```
//! use jiff::Timestamp;
//! use khien_registry::person::{self, FindError};
//! use khien_registry::{Actor, By, NewIds, Registry};
//!
//! /// Nobody without a role finds anybody.
//! async fn stranger(registry: &Registry, ids: &dyn NewIds, account: uuid::Uuid, now: Timestamp) {
//!     let actor = Actor { account, assignments: Vec::new() };
//!     let by = By { actor: &actor, at: now, facility: Some("34001"), ids };
//!     let found = person::find(registry, &by, "Trần Văn An").await;
//!     assert!(matches!(found, Err(FindError::NotAllowed(_))));
//! }
//! ```

pub mod account;
pub mod audit;
mod by;
mod consequence;
pub mod credentials;
pub mod dose;
pub mod facility;
pub mod figure;
mod given;
pub mod import;
pub mod job;
pub mod journal;
mod known;
pub mod passport;
pub mod person;
pub mod policy;
pub mod recovered;
mod registry;
pub mod roster;
pub mod seal;
pub mod session;
pub mod signing;
pub mod stock;
pub mod unit;
mod within;
mod written;

pub use by::{Actor, By, NewIds, NotAllowed, day_in_viet_nam};
pub use registry::Registry;
pub use within::{PartLevel, Within};
pub use written::Kept;
