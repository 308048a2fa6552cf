//! What somebody is asked to confirm, and what they said.

use khien_domain::ConfirmationChannel;
use khien_domain::rights::Act;
use khien_registry::credentials::SlipCode;
use khien_registry::session::{
    self, Attending, ConfirmError, NewConfirmation, SessionSheet, SlipError,
};
use khien_store::StoreError;
use uuid::Uuid;

use super::{Outcome, read, told};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::board::SessionState;
use crate::station::calls::failed;
use crate::station::sessions::said;
use crate::station::sessions::{Confirm, Said};

/// What somebody is asked to confirm.
pub(in crate::station::sessions) async fn to_confirm(
    app: &App,
    actor: &Actor,
    session: Uuid,
    attendee: Uuid,
) -> Result<Confirm, Problem> {
    let sheet = read(app, actor, session).await?;
    let attending = attending(actor, &sheet, attendee)?;
    let dose = attending
        .attendance
        .dose_id
        .ok_or_else(Problem::not_found)?;
    let doses = async {
        let mut tx = app.registry().store().read().await?;
        tx.doses(attending.person.id).await
    };
    let doses = doses.await.map_err(|error: StoreError| failed(&error))?;
    let row = doses.iter().find(|row| row.id == dose);
    let row = row.ok_or_else(Problem::not_found)?;
    let t = actor.visit.texts();
    let mut fields = said::of_record(t, actor.today(), &attending.person, (&doses, row));
    answered(&mut fields, attending);
    let channel = attending.said.as_ref();
    let channel = channel.and_then(|said| ConfirmationChannel::parse(&said.channel));
    Ok(Confirm {
        id: app.new_id(),
        session,
        attendee,
        name: attending.person.full_name.clone(),
        fields,
        channel: channel.unwrap_or(ConfirmationChannel::ReadAloud),
        unfinished: false,
        may_hand: super::state(&sheet.session.state) == SessionState::Open,
    })
}

/// Somebody of the session, for whoever may take down what they say.
fn attending<'s>(
    actor: &Actor,
    sheet: &'s SessionSheet,
    attendee: Uuid,
) -> Result<&'s Attending, Problem> {
    if !actor.may_at(Act::SessionConfirm, &sheet.here) {
        return Err(Problem::forbidden());
    }
    let mut people = sheet.people.iter();
    let attending = people.find(|it| it.attendance.id == attendee);
    attending.ok_or_else(Problem::not_found)
}

/// Marks what the person said last time.
fn answered(fields: &mut [Said], attending: &Attending) {
    let Some(kept) = &attending.said else { return };
    let refused = session::refused(kept);
    for said in fields {
        let wrong = refused.iter().find(|it| it.field == said.field);
        said.right = Some(wrong.is_none());
        said.should_be = wrong.map(|it| it.should_be.clone()).unwrap_or_default();
    }
}

/// Keeps the answers.
pub(in crate::station::sessions) async fn confirm(
    app: &App,
    actor: &Actor,
    view: &Confirm,
) -> Result<Outcome, Problem> {
    let said = NewConfirmation {
        id: view.id,
        attendance: view.attendee,
        channel: view.channel,
        refused: said::refused(&view.fields),
    };
    match session::confirm(app.registry(), &actor.by(app), &said).await {
        Ok(()) => Ok(Ok(())),
        Err(ConfirmError::Desk(error)) => told(error),
        Err(ConfirmError::NoDose) => Ok(Err("fault-wrong-step")),
    }
}

/// Whose slip it is, and its code.
type Handed = (String, String);

/// Makes a slip; answers whose it is and its code.
pub(in crate::station::sessions) async fn hand_slip(
    app: &App,
    actor: &Actor,
    session: Uuid,
    attendee: Uuid,
) -> Result<Result<Handed, &'static str>, Problem> {
    let sheet = read(app, actor, session).await?;
    let attending = attending(actor, &sheet, attendee)?;
    let code = SlipCode::from_random(app.random());
    match session::hand_slip(app.registry(), &actor.by(app), attendee, &code).await {
        Ok(()) => Ok(Ok((
            attending.person.full_name.clone(),
            code.to_text().to_string(),
        ))),
        Err(SlipError::Desk(error)) => Ok(Err(told(error)?.err().unwrap_or("fault-wrong-step"))),
        Err(SlipError::Store(error)) => Err(failed(&error)),
        Err(_) => Ok(Err("fault-wrong-step")),
    }
}
