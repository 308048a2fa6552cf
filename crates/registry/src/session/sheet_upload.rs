//! A sheet that came back: kept, then read and applied row by row as a job.

use std::collections::HashMap;

use khien_domain::SessionState;
use khien_domain::rights::{Act, Place};
use khien_exchange::{ExchangeError, FilledSheet, read_session_sheet};
use khien_store::{
    Moment, SessionRow, SheetOutcomeRow, SheetUploadLineRow, SheetUploadRow, StoreError, Tx,
};
use uuid::Uuid;

use super::row_code::{blank_row, read_code, row_code};
use super::sheet_row::{Outcome, Row};
use super::team_sheet::MOST_BLANK_ROWS;
use super::{place, state};
use crate::by::{By, NotAllowed};
use crate::job::{JobFault, Running, waiting};
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Kind of the job that applies a sheet.
pub const SHEET_JOB: &str = "session_sheet";
/// Most bytes of a sheet: five thousand rows are far below.
const MOST_BYTES: usize = 8 << 20;
/// Rows after which the job notes how far it is.
const STEP: usize = 20;

/// What somebody who uploads a sheet must be allowed to do, since its rows do all of it.
const ACTS: [Act; 5] = [
    Act::SessionCheckIn,
    Act::SessionConsent,
    Act::SessionScreen,
    Act::SessionDose,
    Act::SessionConfirm,
];

