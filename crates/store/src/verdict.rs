//! The verdict ledger: rows are added and never changed.

use uuid::Uuid;

use crate::{Moment, StoreError, Tx};

/// One answer of the population register.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct VerdictRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// About whom.
    pub person_id: Uuid,
    /// When.
    pub asked_at: Moment,
    /// Who asked; nobody where a job did.
    pub asked_by: Option<Uuid>,
    /// Version of the model.
    pub model: String,
    /// Which state of the register.
    pub snapshot: String,
    /// What was sent, as JSON.
    pub sent: String,
    /// Class of the verdict.
    pub class: String,
    /// State of the number.
    pub id_state: Option<String>,
    /// State of the name.
    pub name_state: Option<String>,
    /// State of the birth date.
    pub date_of_birth_state: Option<String>,
    /// State of the sex.
    pub sex_state: Option<String>,
    /// State of the commune.
    pub commune_state: Option<String>,
    /// `automatic`, `review` or `none`.
    pub band: String,
    /// That the proposed person is meant.
    pub probability: f64,
    /// Step of the ladder.
    pub reason: String,
    /// Levels and codes; no value of the register.
    pub explanation: String,
}

impl Tx {
    /// Adds an answer.
    pub async fn insert_verdict(&mut self, row: &VerdictRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("verdict/insert")), row,
            id, person_id, asked_at, asked_by, model, snapshot, sent, class, id_state, name_state, date_of_birth_state, sex_state, commune_state, band, probability, reason, explanation
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Adds many answers at once.
    pub async fn insert_verdicts(&mut self, rows: &[VerdictRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "verdict/insert",
            rows,
            id,
            person_id,
            asked_at,
            asked_by,
            model,
            snapshot,
            sent,
            class,
            id_state,
            name_state,
            date_of_birth_state,
            sex_state,
            commune_state,
            band,
            probability,
            reason,
            explanation
        );
        Ok(())
    }

    /// Answers about a person, the newest first.
    pub async fn verdicts(
        &mut self,
        person: Uuid,
        limit: i64,
    ) -> Result<Vec<VerdictRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("verdict/of_person"))
            .bind(person).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Answers about a person before a moment and, of that moment, before an id; the newest first.
    pub async fn verdicts_before(
        &mut self,
        person: Uuid,
        (at, id): (Moment, Uuid),
        limit: i64,
    ) -> Result<Vec<VerdictRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("verdict/before"))
            .bind(person).bind(at).bind(id).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }
}
