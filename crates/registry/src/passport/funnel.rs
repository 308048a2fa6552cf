//! How far doses are on the way to passports: recorded, verified, signed, certified, by unit.
//!
//! Each facility is counted by itself, one after the other, so that no board ever scans the doses of
//! the country; what a board shows is at most an hour old and says so.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use khien_domain::rights::Act;
use khien_store::{FunnelCounts, Moment, StoreError};

use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::within::{PartLevel, Within};

/// After this time a facility is counted again.
const OLD: SignedDuration = SignedDuration::from_hours(1);

/// Why there is nothing to see.
#[derive(Debug, thiserror::Error)]
pub enum FunnelError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such unit.
    #[error("there is no such unit")]
    NoUnit,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One line, which opens into further ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunnelPart {
    /// What it is.
    pub level: PartLevel,
    /// Its code; empty for nowhere.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its counts.
    pub counts: FunnelCounts,
}

/// The doses of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    /// By code.
    pub parts: Vec<FunnelPart>,
    /// All of them together.
    pub total: FunnelCounts,
    /// When the one was counted that was counted the longest ago; none if none was.
    pub counted_at: Option<Timestamp>,
}

/// How far the doses of a unit are, from its parts.
///
/// # Errors
/// See [`FunnelError`].
pub async fn funnel(
    registry: &Registry,
    by: &By<'_>,
    within: Within<'_>,
) -> Result<Funnel, FunnelError> {
    let place = within.place(by.today()).ok_or(FunnelError::NoUnit)?;
    by.need(Act::BoardRead, &place)?;
    let mut tx = registry.store.read().await?;
    let mut parts: BTreeMap<String, FunnelPart> = BTreeMap::new();
    let mut funnel = Funnel::default();
    for row in tx.funnels().await? {
        let facility = (row.facility_code.as_str(), row.name.as_str());
        let Some(line) = within.line(&row.commune_code, facility, by.today()) else {
            continue;
        };
        let part = parts.entry(line.code.clone()).or_insert(FunnelPart {
            level: line.level,
            code: line.code,
            name: line.name,
            counts: FunnelCounts::default(),
        });
        part.counts = sum(part.counts, row.counts);
        funnel.total = sum(funnel.total, row.counts);
        let counted = row.counted_at.0;
        funnel.counted_at = Some(funnel.counted_at.map_or(counted, |at| at.min(counted)));
    }
    funnel.parts = parts.into_values().collect();
    Ok(funnel)
}

fn sum(one: FunnelCounts, other: FunnelCounts) -> FunnelCounts {
    FunnelCounts {
        recorded: one.recorded + other.recorded,
        verified: one.verified + other.verified,
        signed: one.signed + other.signed,
        certified: one.certified + other.certified,
    }
}

/// Counts the facility that was counted the longest ago; `false` if all are fresh.
///
/// # Errors
/// The database.
pub async fn count_next(registry: &Registry, at: Timestamp) -> Result<bool, StoreError> {
    let before = Moment(at.saturating_sub(OLD).unwrap_or(at));
    let (facility, counts) = {
        let mut tx = registry.store.read().await?;
        let Some(facility) = tx.uncounted_facility(before).await? else {
            return Ok(false);
        };
        let counts = tx.count_funnel(&facility, Moment(at)).await?;
        (facility, counts)
    };
    let mut tx = registry.store.write().await?;
    tx.put_funnel(&facility, counts, Moment(at)).await?;
    tx.commit().await?;
    Ok(true)
}
