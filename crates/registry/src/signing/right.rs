//! Who may sign the doses of a facility.

use khien_domain::rights::{Act, Role};
use khien_store::FacilityRow;

use crate::by::{Actor, By, NotAllowed};
use crate::registry::place_of;

/// Refuses who may not sign for the facility: its head or the province's appointed signer do; its
/// managing body only where the facility is closed, and then its head no longer does.
pub(super) fn need(by: &By<'_>, facility: &FacilityRow) -> Result<(), NotAllowed> {
    let today = by.today();
    let is_closed = facility.closed_on.is_some_and(|day| day.0 <= today);
    let (only_open, only_closed) = (Role::FacilityHead, Role::ManagingBody);
    let left_out = if is_closed { only_open } else { only_closed };
    let mut assignments = by.actor.assignments.clone();
    assignments.retain(|held| held.role != left_out);
    let actor = Actor {
        account: by.actor.account,
        assignments,
    };
    let by = By {
        actor: &actor,
        ..*by
    };
    by.need(Act::DoseSign, &place_of(&by, facility))
}
