//! One-time slips of the 30-minute screen.

use uuid::Uuid;

use crate::{Moment, StoreError, Tx};

/// A slip: who holds its token may confirm one record.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct SlipRow {
    /// Hash of the token; the token itself is nowhere.
    pub token_hash: Vec<u8>,
    /// Whose record.
    pub attendance_id: Uuid,
    /// Who handed it out.
    pub made_by: Uuid,
    /// When.
    pub made_at: Moment,
    /// From when on it opens nothing.
    pub expires_at: Moment,
    /// How often it was opened.
    pub attempts: i64,
    /// When it was used.
    pub used_at: Option<Moment>,
}

impl Tx {
    /// Adds a slip.
    pub async fn insert_slip(&mut self, row: &SlipRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("slip/insert")), row,
            token_hash, attendance_id, made_by, made_at, expires_at, attempts, used_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The slip with this token.
    pub async fn slip(&mut self, token_hash: &[u8]) -> Result<Option<SlipRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("slip/of_token"))
            .bind(token_hash)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Counts one more attempt with a slip.
    pub async fn attempt_slip(&mut self, token_hash: &[u8]) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("slip/attempt"))
            .bind(token_hash)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Uses a slip. `false`: it was used already.
    pub async fn use_slip(&mut self, token_hash: &[u8], at: Moment) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => sqlx::query(sql!("slip/use"))
            .bind(token_hash).bind(at)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// Ends the slips of an attendance: a new one takes their place.
    pub async fn end_slips(&mut self, attendance: Uuid, at: Moment) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("slip/end_of_attendance"))
            .bind(attendance).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Ends the slips of a session.
    pub async fn end_slips_of_session(
        &mut self,
        session: Uuid,
        at: Moment,
    ) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("slip/end_of_session"))
            .bind(session).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }
}
