//! The two steps of an order.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use khien_registry::passport::{self, OrderError, PassportOrder};

use super::form::{Ordered, read};
use super::{HERE, Preview, PreviewPage, calls, frame_below, list_page};
use crate::App;
use crate::forms::Fields;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused};

/// Fields of the first step.
const FIRST_STEP: [&str; 7] = [
    "kind", "unit", "product", "lot", "facility", "from", "until",
];

/// The first step: says how many the order would reach now.
pub(super) async fn preview(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    match read(&fields) {
        Ok(ordered) => shown(&app, &actor, ordered, fields, None).await,
        Err(wrong) => list_page(&app, &actor, fields, Some(wrong)).await,
    }
}

/// The second step: orders it.
pub(super) async fn order(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let ordered = match read(&fields) {
        Ok(ordered) => ordered,
        Err(wrong) => return list_page(&app, &actor, fields, Some(wrong)).await,
    };
    let new = PassportOrder {
        id: fields.id("id").unwrap_or_else(|| app.new_id()),
        kind: ordered.kind,
        selection: &ordered.selection,
        reason: fields.text("reason"),
    };
    let done = passport::order(app.registry(), &actor.by(&app), new).await;
    let key = match done {
        Ok(()) => {
            let address = format!("{HERE}?done=passport-order");
            return Ok(Redirect::to(&address).into_response());
        }
        Err(OrderError::NoReason) => "fault-no-reason",
        Err(OrderError::Known) => "fault-passports-ordered",
        Err(error) => return refuse(&app, &actor, fields, error).await,
    };
    shown(&app, &actor, ordered, fields, Some(key)).await
}

/// The page of the second step.
async fn shown(
    app: &App,
    actor: &Actor,
    ordered: Ordered,
    fields: Fields,
    fault: Option<&'static str>,
) -> Result<Response, Problem> {
    let by = actor.by(app);
    let reached = passport::preview(app.registry(), &by, ordered.kind, &ordered.selection).await;
    let reached = match reached {
        Ok(reached) => reached,
        Err(error) => return refuse(app, actor, fields, error).await,
    };
    let view = Preview {
        id: fields.id("id").unwrap_or_else(|| app.new_id()),
        kind: ordered.kind,
        whose: calls::whose(app, actor, &ordered.selection).await?,
        sent: kept(&fields),
        reached,
        reason: fields.text("reason").to_owned(),
        fault: fault.unwrap_or_default(),
    };
    let status = match fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let frame = frame_below(actor, "passports-preview");
    Ok(page::answer(status, &PreviewPage::new(frame, view)))
}

/// What the first step said, for the second.
fn kept(fields: &Fields) -> Vec<(&'static str, String)> {
    let said = FIRST_STEP.into_iter().filter(|name| fields.has(name));
    said.map(|name| (name, fields.text(name).to_owned()))
        .collect()
}

/// Back to the forms, or the problem of the page.
async fn refuse(
    app: &App,
    actor: &Actor,
    fields: Fields,
    error: OrderError,
) -> Result<Response, Problem> {
    let wrong = match error {
        OrderError::NoUnit => ("unit", "fault-passports-unit"),
        OrderError::NoFacility => ("facility", "fault-place-unknown"),
        OrderError::NoCohort => ("product", "fault-passports-cohort"),
        OrderError::NotAllowed(missing) => return Err(refused(missing)),
        OrderError::Store(error) => return Err(failed(&error)),
        OrderError::NoReason | OrderError::Known => return Err(Problem::bad_request()),
    };
    list_page(app, actor, fields, Some(wrong)).await
}
