//! All sessions of the unit, the newest first.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use super::calls;
use crate::App;
use crate::layout::Section;
use crate::page::page;
use crate::pieces::Pager;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::board::SessionState;

/// A session in the list.
pub(crate) struct SessionLine {
    pub(crate) id: Uuid,
    pub(crate) day: Date,
    /// "Buổi sáng".
    pub(crate) name: String,
    pub(crate) place: String,
    pub(crate) vaccine: String,
    pub(crate) state: SessionState,
    pub(crate) listed: i64,
    pub(crate) dosed: i64,
}

/// The page.
pub(crate) struct Sessions {
    pub(crate) lines: Vec<SessionLine>,
    pub(crate) pager: Pager,
    pub(crate) may_plan: bool,
}

page!(SessionsPage, "station/sessions/list.html", Sessions);

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    page: u64,
}

pub(super) async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let view = calls::sessions(&app, &actor, asked.page.max(1)).await?;
    let title = actor.visit.texts().say("sessions");
    let frame = actor.frame(title, Section::Sessions).dense();
    Ok(SessionsPage::new(frame, view).into_response())
}
