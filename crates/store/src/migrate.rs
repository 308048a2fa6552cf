//! The tables: made, brought up to date, compared with what this release knows.

use sqlx::migrate::{Migrate, Migrator};

use crate::StoreError;
use crate::engine::{Engine, Store};

static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");

impl Store {
    /// Runs the migrations that the database has not seen; gives how many.
    pub async fn migrate(&self) -> Result<usize, StoreError> {
        let before = self.applied().await?;
        match &self.engine {
            Engine::Sqlite { writer, .. } => SQLITE.run(writer).await,
            Engine::Postgres(pool) => POSTGRES.run(pool).await,
        }
        .map_err(|error| StoreError::Schema(error.to_string()))?;
        Ok(self.known().len().saturating_sub(before.len()))
    }

    /// Refuses a database whose tables are not exactly those of this release.
    pub async fn check_schema(&self) -> Result<(), StoreError> {
        let (known, applied) = (self.known(), self.applied().await?);
        if known == applied {
            return Ok(());
        }
        Err(StoreError::Schema(format!(
            "{} migrations known, {} applied",
            known.len(),
            applied.len()
        )))
    }

    /// Versions and checksums of the migrations of this release.
    fn known(&self) -> Vec<(i64, Vec<u8>)> {
        let migrator = match self.engine {
            Engine::Sqlite { .. } => &SQLITE,
            Engine::Postgres(_) => &POSTGRES,
        };
        migrator
            .iter()
            .map(|migration| (migration.version, migration.checksum.to_vec()))
            .collect()
    }

    async fn applied(&self) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        let fault = |error: sqlx::migrate::MigrateError| StoreError::Schema(error.to_string());
        let applied = match &self.engine {
            Engine::Sqlite { writer, .. } => {
                let mut connection = writer.acquire().await?;
                connection
                    .ensure_migrations_table(TABLE)
                    .await
                    .map_err(fault)?;
                connection.list_applied_migrations(TABLE).await
            }
            Engine::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                connection
                    .ensure_migrations_table(TABLE)
                    .await
                    .map_err(fault)?;
                connection.list_applied_migrations(TABLE).await
            }
        };
        let applied = applied.map_err(fault)?;
        Ok(applied
            .into_iter()
            .map(|migration| (migration.version, migration.checksum.to_vec()))
            .collect())
    }
}

/// Where the library notes what was applied.
const TABLE: &str = "_sqlx_migrations";
