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
use khien_registry::recovered::RecoveredTest;
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
    /// Made with the form, so that sending it twice records once.
    pub(crate) id: Uuid,
    pub(crate) positive: Date,
    /// Nothing while it is not over.
    pub(crate) recovered: Option<Date>,
    pub(crate) test: RecoveredTest,
}

fn check(fields: &Fields) -> Result<CaseDraft, Faults> {
    let mut faults = Faults::default();
    let (positive, recovered) = (day(fields.text("positive")), day(fields.text("recovered")));
    faults.require(positive.is_some(), "positive", "fault-day");
    let is_read = recovered.is_some() || !fields.has("recovered");
    faults.require(is_read, "recovered", "fault-day");
    let ordered = positive.zip(recovered).is_none_or(|(ill, well)| ill < well);
    faults.require(ordered, "recovered", "fault-recovered-before");
    let test = RecoveredTest::parse(fields.text("test"));
    faults.require(test.is_some(), "test", "fault-test");
    match (positive, test, fields.id("id")) {
        (Some(positive), Some(test), Some(id)) if faults.is_empty() => Ok(CaseDraft {
            id,
            positive,
            recovered,
            test,
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
    let faults = match check(&fields) {
        Ok(draft) => match calls::record(&app, &actor, whose.person, draft).await? {
            Ok(()) => {
                return Ok(Redirect::to("/station/recovered?done=recovered").into_response());
            }
            Err((field, key)) => {
                let mut faults = Faults::default();
                faults.add(field, key);
                faults
            }
        },
        Err(faults) => faults,
    };
    let mut view = calls::blank(&app, &actor, whose.person).await?;
    view.form.values = fields;
    view.form.faults = faults;
    Ok(case_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
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
            ("test", "rapid_antigen"),
        ]);
        let faults = check(&fields).err().unwrap_or_default();
        assert_eq!(faults.of("recovered"), "fault-recovered-before");
    }
}
