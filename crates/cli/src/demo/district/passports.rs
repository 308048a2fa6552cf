//! Passports of whoever is entitled already, so that the demonstration begins with some.

use super::District;
use crate::serve::outside::TimeIds;
use anyhow::{Context, Result, ensure};
use khien_registry::NewIds;
use khien_registry::passport::{self, Verified};

/// Notes of people that one step looks at: nobody else waits for the tables yet.
const AT_ONCE: i64 = 2_000;

/// Issues until nobody is due.
pub(super) async fn issue(district: &District<'_>) -> Result<()> {
    let mut verified = Verified::default();
    loop {
        let now = district.clock.now();
        let ministry = district.department.at(now).context("a key signs now")?;
        let when = (&TimeIds as &dyn NewIds, now);
        let step =
            passport::issue_due(district.registry, ministry, &mut verified, when, AT_ONCE).await?;
        ensure!(
            step.broken.is_empty(),
            "a signature under a dose does not hold"
        );
        if step.looked_at == 0 {
            return Ok(());
        }
    }
}
