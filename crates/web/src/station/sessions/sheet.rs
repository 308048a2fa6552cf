//! The session sheet: a page to print for teams without a screen. Every row carries its id, so that
//! typing it up twice records once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use super::calls;
use crate::App;
use crate::layout::Section;
use crate::page::page;
use crate::pieces::Number;
use crate::problem::Problem;
use crate::station::Actor;

/// One person on the sheet.
pub(crate) struct SheetRow {
    /// Short id of the row, as it is typed up.
    pub(crate) code: String,
    /// The row's address as a QR code: a `data:` image; empty where none was made.
    pub(crate) qr: String,
    pub(crate) name: String,
    pub(crate) born: BirthDate,
    pub(crate) sex: Sex,
    pub(crate) number: Option<Number>,
    pub(crate) phone: String,
    pub(crate) hamlet: String,
    /// "nhắc lại 1"; empty if nothing is due.
    pub(crate) due: String,
}

/// The page.
pub(crate) struct Sheet {
    pub(crate) session: Uuid,
    pub(crate) day: Date,
    pub(crate) place: String,
    pub(crate) vaccine: String,
    pub(crate) rows: Vec<SheetRow>,
}

page!(SheetPage, "station/sessions/sheet.html", Sheet);

pub(super) async fn sheet(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::sheet(&app, &actor, id).await?;
    let t = actor.visit.texts();
    let session = format!("/station/sessions/{id}");
    let frame = actor
        .frame(t.say("sheet"), Section::Sessions)
        .under(session, t.say("session"))
        .dense();
    Ok(SheetPage::new(frame, view).into_response())
}
