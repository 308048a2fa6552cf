//! Signing in: name and password, then the code of the authenticator, or the national login.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod national;
mod view;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Deserialize;

use crate::App;
use crate::forms::{Faults, Fields};
use crate::layout::{Visit, percent_encoded};
use crate::pieces::Form;
use crate::posted::Posted;
use crate::preferences::local;
use crate::problem::Problem;
use crate::security::{Cookie, Lifetime};
use calls::{Begun, NewPassword};
pub use national::{Carried, Carrier, NationalLogin, Unreachable};
pub(crate) use view::{Code, CodePage, Door, New, NewPage, Password, PasswordPage, Refusal};

/// Addresses of signing in and out.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(ask).post(begin))
        .route("/sign-in/code", post(finish))
        .route("/sign-in/password", get(ask_new).post(set_new))
        .route("/sign-out", post(leave))
        .merge(national::routes())
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

/// The page of signing in, perhaps after the national login said no.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    back: String,
    #[serde(default)]
    refused: String,
}

async fn ask(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Response {
    let back = [("back", local(&asked.back))];
    let refusal = Refusal::of_national(&asked.refused);
    password_page(&app, &visit, Fields::from(back), refusal)
}

async fn begin(
    State(app): State<App>,
    visit: Visit,
    caller: Option<Extension<ConnectInfo<SocketAddr>>>,
    Posted(fields): Posted,
) -> Response {
    if let Some(problem) = too_often(&app, caller) {
        return problem.into_response();
    }
    match calls::begin(&app, &visit, fields.text("name"), fields.raw("password")).await {
        Ok(Begun::SignedIn(token)) => enter(&app, &token, fields.text("back")),
        Ok(Begun::NeedsCode(pending)) => code_page(&visit, fields, pending, None),
        Err(refusal) => password_page(&app, &visit, fields, Some(refusal)),
    }
}

async fn finish(
    State(app): State<App>,
    visit: Visit,
    caller: Option<Extension<ConnectInfo<SocketAddr>>>,
    Posted(fields): Posted,
) -> Response {
    if let Some(problem) = too_often(&app, caller) {
        return problem.into_response();
    }
    let pending = fields.text("pending").to_owned();
    match calls::finish(&app, &visit, &pending, fields.text("code")).await {
        Ok(token) => enter(&app, &token, fields.text("back")),
        Err(refusal) => code_page(&visit, fields, pending, Some(refusal)),
    }
}

/// Whether the address of the caller, where the server knows it, has tried too often.
fn too_often(app: &App, caller: Option<Extension<ConnectInfo<SocketAddr>>>) -> Option<Problem> {
    let Extension(ConnectInfo(address)) = caller?;
    let counted = app.attempts().count(address.ip(), app.now());
    counted.err().map(Problem::too_many)
}

/// Whoever came in by a one-time password chooses their own before anything else.
async fn ask_new(visit: Visit, Query(back): Query<Back>) -> Response {
    let back = [("back", local(&back.back))];
    new_page(&visit, Fields::from(back), Faults::default())
}

async fn set_new(State(app): State<App>, visit: Visit, Posted(fields): Posted) -> Response {
    let mut faults = Faults::default();
    let same = fields.raw("new") == fields.raw("again");
    faults.require(same, "again", "fault-password-again");
    if faults.is_empty() {
        let (old, new) = (fields.raw("old"), fields.raw("new"));
        match calls::set_password(&app, &visit, old, new).await {
            Ok(token) => return enter(&app, &token, fields.text("back")),
            Err(NewPassword::Problem(problem)) => return problem.into_response(),
            Err(NewPassword::Fault(field, key)) => faults.add(field, key),
        }
    }
    new_page(&visit, fields, faults)
}

fn new_page(visit: &Visit, fields: Fields, faults: Faults) -> Response {
    let t = visit.texts();
    let view = New {
        form: Form::new(t, "password", fields).with_faults(faults),
    };
    NewPage::new(visit.frame(t.say("password-title")), view).into_response()
}

async fn leave(
    State(app): State<App>,
    visit: Visit,
    Posted(_): Posted,
) -> Result<Response, Problem> {
    calls::leave(&app, &visit).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    let header = Cookie::Session.header("", Lifetime::Gone, app.settings().secure_cookies);
    response
        .headers_mut()
        .extend(header.map(|header| (SET_COOKIE, header)));
    Ok(response)
}

fn enter(app: &App, token: &str, back: &str) -> Response {
    let mut response = Redirect::to(local(back)).into_response();
    let header = Cookie::Session.header(token, Lifetime::Visit, app.settings().secure_cookies);
    response
        .headers_mut()
        .extend(header.map(|header| (SET_COOKIE, header)));
    response
}

fn password_page(app: &App, visit: &Visit, fields: Fields, refusal: Option<Refusal>) -> Response {
    let t = visit.texts();
    let mut frame = visit.frame(t.say("sign-in"));
    frame.demonstration = app.settings().demonstration;
    let back = percent_encoded(fields.text("back"));
    let view = Password {
        form: Form::new(t, "sign-in", fields),
        refusal,
        national: app.national_login().map(|national| Door {
            name: national.name().to_owned(),
            href: format!("/sign-in/national?back={back}"),
        }),
    };
    PasswordPage::new(frame, view).into_response()
}

fn code_page(visit: &Visit, fields: Fields, pending: String, refusal: Option<Refusal>) -> Response {
    let t = visit.texts();
    let view = Code {
        form: Form::new(t, "sign-in", fields),
        pending,
        refusal,
    };
    CodePage::new(visit.frame(t.say("sign-in-code-title")), view).into_response()
}
