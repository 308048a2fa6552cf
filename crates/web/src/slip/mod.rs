//! The slip's page: somebody who has just been vaccinated looks at the own record on the own phone
//! and says of each field whether it is right. No account, no script needed, one answer.
//!
//! The QR code of a slip leads to `/slip#CODE`. What stands after `#` is never sent in an address, so
//! neither our log nor anybody's on the way holds a code that opens a record; a script moves it into
//! the form of the page and sends that. Without a script, or without a camera, the person types the
//! code that is printed below. After that the code travels in forms only. Each step has an address
//! of its own, so that a second slip scanned in the same window opens anew.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use khien_registry::credentials::SlipCode;

use crate::App;
use crate::forms::Fields;
use crate::layout::Visit;
use crate::page;
use crate::pieces::Form;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::security::{Cookie, Lifetime};
use crate::station::said;
use crate::texts::Language;
use calls::Closed;
pub(crate) use view::{Ask, AskPage, Done, DonePage, Record, RecordPage};

/// `/slip…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/slip", get(ask))
        .route("/slip/record", get(begin_again).post(open))
        .route("/slip/answer", get(begin_again).post(answer))
}

/// Where the browser is known to come from, for those who guess.
type Caller = Option<Extension<ConnectInfo<SocketAddr>>>;

async fn ask(visit: Visit) -> Response {
    ask_page(&visit, Fields::default(), None)
}

/// Coming back to a page that only a form opens.
async fn begin_again() -> Redirect {
    Redirect::to("/slip")
}

/// Opens the record of a slip; or once more in another language.
async fn open(
    State(app): State<App>,
    mut visit: Visit,
    caller: Caller,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let chosen = Language::from_tag(fields.text("language"));
    visit.language = chosen.unwrap_or(visit.language);
    let mut response = match record(&app, &visit, caller, &fields).await? {
        Ok(view) => record_page(&visit, view, StatusCode::OK),
        Err(closed) => ask_page(&visit, fields, Some(closed)),
    };
    let remembered = chosen.and_then(|language| {
        let secure = app.settings().secure_cookies;
        Cookie::Language.header(language.tag(), Lifetime::Year, secure)
    });
    let remembered = remembered.map(|header| (SET_COOKIE, header));
    response.headers_mut().extend(remembered);
    Ok(response)
}

async fn answer(
    State(app): State<App>,
    visit: Visit,
    caller: Caller,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut view = match record(&app, &visit, caller, &fields).await? {
        Ok(view) => view,
        // Pressed twice: the first press was heard.
        Err(Closed::Used) => return Ok(done_page(&visit, &[])),
        Err(closed) => return Ok(ask_page(&visit, fields, Some(closed))),
    };
    said::take(&mut view.fields, &fields);
    view.unfinished = !view.open().is_empty();
    if view.unfinished {
        let unfinished = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(record_page(&visit, view, unfinished));
    }
    let refused = said::refused(&view.fields);
    match calls::confirm(&app, &view.code, &refused).await? {
        Ok(()) | Err(Closed::Used) => Ok(done_page(&visit, &refused)),
        Err(closed) => Ok(ask_page(&visit, fields, Some(closed))),
    }
}

/// The record that the typed code opens. Codes that are none are counted by address, right ones are
/// not: a whole village may sit behind the one address of a station or of a mobile network.
async fn record(
    app: &App,
    visit: &Visit,
    caller: Caller,
    fields: &Fields,
) -> Result<Result<Record, Closed>, Problem> {
    let address: Option<IpAddr> = caller.map(|Extension(ConnectInfo(address))| address.ip());
    let attempts = app.wrong_slips();
    if let Some(wait) = address.and_then(|address| attempts.waits(address, app.now())) {
        return Err(Problem::too_many(wait));
    }
    let opened = match SlipCode::parse(fields.text("code")) {
        Some(code) => calls::open(app, visit, code).await?,
        None => Err(Closed::Unknown),
    };
    if let (Err(Closed::Unknown), Some(address)) = (&opened, address) {
        // Whether it is the last one is asked at the next attempt.
        let _ = attempts.count(address, app.now());
    }
    Ok(opened)
}

fn ask_page(visit: &Visit, fields: Fields, closed: Option<Closed>) -> Response {
    let t = visit.texts();
    let status = match closed {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let view = Ask {
        form: Form::new(t, "slip", fields),
        closed,
    };
    page::answer(
        status,
        &AskPage::new(visit.frame(t.say("slip-title")), view),
    )
}

fn record_page(visit: &Visit, view: Record, status: StatusCode) -> Response {
    let frame = visit.frame(visit.texts().say("slip-title"));
    page::answer(status, &RecordPage::new(frame, view))
}

fn done_page(visit: &Visit, refused: &[khien_registry::session::Refused]) -> Response {
    let view = Done {
        refused: refused.iter().map(|it| it.field.code()).collect(),
    };
    DonePage::new(visit.frame(visit.texts().say("slip-done")), view).into_response()
}
