//! People.

use uuid::Uuid;

use crate::engine::Held;
use crate::many::{json_ids, json_list, json_pairs};
use crate::{EngineKind, Moment, StoreError, Tx};

/// A person as the registry knows them.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct PersonRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Repaired, with diacritics.
    pub full_name: String,
    /// Without diacritics, lower case.
    pub folded_name: String,
    /// The folded name with its last syllable first.
    pub call_name: String,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date_of_birth: Option<String>,
    /// `M` or `F`.
    pub sex: Option<String>,
    /// 12 or 9 digits, a passport, or what was typed.
    pub id_number: Option<String>,
    /// The former 9 digits, where both are known.
    pub old_number: Option<String>,
    /// Health insurance.
    pub insurance_number: Option<String>,
    /// In national form.
    pub phone: Option<String>,
    /// As typed, where it was asked.
    pub nationality: Option<String>,
    /// Where the person lives.
    pub commune_code: Option<String>,
    /// Hamlet or quarter.
    pub hamlet: Option<String>,
    /// House and street.
    pub address: Option<String>,
    /// Employer or school.
    pub workplace: Option<String>,
    /// Code of the group.
    pub priority_group: Option<String>,
    /// Guardian of a child without a number.
    pub guardian_id: Option<Uuid>,
    /// `active` or `merged`.
    pub state: String,
    /// Whom this record was merged into.
    pub merged_into: Option<Uuid>,
    /// State of identity.
    pub identity: String,
    /// Fields that differ, by code, separated by spaces.
    pub identity_fields: String,
    /// When the register last answered.
    pub identity_at: Option<Moment>,
    /// Counts changes, from 1.
    pub version: i64,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

impl Tx {
    /// Adds a person.
    pub async fn insert_person(&mut self, row: &PersonRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("person/insert")), row,
            id, full_name, folded_name, call_name, date_of_birth, sex, id_number, old_number, insurance_number, phone, nationality, commune_code, hamlet, address, workplace, priority_group, guardian_id, state, merged_into, identity, identity_fields, identity_at, version, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Adds many people at once.
    pub async fn insert_people(&mut self, rows: &[PersonRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "person/insert",
            rows,
            id,
            full_name,
            folded_name,
            call_name,
            date_of_birth,
            sex,
            id_number,
            old_number,
            insurance_number,
            phone,
            nationality,
            commune_code,
            hamlet,
            address,
            workplace,
            priority_group,
            guardian_id,
            state,
            merged_into,
            identity,
            identity_fields,
            identity_at,
            version,
            created_at,
            updated_at
        );
        Ok(())
    }

    /// Changes a person. `false`: somebody else changed it first.
    pub async fn update_person(&mut self, row: &PersonRow) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => bind!(
            sqlx::query(sql!("person/update")), row,
            id, full_name, folded_name, call_name, date_of_birth, sex, id_number, old_number, insurance_number, phone, nationality, commune_code, hamlet, address, workplace, priority_group, guardian_id, state, merged_into, identity, identity_fields, identity_at, updated_at, version
        )
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// The person with this id, merged or not.
    pub async fn person(&mut self, id: Uuid) -> Result<Option<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The same; nobody else changes the person, or records a dose, until the transaction ends.
    pub async fn lock_person(&mut self, id: Uuid) -> Result<Option<PersonRow>, StoreError> {
        let query = match self.kind() {
            EngineKind::Sqlite => sql!("person/lock.sqlite"),
            EngineKind::Postgres => sql!("person/lock.postgres"),
        };
        Ok(on_engine!(self, connection => sqlx::query_as(query)
            .bind(id)
            .fetch_optional(connection)
            .await?))
    }

    /// The same for many people, in the order of their ids.
    pub async fn lock_people(&mut self, ids: &[Uuid]) -> Result<Vec<PersonRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("person/lock_many.sqlite"))
                    .bind(json_ids(ids))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("person/lock_many.postgres"))
                    .bind(ids)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Many people, in the order of their ids.
    pub async fn people_by_ids(&mut self, ids: &[Uuid]) -> Result<Vec<PersonRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("person/by_ids.sqlite"))
                    .bind(json_ids(ids))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("person/by_ids.postgres"))
                    .bind(ids)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Active people with this number, new or old.
    pub async fn people_with_number(
        &mut self,
        number: &str,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/by_number"))
            .bind(number).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Active people with any of these numbers, new or old; at most so many of each.
    pub async fn people_with_numbers(
        &mut self,
        numbers: &[String],
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("person/by_numbers.sqlite"))
                    .bind(json_list(numbers.iter().map(String::as_str)))
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("person/by_numbers.postgres"))
                    .bind(numbers)
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Active people with any of these folded names, each born on the date beside it; at most so
    /// many of each.
    pub async fn people_named_and_born(
        &mut self,
        pairs: &[(String, String)],
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("person/by_names.sqlite"))
                    .bind(json_pairs(pairs))
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                let (names, births): (Vec<&str>, Vec<&str>) = pairs
                    .iter()
                    .map(|(name, born)| (name.as_str(), born.as_str()))
                    .unzip();
                sqlx::query_as(sql!("person/by_names.postgres"))
                    .bind(names)
                    .bind(births)
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Active people with this phone.
    pub async fn people_with_phone(
        &mut self,
        phone: &str,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/by_phone"))
            .bind(phone).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Active people whose folded name lies in a range, born on a date if one is given.
    pub async fn people_named(
        &mut self,
        from: &str,
        below: &str,
        born: Option<&str>,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        // Two texts: one with a date that may be missing has no good plan for either.
        Ok(match born {
            Some(born) => {
                on_engine!(self, connection => sqlx::query_as(sql!("person/by_name_born"))
                .bind(from).bind(below).bind(born).bind(limit)
                .fetch_all(connection)
                .await?)
            }
            None => on_engine!(self, connection => sqlx::query_as(sql!("person/by_name"))
                .bind(from).bind(below).bind(limit)
                .fetch_all(connection)
                .await?),
        })
    }

    /// The same by call name.
    pub async fn people_called(
        &mut self,
        from: &str,
        below: &str,
        born: Option<&str>,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        Ok(match born {
            Some(born) => {
                on_engine!(self, connection => sqlx::query_as(sql!("person/by_call_name_born"))
                .bind(from).bind(below).bind(born).bind(limit)
                .fetch_all(connection)
                .await?)
            }
            None => on_engine!(self, connection => sqlx::query_as(sql!("person/by_call_name"))
                .bind(from).bind(below).bind(limit)
                .fetch_all(connection)
                .await?),
        })
    }

    /// Residents of a commune by call name, after one.
    pub async fn residents(
        &mut self,
        commune: &str,
        identity: Option<&str>,
        after_call_name: &str,
        after_id: Uuid,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/of_commune"))
            .bind(commune).bind(identity).bind(after_call_name).bind(after_id).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Whose guardian a person is.
    pub async fn children(&mut self, guardian: Uuid) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/children"))
            .bind(guardian)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Who was merged into a person.
    pub async fn merged_into(&mut self, survivor: Uuid) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/merged_into"))
            .bind(survivor)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Residents of a commune by state of identity.
    pub async fn identity_counts(
        &mut self,
        commune: &str,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("person/identity_counts"))
            .bind(commune)
            .fetch_all(connection)
            .await?),
        )
    }
}
