//! Session sheets that came back filled in.

use uuid::Uuid;

use crate::{Moment, StoreError, Tx};

/// A sheet that came back.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct SheetUploadRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Of which session.
    pub session_id: Uuid,
    /// Its name as sent.
    pub file_name: String,
    /// Its bytes.
    pub file_bytes: Vec<u8>,
    /// `waiting`, `applied` or `refused`.
    pub state: String,
    /// Why it was refused, by code.
    pub fault: Option<String>,
    /// Who sent it.
    pub uploaded_by: Uuid,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// A sheet in the list of those of a session.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct SheetUploadLineRow {
    /// Which.
    pub id: Uuid,
    /// Its name as sent.
    pub file_name: String,
    /// `waiting`, `applied` or `refused`.
    pub state: String,
    /// Why it was refused, by code.
    pub fault: Option<String>,
    /// When it came.
    pub created_at: Moment,
    /// Rows of it that somebody has to look at.
    pub conflicts: i64,
}

/// What became of a row of a sheet.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct SheetOutcomeRow {
    /// Of which sheet.
    pub upload_id: Uuid,
    /// Row as the spreadsheet numbers it.
    pub line: i64,
    /// Code of the row as it stands there.
    pub code: String,
    /// Whose row it is, where that is clear.
    pub attendance_id: Option<Uuid>,
    /// `applied`, `unchanged` or `conflict`.
    pub outcome: String,
    /// Why, by code, separated by spaces.
    pub reasons: String,
}

impl Tx {
    /// Adds a sheet that came back.
    pub async fn insert_sheet_upload(&mut self, row: &SheetUploadRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("sheet/insert")), row,
            id, session_id, file_name, file_bytes, state, fault, uploaded_by, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The sheet with this id.
    pub async fn sheet_upload(&mut self, id: Uuid) -> Result<Option<SheetUploadRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("sheet/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Sheets of a session that came back, the newest first.
    pub async fn sheet_uploads(
        &mut self,
        session: Uuid,
    ) -> Result<Vec<SheetUploadLineRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("sheet/of_session"))
            .bind(session)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Says what became of a sheet.
    pub async fn end_sheet_upload(
        &mut self,
        id: Uuid,
        state: &str,
        fault: Option<&str>,
        at: Moment,
    ) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("sheet/end"))
            .bind(id).bind(state).bind(fault).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Notes what became of a row; nothing happens if that is noted.
    pub async fn insert_sheet_outcome(&mut self, row: &SheetOutcomeRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("sheet/insert_row")), row,
            upload_id, line, code, attendance_id, outcome, reasons
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// What became of the rows of a sheet, in their order.
    pub async fn sheet_outcomes(
        &mut self,
        upload: Uuid,
    ) -> Result<Vec<SheetOutcomeRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("sheet/rows"))
            .bind(upload)
            .fetch_all(connection)
            .await?),
        )
    }
}
