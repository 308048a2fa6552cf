//! The person in front of the clerk: who, how far, which dose is due, and what speaks against it.

use jiff::civil::Date;
use khien_domain::policy::NumberPolicy;
use khien_domain::rights::Act;
use khien_domain::schedule::{ProposedDose, Recipient, Schedules};
use khien_domain::{AttendanceState, ConsentAnswer, ConsentGiver, DoseState, ReactionSeverity};
use khien_registry::dose;
use khien_registry::person::{self, PersonRecord, ReadError};
use khien_registry::policy::in_force;
use khien_registry::session::{Attending, SessionSheet, TableLot, refused};
use khien_store::{DoseRow, LotRow, PersonRow, StoreError, Tx};
use serde_json::Value;
use uuid::Uuid;

use super::show::{stage, unreadable};
use super::{lacking, no_policy};
use crate::App;
use crate::pieces::{Choice, Number, Verdict};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, when};
use crate::station::doses::Stop;
use crate::station::people::calls::{birth_date, sex};
use crate::station::person::record::{age, dose_line, nth, product};
use crate::station::sessions::{Chosen, Due, Screened};
use crate::texts::Dated;

/// Somebody who attends.
pub(super) async fn in_front(
    app: &App,
    actor: &Actor,
    sheet: &SessionSheet,
    attending: &Attending,
    lot: Option<Uuid>,
) -> Result<Chosen, Problem> {
    let record = opened(app, actor, attending.person.id).await?;
    let mut chosen = somebody(app, sheet, &attending.person, record.as_ref()).await?;
    let row = &attending.attendance;
    chosen.attendee = row.id;
    chosen.stage = stage(attending);
    chosen.off_list = !row.on_list;
    chosen.consent = row.consent.as_deref().and_then(ConsentAnswer::parse);
    chosen.dosed = row.dose_id.is_some();
    chosen.said = attending.said.is_some();
    chosen.wrong = attending.said.as_ref().map(refused).unwrap_or_default();
    chosen.watched_until = row.watch_until.filter(|end| actor.at < end.0).map(when);
    let rest = async {
        let mut tx = app.registry().store().read().await?;
        chosen.screened = screened(&mut tx, attending).await?;
        if chosen.stage == AttendanceState::Fit
            && let Some(record) = &record
        {
            judge(&mut tx, actor, (sheet, record, lot), &mut chosen).await?;
        }
        Ok(chosen)
    };
    rest.await.map_err(|error: StoreError| failed(&error))
}

/// A person whom the list has not, before they are checked in.
pub(super) async fn off_list(
    app: &App,
    actor: &Actor,
    sheet: &SessionSheet,
    id: Uuid,
) -> Result<Chosen, Problem> {
    let record = person::read(app.registry(), &actor.by(app), id).await;
    let record = record.map_err(unreadable)?;
    let mut chosen = somebody(app, sheet, &record.person, Some(&record)).await?;
    chosen.off_list = true;
    Ok(chosen)
}

/// The record, whose reading is logged; nothing where the reader may only see who attends.
async fn opened(app: &App, actor: &Actor, id: Uuid) -> Result<Option<PersonRecord>, Problem> {
    match person::read(app.registry(), &actor.by(app), id).await {
        Ok(record) => Ok(Some(record)),
        Err(ReadError::NotAllowed(_)) => Ok(None),
        Err(error) => Err(unreadable(error)),
    }
}

async fn somebody(
    app: &App,
    sheet: &SessionSheet,
    person: &PersonRow,
    record: Option<&PersonRecord>,
) -> Result<Chosen, Problem> {
    let mut tx = app
        .registry()
        .store()
        .read()
        .await
        .map_err(|e| failed(&e))?;
    let on = sheet.session.held_on.0;
    let born = birth_date(person);
    let policies = in_force(&mut tx).await.map_err(|e| no_policy(&e))?;
    let of_age = policies.number(NumberPolicy::GuardianBelowYears, on);
    let of_age = u8::try_from(of_age.map_err(|e| lacking(&e))?).unwrap_or(u8::MAX);
    let giver = born.map(|born| ConsentGiver::needed(&born, on, of_age));
    let shown = async {
        let guardian = match person.guardian_id {
            Some(id) => tx.person(id).await?,
            None => None,
        };
        let mut names = Names::default();
        let mut doses = Vec::new();
        for row in record.iter().flat_map(|record| &record.doses) {
            let mut line = dose_line(&mut tx, &mut names, row).await?;
            line.nth = record.map_or(1, |record| nth(&record.doses, row));
            doses.push(line);
        }
        Ok((guardian, doses))
    };
    let (guardian, doses) = shown.await.map_err(|e: StoreError| failed(&e))?;
    Ok(Chosen {
        attendee: app.new_id(),
        person: person.id,
        name: person.full_name.clone(),
        age: born.and_then(|born| age(born, on)),
        born,
        sex: sex(person),
        number: person.id_number.as_deref().map(Number::new),
        verdict: Verdict::of(&person.identity, &person.identity_fields),
        stage: AttendanceState::Expected,
        off_list: false,
        minor: giver == Some(ConsentGiver::Guardian),
        guardian: guardian.map(|row| row.full_name),
        consent: None,
        screened: None,
        may_see_doses: record.is_some(),
        doses,
        due: None,
        stop: None,
        reacted: record.is_some_and(reacted),
        lots: Vec::new(),
        other_lots: Vec::new(),
        dosed: false,
        watched_until: None,
        said: false,
        wrong: Vec::new(),
        new_id: app.new_id(),
    })
}

