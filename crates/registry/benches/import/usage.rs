//! Wall time, CPU seconds and memory, as the kernel counts them.

use std::fs;
use std::time::{Duration, Instant};

use sqlx::{Connection, PgConnection};

use super::database::Database;

/// Ticks of the kernel's clock in a second.
const TICKS: f64 = 100.0;

/// A measurement that has begun.
pub(crate) struct Used<'a> {
    database: &'a Database,
    begun: Instant,
    ours: f64,
    servers: f64,
}

impl<'a> Used<'a> {
    pub(crate) async fn begin(database: &'a Database) -> Self {
        Self {
            database,
            servers: server_seconds(database).await,
            ours: seconds(&stat("self"), &[11, 12]),
            begun: Instant::now(),
        }
    }

    /// Prints what was used since, and gives the wall time.
    pub(crate) async fn tell(self, what: &str) -> Duration {
        let took = self.begun.elapsed();
        let ours = seconds(&stat("self"), &[11, 12]) - self.ours;
        let servers = server_seconds(self.database).await - self.servers;
        println!(
            "{what}: {:.2} s; CPU {ours:.1} s of ours, {servers:.1} s of the server",
            took.as_secs_f64()
        );
        took
    }
}

/// A process of the server: all of them are its siblings.
async fn server_process(database: &Database) -> Option<i32> {
    let Database::Postgres { server, .. } = database else {
        return None;
    };
    let mut connection = PgConnection::connect(server).await.unwrap();
    let asked = sqlx::query_scalar("SELECT pg_backend_pid()");
    Some(asked.fetch_one(&mut connection).await.unwrap())
}

/// CPU seconds of a server on this machine: of its main process, its children, and those that
/// ended.
async fn server_seconds(database: &Database) -> f64 {
    let Some(backend) = server_process(database).await else {
        return 0.0;
    };
    let main = stat(&backend.to_string())
        .get(1)
        .cloned()
        .unwrap_or_default();
    loop {
        let before = stat(&main);
        let children = fs::read_dir("/proc").unwrap().filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.parse::<i32>().ok()?;
            let fields = stat(&name);
            (fields.get(1) == Some(&main)).then(|| seconds(&fields, &[11, 12]))
        });
        let children = children.sum::<f64>();
        let after = stat(&main);
        // Where one ended meanwhile it may have been counted twice.
        if before.get(13..15) == after.get(13..15) {
            return children + seconds(&after, &[11, 12, 13, 14]);
        }
    }
}

/// Fields of a process's line after its name: 0 is its state, 1 its parent.
fn stat(process: &str) -> Vec<String> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = text.rsplit_once(") ").map_or("", |(_, fields)| fields);
    fields.split_whitespace().map(str::to_owned).collect()
}

fn seconds(fields: &[String], places: &[usize]) -> f64 {
    let ticks = places.iter().filter_map(|place| fields.get(*place));
    ticks
        .filter_map(|text| text.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS
}

/// Lets the peak of our memory begin anew.
pub(crate) fn forget_peak() {
    // Where the kernel does not allow it, the peak is that of the whole run.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The peak of our memory in MiB, the index of the register included.
pub(crate) fn peak() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.map_or(0, |text| text.parse::<u64>().unwrap_or(0) / 1024)
}
