//! Rosters: who is to be vaccinated.

use uuid::Uuid;

use crate::{Moment, PersonRow, StoreError, Tx};

/// A list of people to be vaccinated.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct RosterRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// As it is called.
    pub name: String,
    /// Who will vaccinate, if known.
    pub facility_code: Option<String>,
    /// The employer or school that drew it up, if one did.
    pub organisation: Option<String>,
    /// Whose list it is.
    pub commune_code: String,
    /// Who drew it up.
    pub drafted_by: Uuid,
    /// `drafted`, `checked`, `approved` or `used`.
    pub state: String,
    /// Counts changes, from 1.
    pub version: i64,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// A person on a roster.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct RosterEntryRow {
    /// The roster.
    pub roster_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// What the police found, by code.
    pub police_result: Option<String>,
    /// Their note.
    pub police_note: Option<String>,
}

impl Tx {
    /// Adds a roster.
    pub async fn insert_roster(&mut self, row: &RosterRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("roster/insert")), row,
            id, name, facility_code, organisation, commune_code, drafted_by, state, version, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Changes a roster. `false`: somebody else changed it first.
    pub async fn update_roster(&mut self, row: &RosterRow) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => bind!(
            sqlx::query(sql!("roster/update")), row,
            id, name, facility_code, organisation, commune_code, drafted_by, state, updated_at, version
        )
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// The roster with this id.
    pub async fn roster(&mut self, id: Uuid) -> Result<Option<RosterRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("roster/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Rosters of a commune, the newest first.
    pub async fn rosters(
        &mut self,
        commune: &str,
        state: Option<&str>,
        limit: i64,
    ) -> Result<Vec<RosterRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("roster/of_commune"))
            .bind(commune).bind(state).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Puts a person on a roster, unless they are on it.
    pub async fn insert_roster_entry(&mut self, row: &RosterEntryRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("roster/insert_entry")), row,
            roster_id, person_id, police_result, police_note
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Who is on a roster.
    pub async fn roster_entries(
        &mut self,
        roster: Uuid,
    ) -> Result<Vec<RosterEntryRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("roster/entries"))
            .bind(roster)
            .fetch_all(connection)
            .await?),
        )
    }

    /// On which rosters a person is.
    pub async fn rosters_of_person(
        &mut self,
        person: Uuid,
    ) -> Result<Vec<RosterEntryRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("roster/of_person"))
            .bind(person)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Says that another record of the person is on a roster. `Exists` if it is already.
    pub async fn move_roster_entry(
        &mut self,
        roster: Uuid,
        from: Uuid,
        to: Uuid,
    ) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => sqlx::query(sql!("roster/move_entry"))
            .bind(roster).bind(from).bind(to)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// Notes what the police found; gives 0 if the person is not on it.
    pub async fn check_roster_entry(
        &mut self,
        roster: Uuid,
        person: Uuid,
        result: &str,
        note: Option<&str>,
    ) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("roster/check_entry"))
            .bind(roster).bind(person).bind(result).bind(note)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// The people on a roster, by call name.
    pub async fn people_of_roster(&mut self, roster: Uuid) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("roster/people"))
            .bind(roster)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Takes a person off a roster. `false`: they are not on it.
    pub async fn delete_roster_entry(
        &mut self,
        roster: Uuid,
        person: Uuid,
    ) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => sqlx::query(sql!("roster/delete_entry"))
            .bind(roster).bind(person)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }
}
