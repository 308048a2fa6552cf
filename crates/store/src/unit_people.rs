//! People of a unit by what is wrong with their records.

use uuid::Uuid;

use crate::{PersonRow, StoreError, Tx};

/// How many people are alike in what is wrong.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct FaultCountRow {
    /// State of identity.
    pub identity: String,
    /// Fields that differ, by code, separated by spaces.
    pub identity_fields: String,
    /// Whether a dose of theirs counts.
    pub dosed: bool,
    /// What they last said: `confirmed`, `refused`, or nothing.
    pub said: Option<String>,
    /// So many.
    pub people: i64,
}

/// Which people are asked for; what is `None` does not count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faulty<'a> {
    /// State of identity.
    pub identity: Option<&'a str>,
    /// A field that differs.
    pub field: Option<&'a str>,
    /// Hamlet.
    pub hamlet: Option<&'a str>,
    /// What they last said: `confirmed`, `refused`, or `nothing` though they got a dose.
    pub said: Option<&'a str>,
    /// Call name and id after which the page begins.
    pub after: (&'a str, Uuid),
    /// Most people of the page.
    pub limit: i64,
}

impl Tx {
    /// Residents of a commune, counted by what is wrong.
    pub async fn faults_of_commune(
        &mut self,
        commune: &str,
    ) -> Result<Vec<FaultCountRow>, StoreError> {
        Ok(on_engine!(self, connection => sqlx::query_as(
            sql!("person/fault_counts_of_commune"))
            .bind(commune)
            .fetch_all(connection)
            .await?))
    }

    /// People whom a facility vaccinated, counted by what is wrong.
    pub async fn faults_of_facility(
        &mut self,
        facility: &str,
    ) -> Result<Vec<FaultCountRow>, StoreError> {
        Ok(on_engine!(self, connection => sqlx::query_as(
            sql!("person/fault_counts_of_facility"))
            .bind(facility)
            .fetch_all(connection)
            .await?))
    }

    /// Residents of a commune with a fault, by call name.
    pub async fn faulty_of_commune(
        &mut self,
        commune: &str,
        wanted: Faulty<'_>,
    ) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/faulty_of_commune"))
            .bind(commune).bind(wanted.identity).bind(wanted.field).bind(wanted.hamlet)
            .bind(wanted.said).bind(wanted.after.0).bind(wanted.after.1).bind(wanted.limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// People whom a facility vaccinated with a fault, by call name.
    pub async fn faulty_of_facility(
        &mut self,
        facility: &str,
        wanted: Faulty<'_>,
    ) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/faulty_of_facility"))
            .bind(facility).bind(wanted.identity).bind(wanted.field).bind(wanted.hamlet)
            .bind(wanted.said).bind(wanted.after.0).bind(wanted.after.1).bind(wanted.limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Hamlets in which residents of a commune live.
    pub async fn hamlets(&mut self, commune: &str) -> Result<Vec<String>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("person/hamlets"))
            .bind(commune)
            .fetch_all(connection)
            .await?),
        )
    }
}
