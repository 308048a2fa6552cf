//! Signing in one act, with a key of this server or one that was brought; or in two, with a key that
//! is elsewhere.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use khien_certificate::cose::{CoseFault, Signer};
use khien_certificate::x509::Certificate;
use khien_domain::rights::Act as Right;
use khien_registry::signing::{self, CertificateError, SignError, Signing, SigningAct};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Act, ActPage, LeftOut, calls, frame, outside};
use crate::App;
use crate::forms::Fields;
use crate::page;
use crate::pieces::Form;
use crate::posted::PostedFile;
use crate::problem::Problem;
use crate::signer_keys::SignerKeyFault;
use crate::station::Actor;
use crate::station::calls::{failed, refused, when};

/// What is to be signed.
pub(super) struct Order<'a> {
    pub(super) code: &'a str,
    pub(super) fields: &'a Fields,
    /// A key file, if one was chosen.
    pub(super) file: Option<Zeroizing<Vec<u8>>>,
}

/// What became of it.
pub(super) enum Outcome {
    /// Signed, or prepared: the id of the act.
    Done(Uuid),
    /// A field, and what to say.
    Fault(&'static str, &'static str),
}

/// The status of a page with a fault.
pub(super) fn status(key: &str) -> StatusCode {
    match key {
        "fault-pin-wait" => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A dose and its version, as a ticked box sends them.
pub(super) fn dose(value: &str) -> Option<(Uuid, i64)> {
    let (id, version) = value.split_once(':')?;
    Some((id.parse().ok()?, version.parse().ok()?))
}

/// Signs, or prepares.
pub(super) async fn sign(app: &App, actor: &Actor, order: Order<'_>) -> Result<Outcome, Problem> {
    let Order { code, fields, file } = order;
    let seen: Option<Vec<(Uuid, i64)>> = fields.all("dose").map(dose).collect();
    let seen = seen.ok_or_else(Problem::bad_request)?;
    let doses: Vec<Uuid> = seen.iter().map(|(id, _)| *id).collect();
    if doses.is_empty() {
        return Ok(Outcome::Fault("doses", "fault-sign-none"));
    }
    let Some(id) = fields.id("certificate") else {
        return Ok(Outcome::Fault("certificate", "fault-sign-certificate"));
    };
    let wanted = Signing {
        id: fields.id("id").ok_or_else(Problem::bad_request)?,
        facility: code,
        doses: &doses,
        seen: &seen,
        certificate: id,
    };
    let by = actor.by(app);
    let done = if fields.text("way") == "elsewhere" {
        signing::prepare(app.registry(), &by, wanted)
            .await
            .map(drop)
    } else {
        let Some(certificate) = own(app, actor, id).await? else {
            return Ok(Outcome::Fault("certificate", "fault-sign-certificate"));
        };
        match key(app, actor, &certificate, (fields.raw("pin"), file)).await {
            Ok(key) => signing::sign(app.registry(), &by, wanted, key.as_ref()).await,
            Err((field, fault)) => return Ok(Outcome::Fault(field, fault)),
        }
    };
    match done {
        Ok(()) => Ok(Outcome::Done(wanted.id)),
        Err(error) => unsigned(error).map(|(field, key)| Outcome::Fault(field, key)),
    }
}

/// One's own certificate that was not ended.
async fn own(app: &App, actor: &Actor, id: Uuid) -> Result<Option<Certificate>, Problem> {
    let rows = signing::certificates(app.registry(), &actor.by(app)).await;
    let mut rows = rows.map_err(|error| failed(&error))?.into_iter();
    let row = rows.find(|row| row.id == id && row.ended_at.is_none());
    Ok(row.and_then(|row| Certificate::from_der(&row.certificate).ok()))
}

/// Opens the key. Tries are counted before, so that many at once are no more than that many.
async fn key(
    app: &App,
    actor: &Actor,
    certificate: &Certificate,
    (pin, file): (&str, Option<Zeroizing<Vec<u8>>>),
) -> Result<Box<dyn Signer>, (&'static str, &'static str)> {
    let account = actor.account.account;
    let Some(keys) = app.settings().signer_keys.as_deref() else {
        return Err(("pin", "fault-key-none"));
    };
    if file.is_none() && !keys.holds(account, certificate) {
        return Err(("pin", "fault-key-none"));
    }
    if pin.is_empty() {
        return Err(("pin", "fault-pin"));
    }
    let counted = app.wrong_pins().count(account, actor.at);
    counted.map_err(|_| ("pin", "fault-pin-wait"))?;
    let opened = match file {
        Some(file) => keys.open_file(file, certificate, pin).await,
        None => keys.open(account, certificate, pin).await,
    };
    match opened {
        Ok(_) => app.wrong_pins().forget(account),
        // What is no key file has no PIN that could be guessed.
        Err(SignerKeyFault::File) => app.wrong_pins().give_back(account),
        Err(_) => {}
    }
    opened.map_err(|fault| {
        tracing::info!(%fault, "a signing key was not opened");
        match fault {
            SignerKeyFault::NotHeld => ("pin", "fault-key-none"),
            SignerKeyFault::WrongPin | SignerKeyFault::PinTooShort => {
                ("pin", wrong_pin(app.wrong_pins().left(account)))
            }
            SignerKeyFault::OtherKey => ("file", "fault-key-other"),
            SignerKeyFault::File | SignerKeyFault::Names => ("file", "fault-key-file"),
            SignerKeyFault::Folder => ("pin", "fault-key-folder"),
        }
    })
}

/// That the PIN is wrong, and how often it may still be tried.
fn wrong_pin(left: u32) -> &'static str {
    match left {
        0 => "fault-pin-wrong-0",
        1 => "fault-pin-wrong-1",
        2 => "fault-pin-wrong-2",
        3 => "fault-pin-wrong-3",
        _ => "fault-pin-wrong-4",
    }
}

/// What to say: a field and a key.
fn unsigned(error: SignError) -> Result<(&'static str, &'static str), Problem> {
    match error {
        SignError::NotAllowed(missing)
        | SignError::Certificate(CertificateError::NotAllowed(missing)) => Err(refused(missing)),
        SignError::NoFacility | SignError::NoStatement => Err(Problem::not_found()),
        SignError::Count => Ok(("doses", "fault-sign-none")),
        SignError::NotWaiting => Ok(("doses", "fault-sign-not-waiting")),
        SignError::Changed(_) => Ok(("doses", "fault-sign-changed")),
        SignError::Known => Ok(("doses", "fault-sign-known")),
        SignError::Certificate(CertificateError::Store(error)) | SignError::Store(error) => {
            Err(failed(&error))
        }
        SignError::Certificate(_) => Ok(("certificate", "fault-sign-certificate")),
        SignError::Signature(CoseFault::SignatureWrong) => Ok(("file", "fault-signature-wrong")),
        SignError::Signature(_) => Ok(("file", "fault-signature-form")),
        SignError::Signer(fault) => {
            tracing::warn!(reason = fault.code(), "a key did not sign");
            Ok(("pin", "fault-key-folder"))
        }
    }
}

async fn found(app: &App, actor: &Actor, id: Uuid) -> Result<SigningAct, Problem> {
    let found = signing::signing_act(app.registry(), &actor.by(app), id).await;
    match found {
        Ok(found) => Ok(found),
        Err(error) => {
            unsigned(error)?;
            Err(Problem::not_found())
        }
    }
}

/// What was signed, or what waits for its signature.
pub(super) async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = view(&app, &actor, id).await?;
    Ok(act_page(&actor, view, StatusCode::OK))
}

