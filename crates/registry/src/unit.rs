//! My unit's people by what is wrong with their records: residents of a commune wherever they were
//! vaccinated, or those whom a facility vaccinated; and the commune's own word on who they are.

mod confirm;
mod people;

pub use confirm::{IdentityError, IdentityWord, confirm_identity};
pub use people::{
    Unit, UnitCounts, UnitError, UnitFault, UnitLine, UnitQuery, counts, hamlets, people,
};

/// Code of the gate: the commune confirms who the person is.
const GATE: &str = "identity";
