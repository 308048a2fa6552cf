//! The session sheet: a page to print for teams without a screen. Every row carries its id, so that
//! typing it up twice records once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
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
    /// "nhắc lại 1"; empty if nothing is due.
    pub(crate) due: String,
}

/// The page.
pub(crate) struct Sheet {
    /// "Buổi sáng, 14/05/2022".
    pub(crate) title: String,
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
