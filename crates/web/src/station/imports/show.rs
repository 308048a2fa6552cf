//! One import, wherever it is: being read or written, waiting for a look, done.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::DateTime;
use uuid::Uuid;

use super::calls;
use super::list::ImportState;
use super::review::{Counts, Filter, Review, review_page};
use crate::App;
use crate::layout::Section;
use crate::page::{self, page};
use crate::pieces::Phrase;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

/// What the server is doing with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Reading the file.
    Reading,
    /// Asking the population register.
    Checking,
    /// Writing.
    Writing,
    /// Taking back.
    Undoing,
}

impl Step {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Step::Reading => "reading",
            Step::Checking => "checking",
            Step::Writing => "writing",
            Step::Undoing => "undoing",
        }
    }
}

/// Work in progress.
pub(crate) struct Progress {
    pub(crate) id: Uuid,
    pub(crate) file: String,
    pub(crate) step: Step,
    pub(crate) done: u64,
    /// 0 as long as nobody knows.
    pub(crate) of: u64,
    pub(crate) seconds_left: Option<u64>,
}

/// An import that has ended.
pub(crate) struct Done {
    pub(crate) id: Uuid,
    pub(crate) file: String,
    pub(crate) state: ImportState,
    pub(crate) counts: Counts,
    pub(crate) written: u64,
    pub(crate) who: String,
    pub(crate) when: DateTime,
    /// Whether the file can be given back with its reasons.
    pub(crate) has_result: bool,
    /// Whether the account may take it back whole.
    pub(crate) may_undo: bool,
    /// Why it failed.
    pub(crate) reason: Option<Phrase>,
}

/// An import as it is now.
pub(crate) enum Import {
    Progress(Progress),
    Review(Box<Review>),
    Done(Done),
}

page!(
    ProgressPage,
    "station/imports/progress.html",
    Progress,
    "job"
);
page!(DonePage, "station/imports/done.html", Done);

/// Seconds after which a browser without a script looks again.
const AGAIN: u8 = 2;

pub(super) async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let import = calls::import(&app, &actor, id, &filter).await?;
    Ok(match import {
        Import::Progress(view) => progress(&actor, view),
        // The bar was asked for, and the work is over: the whole page comes instead.
        _ if actor.visit.part => reload(id),
        Import::Review(view) => review_page(&actor, *view).into_response(),
        Import::Done(view) => done(&actor, view),
    })
}

fn progress(actor: &Actor, view: Progress) -> Response {
    let t = actor.visit.texts();
    let title = t.code("import-step", view.step.code());
    let mut frame = actor
        .frame(title, Section::Imports)
        .under(Section::Imports.href(), t.say("imports"));
    frame.refresh = Some(AGAIN);
    let job = ProgressPage::new(frame, view);
    if actor.visit.part {
        return page::answer(StatusCode::OK, &job.as_job());
    }
    job.into_response()
}

fn done(actor: &Actor, view: Done) -> Response {
    let t = actor.visit.texts();
    let title = t.code("import-state", view.state.code());
    let frame = actor
        .frame(title, Section::Imports)
        .under(Section::Imports.href(), t.say("imports"));
    DonePage::new(frame, view).into_response()
}

fn reload(id: Uuid) -> Response {
    let mut response = StatusCode::OK.into_response();
    let name = HeaderName::from_static("hx-redirect");
    if let Ok(value) = HeaderValue::from_str(&format!("/station/imports/{id}")) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Writes the rows that can be written.
pub(super) async fn apply(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(_): Posted,
) -> Result<Response, Problem> {
    calls::apply(&app, &actor, id).await?;
    Ok(Redirect::to(&format!("/station/imports/{id}")).into_response())
}

/// Takes an import back whole.
pub(super) async fn undo(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let told = calls::undo(&app, &actor, id, fields.text("reason")).await?;
    let fault = told.err().map(|key| format!("?fault={key}"));
    let fault = fault.unwrap_or_default();
    Ok(Redirect::to(&format!("/station/imports/{id}{fault}")).into_response())
}
