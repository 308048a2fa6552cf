//! Policies that somebody set, each with the time it holds.

use crate::{Day, StoreError, Tx};

/// A value that a ministry set, for a span of time.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct PolicyRow {
    /// Name of the policy.
    pub key: String,
    /// First day.
    pub valid_from: Day,
    /// First day on which it no longer holds.
    pub valid_to: Option<Day>,
    /// As text.
    pub value: String,
    /// The letter that set it.
    pub source: String,
}

impl Tx {
    /// Adds a policy, or gives the one of the same day another value.
    pub async fn set_policy(&mut self, row: &PolicyRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("policy/set")), row,
            key, valid_from, valid_to, value, source
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// All policies, by key and day.
    pub async fn policies(&mut self) -> Result<Vec<PolicyRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("policy/all"))
            .fetch_all(connection)
            .await?),
        )
    }
}
