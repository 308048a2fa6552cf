//! The sheet that a mobile team takes along: on paper, or as a workbook.

use std::io::Cursor;

use khien_domain::rights::Act;
use khien_domain::schedule::ProposedDose;
use khien_domain::{Catalogue, DoseKind, Ordinal};
use khien_exchange::{ExchangeError, SheetHead, SheetLine, write_session_sheet};
use khien_store::{AttendanceRow, LotRow, PersonRow, SessionRow, StoreError};
use uuid::Uuid;

use super::place;
use super::row_code::{blank_row, row_code};
use super::table::offered;
use crate::by::{By, NotAllowed};
use crate::dose;
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Most blank rows at the end of a sheet.
pub const MOST_BLANK_ROWS: u32 = 200;

/// Why a sheet was not made.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such session.
    #[error("there is no such session")]
    NoSession,
    /// The workbook could not be written.
    #[error(transparent)]
    Workbook(#[from] ExchangeError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A row of the sheet.
pub struct TeamRow {
    /// Id of the attendance that it is of, or will be.
    pub id: Uuid,
    /// The id as it is printed and typed up.
    pub code: String,
    /// Who, and how far they are; nobody in a blank row.
    pub attending: Option<(PersonRow, AttendanceRow)>,
    /// Which dose is due of the vaccine on the table.
    pub due: Option<(DoseKind, Ordinal)>,
}

/// The sheet.
pub struct TeamSheet {
    /// The session.
    pub session: SessionRow,
    /// Who vaccinates.
    pub facility: String,
    /// The lot that is offered first.
    pub lot: Option<LotRow>,
    /// People by call name, then blank rows.
    pub rows: Vec<TeamRow>,
}

/// The sheet of a session, with blank rows for those who come without being on the list. Taking it
/// along is noted.
///
/// # Errors
/// See [`SheetError`].
pub async fn sheet(
    registry: &Registry,
    by: &By<'_>,
    session: Uuid,
    blank_rows: u32,
) -> Result<TeamSheet, SheetError> {
    let mut tx = registry.store.write().await?;
    let row = tx.session(session).await?.ok_or(SheetError::NoSession)?;
    let here = place(&mut tx, by, &row).await?;
    by.need(Act::ListExport, &here)?;
    let facility = tx.facility(&row.facility_code).await?;
    let lot = offered(&mut tx, &row).await?;
    let mut attendances = tx.attendances(session).await?;
    let mut rows = Vec::new();
    for person in tx.people_of_session(session).await? {
        let Some(at) = attendances.iter().position(|it| it.person_id == person.id) else {
            continue;
        };
        let attendance = attendances.swap_remove(at);
        let due = match &lot {
            Some(lot) if attendance.dose_id.is_none() => {
                let proposed = ProposedDose::new(row.held_on.0, &lot.product_code);
                let judged = dose::judge(&mut tx, &person, &proposed, row.held_on.0, None).await?;
                judged.assessment.suggestion
            }
            _ => None,
        };
        rows.push(TeamRow {
            id: attendance.id,
            code: row_code(attendance.id),
            attending: Some((person, attendance)),
            due,
        });
    }
    let used: Vec<Uuid> = rows.iter().map(|it| it.id).collect();
    let blank = (1..=MOST_BLANK_ROWS).map(|number| blank_row(session, number));
    let blank = blank.filter(|id| !used.contains(id));
    let blank = blank.take(usize::try_from(blank_rows).unwrap_or(0));
    rows.extend(blank.map(|id| TeamRow {
        id,
        code: row_code(id),
        attending: None,
        due: None,
    }));
    let written = Written {
        act: Act::ListExport.code(),
        kind: "session",
        subject: session.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({ "rows": rows.len() }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(TeamSheet {
        facility: facility.map_or_else(|| row.facility_code.clone(), |it| it.name),
        session: row,
        lot,
        rows,
    })
}

impl TeamSheet {
    /// The sheet as an .xlsx workbook, to be filled in and uploaded.
    ///
    /// # Errors
    /// If the workbook cannot be written.
    pub fn workbook(&self) -> Result<Vec<u8>, ExchangeError> {
        let row = &self.session;
        let day = row.held_on.0.strftime("%d/%m/%Y");
        let vaccine = self.lot.as_ref().map_or_else(String::new, |lot| {
            format!(
                "Vắc xin: {} · lô {}",
                product(&lot.product_code),
                lot.number
            )
        });
        let head = SheetHead {
            session: row.id.to_string(),
            title: format!("DANH SÁCH BUỔI TIÊM: {}", row.name),
            lines: vec![
                format!("{} · {} · ngày {day}", self.facility, row.place),
                vaccine,
            ],
        };
        let lines: Vec<SheetLine> = self.rows.iter().map(line).collect();
        let out = Cursor::new(Vec::new());
        Ok(write_session_sheet(out, "session", &head, &lines)?.into_inner())
    }
}

fn product(code: &str) -> &str {
    let known = Catalogue::national().product(code);
    known.map_or(code, |product| product.name)
}

fn line(row: &TeamRow) -> SheetLine {
    let Some((person, _)) = &row.attending else {
        return SheetLine {
            code: row.code.clone(),
            ..SheetLine::default()
        };
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let lives = [&person.hamlet, &person.address];
    let lives: Vec<&str> = lives.into_iter().flatten().map(String::as_str).collect();
    let due = row
        .due
        .map(|(kind, nth)| format!("mũi {nth} {}", kind.term()));
    SheetLine {
        code: row.code.clone(),
        name: person.full_name.clone(),
        birth_date: text(&person.date_of_birth),
        sex: match person.sex.as_deref() {
            Some("M") => "Nam".to_owned(),
            Some("F") => "Nữ".to_owned(),
            _ => String::new(),
        },
        id_number: text(&person.id_number),
        phone: text(&person.phone),
        address: lives.join(", "),
        planned: due.unwrap_or_default(),
    }
}
