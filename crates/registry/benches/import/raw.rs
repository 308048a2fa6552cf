//! The rows that came out, put into an empty database as fast as the engine takes them.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, TypeInfo, Value, ValueRef};

use super::database::Database;
use super::usage::Used;

/// Tables that the rows refer to, filled before.
const GROUND: [&str; 2] = ["account", "facility"];
/// Most parameters of a statement of SQLite.
const PARAMETERS: usize = 32_766;
/// Most rows of a statement.
const ROWS: usize = 500;
/// Rows in memory at a time.
const HELD: i64 = 20_000;

/// Keeps the rows of the tables as they are now, under other names.
pub(crate) async fn keep(database: &Database, tables: &[&str]) {
    match database {
        Database::Postgres { .. } => {
            for table in GROUND.iter().chain(tables) {
                let out = format!(
                    "\\copy {table} to '{}' (format binary)",
                    file(table).display()
                );
                psql(&database.address(), &out);
            }
        }
        Database::Sqlite(path) => {
            std::fs::create_dir_all(path.with_extension("kept")).unwrap();
            let to = path.with_extension("kept").join("rows.db");
            let mut connection = connect(path).await;
            let text = format!("VACUUM INTO '{}'", to.display());
            run(&mut connection, &text).await;
            connection.close().await.unwrap();
        }
    }
}

/// Puts them into the fresh database; gives how long the engine took, table by table and in all.
pub(crate) async fn insert(from: &Database, fresh: &Database, tables: &[&str]) -> Duration {
    let mut all = Duration::ZERO;
    match fresh {
        Database::Postgres { .. } => {
            for table in GROUND {
                copy(fresh, table);
            }
            let used = Used::begin();
            for table in tables {
                let begun = Instant::now();
                copy(fresh, table);
                all += begun.elapsed();
                tell(table, &rows_and_bytes(fresh, table), begun.elapsed());
            }
            used.tell("raw");
        }
        Database::Sqlite(path) => {
            let Database::Sqlite(from) = from else {
                return all;
            };
            let kept = from.with_extension("kept").join("rows.db");
            let mut source = connect(&kept).await;
            let mut target = connect(path).await;
            let used = Used::begin();
            run(&mut target, "BEGIN IMMEDIATE").await;
            for table in GROUND {
                fill(&mut source, &mut target, table).await;
            }
            for table in tables {
                let (rows, took) = fill(&mut source, &mut target, table).await;
                tell(table, &format!("{rows} rows"), took);
                all += took;
            }
            let begun = Instant::now();
            run(&mut target, "COMMIT").await;
            all += begun.elapsed();
            used.tell("raw, with reading the rows");
            println!("raw: {:.2} s", all.as_secs_f64());
        }
    }
    all
}

fn tell(table: &str, size: &str, took: Duration) {
    println!("  raw {table}: {size} in {:.2} s", took.as_secs_f64());
}

fn file(table: &str) -> PathBuf {
    std::env::temp_dir().join(format!("khien_bench_{table}.copy"))
}

fn psql(address: &str, act: &str) -> String {
    let done = Command::new("psql")
        .args([
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            address,
            "-c",
            act,
        ])
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

fn copy(fresh: &Database, table: &str) {
    let act = format!(
        "\\copy {table} from '{}' (format binary)",
        file(table).display()
    );
    psql(&fresh.address(), &act);
    std::fs::remove_file(file(table)).unwrap();
}

fn rows_and_bytes(fresh: &Database, table: &str) -> String {
    let asked = format!(
        "SELECT (SELECT count(*) FROM {table}) || ' rows, ' || pg_size_pretty(pg_table_size('{table}')) \
         || ' and ' || pg_size_pretty(pg_indexes_size('{table}')) || ' of indexes'"
    );
    psql(&fresh.address(), &asked)
}

async fn connect(path: &std::path::Path) -> SqliteConnection {
    // As the store opens its writer.
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "16384")
        .connect()
        .await
        .unwrap()
}

async fn run(connection: &mut SqliteConnection, text: &str) {
    sqlx::query(AssertSqlSafe(text.to_owned()))
        .execute(connection)
        .await
        .unwrap();
}

/// Copies a table by prepared statements of many rows; gives the rows and the time of the
/// statements, without reading the rows.
async fn fill(
    source: &mut SqliteConnection,
    target: &mut SqliteConnection,
    table: &str,
) -> (usize, Duration) {
    let (mut after, mut count, mut took) = (0, 0, Duration::ZERO);
    loop {
        let text = format!(
            "SELECT rowid AS at_row, * FROM {table} WHERE rowid > $1 ORDER BY rowid LIMIT {HELD}"
        );
        let rows = sqlx::query(AssertSqlSafe(text))
            .bind(after)
            .fetch_all(&mut *source)
            .await
            .unwrap();
        let Some(last) = rows.last() else {
            return (count, took);
        };
        after = last.get::<i64, _>(0);
        count += rows.len();
        let many = (PARAMETERS / (last.len() - 1)).min(ROWS);
        for rows in rows.chunks(many) {
            let text = statement(table, rows[0].len() - 1, rows.len());
            let mut arguments = SqliteArguments::default();
            for row in rows {
                bind(row, &mut arguments);
            }
            let begun = Instant::now();
            sqlx::query_with(AssertSqlSafe(text), arguments)
                .execute(&mut *target)
                .await
                .unwrap();
            took += begun.elapsed();
        }
    }
}

fn statement(table: &str, columns: usize, rows: usize) -> String {
    let mut text = format!("INSERT INTO {table} VALUES ");
    let row = format!("(?{})", ",?".repeat(columns - 1));
    for at in 0..rows {
        write!(text, "{}{row}", if at == 0 { "" } else { "," }).unwrap();
    }
    text
}

fn bind(row: &SqliteRow, arguments: &mut SqliteArguments) {
    use sqlx::Arguments as _;
    for column in 1..row.len() {
        let value = row.try_get_raw(column).unwrap().to_owned();
        let kind = value.type_info().name().to_owned();
        let added = match kind.as_str() {
            _ if value.is_null() => arguments.add(None::<i64>),
            "INTEGER" => arguments.add(value.decode::<i64>()),
            "REAL" => arguments.add(value.decode::<f64>()),
            "TEXT" => arguments.add(value.decode::<String>()),
            _ => arguments.add(value.decode::<Vec<u8>>()),
        };
        added.unwrap();
    }
}
