//! Recovered (F0) cases.

use uuid::Uuid;

use crate::engine::Held;
use crate::many::json_ids;
use crate::{Day, Moment, StoreError, Tx};

/// A person who had the illness.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct RecoveredCaseRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// Which commune entered it.
    pub commune_code: String,
    /// Day of the positive test.
    pub positive_on: Day,
    /// Day of recovery.
    pub recovered_on: Option<Day>,
    /// Kind of the test.
    pub test: String,
    /// Who entered it.
    pub entered_by: Uuid,
    /// When the row was made.
    pub created_at: Moment,
}

impl Tx {
    /// Adds a case.
    pub async fn insert_recovered_case(
        &mut self,
        row: &RecoveredCaseRow,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("recovered/insert")), row,
            id, person_id, commune_code, positive_on, recovered_on, test, entered_by, created_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Cases of a person.
    pub async fn recovered_cases(
        &mut self,
        person: Uuid,
    ) -> Result<Vec<RecoveredCaseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("recovered/of_person"))
            .bind(person)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Cases of many people, person by person.
    pub async fn recovered_cases_of_people(
        &mut self,
        people: &[Uuid],
    ) -> Result<Vec<RecoveredCaseRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("recovered/of_people.sqlite"))
                    .bind(json_ids(people))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("recovered/of_people.postgres"))
                    .bind(people)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Cases that a commune entered, the newest first.
    pub async fn recovered_in_commune(
        &mut self,
        commune: &str,
        limit: i64,
    ) -> Result<Vec<RecoveredCaseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("recovered/of_commune"))
            .bind(commune).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// The case with this id.
    pub async fn recovered_case(
        &mut self,
        id: Uuid,
    ) -> Result<Option<RecoveredCaseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("recovered/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Puts a case into another record of the person.
    pub async fn move_recovered_case(
        &mut self,
        id: Uuid,
        person: Uuid,
    ) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => sqlx::query(sql!("recovered/move"))
            .bind(id).bind(person)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }
}
