//! The session sheet: a page to print for teams without a screen, and a workbook for those without a
//! network. Every row carries its id, so that typing or sending it twice records once.

use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::DateTime;
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use super::calls;
use crate::App;
use crate::layout::Section;
use crate::page::{self, page};
use crate::pieces::{Number, Phrase};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::imports::{self, Sent};

/// One person on the sheet.
pub(crate) struct SheetRow {
    /// Where it stands, from 1.
    pub(crate) number_in_list: usize,
    /// Short id of the row, as it is typed up.
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) born: Option<BirthDate>,
    pub(crate) sex: Option<Sex>,
    pub(crate) number: Option<Number>,
    pub(crate) phone: String,
    pub(crate) hamlet: String,
    /// "nhắc lại 1"; "đã tiêm" if it was given; empty if nothing is due.
    pub(crate) due: String,
}

/// A sheet that came back.
pub(crate) struct BackLine {
    pub(crate) id: Uuid,
    pub(crate) file: String,
    pub(crate) when: DateTime,
    /// Whether it is still being entered.
    pub(crate) waits: bool,
    /// Rows that somebody has to look at.
    pub(crate) conflicts: u64,
}

/// The page.
pub(crate) struct Sheet {
    pub(crate) session: Uuid,
    /// "Buổi sáng, 14/05/2022".
    pub(crate) title: String,
    /// Who vaccinates.
    pub(crate) facility: String,
    pub(crate) place: String,
    pub(crate) vaccine: String,
    pub(crate) rows: Vec<SheetRow>,
    pub(crate) may_upload: bool,
    pub(crate) back: Vec<BackLine>,
    /// Why the file that was just sent is not taken.
    pub(crate) refused: Option<Phrase>,
}

impl Sheet {
    /// People on it, without the blank rows.
    pub(crate) fn people(&self) -> usize {
        self.rows.iter().filter(|row| !row.name.is_empty()).count()
    }
}

page!(SheetPage, "station/sessions/sheet.html", Sheet);

/// A row of a sheet that came back.
pub(crate) struct BackRow {
    pub(crate) line: u64,
    pub(crate) code: String,
    pub(crate) attendance: Option<Uuid>,
    /// `applied`, `unchanged` or `conflict`.
    pub(crate) outcome: String,
    /// In words; empty where nothing is wrong.
    pub(crate) why: String,
}

/// What became of a sheet.
pub(crate) struct SheetBack {
    pub(crate) session: Uuid,
    /// Whether rows are still to come.
    pub(crate) waits: bool,
    pub(crate) rows: Vec<BackRow>,
}

impl SheetBack {
    /// Rows with one outcome.
    pub(crate) fn of(&self, outcome: &str) -> usize {
        self.rows
            .iter()
            .filter(|row| row.outcome == outcome)
            .count()
    }
}

page!(SheetBackPage, "station/sessions/sheet_back.html", SheetBack);

pub(super) async fn sheet(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    Ok(sheet_page(&app, &actor, id, None).await?.into_response())
}

async fn sheet_page(
    app: &App,
    actor: &Actor,
    id: Uuid,
    refused: Option<Phrase>,
) -> Result<SheetPage, Problem> {
    let view = calls::sheet(app, actor, id).await?;
    let view = Sheet { refused, ..view };
    let t = actor.visit.texts();
    let session = format!("/station/sessions/{id}");
    let frame = actor
        .frame(t.say("sheet"), Section::Sessions)
        .under(session, t.say("session-this"))
        .dense();
    Ok(SheetPage::new(frame, view))
}

/// The sheet as a workbook, to be filled in where there is no network.
pub(super) async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (name, bytes) = calls::sheet_workbook(&app, &actor, id).await?;
    Ok(imports::workbook(&name, bytes))
}

/// The sheet as a PDF, to be printed elsewhere or kept.
pub(super) async fn pdf(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (name, bytes) = calls::sheet_pdf(&app, &actor, id).await?;
    Ok(imports::pdf(&name, bytes))
}

/// A filled workbook comes back.
pub(super) async fn upload(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Result<Response, Problem> {
    let refused = match imports::read_upload(&app, &actor, form).await? {
        Sent::File { name, bytes } => match calls::take(&app, &actor, id, (&name, &bytes)).await? {
            Ok(upload) => {
                let address = format!("/station/sessions/{id}/sheet/{upload}");
                return Ok(Redirect::to(&address).into_response());
            }
            Err(why) => why,
        },
        Sent::TooLarge => Phrase::new("sheet-refused-large"),
        Sent::Nothing => Phrase::new("upload-nothing"),
    };
    let view = sheet_page(&app, &actor, id, Some(refused)).await?;
    Ok(page::answer(StatusCode::UNPROCESSABLE_ENTITY, &view))
}

/// What became of it.
pub(super) async fn report(
    State(app): State<App>,
    actor: Actor,
    Path(ids): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let view = calls::report(&app, &actor, ids).await?;
    let t = actor.visit.texts();
    let session = format!("/station/sessions/{}", ids.0);
    let mut frame = actor
        .frame(t.say("sheet-back"), Section::Sessions)
        .under(session.clone(), t.say("session-this"))
        .under(format!("{session}/sheet"), t.say("sheet"));
    frame.refresh = view.waits.then_some(2);
    Ok(SheetBackPage::new(frame, view).into_response())
}
