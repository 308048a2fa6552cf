//! Doses.

use uuid::Uuid;

use crate::engine::Held;
use crate::many::json_ids;
use crate::{AuditRow, Day, DoseDeltaRow, Moment, StoreError, Tx};

/// A dose that was given.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct DoseRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// To whom.
    pub person_id: Uuid,
    /// Code of the product.
    pub product_code: String,
    /// The lot, where it is known here.
    pub lot_id: Option<Uuid>,
    /// Its number as written.
    pub lot_number: Option<String>,
    /// Who gave it; nobody of ours where it was abroad.
    pub facility_code: Option<String>,
    /// In which session.
    pub session_id: Option<Uuid>,
    /// By which import it came.
    pub import_id: Option<Uuid>,
    /// Two letters.
    pub country: String,
    /// On which day.
    pub given_on: Day,
    /// At which moment, if known.
    pub given_at: Option<Moment>,
    /// Who gave it, if an account.
    pub given_by: Option<Uuid>,
    /// `primary`, `additional` or `booster`.
    pub kind: String,
    /// Which of its kind, from 1, without an upper end.
    pub ordinal: i64,
    /// How it came here.
    pub source: String,
    /// State of the dose.
    pub state: String,
    /// Rules that were overridden, with reason and by whom, as JSON.
    pub overrides: Option<String>,
    /// Counts changes, from 1.
    pub version: i64,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

impl Tx {
    /// Adds a dose. `Exists` names `dose_once` if the person has that product on that day.
    pub async fn insert_dose(&mut self, row: &DoseRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("dose/insert")), row,
            id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id, country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, version, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Adds a dose, what it adds to the counter, and the audit's entry; `Exists` as with
    /// [`Tx::insert_dose`].
    pub async fn insert_counted_dose(
        &mut self,
        dose: &DoseRow,
        delta: &DoseDeltaRow,
        entry: &AuditRow,
    ) -> Result<(), StoreError> {
        let Held::Postgres(connection) = &mut self.held else {
            self.insert_dose(dose).await?;
            self.insert_dose_delta(delta).await?;
            return self.insert_audit(entry).await;
        };
        let query = sqlx::query(sql!("dose/insert_counted.postgres"));
        let query = bind!(
            query,
            dose,
            id,
            person_id,
            product_code,
            lot_id,
            lot_number,
            facility_code,
            session_id,
            import_id,
            country,
            given_on,
            given_at,
            given_by,
            kind,
            ordinal,
            source,
            state,
            overrides,
            version,
            created_at,
            updated_at
        );
        let query = bind!(
            query,
            delta,
            id,
            facility_code,
            commune_code,
            day,
            product_code,
            kind,
            ordinal,
            age_group,
            sex,
            doses
        );
        bind!(
            query,
            entry,
            id,
            at,
            actor,
            act,
            subject_kind,
            subject_id,
            place,
            before,
            after,
            reason
        )
        .execute(&mut **connection)
        .await?;
        Ok(())
    }

    /// Adds many doses at once; `Exists` as with one.
    pub async fn insert_doses(&mut self, rows: &[DoseRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "dose/insert",
            rows,
            id,
            person_id,
            product_code,
            lot_id,
            lot_number,
            facility_code,
            session_id,
            import_id,
            country,
            given_on,
            given_at,
            given_by,
            kind,
            ordinal,
            source,
            state,
            overrides,
            version,
            created_at,
            updated_at
        );
        Ok(())
    }

    /// Changes a dose. `false`: somebody else changed it first.
    pub async fn update_dose(&mut self, row: &DoseRow) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => bind!(
            sqlx::query(sql!("dose/update")), row,
            id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id, country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, updated_at, version
        )
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// The dose with this id.
    pub async fn dose(&mut self, id: Uuid) -> Result<Option<DoseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("dose/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Doses of a person by day, voided ones too.
    pub async fn doses(&mut self, person: Uuid) -> Result<Vec<DoseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("dose/of_person"))
            .bind(person)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Doses of many people, person by person and by day, voided ones too.
    pub async fn doses_of_people(&mut self, people: &[Uuid]) -> Result<Vec<DoseRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("dose/of_people.sqlite"))
                    .bind(json_ids(people))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("dose/of_people.postgres"))
                    .bind(people)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Doses of a session in the order of entry.
    pub async fn doses_of_session(&mut self, session: Uuid) -> Result<Vec<DoseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("dose/of_session"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Doses of a facility on a day.
    pub async fn doses_of_facility(
        &mut self,
        facility: &str,
        day: Day,
    ) -> Result<Vec<DoseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("dose/of_facility"))
            .bind(facility).bind(day)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Doses that came by an import.
    pub async fn doses_of_import(&mut self, import: Uuid) -> Result<Vec<DoseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("dose/of_import"))
            .bind(import)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Doses of a facility that are entered, by day.
    pub async fn doses_entered(
        &mut self,
        facility: &str,
        from: Day,
        below: Day,
    ) -> Result<Vec<(Day, i64)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("dose/entered"))
            .bind(facility).bind(from).bind(below)
            .fetch_all(connection)
            .await?),
        )
    }
}
