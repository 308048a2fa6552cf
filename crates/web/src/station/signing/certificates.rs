//! One's own certificates: brought, ended; and keys that are made here, with the request for their
//! certificate.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::issuer::Names;
use khien_certificate::x509::Certificate;
use khien_domain::rights::Act;
use khien_registry::signing::{self, CertificateError, NewCertificate};
use khien_store::{Moment, SigningAuthorityRow, SigningCertificateRow};
use uuid::Uuid;

use super::{
    CertificateLine, CertificateState, Certificates, CertificatesPage, calls, frame, outside,
};
use crate::App;
use crate::forms::Fields;
use crate::page;
use crate::pieces::Form;
use crate::posted::{Posted, PostedFile};
use crate::problem::Problem;
use crate::signer_keys::SignerKeyFault;
use crate::station::Actor;
use crate::station::calls::{failed, refused, when};

/// Bytes that a name in a request may have (RFC 5280 appendix A.1).
const LONGEST_NAME: usize = 64;
/// Characters of one line of Base64 (RFC 7468 §2).
const LINE: usize = 64;

pub(super) async fn list(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    let view = view(&app, &actor).await?;
    Ok(certificates_page(&actor, view, StatusCode::OK))
}

/// Adds the certificate of a file.
pub(super) async fn add(
    State(app): State<App>,
    actor: Actor,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, Problem> {
    may_sign(&actor)?;
    let fault = match file.as_deref().map(|file| outside::certificate(file)) {
        None => "fault-certificate-none",
        Some(None) => "fault-certificate-file",
        Some(Some(der)) => {
            let new = NewCertificate {
                id: fields.id("id").ok_or_else(Problem::bad_request)?,
                certificate: &der,
            };
            match signing::add_certificate(app.registry(), &actor.by(&app), new).await {
                Ok(()) => return Ok(back("done=certificate-added")),
                Err(error) => unfit(error)?,
            }
        }
    };
    let mut view = view(&app, &actor).await?;
    view.form.faults.add("file", fault);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(certificates_page(&actor, view, wrong))
}

/// Signs nothing new with one.
pub(super) async fn end(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    may_sign(&actor)?;
    let reason = fields.text("reason");
    match signing::end_certificate(app.registry(), &actor.by(&app), id, reason).await {
        Ok(()) => Ok(back("done=certificate-ended")),
        Err(CertificateError::NoCertificate) => Err(Problem::not_found()),
        Err(error) => Ok(back(&format!("fault={}", unfit(error)?))),
    }
}

/// Makes a key that stays here under its PIN. The answer is the request for the authority.
pub(super) async fn request(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    may_sign(&actor)?;
    let keys = app.settings().signer_keys.clone();
    let keys = keys.ok_or_else(Problem::not_found)?;
    let pin = fields.raw("pin");
    let made = if pin == fields.raw("again") {
        let names = names(&actor);
        keys.create(actor.account.account, names, pin).await
    } else {
        let mut view = view(&app, &actor).await?;
        fault(&mut view, "again", "fault-pin-again");
        let wrong = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(certificates_page(&actor, view, wrong));
    };
    let key = match made {
        Ok(request) => return Ok(attached(&request)),
        Err(SignerKeyFault::PinTooShort) => "fault-pin-short",
        Err(fault) => {
            tracing::error!(%fault, "a signing key was not made");
            "fault-key-folder"
        }
    };
    let mut view = view(&app, &actor).await?;
    fault(&mut view, "pin", key);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(certificates_page(&actor, view, wrong))
}

fn fault(view: &mut Certificates, field: &'static str, key: &str) {
    if let Some(form) = &mut view.request {
        form.faults.add(field, key);
    }
}

/// Whose key it is, as the request says it; the authority decides what of it the certificate says.
fn names(actor: &Actor) -> Names {
    let unit = actor.who.unit().map(|unit| unit.name.clone());
    let part = |text: &str| {
        let fits = |end: &usize| text.is_char_boundary(*end);
        let end = (0..=LONGEST_NAME.min(text.len())).rev().find(fits);
        text.get(..end.unwrap_or(0)).unwrap_or_default().to_owned()
    };
    Names {
        country: "VN".to_owned(),
        organisation: part(&unit.unwrap_or_else(|| actor.who.name.clone())),
        common_name: part(&actor.who.name),
    }
}

/// The request in PEM, as authorities take it.
fn attached(request: &[u8]) -> Response {
    let body: Vec<char> = STANDARD.encode(request).chars().collect();
    let lines: Vec<String> = body
        .chunks(LINE)
        .map(|line| line.iter().collect())
        .collect();
    let text = format!(
        "-----BEGIN CERTIFICATE REQUEST-----\n{}\n-----END CERTIFICATE REQUEST-----\n",
        lines.join("\n")
    );
    let headers = [
        (CONTENT_TYPE, "application/pkcs10"),
        (CONTENT_DISPOSITION, "attachment; filename=\"request.csr\""),
    ];
    (headers, text).into_response()
}

fn may_sign(actor: &Actor) -> Result<(), Problem> {
    if actor.may_somewhere(Act::DoseSign) {
        Ok(())
    } else {
        Err(Problem::forbidden())
    }
}

fn back(said: &str) -> Response {
    Redirect::to(&format!("/station/signing/certificates?{said}")).into_response()
}

/// What to say: a key.
fn unfit(error: CertificateError) -> Result<&'static str, Problem> {
    match error {
        CertificateError::NotAllowed(missing) => Err(refused(missing)),
        CertificateError::Unreadable(_) => Ok("fault-certificate-file"),
        CertificateError::Key(_) => Ok("fault-certificate-key"),
        CertificateError::Chain(_) => Ok("fault-certificate-chain"),
        CertificateError::Known => Ok("fault-certificate-known"),
        CertificateError::NoCertificate => Ok("fault-sign-certificate"),
        CertificateError::NoReason => Ok("fault-no-reason"),
        CertificateError::Store(error) => Err(failed(&error)),
    }
}

