//! F0 khỏi bệnh: recovered cases, entered by the commune only.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::{Faults, Fields};
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::doses::day;
pub(crate) use view::{CasePage, NewCase, Recovered, RecoveredLine, RecoveredPage};

/// `/station/recovered/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/recovered", get(list))
        .route("/recovered/new", get(blank).post(record))
}

/// A recovered case as typed.
pub(crate) struct CaseDraft {
    pub(crate) positive: Date,
    pub(crate) recovered: Date,
    /// `pcr`, `rapid`.
    pub(crate) test: String,
    /// Number of the certificate, if any.
    pub(crate) paper: String,
}

fn check(fields: &Fields) -> Result<CaseDraft, Faults> {
    let mut faults = Faults::default();
    let (positive, recovered) = (day(fields.text("positive")), day(fields.text("recovered")));
    faults.require(positive.is_some(), "positive", "fault-day");
    faults.require(recovered.is_some(), "recovered", "fault-day");
    let ordered = positive.zip(recovered).is_none_or(|(ill, well)| ill < well);
    faults.require(ordered, "recovered", "fault-recovered-before");
    let test = fields.text("test");
    faults.require(!test.is_empty(), "test", "fault-test");
    match (positive, recovered) {
        (Some(positive), Some(recovered)) if faults.is_empty() => Ok(CaseDraft {
            positive,
            recovered,
            test: test.to_owned(),
            paper: fields.text("paper").to_owned(),
        }),
        _ => Err(faults),
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    page: u64,
}

#[derive(Deserialize)]
struct Whose {
    person: Uuid,
}

async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let view = calls::recovered(&app, &actor, asked.page.max(1)).await?;
    let title = actor.visit.texts().say("recovered");
    let frame = actor.frame(title, Section::Recovered).dense();
    Ok(RecoveredPage::new(frame, view).into_response())
}

async fn blank(
    State(app): State<App>,
    actor: Actor,
    Query(whose): Query<Whose>,
) -> Result<Response, Problem> {
    let view = calls::blank(&app, &actor, whose.person).await?;
    Ok(case_page(&actor, view, StatusCode::OK))
}

async fn record(
    State(app): State<App>,
    actor: Actor,
    Query(whose): Query<Whose>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    match check(&fields) {
        Ok(draft) => {
            calls::record(&app, &actor, whose.person, draft).await?;
            Ok(Redirect::to("/station/recovered?done=recovered").into_response())
        }
        Err(faults) => {
            let mut view = calls::blank(&app, &actor, whose.person).await?;
            view.form.values = fields;
            view.form.faults = faults;
            Ok(case_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn case_page(actor: &Actor, view: NewCase, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("recovered-new"), Section::Recovered)
        .under(Section::Recovered.href(), t.say("recovered"));
    page::answer(status, &CasePage::new(frame, view))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_recovers_before_falling_ill() {
        let fields = Fields::from([
            ("positive", "20/02/2022"),
            ("recovered", "02/02/2022"),
            ("test", "rapid"),
        ]);
        let faults = check(&fields).err().unwrap_or_default();
        assert_eq!(faults.of("recovered"), "fault-recovered-before");
    }
}
