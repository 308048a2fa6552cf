//! The authorities whose certificates count: accepted and ended by the ministry, each with its letter.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use khien_certificate::x509::Certificate;
use khien_domain::rights::{Act, Place};
use khien_registry::signing::{self, AuthorityError, NewAuthority};
use khien_store::{Moment, StoreError};
use uuid::Uuid;

use super::{Authorities, AuthoritiesPage, AuthorityLine, frame, outside};
use crate::App;
use crate::forms::Fields;
use crate::page;
use crate::pieces::Form;
use crate::posted::{Posted, PostedFile};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};

pub(super) async fn list(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    let view = view(&app, &actor, Fields::default()).await?;
    Ok(authorities_page(&actor, view, StatusCode::OK))
}

/// Accepts an authority's certificates from now on.
pub(super) async fn accept(
    State(app): State<App>,
    actor: Actor,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, Problem> {
    may_edit(&actor)?;
    let (field, key) = match file.as_deref().map(|file| outside::certificate(file)) {
        None => ("file", "fault-certificate-none"),
        Some(None) => ("file", "fault-certificate-file"),
        Some(Some(der)) => {
            let new = NewAuthority {
                id: fields.id("id").ok_or_else(Problem::bad_request)?,
                name: fields.text("name"),
                certificate: &der,
                reason: fields.text("reason"),
            };
            match signing::accept_authority(app.registry(), &actor.by(&app), new).await {
                Ok(()) => return Ok(back("done=authority-accepted")),
                Err(error) => unfit(error)?,
            }
        }
    };
    let mut view = view(&app, &actor, fields).await?;
    view.form.faults.add(field, key);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(authorities_page(&actor, view, wrong))
}

/// Lets no certificate of one sign anything new.
pub(super) async fn end(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let reason = fields.text("reason");
    match signing::end_authority(app.registry(), &actor.by(&app), id, reason).await {
        Ok(()) => Ok(back("done=authority-ended")),
        Err(AuthorityError::NoAuthority) => Err(Problem::not_found()),
        Err(error) => Ok(back(&format!("fault={}", unfit(error)?.1))),
    }
}

fn back(said: &str) -> Response {
    Redirect::to(&format!("/station/signing/authorities?{said}")).into_response()
}

fn may_edit(actor: &Actor) -> Result<(), Problem> {
    if actor.may_at(Act::PolicyEdit, &Place::nation()) {
        Ok(())
    } else {
        Err(Problem::forbidden())
    }
}

/// What to say: a field and a key.
fn unfit(error: AuthorityError) -> Result<(&'static str, &'static str), Problem> {
    match error {
        AuthorityError::NotAllowed(missing) => Err(refused(missing)),
        AuthorityError::NoReason => Ok(("reason", "fault-no-reason")),
        AuthorityError::NoName => Ok(("name", "fault-authority-name")),
        AuthorityError::Unreadable(_) => Ok(("file", "fault-certificate-file")),
        AuthorityError::NotAnAuthority => Ok(("file", "fault-authority-none")),
        AuthorityError::NotValid => Ok(("file", "fault-authority-not-valid")),
        AuthorityError::Known => Ok(("file", "fault-authority-known")),
        AuthorityError::NoAuthority => Err(Problem::not_found()),
        AuthorityError::Store(error) => Err(failed(&error)),
    }
}

async fn view(app: &App, actor: &Actor, typed: Fields) -> Result<Authorities, Problem> {
    may_edit(actor)?;
    let lines = lines(app).await.map_err(|error| failed(&error))?;
    let id = app.new_id().to_string();
    // The first field of a name counts: what was sent keeps its id.
    let t = actor.visit.texts();
    let fields = typed.with("id", &id);
    Ok(Authorities {
        lines,
        form: Form::new(t, "authority", fields),
    })
}

async fn lines(app: &App) -> Result<Vec<AuthorityLine>, StoreError> {
    let rows = signing::authorities(app.registry()).await?;
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for row in rows {
        let certificate = Certificate::from_der(&row.certificate).ok();
        let until = certificate.as_ref().map(|it| it.validity().not_after);
        lines.push(AuthorityLine {
            id: row.id,
            kid: certificate
                .map(|it| it.kid().to_string())
                .unwrap_or_default(),
            until: until.map(|until| when(Moment(until)).date()),
            accepted: when(row.added_at).date(),
            who: names.account(&mut tx, Some(row.added_by)).await?,
            ended: row.ended_at.map(|at| when(at).date()),
            name: row.name,
            reason: row.reason,
        });
    }
    Ok(lines)
}

fn authorities_page(actor: &Actor, view: Authorities, status: StatusCode) -> Response {
    let title = actor.visit.texts().say("authorities");
    let frame = frame(actor, title).dense();
    page::answer(status, &AuthoritiesPage::new(frame, view))
}
