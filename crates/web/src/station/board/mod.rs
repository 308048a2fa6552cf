//! Hôm nay: today's sessions, doses given against entered, what waits for me.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use khien_domain::rights::Act;

use super::Actor;
use crate::App;
use crate::layout::Section;
use crate::problem::Problem;
pub(crate) use view::{Board, BoardPage, SessionState, Site, Waiting, WaitingKind};

/// `/station`.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(board))
}

async fn board(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    // Who has no board, as the police who check lists, begins where their work is.
    if !actor.may_here(Act::BoardRead)
        && let Some(first) = actor.who.sections.first()
    {
        return Ok(Redirect::to(first.section.href()).into_response());
    }
    let view = calls::today(&app, &actor).await?;
    let title = actor.visit.texts().say("board");
    Ok(BoardPage::new(actor.frame(title, Section::Board), view).into_response())
}
