//! Whose a dose is, when two records turn out to be one person, or one to be two.

use khien_domain::DoseState;
use khien_domain::rights::Act;
use khien_store::{DoseRow, Moment, PersonRow, StoreError, Tx};

use super::{count, snapshot};
use crate::by::By;
use crate::consequence::{self, Cause};
use crate::written::{Written, write};

/// A dose that becomes somebody else's.
pub(crate) struct HandOver<'a> {
    /// The record that it was in, and the one that it comes into; may be one.
    pub(crate) from: &'a PersonRow,
    pub(crate) to: &'a PersonRow,
    /// Its state from then on.
    pub(crate) state: DoseState,
    pub(crate) act: Act,
    pub(crate) reason: &'a str,
}

/// Whether a dose counts; a state that this release does not know does.
pub(crate) fn counts(row: &DoseRow) -> bool {
    DoseState::parse(&row.state).is_none_or(DoseState::counts)
}

/// Whether two doses are of one product on one day and both count: one of them was entered twice.
pub(crate) fn are_twins(one: &DoseRow, other: &DoseRow) -> bool {
    counts(one)
        && counts(other)
        && one.given_on == other.given_on
        && one.product_code == other.product_code
}

/// The state in which a dose arrives at another record: a signature covers the person's id, too.
pub(crate) fn on_arrival(row: &DoseRow) -> DoseState {
    let state = DoseState::parse(&row.state);
    let state = state.map(|state| state.after_correction().unwrap_or(state));
    state.unwrap_or(DoseState::Recorded)
}

/// Hands a dose over, counts it by the person that it belongs to now, and notes the act. `None`:
/// somebody else changed it. `Exists`: the record has a dose of that product on that day.
pub(crate) async fn hand_over(
    tx: &mut Tx,
    by: &By<'_>,
    row: &DoseRow,
    order: HandOver<'_>,
) -> Result<Option<DoseRow>, StoreError> {
    let mut after = row.clone();
    after.person_id = order.to.id;
    order.state.code().clone_into(&mut after.state);
    after.updated_at = Moment(by.at);
    if !tx.update_dose(&after).await? {
        return Ok(None);
    }
    after.version += 1;
    if counts(row) {
        count::count(tx, by, row, order.from, -1).await?;
    }
    if counts(&after) {
        count::count(tx, by, &after, order.to, 1).await?;
    }
    let written = Written {
        act: order.act.code(),
        kind: "dose",
        subject: row.id.to_string(),
        before: Some(snapshot(row)),
        after: Some(snapshot(&after)),
        reason: Some(order.reason),
    };
    write(tx, by, written).await?;
    if after.person_id != row.person_id {
        let whose = (row.id, row.person_id);
        consequence::revoke_about(tx, by, whose, "other_person").await?;
    }
    consequence::note(tx, by, after.person_id, Cause::Dose).await?;
    Ok(Some(after))
}