/// Why a sheet was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SheetUploadError {
    /// A right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such session.
    #[error("there is no such session")]
    NoSession,
    /// The session is not open: it has not begun, or its counts are closed.
    #[error("the session is not open")]
    NotOpen(SessionState),
    /// It is the sheet of another session.
    #[error("the sheet is of another session")]
    OtherSession,
    /// More than a sheet can be.
    #[error("the file is too large for a sheet")]
    TooLarge,
    /// It is no sheet.
    #[error(transparent)]
    File(#[from] ExchangeError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A sheet that came back.
pub struct NewSheet<'a> {
    /// Of the upload, made by the client, so that a retry uploads nothing twice.
    pub id: Uuid,
    /// Of which session.
    pub session: Uuid,
    /// Its name as sent.
    pub file_name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What became of a sheet and its rows.
pub struct SheetReport {
    /// `waiting`, `applied` or `refused`.
    pub state: String,
    /// Rows in their order, as far as the job is; blank ones are left out.
    pub rows: Vec<SheetOutcomeRow>,
}

/// Keeps a sheet and orders it to be applied. The job about the upload's id tells how far it is.
///
/// # Errors
/// See [`SheetUploadError`]. Nothing is kept then.
pub async fn sheet_upload(
    registry: &Registry,
    by: &By<'_>,
    new: NewSheet<'_>,
) -> Result<(), SheetUploadError> {
    if new.bytes.len() > MOST_BYTES {
        return Err(SheetUploadError::TooLarge);
    }
    let mut tx = registry.store.write().await?;
    let (session, here) = found(&mut tx, by, new.session).await?;
    for act in ACTS {
        by.need(act, &here)?;
    }
    if tx.sheet_upload(new.id).await?.is_some() {
        return Ok(());
    }
    if state(&session) != SessionState::Open {
        return Err(SheetUploadError::NotOpen(state(&session)));
    }
    let sheet = read_session_sheet(new.bytes.to_vec(), "sheet")?;
    if !is_of(&sheet, session.id) {
        return Err(SheetUploadError::OtherSession);
    }
    let last = new.file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let row = SheetUploadRow {
        id: new.id,
        session_id: session.id,
        file_name: last.chars().filter(|c| !c.is_control()).take(120).collect(),
        file_bytes: new.bytes.to_vec(),
        state: "waiting".to_owned(),
        fault: None,
        uploaded_by: by.actor.account,
        created_at: Moment(by.at),
        updated_at: Moment(by.at),
    };
    tx.insert_sheet_upload(&row).await?;
    tx.insert_job(&waiting(by, SHEET_JOB, new.id)).await?;
    let written = Written {
        act: Act::SessionDose.code(),
        kind: "session",
        subject: session.id.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({
            "sheet": row.file_name,
            "rows": sheet.lines.len(),
        }))),
        reason: Some("sheet"),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Sheets of a session that came back, the newest first.
///
/// # Errors
/// See [`SheetUploadError`].
pub async fn sheet_uploads(
    registry: &Registry,
    by: &By<'_>,
    session: Uuid,
) -> Result<Vec<SheetUploadLineRow>, SheetUploadError> {
    let mut tx = registry.store.read().await?;
    let (_, here) = found(&mut tx, by, session).await?;
    by.need(Act::SessionRead, &here)?;
    Ok(tx.sheet_uploads(session).await?)
}

/// What became of a sheet, row by row.
///
/// # Errors
/// See [`SheetUploadError`].
pub async fn sheet_report(
    registry: &Registry,
    by: &By<'_>,
    upload: Uuid,
) -> Result<SheetReport, SheetUploadError> {
    let mut tx = registry.store.read().await?;
    let row = tx.sheet_upload(upload).await?;
    let row = row.ok_or(SheetUploadError::NoSession)?;
    let (_, here) = found(&mut tx, by, row.session_id).await?;
    by.need(Act::SessionRead, &here)?;
    Ok(SheetReport {
        state: row.state,
        rows: tx.sheet_outcomes(upload).await?,
    })
}

async fn found(
    tx: &mut Tx,
    by: &By<'_>,
    session: Uuid,
) -> Result<(SessionRow, Place), SheetUploadError> {
    let row = tx.session(session).await?;
    let row = row.ok_or(SheetUploadError::NoSession)?;
    let here = place(tx, by, &row).await?;
    Ok((row, here))
}

/// Whether a sheet is of a session; one whose head was cut off is told by its codes alone.
fn is_of(sheet: &FilledSheet, session: Uuid) -> bool {
    let id: Option<Uuid> = sheet.session.parse().ok();
    id.is_none_or(|id| id == session)
}

/// Applies a sheet. Rows that were done before a restart are not done again.
pub(crate) async fn run_sheet(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    let id = running.job.subject;
    let mut tx = registry.store.read().await?;
    let upload = tx.sheet_upload(id).await?;
    let upload = upload.ok_or(JobFault::Hopeless("no_sheet"))?;
    let session = tx.session(upload.session_id).await?;
    let session = session.ok_or(JobFault::Hopeless("no_session"))?;
    let done = tx.sheet_outcomes(id).await?;
    drop(tx);
    let sheet = read_session_sheet(upload.file_bytes, "sheet")
        .map_err(|_| JobFault::Hopeless("unreadable_sheet"))?;
    let all = i64::try_from(sheet.lines.len()).unwrap_or(i64::MAX);
    for (number, line) in (1..).zip(&sheet.lines) {
        let known = done.iter().any(|row| row.line == i64::from(line.row));
        if !known {
            let by = By {
                at: (running.now)(),
                ..running.by
            };
            let ids = ids(registry, &session).await?;
            let attendance = read_code(&line.code).and_then(|code| ids.get(&code).copied());
            let row = Row {
                session: &session,
                line,
                attendance,
            };
            let outcome = row.apply(registry, &by).await?;
            note(registry, (id, line.row, &line.code), attendance, &outcome).await?;
        }
        if number % STEP == 0 || number == sheet.lines.len() {
            let mut tx = registry.store.write().await?;
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            running.progress(&mut tx, number, all).await?;
            tx.commit().await?;
        }
    }
    let mut tx = registry.store.write().await?;
    tx.end_sheet_upload(id, "applied", None, Moment((running.now)()))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Rows of the session by code: those on the list, those who came besides, and blank ones.
async fn ids(
    registry: &Registry,
    session: &SessionRow,
) -> Result<HashMap<String, Uuid>, StoreError> {
    let mut tx = registry.store.read().await?;
    let known = tx.attendances(session.id).await?.into_iter();
    let known = known.map(|row| row.id);
    let blank = (1..=MOST_BLANK_ROWS).map(|number| blank_row(session.id, number));
    Ok(blank.chain(known).map(|id| (row_code(id), id)).collect())
}

async fn note(
    registry: &Registry,
    (upload, line, code): (Uuid, u32, &str),
    attendance: Option<Uuid>,
    outcome: &Outcome,
) -> Result<(), StoreError> {
    let (outcome, reasons) = match outcome {
        Outcome::Blank => return Ok(()),
        Outcome::Applied => ("applied", String::new()),
        Outcome::Unchanged => ("unchanged", String::new()),
        Outcome::Conflict(reasons) => ("conflict", reasons.join(" ")),
    };
    let mut tx = registry.store.write().await?;
    tx.insert_sheet_outcome(&SheetOutcomeRow {
        upload_id: upload,
        line: i64::from(line),
        code: code.chars().take(20).collect(),
        attendance_id: attendance,
        outcome: outcome.to_owned(),
        reasons,
    })
    .await?;
    tx.commit().await
}
