//! Lists of people to be vaccinated: drafted, checked by the police, approved, used by a session
//! (letter 8938/BYT-DP, steps 1 and 2).
//!
//! Who may see and change a list follows from its commune, from the facility that will vaccinate
//! and from the employer or school that drew it up.

mod approve;
mod check;
mod draft;
mod enter;
mod people;
mod read;
mod take;

pub use approve::{ApproveError, approve, send_back};
pub use check::{CheckError, Finding, check};
pub use draft::{DraftError, NewRoster, draft};
pub use enter::{EnterError, RosterPerson, enter};
pub use people::{PeopleError, add, remove};
pub use read::{ReadError, RosterSheet, list, read};
pub(crate) use take::take;
pub use take::{TakeError, use_in};

use khien_domain::AdminTree;
use khien_domain::rights::Place;
use khien_store::RosterRow;

use crate::by::By;

/// Where a list lies.
fn place(by: &By<'_>, row: &RosterRow) -> Place {
    let commune = Place::of_unit(AdminTree::national(), &row.commune_code, by.today());
    let mut place = commune.unwrap_or_else(Place::nation);
    if let Some(facility) = &row.facility_code {
        place = place.in_facility(facility.clone());
    }
    match &row.organisation {
        Some(organisation) => place.at_organisation(organisation.clone()),
        None => place,
    }
}

/// A list as JSON, for the audit.
fn snapshot(row: &RosterRow) -> String {
    crate::written::json(&serde_json::json!({
        "name": row.name,
        "facility": row.facility_code,
        "organisation": row.organisation,
        "commune_code": row.commune_code,
        "state": row.state,
    }))
}
