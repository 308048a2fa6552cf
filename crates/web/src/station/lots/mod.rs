//! Kho vắc xin: lots in stock, what came in, what went out, what was wasted.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod form;
mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::Faults;
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use form::{Arrived, Receipt, Wastage};
pub(crate) use view::{
    Lot, LotLine, LotPage, LotState, Lots, LotsPage, Receive, ReceivePage, StockEntry, UnderWay,
};

/// `/station/lots/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/lots", get(list))
        .route("/lots/receive", get(blank).post(receive))
        .route("/lots/arrive", post(arrive))
        .route("/lots/{id}", get(show))
        .route("/lots/{id}/waste", post(waste))
}

async fn list(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    let view = calls::lots(&app, &actor).await?;
    let title = actor.visit.texts().say("lots");
    let frame = actor.frame(title, Section::Lots).dense();
    Ok(LotsPage::new(frame, view).into_response())
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::lot(&app, &actor, id).await?;
    let t = actor.visit.texts();
    let title = format!("{} {}", view.line.product, view.line.lot);
    let frame = actor
        .frame(title, Section::Lots)
        .under(Section::Lots.href(), t.say("lots"));
    Ok(LotPage::new(frame, view).into_response())
}

async fn blank(State(app): State<App>, actor: Actor) -> Response {
    receive_page(&actor, calls::blank(&app, &actor), StatusCode::OK)
}

async fn receive(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let faults = match Receipt::check(&fields) {
        Ok(receipt) => match calls::receive(&app, &actor, receipt).await? {
            Ok(lot) => {
                let address = format!("/station/lots/{lot}?done=received");
                return Ok(Redirect::to(&address).into_response());
            }
            Err((field, key)) => {
                let mut faults = Faults::default();
                faults.add(field, key);
                faults
            }
        },
        Err(faults) => faults,
    };
    let mut view = calls::blank(&app, &actor);
    view.form.values = fields;
    view.form.faults = faults;
    Ok(receive_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}

async fn waste(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let wastage = Wastage::read(&fields).ok_or_else(Problem::bad_request)?;
    let back = match calls::waste(&app, &actor, id, wastage).await? {
        Ok(lot) => format!("/station/lots/{lot}?done=wasted"),
        Err((_, key)) => format!("/station/lots/{id}?fault={key}"),
    };
    Ok(Redirect::to(&back).into_response())
}

async fn arrive(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let arrived = Arrived::read(&fields).ok_or_else(Problem::bad_request)?;
    let back = match calls::arrive(&app, &actor, arrived).await? {
        Ok(_) => "/station/lots?done=received".to_owned(),
        Err((_, key)) => format!("/station/lots?fault={key}"),
    };
    Ok(Redirect::to(&back).into_response())
}

fn receive_page(actor: &Actor, view: Receive, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("lot-receive"), Section::Lots)
        .under(Section::Lots.href(), t.say("lots"));
    page::answer(status, &ReceivePage::new(frame, view))
}
