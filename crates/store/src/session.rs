//! Sessions, who attends them, and what people confirm.

use uuid::Uuid;

use crate::engine::Held;
use crate::many::json_ids;
use crate::{Day, Moment, PersonRow, StoreError, Tx};

/// A vaccination session.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct SessionRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Who vaccinates.
    pub facility_code: String,
    /// Whom it is for.
    pub roster_id: Option<Uuid>,
    /// As it is called.
    pub name: String,
    /// Where.
    pub place: String,
    /// In which commune.
    pub commune_code: String,
    /// On which day.
    pub held_on: Day,
    /// `planned`, `open`, `closed` or `signed`.
    pub state: String,
    /// When it began.
    pub opened_at: Option<Moment>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// The reconciliation at closing, as JSON.
    pub closing: Option<String>,
    /// Counts changes, from 1.
    pub version: i64,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// A lot on the table of a session.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct SessionLotRow {
    /// The session.
    pub session_id: Uuid,
    /// The lot.
    pub lot_id: Uuid,
    /// Order in which it is offered.
    pub place: i64,
    /// Vials opened.
    pub vials_opened: i64,
    /// Doses thrown away.
    pub doses_wasted: i64,
}

/// A person in a session.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct AttendanceRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// Whether the roster has them.
    pub on_list: bool,
    /// How far they are.
    pub state: String,
    /// When they came.
    pub checked_in_at: Option<Moment>,
    /// What was answered on the consent form, by code.
    pub consent: Option<String>,
    /// The guardian who answered, where one must.
    pub consent_by: Option<Uuid>,
    /// Result and reasons, as JSON.
    pub screening: Option<String>,
    /// Who screened.
    pub screened_by: Option<Uuid>,
    /// The dose they got.
    pub dose_id: Option<Uuid>,
    /// End of the watch.
    pub watch_until: Option<Moment>,
    /// When they left.
    pub left_at: Option<Moment>,
    /// Counts changes, from 1.
    pub version: i64,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// What a person said of the record.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct ConfirmationRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// In which attendance.
    pub attendance_id: Option<Uuid>,
    /// Who.
    pub person_id: Uuid,
    /// About which dose.
    pub dose_id: Option<Uuid>,
    /// `attendance` by the session, `identity` by the commune.
    pub gate: String,
    /// By which channel.
    pub channel: String,
    /// Fields that are wrong, by code, separated by spaces.
    pub refused: String,
    /// What the person says is right, as JSON: a text for each such field.
    pub should_be: Option<String>,
    /// When.
    pub confirmed_at: Moment,
    /// Who noted it.
    pub noted_by: Option<Uuid>,
}

/// A reaction after a dose.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct ReactionRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// After which dose.
    pub dose_id: Uuid,
    /// Code of the severity.
    pub severity: String,
    /// Codes, separated by spaces.
    pub symptoms: String,
    /// When.
    pub noted_at: Moment,
    /// By whom.
    pub noted_by: Uuid,
}

/// How many people of a session are alike.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct SessionCountRow {
    /// How far they are.
    pub state: String,
    /// Whether the roster has them.
    pub on_list: bool,
    /// Whether they got a dose.
    pub dosed: bool,
    /// `confirmed` if they last found nothing wrong in their records, `refused` if something.
    pub said: Option<String>,
    /// How many.
    pub people: i64,
}

