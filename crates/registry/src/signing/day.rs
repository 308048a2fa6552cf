//! What the head of a facility looks at before signing: the doses of a day, whose identity is not
//! settled, which doses the person questions, and sessions whose counts do not agree.

use jiff::civil::Date;
use khien_domain::IdentityState;
use khien_domain::SessionState;
use khien_store::{
    ConfirmationRow, Day, DoseRow, PersonRow, SessionRow, StoreError, Tx, UnsignedDayRow,
};
use serde_json::Value;
use uuid::Uuid;

use super::right;
use crate::by::{By, NotAllowed};
use crate::registry::Registry;

/// Why there is nothing to see.
#[derive(Debug, thiserror::Error)]
pub enum DayError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Most days that are shown at once, the oldest first.
const MOST_DAYS: i64 = 60;

/// A dose that waits for a signature.
pub struct Waiting {
    /// The dose.
    pub dose: DoseRow,
    /// Whose.
    pub person: PersonRow,
    /// What the person last called wrong of it, by code; empty: nothing.
    pub refused: Vec<String>,
}

impl Waiting {
    /// Whether the person's identity is settled: without that a signed dose makes no certificate.
    pub fn is_verified(&self) -> bool {
        let state = IdentityState::parse(&self.person.identity);
        state.is_some_and(IdentityState::is_settled)
    }
}

/// A session of the day that is to be looked at before its doses are signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtfulSession {
    /// Which.
    pub id: Uuid,
    /// As it was called.
    pub name: String,
    /// Whether it was closed, and its vials and doses did not agree; else it is still open.
    pub is_closed: bool,
}

/// The doses of a day that wait for a signature.
pub struct SigningDay {
    /// Of which day.
    pub day: Date,
    /// Sessions that are not closed yet, or whose counts did not agree.
    pub sessions: Vec<DoubtfulSession>,
    /// The doses, in the order of their ids.
    pub waiting: Vec<Waiting>,
}

impl SigningDay {
    /// Of how many the person's identity is not settled.
    pub fn unverified(&self) -> usize {
        self.waiting.iter().filter(|it| !it.is_verified()).count()
    }
}

/// Days with doses that wait for a signature, the oldest first.
///
/// # Errors
/// See [`DayError`].
pub async fn signing_days(
    registry: &Registry,
    by: &By<'_>,
    facility: &str,
) -> Result<Vec<UnsignedDayRow>, DayError> {
    let mut tx = registry.store.read().await?;
    let row = tx.facility(facility).await?.ok_or(DayError::NoFacility)?;
    right::need(by, &row)?;
    Ok(tx.unsigned_days(facility, MOST_DAYS).await?)
}

/// The doses of a day that wait for a signature.
///
/// # Errors
/// See [`DayError`].
pub async fn signing_day(
    registry: &Registry,
    by: &By<'_>,
    facility: &str,
    day: Date,
) -> Result<SigningDay, DayError> {
    let mut tx = registry.store.read().await?;
    let row = tx.facility(facility).await?.ok_or(DayError::NoFacility)?;
    right::need(by, &row)?;
    let doses = tx.unsigned_doses(facility, Day(day)).await?;
    let mut whose: Vec<Uuid> = doses.iter().map(|dose| dose.person_id).collect();
    whose.sort_unstable();
    whose.dedup();
    let people = tx.people_by_ids(&whose).await?;
    let sessions = sessions_of(&mut tx, &doses).await?;
    let mut said = Vec::new();
    for session in &sessions {
        said.extend(tx.confirmations_of_session(session.id).await?);
    }
    let waiting = doses.into_iter().filter_map(|dose| {
        let at = people.binary_search_by_key(&dose.person_id, |person| person.id);
        let person = people.get(at.ok()?)?.clone();
        let refused = refused(&said, dose.id);
        Some(Waiting {
            dose,
            person,
            refused,
        })
    });
    Ok(SigningDay {
        day,
        sessions: sessions.iter().filter_map(doubtful).collect(),
        waiting: waiting.collect(),
    })
}

/// The sessions in which doses were given, in the order of their ids.
async fn sessions_of(tx: &mut Tx, doses: &[DoseRow]) -> Result<Vec<SessionRow>, StoreError> {
    let mut ids: Vec<Uuid> = doses.iter().filter_map(|dose| dose.session_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut sessions = Vec::new();
    for id in ids {
        sessions.extend(tx.session(id).await?);
    }
    Ok(sessions)
}

/// What was last called wrong of a dose. What was said comes in the order of time.
fn refused(said: &[ConfirmationRow], dose: Uuid) -> Vec<String> {
    let last = said.iter().rfind(|row| row.dose_id == Some(dose));
    let refused = last.map(|row| row.refused.split_whitespace());
    refused.into_iter().flatten().map(str::to_owned).collect()
}

/// A session that is to be looked at: still open, or closed although its counts did not agree.
fn doubtful(row: &SessionRow) -> Option<DoubtfulSession> {
    let is_closed = SessionState::parse(&row.state) == Some(SessionState::Closed);
    let agrees = is_closed && !row.closing.as_deref().is_some_and(differed);
    (!agrees).then(|| DoubtfulSession {
        id: row.id,
        name: row.name.clone(),
        is_closed,
    })
}

/// Whether the counts that were kept at closing did not agree
/// ([`Reconciliation::differs`](crate::session::Reconciliation::differs)).
fn differed(closing: &str) -> bool {
    let Ok(kept) = serde_json::from_str::<Value>(closing) else {
        return false;
    };
    let lots = kept["lots"].as_array().into_iter().flatten();
    let mut differences = lots.map(|lot| &lot["difference"]);
    kept["doses_without_lot"].as_i64().unwrap_or(0) > 0
        || differences.any(|difference| !difference.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_did_not_agree_are_found_in_what_was_kept() {
        for (kept, differs) in [
            (
                r#"{"lots":[{"difference":null}],"doses_without_lot":0}"#,
                false,
            ),
            (
                r#"{"lots":[{"difference":null},{"difference":{"kind":"missing","doses":2}}]}"#,
                true,
            ),
            (r#"{"lots":[],"doses_without_lot":1}"#, true),
            ("", false),
        ] {
            assert_eq!(differed(kept), differs, "{kept}");
        }
    }
}
