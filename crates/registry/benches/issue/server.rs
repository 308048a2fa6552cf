//! What a database server used and wrote meanwhile.

use std::fs;

use sqlx::{Connection, PgConnection};

use super::database::Database;

/// Ticks of the kernel's clock in a second.
const TICKS: f64 = 100.0;

/// PostgreSQL as it was when the measurement began; nothing for a file.
pub(crate) struct Server(Option<Begun>);

struct Begun {
    connection: PgConnection,
    postmaster: u32,
    seconds: f64,
    written: i64,
}

impl Server {
    pub(crate) async fn of(database: &Database) -> Self {
        let Database::Postgres { .. } = database else {
            return Self(None);
        };
        let mut connection = PgConnection::connect(&database.address()).await.unwrap();
        let own: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        // Only a server on this machine has processes that can be looked at.
        let postmaster = stat(u32::try_from(own).unwrap()).map_or(0, |it| it.parent);
        let written = written(&mut connection).await;
        Self(Some(Begun {
            connection,
            postmaster,
            seconds: seconds(postmaster),
            written,
        }))
    }

    /// Prints what was used since, for each of so many passports.
    pub(crate) async fn tell(self, count: u64) {
        let Some(mut begun) = self.0 else { return };
        let seconds = seconds(begun.postmaster) - begun.seconds;
        let log = written(&mut begun.connection).await - begun.written;
        let count = super::of(count);
        println!(
            "PostgreSQL: {seconds:.1} CPU s, {:.2} ms for each",
            seconds * 1e3 / count
        );
        println!("its log: {:.0} bytes for each", whole(log) / count);
        for table in ["person", "dose", "dose_signature", "certificate"] {
            let asked = format!("SELECT pg_table_size('{table}'), pg_indexes_size('{table}')");
            let (rows, indexes): (i64, i64) = sqlx::query_as(sqlx::AssertSqlSafe(asked))
                .fetch_one(&mut begun.connection)
                .await
                .unwrap();
            println!(
                "{table}: {:.0} bytes of rows and {:.0} of indexes for each passport",
                whole(rows) / count,
                whole(indexes) / count
            );
        }
        let letters: Option<f64> =
            sqlx::query_scalar("SELECT avg(length(code))::FLOAT8 FROM certificate")
                .fetch_one(&mut begun.connection)
                .await
                .unwrap();
        println!("a code: {:.0} characters", letters.unwrap_or_default());
    }
}

/// A count of bytes is far below what a float holds exactly.
fn whole(count: i64) -> f64 {
    count.to_string().parse().unwrap()
}

/// Where the write-ahead log is.
async fn written(connection: &mut PgConnection) -> i64 {
    sqlx::query_scalar("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::BIGINT")
        .fetch_one(connection)
        .await
        .unwrap()
}

struct Stat {
    parent: u32,
    seconds: f64,
}

/// Of a process: its parent, and its CPU seconds with those of children that ended.
fn stat(process: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = fields
        .get(11..15)?
        .iter()
        .filter_map(|it| it.parse::<f64>().ok());
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        seconds: ticks.sum::<f64>() / TICKS,
    })
}

/// CPU seconds of a server and its processes.
fn seconds(postmaster: u32) -> f64 {
    let processes = fs::read_dir("/proc").unwrap();
    let numbers = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers
        .filter_map(|process: u32| Some((process, stat(process)?)))
        .filter(|(process, stat)| *process == postmaster || stat.parent == postmaster)
        .map(|(_, stat)| stat.seconds)
        .sum()
}
