//! Whether a database is sound: what an operator asks before and after a night.

use crate::engine::{Engine, Held, Store};
use crate::{Moment, StoreError, Tx};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// What the engine itself found wrong with its file or tables; empty if nothing.
    pub faults: Vec<String>,
    /// Doses by the counters.
    pub doses_counted: i64,
    /// Doses by counting them afresh.
    pub doses_recounted: i64,
    /// Audit entries that wait for the sealer.
    pub entries_unsealed: i64,
    /// Jobs that somebody must look at.
    pub jobs_failed: i64,
}

impl Health {
    /// Whether nothing has to be done.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
            && self.doses_counted == self.doses_recounted
            && self.jobs_failed == 0
    }
}

impl Store {
    /// Looks at the whole database; takes as long as reading it.
    pub async fn health(&self) -> Result<Health, StoreError> {
        let faults = match &self.engine {
            Engine::Sqlite { writer, .. } => {
                let mut faults: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
                    .fetch_all(writer)
                    .await?;
                faults.retain(|fault| fault != "ok");
                let orphans: Vec<(String,)> =
                    sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check")
                        .fetch_all(writer)
                        .await?;
                let orphan = |(table,): (String,)| format!("{table}: refers to nothing");
                faults.extend(orphans.into_iter().map(orphan));
                faults
            }
            // The server checks its pages as it reads them and refuses orphans as they are written.
            Engine::Postgres(_) => Vec::new(),
        };
        let mut tx = self.read().await?;
        Ok(Health {
            faults,
            doses_counted: tx.count_total().await?,
            doses_recounted: tx.recount_total().await?,
            entries_unsealed: tx.unsealed_count().await?,
            jobs_failed: tx.failed_jobs().await?,
        })
    }
}

impl Tx {
    /// What time the database's server says it is; `None` where it is a file.
    pub async fn server_clock(&mut self) -> Result<Option<Moment>, StoreError> {
        match &mut self.held {
            Held::Sqlite(_) => Ok(None),
            Held::Postgres(held) => Ok(Some(
                sqlx::query_scalar(sql!("health/clock.postgres"))
                    .fetch_one(&mut **held)
                    .await?,
            )),
        }
    }

    async fn unsealed_count(&mut self) -> Result<i64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("health/unsealed"))
            .fetch_one(connection)
            .await?),
        )
    }

    async fn failed_jobs(&mut self) -> Result<i64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("health/failed_jobs"))
            .fetch_one(connection)
            .await?),
        )
    }
}
