//! Jobs: work that happens later, and may happen twice without harm.

use uuid::Uuid;

use crate::{EngineKind, Moment, StoreError, Tx};

/// Work that happens later.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct JobRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// Among which jobs it waits: `quick` or `long`.
    pub lane: String,
    /// About what.
    pub subject: Uuid,
    /// The order, as JSON.
    pub order_text: String,
    /// `waiting`, `running`, `done` or `failed`.
    pub state: String,
    /// Not before.
    pub run_after: Moment,
    /// Until when its worker has it.
    pub leased_until: Option<Moment>,
    /// How often it was begun.
    pub attempts: i64,
    /// Steps done.
    pub done_steps: i64,
    /// Steps in all; 0 where not known yet.
    pub all_steps: i64,
    /// Why it failed, by code.
    pub fault: Option<String>,
    /// Who asked for it.
    pub asked_by: Option<Uuid>,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

impl Tx {
    /// Adds a job; nothing happens if it is there.
    pub async fn insert_job(&mut self, row: &JobRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("job/insert")), row,
            id, kind, lane, subject, order_text, state, run_after, leased_until, attempts, done_steps, all_steps, fault, asked_by, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Adds many jobs at once; nothing happens to those that are there.
    pub async fn insert_jobs(&mut self, rows: &[JobRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "job/insert",
            rows,
            id,
            kind,
            lane,
            subject,
            order_text,
            state,
            run_after,
            leased_until,
            attempts,
            done_steps,
            all_steps,
            fault,
            asked_by,
            created_at,
            updated_at
        );
        Ok(())
    }

    /// The job with this id.
    pub async fn job(&mut self, id: Uuid) -> Result<Option<JobRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("job/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Jobs about a thing, the newest first.
    pub async fn jobs_about(&mut self, subject: Uuid) -> Result<Vec<JobRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("job/of_subject"))
            .bind(subject)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Takes a job of a lane that is due, or one whose worker was lost, until a moment. Two workers
    /// never get the same one. What waits until after `far` is due too.
    pub async fn claim_job(
        &mut self,
        lane: &str,
        now: Moment,
        until: Moment,
        far: Moment,
    ) -> Result<Option<JobRow>, StoreError> {
        let query = match self.kind() {
            EngineKind::Sqlite => sql!("job/claim.sqlite"),
            EngineKind::Postgres => sql!("job/claim.postgres"),
        };
        Ok(on_engine!(self, connection => sqlx::query_as(query)
            .bind(now)
            .bind(until)
            .bind(lane)
            .bind(far)
            .fetch_optional(connection)
            .await?))
    }

    /// Notes how far a job is and keeps it until a moment; `false` if another worker has taken it
    /// since it was claimed.
    pub async fn progress_job(
        &mut self,
        job: &JobRow,
        (done, all): (i64, i64),
        until: Moment,
        at: Moment,
    ) -> Result<bool, StoreError> {
        let rows = on_engine!(self, connection => sqlx::query(sql!("job/progress"))
            .bind(job.id).bind(job.attempts).bind(done).bind(all).bind(until).bind(at)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(rows > 0)
    }

    /// Ends a job, or puts it off; `false` if another worker has taken it since it was claimed.
    pub async fn end_job(
        &mut self,
        job: &JobRow,
        state: &str,
        fault: Option<&str>,
        run_after: Moment,
        at: Moment,
    ) -> Result<bool, StoreError> {
        let rows = on_engine!(self, connection => sqlx::query(sql!("job/end"))
            .bind(job.id).bind(job.attempts).bind(state).bind(fault).bind(run_after).bind(at)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(rows > 0)
    }
}
