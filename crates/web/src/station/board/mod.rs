//! Hôm nay: today's sessions, doses given against entered, what waits for me.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod figure;
mod view;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use super::Actor;
use crate::App;
use crate::layout::Section;
use crate::posted::Posted;
use crate::problem::Problem;
use figure::Figure;
pub(crate) use view::{Board, BoardPage, SessionState, Site, Waiting, WaitingKind};

/// `/station` and the daily figure of a site.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(board))
        .route("/figures", post(report))
}

async fn board(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    let view = calls::today(&app, &actor).await?;
    let title = actor.visit.texts().say("board");
    Ok(BoardPage::new(actor.frame(title, Section::Board), view).into_response())
}

/// How many doses a site gave today, counted in vials and not in records.
async fn report(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let figure = Figure::read(&fields).ok_or_else(Problem::bad_request)?;
    calls::report(&app, &actor, figure).await?;
    Ok(Redirect::to("/station?done=figure").into_response())
}
