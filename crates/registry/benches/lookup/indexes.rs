//! Indexes that are made after a table is filled: row by row into their middle, five million people
//! would take hours on a plain disk.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use super::database::Database;

/// What makes each index of people and doses that no constraint stands on.
const ON_POSTGRES: &str = "SELECT indexname::TEXT, indexdef FROM pg_indexes \
     WHERE tablename IN ('person', 'dose') AND schemaname = 'public' AND indexname NOT IN ( \
         SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u') \
     )";
const ON_SQLITE: &str = "SELECT name, sql FROM sqlite_master \
     WHERE type = 'index' AND tbl_name IN ('person', 'dose') AND sql IS NOT NULL";

/// Takes the indexes away; gives what makes them again.
pub(crate) async fn take_away(database: &Database) -> Vec<String> {
    let found: Vec<(String, String)> = match database {
        Database::Sqlite(_) => {
            let mut connection = sqlite(database).await;
            let found = sqlx::query_as(ON_SQLITE).fetch_all(&mut connection).await;
            found.unwrap()
        }
        Database::Postgres { .. } => {
            let mut connection = PgConnection::connect(&database.address()).await.unwrap();
            let found = sqlx::query_as(ON_POSTGRES).fetch_all(&mut connection).await;
            found.unwrap()
        }
    };
    let drops = found.iter().map(|(name, _)| format!("DROP INDEX {name}"));
    run(database, drops.collect()).await;
    found.into_iter().map(|(_, make)| make).collect()
}

/// Runs statements one after another.
pub(crate) async fn run(database: &Database, statements: Vec<String>) {
    match database {
        Database::Sqlite(_) => {
            let mut connection = sqlite(database).await;
            for text in statements {
                let done = sqlx::query(AssertSqlSafe(text)).execute(&mut connection);
                done.await.unwrap();
            }
        }
        Database::Postgres { .. } => {
            let mut connection = PgConnection::connect(&database.address()).await.unwrap();
            for text in statements {
                let done = sqlx::query(AssertSqlSafe(text)).execute(&mut connection);
                done.await.unwrap();
            }
        }
    }
}

async fn sqlite(database: &Database) -> SqliteConnection {
    SqliteConnection::connect(&database.address())
        .await
        .unwrap()
}
