//! Which value each policy has on a day, and who set it.

use jiff::civil::Date;
use khien_domain::policy::{Policies, PolicyRow};

use super::{PolicyError, in_force, own};
use crate::registry::Registry;

/// Who set a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It comes with the program.
    Program,
    /// It was set in this registry.
    Registry,
}

/// A policy as it holds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its value and since when.
    pub row: PolicyRow,
    /// Who set it.
    pub origin: Origin,
}

/// Every policy that holds on a day, by name. Open to all: the API tells partners, too.
///
/// # Errors
/// [`PolicyError`] where a row of the table is no policy, or the database does not answer.
pub async fn settings(registry: &Registry, on: Date) -> Result<Vec<Setting>, PolicyError> {
    let mut tx = registry.store.read().await?;
    let own = own(&mut tx).await?;
    let policies: Policies = in_force(&mut tx).await?;
    let holding = policies.holding(on).into_iter();
    let setting = holding.map(|row| Setting {
        origin: if own.contains(row) {
            Origin::Registry
        } else {
            Origin::Program
        },
        row: row.clone(),
    });
    Ok(setting.collect())
}
