//! Passports that end soon: their people are noted as due.

use jiff::{SignedDuration, Timestamp};
use khien_domain::passport::PassportRules;
use khien_store::{CertificateDueRow, Moment};

use super::issue::IssueError;
use crate::by::{NewIds, day_in_viet_nam};
use crate::consequence::Cause;
use crate::policy::in_force;
use crate::registry::Registry;

/// A passport that ended longer ago is not renewed by itself: something else stands in its way, and
/// whoever removes that notes the person. Long enough for an installation that stood still.
const LONG_OVER: SignedDuration = SignedDuration::from_hours(24 * 366);

/// Notes up to `limit` people whose passports end within the days of the policy; gives how many. Run
/// once a day, until it gives none: who cannot get another yet is noted again the next day.
///
/// # Errors
/// Policies, or the database.
pub async fn note_renewals(
    registry: &Registry,
    (ids, at): (&dyn NewIds, Timestamp),
    limit: i64,
) -> Result<usize, IssueError> {
    let mut tx = registry.store.write().await?;
    let Ok(rules) = PassportRules::of(&in_force(&mut tx).await?, day_in_viet_nam(at)) else {
        return Ok(0);
    };
    let days = SignedDuration::from_hours(24 * i64::from(rules.renewal_days));
    let before = at.saturating_add(days).unwrap_or(at);
    let after = at.saturating_sub(LONG_OVER).unwrap_or(at);
    let ending = tx
        .expiring_certificates((Moment(after), Moment(before)), limit)
        .await?;
    let due = |(_, person)| CertificateDueRow {
        id: ids.new_id(at),
        person_id: person,
        cause: Cause::Renewal.code().to_owned(),
        is_released: true,
    };
    let due: Vec<CertificateDueRow> = ending.into_iter().map(due).collect();
    tx.insert_certificate_due(&due).await?;
    tx.commit().await?;
    Ok(due.len())
}
