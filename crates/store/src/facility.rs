//! Facilities: who gives vaccines.

use crate::{Day, Moment, StoreError, Tx};

/// A facility that gives vaccines.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct FacilityRow {
    /// Five digits; the first two are the province.
    pub code: String,
    /// As staff call it.
    pub name: String,
    /// Commune station, hospital, clinic, workplace, mobile team.
    pub kind: String,
    /// Where it stands.
    pub commune_code: String,
    /// Who manages it, where that is not the health service of its place.
    pub managing_body: Option<String>,
    /// First day on which it no longer gives vaccines.
    pub closed_on: Option<Day>,
    /// Counts changes, from 1.
    pub version: i64,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

impl Tx {
    /// Adds a facility.
    pub async fn insert_facility(&mut self, row: &FacilityRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("facility/insert")), row,
            code, name, kind, commune_code, managing_body, closed_on, version, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Changes a facility. `false`: somebody else changed it first.
    pub async fn update_facility(&mut self, row: &FacilityRow) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => bind!(
            sqlx::query(sql!("facility/update")), row,
            code, name, kind, commune_code, managing_body, closed_on, updated_at, version
        )
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// The facility with this code.
    pub async fn facility(&mut self, code: &str) -> Result<Option<FacilityRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("facility/by_code"))
            .bind(code)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Facilities in order of their codes, after one.
    pub async fn facilities(
        &mut self,
        after: &str,
        limit: i64,
    ) -> Result<Vec<FacilityRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("facility/page"))
            .bind(after).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Facilities that stand in a commune.
    pub async fn facilities_in_commune(
        &mut self,
        commune: &str,
    ) -> Result<Vec<FacilityRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("facility/of_commune"))
            .bind(commune)
            .fetch_all(connection)
            .await?),
        )
    }
}
