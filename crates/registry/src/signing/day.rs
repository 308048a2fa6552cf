//! What the head of a facility looks at before signing: the doses of a day, and whose identity is
//! not settled.

use jiff::civil::Date;
use khien_domain::IdentityState;
use khien_store::{Day, DoseRow, PersonRow, StoreError, UnsignedDayRow};

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
}

impl Waiting {
    /// Whether the person's identity is settled: without that a signed dose makes no certificate.
    pub fn is_verified(&self) -> bool {
        let state = IdentityState::parse(&self.person.identity);
        state.is_some_and(IdentityState::is_settled)
    }
}

/// The doses of a day that wait for a signature.
pub struct SigningDay {
    /// Of which day.
    pub day: Date,
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
    let waiting = doses.into_iter().filter_map(|dose| {
        let at = people.binary_search_by_key(&dose.person_id, |person| person.id);
        let person = people.get(at.ok()?)?.clone();
        Some(Waiting { dose, person })
    });
    Ok(SigningDay {
        day,
        waiting: waiting.collect(),
    })
}
