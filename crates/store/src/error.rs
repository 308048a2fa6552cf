//! What can go wrong between the registry and its database.

/// A question that the database did not answer. Never holds a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is neither `sqlite:PATH` nor `postgres://…`.
    #[error("the database address must begin with sqlite: or postgres://")]
    Address,
    /// No connection, or it was lost, or none came free in time. Nothing was written.
    #[error("the database cannot be reached")]
    Unreachable(#[source] sqlx::Error),
    /// Two writers met; the same act may be tried again.
    #[error("another writer was faster; try again")]
    Busy(#[source] sqlx::Error),
    /// A row with this key is there already.
    #[error("{0} exists already")]
    Exists(String),
    /// A row that this one refers to is not there.
    #[error("what the row refers to does not exist")]
    Missing(#[source] sqlx::Error),
    /// The disk is full, or may not be written.
    #[error("the database cannot write: is the disk full?")]
    Full(#[source] sqlx::Error),
    /// The tables are not those of this release.
    #[error("the tables are of another release ({0}): run `khien migrate`")]
    Schema(String),
    /// A row held something that this release cannot read, or a query is wrong: a fault of ours.
    #[error("the database answered something unexpected")]
    Unexpected(#[source] sqlx::Error),
}

impl StoreError {
    /// Whether the same act may succeed when it is tried again.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Busy(_))
    }

    /// Whether the database has no room: the same act succeeds once somebody has made some.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full(_))
    }
}

/// SQLSTATE classes and codes of PostgreSQL, and primary result codes of SQLite.
mod code {
    /// `serialization_failure`, `deadlock_detected`, `lock_not_available`.
    pub(super) const BUSY: [&str; 3] = ["40001", "40P01", "55P03"];
    /// `admin_shutdown`, `crash_shutdown`, `cannot_connect_now`, `too_many_connections`.
    pub(super) const AWAY: [&str; 4] = ["57P01", "57P02", "57P03", "53300"];
    /// `disk_full`, `read_only_sql_transaction`.
    pub(super) const FULL: [&str; 2] = ["53100", "25006"];
    /// `SQLITE_BUSY`, `SQLITE_LOCKED`; the primary code is the low byte of an extended one.
    pub(super) const SQLITE_BUSY: [i64; 2] = [5, 6];
    /// `SQLITE_READONLY`, `SQLITE_IOERR`, `SQLITE_FULL`.
    pub(super) const SQLITE_FULL: [i64; 3] = [8, 10, 13];
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unreachable(error),
            sqlx::Error::Database(fault) if fault.is_unique_violation() => Self::Exists(
                fault
                    .constraint()
                    .or(fault.table())
                    .unwrap_or("the row")
                    .to_owned(),
            ),
            sqlx::Error::Database(fault) if fault.is_foreign_key_violation() => {
                Self::Missing(error)
            }
            sqlx::Error::Database(_) => Self::by_code(error),
            _ => Self::Unexpected(error),
        }
    }
}

impl StoreError {
    fn by_code(error: sqlx::Error) -> Self {
        let fault = error.as_database_error();
        let code = fault
            .and_then(sqlx::error::DatabaseError::code)
            .unwrap_or_default();
        let is_sqlite = fault.is_some_and(|fault| {
            fault
                .try_downcast_ref::<sqlx::sqlite::SqliteError>()
                .is_some()
        });
        if is_sqlite {
            let primary = code.parse::<i64>().map_or(0, |code| code & 0xff);
            return match primary {
                primary if code::SQLITE_BUSY.contains(&primary) => Self::Busy(error),
                primary if code::SQLITE_FULL.contains(&primary) => Self::Full(error),
                _ => Self::Unexpected(error),
            };
        }
        match code.as_ref() {
            code if code::BUSY.contains(&code) => Self::Busy(error),
            code if code::AWAY.contains(&code) || code.starts_with("08") => {
                Self::Unreachable(error)
            }
            code if code::FULL.contains(&code) => Self::Full(error),
            _ => Self::Unexpected(error),
        }
    }
}
