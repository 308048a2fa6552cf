//! Imports: the file, its rows, what became of them.

use uuid::Uuid;

use crate::{Moment, StoreError, Tx};

/// A file that somebody uploaded.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct ImportRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// For which facility.
    pub facility_code: String,
    /// Its name, without a path.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub file_digest: Vec<u8>,
    /// Its length.
    pub file_bytes: i64,
    /// State of the import.
    pub state: String,
    /// Why it could not be read, by code.
    pub fault: Option<String>,
    /// Rows with a person.
    pub rows_total: i64,
    /// Who uploaded it.
    pub uploaded_by: Uuid,
    /// Counts changes, from 1.
    pub version: i64,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// A row of a file.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct ImportRowRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Of which import.
    pub import_id: Uuid,
    /// Its sheet; empty for a CSV.
    pub sheet: String,
    /// As the spreadsheet numbers it.
    pub line: i64,
    /// `new`, `change`, `duplicate`, `conflict` or `error`.
    pub kind: String,
    /// What stood there, as JSON.
    pub typed: String,
    /// What it was mended to, as JSON.
    pub mended: Option<String>,
    /// Codes, separated by spaces.
    pub reasons: String,
    /// The person found or made.
    pub person_id: Option<Uuid>,
    /// The verdict, as JSON.
    pub verdict: Option<String>,
    /// What applying it did, as JSON, to be undone.
    pub applied: Option<String>,
    /// When.
    pub applied_at: Option<Moment>,
}

impl Tx {
    /// Adds an import.
    pub async fn insert_import(&mut self, row: &ImportRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("import/insert")), row,
            id, facility_code, file_name, file_digest, file_bytes, state, fault, rows_total, uploaded_by, version, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Changes an import. `false`: somebody else changed it first.
    pub async fn update_import(&mut self, row: &ImportRow) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => bind!(
            sqlx::query(sql!("import/update")), row,
            id, facility_code, file_name, file_digest, file_bytes, state, fault, rows_total, uploaded_by, updated_at, version
        )
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// The import with this id.
    pub async fn import(&mut self, id: Uuid) -> Result<Option<ImportRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("import/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Imports of a facility, the newest first.
    pub async fn imports(
        &mut self,
        facility: &str,
        limit: i64,
        skipped: i64,
    ) -> Result<Vec<ImportRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("import/of_facility"))
            .bind(facility).bind(limit).bind(skipped)
            .fetch_all(connection)
            .await?),
        )
    }

    /// How many imports a facility has.
    pub async fn import_count(&mut self, facility: &str) -> Result<i64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("import/count_of_facility"))
            .bind(facility)
            .fetch_one(connection)
            .await?),
        )
    }

    /// Imports of a file with these bytes.
    pub async fn imports_of_file(&mut self, digest: &[u8]) -> Result<Vec<ImportRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("import/by_digest"))
            .bind(digest)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds a piece of an import's file, from 0.
    pub async fn insert_file_piece(
        &mut self,
        import: Uuid,
        piece: i64,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => sqlx::query(sql!("import/insert_piece"))
            .bind(import)
            .bind(piece)
            .bind(bytes)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// A piece of an import's file; `None` after the last.
    pub async fn file_piece(
        &mut self,
        import: Uuid,
        piece: i64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("import/piece"))
            .bind(import)
            .bind(piece)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Adds a row, or replaces it while it is not applied.
    pub async fn put_import_row(&mut self, row: &ImportRowRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("import/insert_row")), row,
            id, import_id, sheet, line, kind, typed, mended, reasons, person_id, verdict, applied, applied_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Adds many rows at once, or replaces those that are not applied. No two may have one place in
    /// the file.
    pub async fn put_import_rows(&mut self, rows: &[ImportRowRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "import/insert_row",
            rows,
            id,
            import_id,
            sheet,
            line,
            kind,
            typed,
            mended,
            reasons,
            person_id,
            verdict,
            applied,
            applied_at
        );
        Ok(())
    }

    /// Notes what became of a row.
    pub async fn update_import_row(&mut self, row: &ImportRowRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("import/update_row")), row,
            id, kind, mended, reasons, person_id, verdict, applied, applied_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Notes what applying did to many rows at once: kind, reasons, person, and how to undo it.
    pub async fn note_import_rows(&mut self, rows: &[ImportRowRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "import/note_rows",
            rows,
            id,
            kind,
            reasons,
            person_id,
            applied,
            applied_at
        );
        Ok(())
    }

    /// The row with this id.
    pub async fn import_row(&mut self, id: Uuid) -> Result<Option<ImportRowRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("import/row"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Rows in the order of the file, after one.
    pub async fn import_rows(
        &mut self,
        import: Uuid,
        kind: Option<&str>,
        after_sheet: &str,
        after_line: i64,
        limit: i64,
    ) -> Result<Vec<ImportRowRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("import/rows"))
            .bind(import).bind(kind).bind(after_sheet).bind(after_line).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Rows of each kind, and how many of them are applied.
    pub async fn import_counts(
        &mut self,
        import: Uuid,
    ) -> Result<Vec<(String, i64, i64)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("import/counts"))
            .bind(import)
            .fetch_all(connection)
            .await?),
        )
    }
}
