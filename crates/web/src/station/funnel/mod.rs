//! Mũi tiêm đến hộ chiếu: how many doses are recorded, verified, signed and certified, unit by unit,
//! from the commune's facilities up to the ministry.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::Actor;
use crate::App;
use crate::layout::Section;
use crate::problem::Problem;
pub(crate) use calls::begins_at;
pub(crate) use view::{FunnelPage, Line, OfUnit};

/// `/station/funnel`.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/funnel", get(show))
}

/// What somebody looks at.
#[derive(Deserialize)]
struct Asked {
    /// A unit below the own one.
    #[serde(default)]
    unit: String,
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let view = calls::of_unit(&app, &actor, &asked.unit).await?;
    let t = actor.visit.texts();
    let title = t.text("funnel-of").set("unit", &view.name).to_string();
    let mut frame = actor.frame(title, Section::Board).dense();
    frame = frame.under(Section::Board.href(), t.say("board"));
    for (href, name) in &view.above {
        frame = frame.under(href.as_str(), name.as_str());
    }
    Ok(FunnelPage::new(frame, view).into_response())
}