async fn view(app: &App, actor: &Actor) -> Result<Certificates, Problem> {
    may_sign(actor)?;
    let rows = signing::certificates(app.registry(), &actor.by(app)).await;
    let authorities = signing::authorities(app.registry()).await;
    let authorities = authorities.map_err(|error| failed(&error))?;
    let rows = rows.map_err(|error| failed(&error))?.into_iter();
    let t = actor.visit.texts();
    let id = app.new_id().to_string();
    let keeps = app.settings().signer_keys.is_some();
    Ok(Certificates {
        lines: rows
            .filter_map(|row| line(app, actor, row, &authorities))
            .collect(),
        form: Form::new(t, "certificate", Fields::from([("id", id.as_str())])),
        request: keeps.then(|| Form::new(t, "key", Fields::default())),
    })
}

fn line(
    app: &App,
    actor: &Actor,
    row: SigningCertificateRow,
    authorities: &[SigningAuthorityRow],
) -> Option<CertificateLine> {
    let certificate = Certificate::from_der(&row.certificate).ok()?;
    let authority = authorities.iter().find(|it| it.id == row.authority_id)?;
    let validity = certificate.validity();
    let state = if row.ended_at.is_some() {
        CertificateState::Ended
    } else if authority.ended_at.is_some() {
        CertificateState::NotAccepted
    } else if validity.contains(actor.at) {
        CertificateState::Good
    } else {
        CertificateState::NotValid
    };
    Some(CertificateLine {
        id: row.id,
        kid: certificate.kid().to_string(),
        authority: authority.name.clone(),
        from: when(Moment(validity.not_before)).date(),
        until: when(Moment(validity.not_after)).date(),
        state,
        held: calls::holds(app, actor, &certificate),
        reason: row.reason.unwrap_or_default(),
    })
}

fn certificates_page(actor: &Actor, view: Certificates, status: StatusCode) -> Response {
    let title = actor.visit.texts().say("certificates");
    let frame = frame(actor, title).dense();
    page::answer(status, &CertificatesPage::new(frame, view))
}
