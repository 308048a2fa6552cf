//! Records joined to others, and what they took along.

use uuid::Uuid;

use crate::{Moment, StoreError, Tx};

/// A record that was joined to another.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct PersonMergeRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// The record that stays.
    pub survivor_id: Uuid,
    /// The record that was joined to it.
    pub loser_id: Uuid,
    /// What went over and how it was before, as JSON.
    pub moved: String,
    /// Why.
    pub reason: String,
    /// Who joined them.
    pub merged_by: Uuid,
    /// When.
    pub merged_at: Moment,
    /// Who took it back.
    pub split_by: Option<Uuid>,
    /// When.
    pub split_at: Option<Moment>,
}

impl Tx {
    /// Notes that a record was joined to another. `Exists` if it is joined to one already.
    pub async fn insert_person_merge(&mut self, row: &PersonMergeRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("merge/insert")), row,
            id, survivor_id, loser_id, moved, reason, merged_by, merged_at, split_by, split_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The merge with this id.
    pub async fn person_merge(&mut self, id: Uuid) -> Result<Option<PersonMergeRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("merge/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The merge by which a record is joined to another now.
    pub async fn merge_of_loser(
        &mut self,
        loser: Uuid,
    ) -> Result<Option<PersonMergeRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("merge/of_loser"))
            .bind(loser)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Merges into a person, those taken back too, the newest first.
    pub async fn merges_of_survivor(
        &mut self,
        survivor: Uuid,
    ) -> Result<Vec<PersonMergeRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("merge/of_survivor"))
            .bind(survivor)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Notes that a merge was taken back. `false`: somebody else did already.
    pub async fn end_person_merge(
        &mut self,
        id: Uuid,
        by: Uuid,
        at: Moment,
    ) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => sqlx::query(sql!("merge/split"))
            .bind(id).bind(by).bind(at)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }
}