impl Tx {
    /// Adds a session.
    pub async fn insert_session(&mut self, row: &SessionRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("session/insert")), row,
            id, facility_code, roster_id, name, place, commune_code, held_on, state, opened_at, closed_at, closing, version, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Changes a session. `false`: somebody else changed it first.
    pub async fn update_session(&mut self, row: &SessionRow) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => bind!(
            sqlx::query(sql!("session/update")), row,
            id, facility_code, roster_id, name, place, commune_code, held_on, state, opened_at, closed_at, closing, updated_at, version
        )
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// The session with this id.
    pub async fn session(&mut self, id: Uuid) -> Result<Option<SessionRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Sessions of a facility from one day to before another.
    pub async fn sessions_of_facility(
        &mut self,
        facility: &str,
        from: Day,
        below: Day,
    ) -> Result<Vec<SessionRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/of_facility"))
            .bind(facility).bind(from).bind(below)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Sessions in a commune from one day to before another.
    pub async fn sessions_in_commune(
        &mut self,
        commune: &str,
        from: Day,
        below: Day,
    ) -> Result<Vec<SessionRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/of_commune"))
            .bind(commune).bind(from).bind(below)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Puts a lot on the table, or counts it anew.
    pub async fn put_session_lot(&mut self, row: &SessionLotRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("session/put_lot")), row,
            session_id, lot_id, place, vials_opened, doses_wasted
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Lots on the table.
    pub async fn session_lots(&mut self, session: Uuid) -> Result<Vec<SessionLotRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/lots"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Puts a person into a session.
    pub async fn insert_attendance(&mut self, row: &AttendanceRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("session/insert_attendance")), row,
            id, session_id, person_id, on_list, state, checked_in_at, consent, consent_by, screening, screened_by, dose_id, watch_until, left_at, version, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Changes an attendance. `false`: somebody else changed it first.
    pub async fn update_attendance(&mut self, row: &AttendanceRow) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => bind!(
            sqlx::query(sql!("session/update_attendance")), row,
            id, session_id, person_id, on_list, state, checked_in_at, consent, consent_by, screening, screened_by, dose_id, watch_until, left_at, updated_at, version
        )
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// The attendance with this id.
    pub async fn attendance(&mut self, id: Uuid) -> Result<Option<AttendanceRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/attendance"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// How a person attends a session.
    pub async fn attendance_of(
        &mut self,
        session: Uuid,
        person: Uuid,
    ) -> Result<Option<AttendanceRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/attendance_of"))
            .bind(session).bind(person)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Who attends, those of the list first.
    pub async fn attendances(&mut self, session: Uuid) -> Result<Vec<AttendanceRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/attendances"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds what a person said.
    pub async fn insert_confirmation(&mut self, row: &ConfirmationRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("session/insert_confirmation")), row,
            id, attendance_id, person_id, dose_id, gate, channel, refused, should_be,
            confirmed_at, noted_by
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// What a person said, the newest first.
    pub async fn confirmations(
        &mut self,
        person: Uuid,
    ) -> Result<Vec<ConfirmationRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/confirmations"))
            .bind(person)
            .fetch_all(connection)
            .await?),
        )
    }

    /// What people said of their records, and what was said of who they are, the newest first.
    pub async fn confirmations_of_people(
        &mut self,
        people: &[Uuid],
    ) -> Result<Vec<ConfirmationRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("session/confirmations_of_people.sqlite"))
                    .bind(json_ids(people))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("session/confirmations_of_people.postgres"))
                    .bind(people)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// What was said in a session.
    pub async fn confirmations_of_session(
        &mut self,
        session: Uuid,
    ) -> Result<Vec<ConfirmationRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/confirmations_of_session"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds a reaction.
    pub async fn insert_reaction(&mut self, row: &ReactionRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("session/insert_reaction")), row,
            id, person_id, dose_id, severity, symptoms, noted_at, noted_by
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Reactions of a person, the newest first.
    pub async fn reactions(&mut self, person: Uuid) -> Result<Vec<ReactionRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/reactions"))
            .bind(person)
            .fetch_all(connection)
            .await?),
        )
    }

    /// How far those who attend are, and what they said.
    pub async fn session_counts(
        &mut self,
        session: Uuid,
    ) -> Result<Vec<SessionCountRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/counts"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Reactions after the doses of a session, by severity.
    pub async fn reaction_counts(
        &mut self,
        session: Uuid,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/reaction_counts"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// The people who attend, by call name.
    pub async fn people_of_session(&mut self, session: Uuid) -> Result<Vec<PersonRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/people"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Attendances of a person, in order of ids.
    pub async fn attendances_of_person(
        &mut self,
        person: Uuid,
    ) -> Result<Vec<AttendanceRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("session/attendances_of_person"))
            .bind(person)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Puts what was confirmed into another record of the person.
    pub async fn move_confirmation(&mut self, id: Uuid, person: Uuid) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => sqlx::query(sql!("session/move_confirmation"))
            .bind(id).bind(person)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// Puts a reaction into another record of the person.
    pub async fn move_reaction(&mut self, id: Uuid, person: Uuid) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => sqlx::query(sql!("session/move_reaction"))
            .bind(id).bind(person)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }
}