/// Whether a severe reaction followed an earlier dose.
fn reacted(record: &PersonRecord) -> bool {
    let severities = record.reactions.iter().map(|row| &row.severity);
    severities
        .filter_map(|code| ReactionSeverity::parse(code))
        .any(ReactionSeverity::is_severe_event)
}

async fn screened(tx: &mut Tx, attending: &Attending) -> Result<Option<Screened>, StoreError> {
    let row = &attending.attendance;
    let Some(kept) = row.screening.as_deref() else {
        return Ok(None);
    };
    let kept: Value = serde_json::from_str(kept).unwrap_or_default();
    let reasons = kept["reasons"].as_array().into_iter().flatten();
    Ok(Some(Screened {
        reasons: reasons
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        note: kept["note"].as_str().unwrap_or_default().to_owned(),
        who: Names::default().account(tx, row.screened_by).await?,
    }))
}

/// Which dose is due from which lot, and what speaks against it.
async fn judge(
    tx: &mut Tx,
    actor: &Actor,
    asked: (&SessionSheet, &PersonRecord, Option<Uuid>),
    chosen: &mut Chosen,
) -> Result<(), StoreError> {
    let (sheet, record, wanted) = asked;
    let usable: Vec<&TableLot> = sheet.table.iter().filter(|laid| laid.usable).collect();
    let wanted = usable.iter().find(|laid| Some(laid.lot.id) == wanted);
    let Some(first) = wanted.or(usable.first()).map(|laid| &laid.lot) else {
        return Ok(());
    };
    offer(actor, sheet, &usable, first, chosen);
    let on = sheet.session.held_on.0;
    let proposed = ProposedDose::new(on, &first.product_code);
    let judged = dose::judge(tx, &record.person, &proposed, actor.today(), None).await?;
    let counting = |row: &&DoseRow| {
        DoseState::parse(&row.state).is_none_or(DoseState::counts) && row.given_on.0 <= on
    };
    let before: Vec<&DoseRow> = record.doses.iter().filter(counting).collect();
    let same = before.iter().filter(|row| row.kind == judged.kind.code());
    let last = before.iter().map(|row| row.given_on.0).max();
    let person = Recipient::new(birth_date(&record.person), sex(&record.person));
    let volume = Schedules::national().volume(&first.product_code, judged.kind, &person, on);
    chosen.due = Some(Due {
        kind: judged.kind,
        nth: u8::try_from(same.count() + 1).unwrap_or(u8::MAX),
        days: last.map(|last| days_between(last, on)),
        microlitres: volume,
    });
    if !judged.assessment.stops.is_empty() {
        let may_override = actor.may_at(Act::DoseOverrideRule, &sheet.here);
        chosen.stop = Some(Stop::of(&judged.assessment.stops, may_override));
    }
    Ok(())
}

fn days_between(from: Date, to: Date) -> u32 {
    let days = from.duration_until(to).as_hours() / 24;
    u32::try_from(days).unwrap_or(0)
}

/// Lots of the product to tap, and lots of other products to change to.
fn offer(
    actor: &Actor,
    sheet: &SessionSheet,
    usable: &[&TableLot],
    first: &LotRow,
    chosen: &mut Chosen,
) {
    let t = actor.visit.texts();
    for lot in usable.iter().map(|laid| &laid.lot) {
        let name = format!("{} {}", product(&lot.product_code), lot.number);
        if lot.product_code == first.product_code {
            let expires = lot.expires_on.map(|day| {
                let text = t.text("lot-expires").set("day", day.0.shown());
                text.to_string()
            });
            let choice = Choice::new(lot.id.to_string(), name).chosen(lot.id == first.id);
            chosen.lots.push(choice.small(expires.unwrap_or_default()));
        } else {
            let (session, person) = (sheet.session.id, chosen.attendee);
            let address = format!("/station/sessions/{session}?person={person}&lot={}", lot.id);
            chosen.other_lots.push((format!("{address}#person"), name));
        }
    }
}
