//! Who acts, when, where from, and with which new ids: what every workflow is given.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use khien_domain::rights::{Act, Assignment, Place, may};
use uuid::Uuid;

/// Hours by which Viet Nam is ahead of UTC, all year round (Decision 134-CP of 1967).
const VIET_NAM: Offset = Offset::constant(7);

/// An account with what it may do.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account.
    pub account: Uuid,
    /// Its roles.
    pub assignments: Vec<Assignment>,
}

/// Where new ids come from. The command line makes ids of version 7 by its clock; tests count.
pub trait NewIds: Send + Sync {
    /// An id that was never given before.
    fn new_id(&self, at: Timestamp) -> Uuid;
}

/// One act: who does it, when, and in which facility they work now.
#[derive(Clone, Copy)]
pub struct By<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// When.
    pub at: Timestamp,
    /// The facility at whose desk they sit. It gives no right by itself: the role must reach it.
    pub facility: Option<&'a str>,
    /// Ids for what the act adds by itself.
    pub ids: &'a dyn NewIds,
}

/// A right that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this needs the right {}", .0.code())]
pub struct NotAllowed(pub Act);

impl By<'_> {
    /// The day in Viet Nam.
    pub fn today(&self) -> Date {
        day_in_viet_nam(self.at)
    }

    /// A new id.
    pub(crate) fn new_id(&self) -> Uuid {
        self.ids.new_id(self.at)
    }

    /// Refuses who may not do the act at any of the places.
    pub(crate) fn need(&self, act: Act, place: &Place) -> Result<(), NotAllowed> {
        if may(&self.actor.assignments, act, place, self.at) {
            Ok(())
        } else {
            Err(NotAllowed(act))
        }
    }

    /// The unit or facility for the audit: where the actor sits, else the widest scope held.
    pub(crate) fn desk(&self) -> String {
        let scope = || {
            let first = self.actor.assignments.first()?;
            Some(first.scope.code())
        };
        self.facility
            .map(str::to_owned)
            .or_else(scope)
            .unwrap_or_default()
    }
}

/// The day in Viet Nam at a moment.
pub fn day_in_viet_nam(at: Timestamp) -> Date {
    TimeZone::fixed(VIET_NAM).to_datetime(at).date()
}

/// The last second of a day in Viet Nam; none beyond the years that a clock knows.
pub(crate) fn end_of_day(day: Date) -> Option<Timestamp> {
    let zone = TimeZone::fixed(VIET_NAM);
    zone.to_timestamp(day.at(23, 59, 59, 0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_seventeen_hours_of_utc() {
        let day = |text: &str| day_in_viet_nam(text.parse().unwrap()).to_string();
        assert_eq!(day("2021-09-15T16:59:59Z"), "2021-09-15");
        assert_eq!(day("2021-09-15T17:00:00Z"), "2021-09-16");
    }
}
