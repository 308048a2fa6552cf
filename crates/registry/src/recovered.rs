//! Recovered (F0) cases: who had the disease, entered by the station of their commune only.
//!
//! A case moves the day on which the next dose may be given; the dose rules read it.

mod enter;
mod list;

pub use enter::{EnterError, NewCase, RecoveredTest, enter};
pub use list::{ListError, RecoveredPerson, list};
