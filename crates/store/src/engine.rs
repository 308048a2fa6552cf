//! The two engines behind one store, and a transaction on either.

use std::num::NonZeroU32;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::{PoolConnection, PoolConnectionMetadata};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::StoreError;

/// The text of a query: `sql!("person/by_id")` is `sql/person/by_id.sql`.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql"))
    };
}

/// The same body for whichever engine the transaction is on.
macro_rules! on_engine {
    ($tx:expr, $connection:ident => $body:expr) => {
        match &mut $tx.held {
            $crate::engine::Held::Sqlite(held) => {
                let $connection = &mut **held;
                $body
            }
            $crate::engine::Held::Postgres(held) => {
                let $connection = &mut **held;
                $body
            }
        }
    };
}

/// Fields of a row as parameters, in this order.
macro_rules! bind {
    ($query:expr, $row:expr, $($field:ident),+ $(,)?) => {
        $query$(.bind(&$row.$field))+
    };
}

/// How long a statement of SQLite waits for the one writer.
const SQLITE_PATIENCE: Duration = Duration::from_secs(10);
/// How long an act waits for its turn to write into SQLite.
const CONNECTION_PATIENCE: Duration = Duration::from_secs(10);
/// How long an act waits for a connection to PostgreSQL: who asks while it is restarted does not even
/// notice, and who asks while it is away is told so before they give up.
const SERVER_PATIENCE: Duration = Duration::from_secs(5);
/// Memory for pages of SQLite's writer, in KiB as its pragma wants it (64 MiB): a file of a million
/// rows touches more pages than its default of 2 MiB holds.
const SQLITE_PAGES: &str = "-65536";
/// Pages (of 4 KiB) in SQLite's journal before they go into the file: pages that many steps of a
/// long work touch are written once.
const SQLITE_JOURNAL: &str = "16384";
/// Readers of SQLite beside its writer.
const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL where nobody says how many: four for each of two processors. With more,
/// acts at work at once hinder each other, and who comes last waits longer (`docs/benchmarks.md`).
const POSTGRES_CONNECTIONS: NonZeroU32 = NonZeroU32::new(8).expect("eight is not zero");

/// A connection that was used within this time is taken to be there still: asking costs as much as
/// a small query.
const SURELY_THERE: Duration = Duration::from_secs(1);

/// Whether the server still answers on a connection that has rested.
async fn is_there(
    connection: &mut PgConnection,
    rest: PoolConnectionMetadata,
) -> Result<bool, sqlx::Error> {
    if rest.idle_for > SURELY_THERE {
        connection.ping().await?;
    }
    Ok(true)
}

/// Which engine a store is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// One file, in process: up to a district, or a demonstration.
    Sqlite,
    /// A server: a province or the nation.
    Postgres,
}

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// The registry's database. Cheap to clone; all clones share the connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: Engine,
}

pub(crate) enum Held {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(OnPostgres),
}

/// A connection to PostgreSQL, within a transaction or statement by statement.
pub(crate) enum OnPostgres {
    Within(Transaction<'static, Postgres>),
    Each(PoolConnection<Postgres>),
}

impl Deref for OnPostgres {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        match self {
            Self::Within(held) => held,
            Self::Each(held) => held,
        }
    }
}

impl DerefMut for OnPostgres {
    fn deref_mut(&mut self) -> &mut PgConnection {
        match self {
            Self::Within(held) => held,
            Self::Each(held) => held,
        }
    }
}

/// A transaction: everything or nothing. Dropped without [`Tx::commit`] it leaves no trace.
pub struct Tx {
    pub(crate) held: Held,
}

impl Store {
    /// Opens the database at `sqlite:PATH` (made if missing) or `postgres://…`. Looks at no table.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        Self::open_with(address, POSTGRES_CONNECTIONS).await
    }

    /// The same with so many connections at most, if it is on a server.
    pub async fn open_with(address: &str, connections: NonZeroU32) -> Result<Self, StoreError> {
        let engine = if let Some(path) = address.strip_prefix("sqlite:") {
            Self::sqlite(path).await?
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(address).map_err(|_| StoreError::Address)?;
            Engine::Postgres(
                PgPoolOptions::new()
                    .max_connections(connections.get())
                    .acquire_timeout(SERVER_PATIENCE)
                    .test_before_acquire(false)
                    .before_acquire(|connection, rest| Box::pin(is_there(connection, rest)))
                    .connect_with(options)
                    .await?,
            )
        } else {
            return Err(StoreError::Address);
        };
        Ok(Self { engine })
    }

    /// One writer, because SQLite has one anyway: who waits for it waits in our queue.
    async fn sqlite(path: &str) -> Result<Engine, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path.trim_start_matches("//"))
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(SQLITE_PATIENCE);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(CONNECTION_PATIENCE)
            // On a full disk SQLite ends a transaction by itself, and the connection goes on
            // believing in it: no other could begin on it, so it makes way for a new one.
            .before_acquire(|connection, _| {
                let is_free = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_free) })
            })
            .connect_with(
                options
                    .clone()
                    .pragma("cache_size", SQLITE_PAGES)
                    .pragma("wal_autocheckpoint", SQLITE_JOURNAL),
            )
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(CONNECTION_PATIENCE)
            .connect_lazy_with(options.read_only(true).create_if_missing(false));
        Ok(Engine::Sqlite { writer, readers })
    }

    /// Which engine this is.
    pub fn kind(&self) -> EngineKind {
        match self.engine {
            Engine::Sqlite { .. } => EngineKind::Sqlite,
            Engine::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// A transaction that only reads and sees one state of the tables throughout.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let held = match &self.engine {
            Engine::Sqlite { readers, .. } => Held::Sqlite(readers.begin().await?),
            Engine::Postgres(pool) => Held::Postgres(OnPostgres::Within(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            )),
        };
        Ok(Tx { held })
    }

    /// A few short looks, as at a door: every statement sees what is committed by then, which spares
    /// PostgreSQL the beginning and the end of a transaction.
    pub async fn look(&self) -> Result<Tx, StoreError> {
        match &self.engine {
            Engine::Sqlite { .. } => self.read().await,
            Engine::Postgres(pool) => Ok(Tx {
                held: Held::Postgres(OnPostgres::Each(pool.acquire().await?)),
            }),
        }
    }

    /// A transaction that writes.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let held = match &self.engine {
            Engine::Sqlite { writer, .. } => {
                Held::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Engine::Postgres(pool) => Held::Postgres(OnPostgres::Within(pool.begin().await?)),
        };
        Ok(Tx { held })
    }

    /// Closes all connections, so that the file of SQLite is whole without its journal.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything that was written in the transaction lasting.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.held {
            Held::Sqlite(held) => held.commit().await?,
            Held::Postgres(OnPostgres::Within(held)) => held.commit().await?,
            // Every statement was its own.
            Held::Postgres(OnPostgres::Each(_)) => {}
        }
        Ok(())
    }

    /// Takes everything back now. A transaction that is dropped is taken back, too, but some time later:
    /// until then its locks hold up others.
    pub async fn roll_back(self) -> Result<(), StoreError> {
        match self.held {
            Held::Sqlite(held) => held.rollback().await?,
            Held::Postgres(OnPostgres::Within(held)) => held.rollback().await?,
            Held::Postgres(OnPostgres::Each(_)) => {}
        }
        Ok(())
    }

    /// Which engine the transaction is on.
    pub(crate) fn kind(&self) -> EngineKind {
        match self.held {
            Held::Sqlite(_) => EngineKind::Sqlite,
            Held::Postgres(_) => EngineKind::Postgres,
        }
    }
}
