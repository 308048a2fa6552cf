//! Tài khoản: who of the unit may do what, for whoever looks after the accounts.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod tokens;
mod view;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::{Faults, Fields};
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
#[cfg(test)]
pub(crate) use tokens::{TokenLine, TokenMade, TokenMadePage, Tokens, TokensPage};
pub(crate) use view::{
    AccountLine, AccountState, Accounts, AccountsPage, Elsewhere, KINDS, NewAccount,
    NewAccountPage, Secrets, SecretsPage,
};

/// `/station/accounts/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/accounts", get(list))
        .route("/accounts/new", get(blank).post(create))
        .route("/accounts/{id}/act", post(act))
        .route(
            "/accounts/{id}/tokens",
            get(tokens::list).post(tokens::make),
        )
        .route("/accounts/{id}/tokens/{token}/end", post(tokens::end))
}

async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Elsewhere>,
) -> Result<Response, Problem> {
    let view = calls::accounts(&app, &actor, asked).await?;
    let title = actor.visit.texts().say("accounts");
    let frame = actor.frame(title, Section::Accounts).dense();
    Ok(AccountsPage::new(frame, view).into_response())
}

async fn blank(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Elsewhere>,
) -> Result<Response, Problem> {
    let view = calls::blank(&app, &actor, asked).await?;
    Ok(new_page(&actor, view, StatusCode::OK))
}

async fn create(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut faults = check(&fields);
    if faults.is_empty() {
        match calls::create(&app, &actor, &fields).await? {
            Ok(secrets) => return Ok(secrets_page(&actor, secrets)),
            Err(refused) => faults = refused,
        }
    }
    let mut view = calls::blank(&app, &actor, calls::elsewhere(&fields)).await?;
    view.form.values = fields;
    view.form.faults = faults;
    Ok(new_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}

fn check(fields: &Fields) -> Faults {
    let mut faults = Faults::default();
    faults.require(fields.has("person"), "person", "fault-account-person");
    let login = fields.text("login");
    let is_login = login.len() >= 3
        && login
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.');
    faults.require(is_login, "login", "fault-login");
    faults.require(fields.has("role"), "role", "fault-role");
    faults
}

/// Ends an account, or renews its password or authenticator.
async fn act(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let reason = fields.text("reason");
    match fields.text("act") {
        "password" => {
            let secrets = calls::reset(&app, &actor, id).await?;
            return Ok(secrets_page(&actor, secrets));
        }
        "authenticator" => calls::remove_authenticator(&app, &actor, id, reason).await?,
        "tie" => calls::tie(&app, &actor, id, fields.text("subject")).await?,
        "end" => calls::end(&app, &actor, id, reason).await?,
        _ => return Err(Problem::bad_request()),
    }
    Ok(Redirect::to("/station/accounts?done=account").into_response())
}

fn new_page(actor: &Actor, view: NewAccount, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("account-new"), Section::Accounts)
        .under(Section::Accounts.href(), t.say("accounts"));
    page::answer(status, &NewAccountPage::new(frame, view))
}

fn secrets_page(actor: &Actor, view: Secrets) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("secrets"), Section::Accounts)
        .under(Section::Accounts.href(), t.say("accounts"));
    SecretsPage::new(frame, view).into_response()
}
