//! The whole database into a file, and back: backup, restore, and moving to another engine.
//!
//! A backup is a database of SQLite, whichever engine it was made from, so it can be opened, looked
//! into and served without anything else. It shows one moment: writers go on meanwhile. A restore
//! fills an empty database and leaves it empty if anything fails.
//!
//! Rows are copied as they are, table by table; no query of the rest of this crate is used, so the
//! texts of the statements are made here from names that stand in this file or in the schema.

mod cell;
mod tables;

use std::path::Path;

use crate::engine::{Engine, Held, Store};
use crate::{StoreError, Tx};
use cell::Cell;
pub use tables::TABLES;
use tables::{Columns, columns};

/// Rows that one statement inserts, so that their parameters stay below the limits of both engines.
const PARAMETERS: usize = 30_000;

/// What was copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Rows by table, in the order of [`TABLES`].
    pub rows: Vec<(&'static str, u64)>,
}

impl Copied {
    /// All rows.
    pub fn total(&self) -> u64 {
        self.rows.iter().map(|(_, rows)| rows).sum()
    }
}

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The file is there already.
    #[error("the file is there already")]
    FileExists,
    /// The database to be filled has rows.
    #[error("the database is not empty: {0} has rows")]
    NotEmpty(&'static str),
    /// A table has another number of rows than the one that it was copied from.
    #[error("{0} was not copied whole")]
    Incomplete(&'static str),
    /// One of the two databases.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for CopyError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Writes everything, as it is at one moment, into a new file; then counts it again.
    ///
    /// # Errors
    /// See [`CopyError`]. An unfinished file may be left, never one that passes for a backup: the
    /// caller gives a temporary name and renames it.
    pub async fn backup(&self, file: &Path) -> Result<Copied, CopyError> {
        if file.metadata().is_ok_and(|known| known.len() > 0) {
            return Err(CopyError::FileExists);
        }
        let copy = Self::open(&format!("sqlite:{}", file.display())).await?;
        copy.migrate().await?;
        let done = copy.take_all(self).await;
        copy.close().await;
        done
    }

    /// Fills this empty database, whose tables are made, from a backup; then counts it again.
    ///
    /// # Errors
    /// See [`CopyError`]. Nothing is written then.
    pub async fn restore(&self, backup: &Self) -> Result<Copied, CopyError> {
        backup.check_schema().await?;
        self.take_all(backup).await
    }

    /// Copies every row of another database in one transaction of each.
    async fn take_all(&self, from: &Self) -> Result<Copied, CopyError> {
        let mut read = from.read().await?;
        let mut write = self.write().await?;
        for table in TABLES {
            if write.row_count(table).await? > 0 {
                return Err(CopyError::NotEmpty(table));
            }
        }
        write.defer_references().await?;
        let mut copied = Copied::default();
        for table in TABLES {
            let columns = columns(&mut read, &mut write, table).await?;
            let rows = copy_table(&mut read, &mut write, table, &columns).await?;
            if write.row_count(table).await? != rows {
                return Err(CopyError::Incomplete(table));
            }
            copied.rows.push((table, rows));
        }
        write.commit().await?;
        Ok(copied)
    }
}

/// Copies one table, some rows at a time.
async fn copy_table(
    read: &mut Tx,
    write: &mut Tx,
    table: &str,
    columns: &Columns,
) -> Result<u64, StoreError> {
    let at_once = PARAMETERS / columns.len().max(1);
    let mut waiting: Vec<Vec<Cell>> = Vec::with_capacity(at_once);
    let mut rows = 0;
    let text = format!("SELECT {} FROM {table}", columns.names());
    let mut cells = cell::Cells::of(read, &text, columns);
    while let Some(row) = cells.next().await? {
        waiting.push(row);
        rows += 1;
        if waiting.len() == at_once {
            write.insert_cells(table, columns, &mut waiting).await?;
        }
    }
    drop(cells);
    if !waiting.is_empty() {
        write.insert_cells(table, columns, &mut waiting).await?;
    }
    Ok(rows)
}

impl Tx {
    async fn row_count(&mut self, table: &'static str) -> Result<u64, StoreError> {
        let text = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let rows: i64 = on_engine!(self, connection => sqlx::query_scalar(text)
            .fetch_one(connection)
            .await?);
        Ok(u64::try_from(rows).unwrap_or(0))
    }

    /// Rows that refer to each other may come in any order until the end.
    async fn defer_references(&mut self) -> Result<(), StoreError> {
        match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query("PRAGMA defer_foreign_keys = ON")
                    .execute(&mut **held)
                    .await?;
            }
            Held::Postgres(held) => {
                sqlx::query("SET CONSTRAINTS ALL DEFERRED")
                    .execute(&mut **held)
                    .await?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// Whether the database is a file of this machine.
    pub fn is_file(&self) -> bool {
        matches!(self.engine, Engine::Sqlite { .. })
    }
}
