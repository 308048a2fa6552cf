//! The audit: entries, the chain over them, signed checkpoints. Nothing here is ever changed.

use uuid::Uuid;

use crate::{Moment, StoreError, Tx};

/// What somebody did.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct AuditRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// Who; nobody where the program itself acted.
    pub actor: Option<Uuid>,
    /// Code of the act.
    pub act: String,
    /// Kind of what it was done to.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: String,
    /// Unit or facility.
    pub place: String,
    /// What was before, as JSON.
    pub before: Option<String>,
    /// What is after, as JSON.
    pub after: Option<String>,
    /// Why, as typed.
    pub reason: Option<String>,
}

/// A link of the chain.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct LinkRow {
    /// Place in the chain, from 1 without gaps.
    pub seq: i64,
    /// Hash over the link before and the entry.
    pub hash: Vec<u8>,
    /// The entry.
    #[sqlx(flatten)]
    pub entry: AuditRow,
}

/// A signature over the chain up to a link.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct CheckpointRow {
    /// The link.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
    /// When.
    pub at: Moment,
    /// Which key.
    pub key_id: Vec<u8>,
    /// Over seq, hash and moment.
    pub signature: Vec<u8>,
}

impl Tx {
    /// Adds what was done, for the sealer to find.
    pub async fn insert_audit(&mut self, row: &AuditRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("audit/insert")), row,
            id, at, actor, act, subject_kind, subject_id, place, before, after, reason
        )
            .execute(&mut *connection)
            .await?
            .rows_affected());
        on_engine!(self, connection => sqlx::query(sql!("audit/insert_unsealed"))
            .bind(row.id)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Entries that wait for the sealer, the oldest first.
    pub async fn unsealed(&mut self, limit: i64) -> Result<Vec<AuditRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/unsealed"))
            .bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds a link to the end of the chain. `Exists` if another sealer was faster.
    pub async fn insert_link(
        &mut self,
        seq: i64,
        entry: Uuid,
        hash: &[u8],
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => sqlx::query(sql!("audit/insert_link"))
            .bind(seq)
            .bind(entry)
            .bind(hash)
            .execute(&mut *connection)
            .await?
            .rows_affected());
        on_engine!(self, connection => sqlx::query(sql!("audit/sealed"))
            .bind(entry)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Place and hash of the last link.
    pub async fn last_link(&mut self) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/last_link"))
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Links with their entries, after one.
    pub async fn audit_chain(
        &mut self,
        after: i64,
        limit: i64,
    ) -> Result<Vec<LinkRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/chain"))
            .bind(after).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds a signed checkpoint.
    pub async fn insert_checkpoint(&mut self, row: &CheckpointRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("audit/insert_checkpoint")), row,
            seq, hash, at, key_id, signature
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// All checkpoints in order.
    pub async fn checkpoints(&mut self) -> Result<Vec<CheckpointRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/checkpoints"))
            .fetch_all(connection)
            .await?),
        )
    }

    /// What was done to a thing, the newest first.
    pub async fn audit_of(
        &mut self,
        kind: &str,
        subject: &str,
        limit: i64,
    ) -> Result<Vec<AuditRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/of_subject"))
            .bind(kind).bind(subject).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }
}
