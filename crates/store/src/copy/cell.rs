//! One value of a row, as SQLite keeps it, out of either engine and into either.

use futures_util::stream::{BoxStream, StreamExt};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, QueryBuilder, Row, TypeInfo, ValueRef};
use uuid::Uuid;

use super::tables::{Columns, Kind};
use crate::engine::Held;
use crate::{Day, Moment, StoreError, Tx};

/// A value: ids as 16 bytes, days as text, moments as microseconds, truth as 0 or 1.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Null,
    Text(String),
    Integer(i64),
    Real(f64),
    Bytes(Vec<u8>),
}

/// The rows of a table, one after another.
pub(super) struct Cells<'a>(BoxStream<'a, Result<Vec<Cell>, sqlx::Error>>);

impl<'a> Cells<'a> {
    /// Begins to read.
    pub(super) fn of(tx: &'a mut Tx, text: &str, columns: &'a Columns) -> Self {
        let query = AssertSqlSafe(text.to_owned());
        Self(match &mut tx.held {
            Held::Sqlite(held) => sqlx::query(query)
                .fetch(&mut **held)
                .map(|row| row.and_then(|row| from_sqlite(&row)))
                .boxed(),
            Held::Postgres(held) => sqlx::query(query)
                .fetch(&mut **held)
                .map(|row| row.and_then(|row| from_postgres(&row, columns)))
                .boxed(),
        })
    }

    /// The next row; `None` after the last.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<Cell>>, StoreError> {
        Ok(self.0.next().await.transpose()?)
    }
}

fn from_sqlite(row: &SqliteRow) -> Result<Vec<Cell>, sqlx::Error> {
    let cell = |place: usize| {
        let raw = row.try_get_raw(place)?;
        if raw.is_null() {
            return Ok(Cell::Null);
        }
        Ok(match raw.type_info().name() {
            "INTEGER" => Cell::Integer(row.try_get_unchecked(place)?),
            "REAL" => Cell::Real(row.try_get_unchecked(place)?),
            "BLOB" => Cell::Bytes(row.try_get_unchecked(place)?),
            _ => Cell::Text(row.try_get_unchecked(place)?),
        })
    };
    (0..row.len()).map(cell).collect()
}

fn from_postgres(row: &PgRow, columns: &Columns) -> Result<Vec<Cell>, sqlx::Error> {
    let cell = |(place, (_, kind)): (usize, &(String, Kind))| {
        if row.try_get_raw(place)?.is_null() {
            return Ok(Cell::Null);
        }
        Ok(match kind {
            Kind::Integer => Cell::Integer(row.try_get(place)?),
            Kind::Real => Cell::Real(row.try_get(place)?),
            Kind::Truth => Cell::Integer(i64::from(row.try_get::<bool, _>(place)?)),
            Kind::Id => Cell::Bytes(row.try_get::<Uuid, _>(place)?.as_bytes().to_vec()),
            Kind::Bytes => Cell::Bytes(row.try_get(place)?),
            Kind::Day => Cell::Text(row.try_get::<Day, _>(place)?.0.to_string()),
            Kind::Moment => Cell::Integer(row.try_get::<Moment, _>(place)?.0.as_microsecond()),
            Kind::Text => Cell::Text(row.try_get(place)?),
        })
    };
    columns.0.iter().enumerate().map(cell).collect()
}

impl Tx {
    /// Inserts rows and empties the list.
    pub(super) async fn insert_cells(
        &mut self,
        table: &str,
        columns: &Columns,
        rows: &mut Vec<Vec<Cell>>,
    ) -> Result<(), StoreError> {
        let start = format!("INSERT INTO {table} ({}) ", columns.names());
        match &mut self.held {
            Held::Sqlite(held) => {
                let mut query = QueryBuilder::new(start);
                query.push_values(rows.drain(..), |mut values, row| {
                    for cell in row {
                        match cell {
                            Cell::Null => values.push_bind(None::<String>),
                            Cell::Text(text) => values.push_bind(text),
                            Cell::Integer(number) => values.push_bind(number),
                            Cell::Real(number) => values.push_bind(number),
                            Cell::Bytes(bytes) => values.push_bind(bytes),
                        };
                    }
                });
                query.build().execute(&mut **held).await?;
            }
            Held::Postgres(held) => {
                let mut query = QueryBuilder::new(start);
                query.push_values(rows.drain(..), |mut values, row| {
                    for (cell, (_, kind)) in row.into_iter().zip(&columns.0) {
                        push(&mut values, cell, *kind);
                    }
                });
                query.build().persistent(false).execute(&mut **held).await?;
            }
        }
        Ok(())
    }
}

type Values<'q, 'b> = sqlx::query_builder::Separated<'q, sqlx::Postgres, &'b str>;

/// A value as PostgreSQL wants it. One of another form than its column is refused by the server.
fn push(values: &mut Values<'_, '_>, cell: Cell, kind: Kind) {
    match (kind, cell) {
        (Kind::Truth, Cell::Integer(truth)) => values.push_bind(truth != 0),
        (Kind::Id, Cell::Bytes(bytes)) => values.push_bind(Uuid::from_slice(&bytes).ok()),
        (Kind::Day, Cell::Text(day)) => values.push_bind(day.parse().ok().map(Day)),
        (Kind::Moment, Cell::Integer(at)) => {
            values.push_bind(jiff::Timestamp::from_microsecond(at).ok().map(Moment))
        }
        (_, Cell::Text(text)) => values.push_bind(text),
        (_, Cell::Integer(number)) => values.push_bind(number),
        (_, Cell::Real(number)) => values.push_bind(number),
        (_, Cell::Bytes(bytes)) => values.push_bind(bytes),
        (_, Cell::Null) => values.push("NULL"),
    };
}
