//! What somebody is asked to confirm, and what they said.

use khien_domain::rights::Act;
use khien_domain::{ConfirmationChannel, DoseKind};
use khien_registry::session::{self, Attending, ConfirmError, ConfirmedField, NewConfirmation};
use khien_store::{DoseRow, StoreError};
use uuid::Uuid;

use super::{Outcome, read, told};
use crate::App;
use crate::pieces::Number;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, place};
use crate::station::people::calls::{birth_date, sex};
use crate::station::person::record::{nth, product};
use crate::station::sessions::{Confirm, Said};
use crate::texts::Dated;

/// What somebody is asked to confirm.
pub(in crate::station::sessions) async fn to_confirm(
    app: &App,
    actor: &Actor,
    session: Uuid,
    attendee: Uuid,
) -> Result<Confirm, Problem> {
    let sheet = read(app, actor, session).await?;
    if !actor.may_at(Act::SessionConfirm, &sheet.here) {
        return Err(Problem::forbidden());
    }
    let mut people = sheet.people.iter();
    let attending = people.find(|it| it.attendance.id == attendee);
    let attending = attending.ok_or_else(Problem::not_found)?;
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
    let said = attending.said.as_ref();
    let channel = said.and_then(|said| ConfirmationChannel::parse(&said.channel));
    let refused = said.map(|said| said.refused.split_whitespace().collect::<Vec<_>>());
    let fields = ConfirmedField::ALL.into_iter().map(|field| Said {
        field,
        value: value(actor, attending, (&doses, row), field),
        right: refused
            .as_ref()
            .map(|refused| !refused.contains(&field.code())),
    });
    Ok(Confirm {
        id: app.new_id(),
        session,
        attendee,
        name: attending.person.full_name.clone(),
        fields: fields.collect(),
        channel: channel.unwrap_or(ConfirmationChannel::ReadAloud),
        unfinished: false,
    })
}

/// A field as it is read to the person; empty where the record has none.
fn value(
    actor: &Actor,
    attending: &Attending,
    (doses, dose): (&[DoseRow], &DoseRow),
    field: ConfirmedField,
) -> String {
    let t = actor.visit.texts();
    let person = &attending.person;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    match field {
        ConfirmedField::FullName => person.full_name.clone(),
        ConfirmedField::DateOfBirth => birth_date(person).map(|it| it.shown()).unwrap_or_default(),
        ConfirmedField::Sex => sex(person).map(|it| t.sex(it)).unwrap_or_default(),
        ConfirmedField::IdNumber => {
            let number = person.id_number.as_deref().map(Number::new);
            number.map(|it| it.grouped()).unwrap_or_default()
        }
        ConfirmedField::Phone => text(&person.phone),
        ConfirmedField::Address => {
            let commune = person.commune_code.as_deref();
            let commune = commune.map(|code| place(code, actor.today()));
            let parts = [person.address.clone(), person.hamlet.clone(), commune];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        ConfirmedField::Product => product(&dose.product_code),
        ConfirmedField::LotNumber => text(&dose.lot_number),
        ConfirmedField::GivenOn => dose.given_on.0.shown(),
        ConfirmedField::Ordinal => {
            let kind = DoseKind::parse(&dose.kind).unwrap_or(DoseKind::Primary);
            t.dose(kind, nth(doses, dose))
        }
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
        refused: view.refused(),
    };
    match session::confirm(app.registry(), &actor.by(app), &said).await {
        Ok(()) => Ok(Ok(())),
        Err(ConfirmError::Desk(error)) => told(error),
        Err(ConfirmError::NoDose) => Ok(Err("fault-wrong-step")),
    }
}
