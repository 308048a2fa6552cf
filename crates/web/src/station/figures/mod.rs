//! Số mũi đã tiêm: the figure that a site reports each day, beside vials used and records entered;
//! from the commune up to the ministry.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::Fields;
use crate::layout::Section;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::doses::day;
pub(crate) use calls::place;
pub(crate) use view::{DayLine, FiguresPage, Line, OfFacility, OfUnit, Standing, UnitFiguresPage};

/// `/station/figures`.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/figures", get(show).post(report))
}

/// What somebody looks at.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    /// A facility below the own unit.
    #[serde(default)]
    facility: String,
    /// A unit below the own one.
    #[serde(default)]
    unit: String,
    /// The last day.
    #[serde(default)]
    day: String,
}

/// A figure as typed.
pub(crate) struct Typed {
    id: Uuid,
    facility: String,
    day: jiff::civil::Date,
    given: u32,
    /// The figure that it corrects.
    corrects: Option<Uuid>,
    reason: String,
}

impl Typed {
    /// From the form; nothing if day or count cannot be read.
    fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            id: fields.id("id")?,
            facility: fields.text("facility").to_owned(),
            day: day(fields.text("day"))?,
            given: fields.number("given")?,
            corrects: fields.id("corrects"),
            reason: fields.text("reason").to_owned(),
        })
    }
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let t = actor.visit.texts();
    let until = day(&asked.day).unwrap_or_else(|| actor.today());
    let frame = actor.frame(t.say("figures"), Section::Board).dense();
    let mut frame = frame.under(Section::Board.href(), t.say("board"));
    let own = actor.facility.clone().filter(|_| asked.unit.is_empty());
    let facility = Some(asked.facility).filter(|code| !code.is_empty());
    if let Some(facility) = facility.or(own) {
        let view = calls::of_facility(&app, &actor, &facility, until).await?;
        frame.title.clone_from(&view.name);
        return Ok(FiguresPage::new(frame, view).into_response());
    }
    let view = calls::of_unit(&app, &actor, &asked.unit, until).await?;
    frame.title.clone_from(&view.name);
    Ok(UnitFiguresPage::new(frame, view).into_response())
}

/// How many doses a site gave on a day, counted in vials and not in records.
async fn report(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let back = match fields.text("back") {
        "board" => "/station?".to_owned(),
        _ => format!(
            "/station/figures?facility={}&",
            safe(fields.text("facility"))
        ),
    };
    let told = match Typed::read(&fields) {
        Some(typed) => calls::save(&app, &actor, typed).await?,
        None => Err("fault-figure"),
    };
    let said = match told {
        Ok(()) => "done=figure".to_owned(),
        Err(key) => format!("fault={key}"),
    };
    Ok(Redirect::to(&format!("{back}{said}")).into_response())
}

/// Letters and digits of a code, for an address.
fn safe(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}
