//! A request for each operation, about things here or in another province.

mod furniture;
mod requests;

use axum::http::Method;
use khien_domain::AdminTree;
use khien_domain::rights::Act;
use khien_registry::day_in_viet_nam;
use serde_json::Value;
use uuid::Uuid;

use crate::support::{COMMUNE, COMMUNE_ELSEWHERE, ELSEWHERE, STATION, Site};

/// Where an operation takes place, for the rights to it.
#[derive(Clone, Copy)]
pub(crate) enum Where {
    /// Nowhere: everybody who is in.
    Nowhere,
    /// Wherever the caller may do it at all.
    Somewhere,
    /// In the whole nation.
    Nation,
    /// In the unit.
    Unit,
    /// At the facility.
    Facility,
    /// At the facility's session, about the person.
    Session,
    /// With the account of a partner of the facility.
    Partner,
    /// At the facility, or at one of its sessions.
    Board,
    /// With a list of the commune for the facility.
    Roster,
    /// Where the person lives, seen from the caller's desk.
    Person,
    /// The same, or where a partner's program recorded the dose.
    Dose,
    /// Where the person lives, or at the facility that vaccinated them.
    Attended,
}

/// A request.
pub(crate) struct Sample {
    /// The operation.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
    pub(crate) place: Where,
    /// The one act of several that staff need for it.
    pub(crate) act: Option<Act>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Sample {
    /// Whether a partner's act counts for it: a dose abroad is none of a partner's facility.
    pub(crate) fn is_for_partners(&self) -> bool {
        self.act != Some(Act::DoseRecord)
    }
}

/// Things of one place.
pub(crate) struct Side {
    pub(crate) facility: &'static str,
    pub(crate) commune: &'static str,
    pub(crate) person: Uuid,
    pub(crate) dose: Uuid,
    pub(crate) lot: Uuid,
    pub(crate) figure: Uuid,
    pub(crate) session: Uuid,
    /// Vials that are on their way here.
    pub(crate) sent: Uuid,
    pub(crate) attendance: Uuid,
    pub(crate) roster: Uuid,
    pub(crate) import: Uuid,
    pub(crate) import_row: Uuid,
    /// Of another record into the person's.
    pub(crate) merge: Uuid,
    pub(crate) partner: Uuid,
    pub(crate) token: Uuid,
}

/// A site with things here and elsewhere.
pub(crate) struct World {
    pub(crate) site: Site,
    pub(crate) here: Side,
    pub(crate) there: Side,
    /// The district that here lies in.
    pub(crate) district: String,
}

impl World {
    pub(crate) async fn new() -> Self {
        let site = Site::new().await;
        let here = furniture::furnish(&site, 1_000, STATION, COMMUNE).await;
        let there = furniture::furnish(&site, 2_000, ELSEWHERE, COMMUNE_ELSEWHERE).await;
        let tree = AdminTree::national();
        let commune = tree.lookup(COMMUNE, day_in_viet_nam(site.now())).unwrap();
        Self {
            district: commune.parent.unwrap().to_owned(),
            site,
            here,
            there,
        }
    }

    /// A request for each operation, about the things of a side; `fresh` is the id of whatever it
    /// would add.
    #[expect(clippy::unused_self, reason = "reads as the world's own")]
    pub(crate) fn samples(&self, side: &Side, fresh: Uuid) -> Vec<Sample> {
        requests::all(side, fresh)
    }
}