async fn view(app: &App, actor: &Actor, id: Uuid) -> Result<Act, Problem> {
    let found = found(app, actor, id).await?;
    let row = found.row;
    let mut left_out = Vec::new();
    if row.signed_at.is_some() {
        for day in &found.days {
            let code = &row.facility_code;
            let rest = signing::signing_day(app.registry(), &actor.by(app), code, *day).await;
            let rest = rest.map_err(calls::unseen)?.waiting.into_iter();
            left_out.extend(rest.map(|it| LeftOut {
                person: it.person.id,
                name: it.person.full_name,
            }));
        }
    }
    let (left_out, more) = apart(row.doses, left_out);
    let t = actor.visit.texts();
    Ok(Act {
        id,
        more,
        name: calls::name(app, &row.facility_code).await?,
        code: row.facility_code,
        days: found.days,
        doses: row.doses,
        people: found.people,
        verified: found.verified,
        signed: row.signed_at.map(when),
        left_out,
        may_read: actor.may_somewhere(Right::PersonRead),
        form: Form::new(t, "sign", Fields::default()),
    })
}

/// Who was left out, by name, or how many there was no room for: what did not fit on the page was not
/// left out by anybody.
fn apart(signed: i64, waiting: Vec<LeftOut>) -> (Vec<LeftOut>, usize) {
    let signed = usize::try_from(signed).unwrap_or(0);
    if signed + waiting.len() > calls::MOST {
        (Vec::new(), waiting.len())
    } else {
        (waiting, 0)
    }
}

fn act_page(actor: &Actor, view: Act, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let title = match view.signed {
        Some(_) => t.text("signing-done-title").set("count", view.doses),
        None => t.text("signing-statement-title").set("count", view.doses),
    };
    let address = format!("/station/signing/{}", view.code);
    let frame = frame(actor, title.to_string()).under(address, view.name.clone());
    page::answer(status, &ActPage::new(frame, view))
}

/// The statement, to the byte, as a file.
pub(super) async fn statement(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let row = found(&app, &actor, id).await?.row;
    let headers = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{id}.json\""),
        ),
    ];
    Ok((headers, row.statement).into_response())
}

/// Puts the signature that was made elsewhere under the statement.
pub(super) async fn complete(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    PostedFile { file, .. }: PostedFile,
) -> Result<Response, Problem> {
    let fault = match file {
        None => ("file", "fault-signature-none"),
        Some(file) => {
            let signature = outside::signature(&file);
            let done = signing::complete(app.registry(), &actor.by(&app), id, &signature).await;
            match done {
                Ok(()) => {
                    let address = format!("/station/signing/acts/{id}");
                    return Ok(Redirect::to(&address).into_response());
                }
                Err(error) => unsigned(error)?,
            }
        }
    };
    let mut view = view(&app, &actor, id).await?;
    view.form.faults.add(fault.0, fault.1);
    Ok(act_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_there_was_no_room_for_is_not_said_to_be_left_out() {
        let waiting = |count: usize| {
            let one = || LeftOut {
                person: Uuid::nil(),
                name: "Lê Thị Trang".to_owned(),
            };
            std::iter::repeat_with(one).take(count).collect()
        };
        let told = |signed, count| {
            let (left_out, more) = apart(signed, waiting(count));
            (left_out.len(), more)
        };
        assert_eq!(told(299, 1), (1, 0));
        assert_eq!(told(300, 37), (0, 37));
        assert_eq!(told(295, 42), (0, 42));
        assert_eq!(told(300, 0), (0, 0));
    }
}
