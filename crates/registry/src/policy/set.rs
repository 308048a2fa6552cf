//! A ministry sets a policy, from a day on.

use jiff::civil::Date;
use khien_domain::policy::{Policies, PolicyFault, PolicyRow};
use khien_domain::rights::{Act, Place};
use khien_store::{Day, StoreError};

use super::{PolicyError, in_force};
use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Why a policy was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No letter or reason is named.
    #[error("a policy is set with its letter or reason")]
    NoReason,
    /// There is no such policy, or the value is not of its kind.
    #[error(transparent)]
    Policy(#[from] PolicyFault),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A policy to be set.
#[derive(Clone, Copy, Debug)]
pub struct NewPolicy<'a> {
    /// Its name, with `.product` behind it where it is about one product.
    pub key: &'a str,
    /// A number, `yes` or `no`, or a code.
    pub value: &'a str,
    /// First day on which it holds.
    pub from: Date,
    /// The letter that it comes from, or why.
    pub reason: &'a str,
}

/// Sets a policy for the nation, until another value begins. What was set for the same day before
/// stays in the audit.
///
/// # Errors
/// See [`SetError`].
pub async fn set(
    registry: &Registry,
    by: &By<'_>,
    new: NewPolicy<'_>,
) -> Result<PolicyRow, SetError> {
    by.need(Act::PolicyEdit, &Place::nation())?;
    let reason = new.reason.trim();
    if reason.is_empty() {
        return Err(SetError::NoReason);
    }
    let row = PolicyRow {
        key: new.key.to_owned(),
        value: new.value.to_owned(),
        valid_from: new.from,
        valid_until: None,
        source: reason.to_owned(),
    };
    Policies::from_rows([row.clone()])?;
    let mut tx = registry.store.write().await?;
    let policies = in_force(&mut tx).await.map_err(|error| match error {
        PolicyError::Policy(fault) => SetError::Policy(fault),
        PolicyError::Store(error) => SetError::Store(error),
    })?;
    let before = policies.holding(new.from);
    let before = before.into_iter().find(|it| it.key == row.key);
    let same = before.is_some_and(|it| it.value == row.value && it.valid_from == row.valid_from);
    if same {
        return Ok(row);
    }
    let written = Written {
        act: Act::PolicyEdit.code(),
        kind: "policy",
        subject: row.key.clone(),
        before: before.map(told),
        after: Some(told(&row)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.set_policy(&khien_store::PolicyRow {
        key: row.key.clone(),
        valid_from: Day(row.valid_from),
        valid_to: None,
        value: row.value.clone(),
        source: row.source.clone(),
    })
    .await?;
    tx.commit().await?;
    Ok(row)
}

fn told(row: &PolicyRow) -> String {
    json(&serde_json::json!({
        "value": row.value,
        "valid_from": row.valid_from.to_string(),
        "source": row.source,
    }))
}
