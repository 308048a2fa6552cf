//! A list of residents through its three hands, and the session of this morning half-way through.

use super::{COMMUNE, District, STATION};
use crate::serve::outside::TimeIds;
use anyhow::{Context, Result};
use jiff::SignedDuration;
use khien_domain::{ConfirmationChannel, ConsentAnswer, RosterFinding, ScreeningResult};
use khien_registry::roster::{self, Finding, NewRoster};
use khien_registry::session::{
    self, CheckIn, ConfirmedField, Consent, Given, NewConfirmation, NewSession, Screening,
};
use khien_registry::stock;
use khien_registry::{Actor, NewIds};
use uuid::Uuid;

/// People on the list.
const EXPECTED: usize = 30;
/// How many of them have come.
const CAME: usize = 12;
/// How many of them came as soon as it opened: their watch is over by now.
const CAME_EARLY: usize = 4;
/// How long ago that was.
const WATCH_OVER: SignedDuration = SignedDuration::from_mins(40);
/// How many of those were given a dose, at most.
const GIVEN: usize = 7;
/// How many of those have confirmed their record.
const CONFIRMED: usize = 4;
/// Residents that are looked through for the list.
const LOOKED_THROUGH: i64 = 400;
/// Who was born before this year signs for themselves.
const ADULT: &str = "2004";
/// An older booster is long enough ago by every rule.
const DUE_SINCE: jiff::civil::Date = jiff::civil::Date::constant(2022, 2, 20);

/// Plays the morning; gives who is expected.
pub(super) async fn play(district: &District<'_>) -> Result<Vec<Uuid>> {
    let people = due(district).await?;
    let opening = district.earlier(WATCH_OVER);
    let roster = approved_list(&opening, &people).await?;
    let session = open_session(&opening, roster).await?;
    let clerk = district.actor("nhap-lieu").await?;
    let nurse = district.actor("tiem-chung").await?;
    let mut given = 0;
    for (number, person) in people.iter().take(CAME).enumerate() {
        let early = number < CAME_EARLY;
        let district = &district.earlier(if early {
            WATCH_OVER
        } else {
            SignedDuration::ZERO
        });
        let attendance = check_in(district, &clerk, session, *person).await?;
        if number >= CAME - 2 {
            continue;
        }
        screen(district, &nurse, attendance).await?;
        if given < GIVEN && give(district, &nurse, attendance).await? {
            given += 1;
            if given <= CONFIRMED {
                confirm(district, &nurse, attendance, given == CONFIRMED).await?;
            }
        }
    }
    Ok(people)
}

/// Grown-up residents whose last dose is some months ago.
async fn due(district: &District<'_>) -> Result<Vec<Uuid>> {
    let mut tx = district.registry.store().read().await?;
    let first = ("", Uuid::nil());
    let residents = tx
        .residents(COMMUNE, None, first.0, first.1, LOOKED_THROUGH)
        .await?;
    let mut due = Vec::new();
    for person in residents {
        let doses = tx.doses(person.id).await?;
        let last = doses.iter().map(|dose| dose.given_on.0).max();
        let adult = person
            .date_of_birth
            .as_deref()
            .is_some_and(|born| born < ADULT);
        if adult && last.is_some_and(|last| last < DUE_SINCE) {
            due.push(person.id);
        }
        if due.len() == EXPECTED {
            break;
        }
    }
    Ok(due)
}

/// Drawn up by the station, checked by the police, approved by the committee.
async fn approved_list(district: &District<'_>, people: &[Uuid]) -> Result<Uuid> {
    let station = district.actor("tram-y-te").await?;
    let by = district.by(&station, Some(STATION));
    let new = NewRoster {
        id: TimeIds.new_id(by.at),
        name: "Tiêm nhắc lại, đợt tháng 6".to_owned(),
        commune: COMMUNE.to_owned(),
        facility: Some(STATION.to_owned()),
        organisation: None,
        people: people.to_vec(),
    };
    roster::draft(district.registry, &by, &new).await?;
    let police = district.actor("cong-an-xa").await?;
    let findings: Vec<Finding> = people
        .iter()
        .map(|&person| Finding {
            person,
            result: RosterFinding::Right,
            note: String::new(),
        })
        .collect();
    roster::check(
        district.registry,
        &district.by(&police, None),
        new.id,
        &findings,
    )
    .await?;
    let committee = district.actor("ubnd-xa").await?;
    let seen = district
        .registry
        .store()
        .read()
        .await?
        .roster(new.id)
        .await?;
    let seen = seen.context("the list is there")?.version;
    roster::approve(
        district.registry,
        &district.by(&committee, None),
        new.id,
        seen,
    )
    .await?;
    Ok(new.id)
}

/// This morning's session, with the station's vials on the table.
async fn open_session(district: &District<'_>, roster: Uuid) -> Result<Uuid> {
    let head = district.actor("truong-tram").await?;
    let by = district.by(&head, Some(STATION));
    let stock = stock::read(district.registry, &by, STATION).await?;
    let new = NewSession {
        id: TimeIds.new_id(by.at),
        facility: STATION.to_owned(),
        roster: Some(roster),
        name: "Tiêm nhắc lại sáng thứ Hai".to_owned(),
        place: "Nhà văn hoá xã Mê Linh".to_owned(),
        commune: String::new(),
        held_on: by.today(),
        lots: stock.balances.iter().map(|row| row.lot_id).collect(),
    };
    session::plan(district.registry, &by, &new).await?;
    let seen = district
        .registry
        .store()
        .read()
        .await?
        .session(new.id)
        .await?;
    let seen = seen.context("the session is there")?.version;
    session::open(district.registry, &by, new.id, seen).await?;
    Ok(new.id)
}

async fn check_in(
    district: &District<'_>,
    clerk: &Actor,
    session: Uuid,
    person: Uuid,
) -> Result<Uuid> {
    let by = district.by(clerk, Some(STATION));
    let who = CheckIn {
        id: TimeIds.new_id(by.at),
        session,
        person,
    };
    let checked_in = session::check_in(district.registry, &by, who).await?;
    Ok(checked_in.attendance)
}

async fn screen(district: &District<'_>, nurse: &Actor, attendance: Uuid) -> Result<()> {
    let by = district.by(nurse, Some(STATION));
    let consent = Consent {
        attendance,
        answer: ConsentAnswer::Given,
        guardian: None,
    };
    session::consent(district.registry, &by, consent).await?;
    let screening = Screening {
        attendance,
        result: ScreeningResult::Fit,
        reasons: Vec::new(),
        note: String::new(),
    };
    session::screen(district.registry, &by, &screening).await?;
    Ok(())
}

/// Gives the dose, unless a rule stops it: then the person waits for whoever may override it.
async fn give(district: &District<'_>, nurse: &Actor, attendance: Uuid) -> Result<bool> {
    let by = district.by(nurse, Some(STATION));
    let given = Given {
        dose: TimeIds.new_id(by.at),
        attendance,
        lot: None,
        kind: None,
        ordinal: None,
        overridden: None,
    };
    match session::give(district.registry, &by, given).await {
        Ok(_) => Ok(true),
        Err(session::GiveError::Dose(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The person reads the record on the nurse's screen; one of them finds the phone wrong.
async fn confirm(
    district: &District<'_>,
    nurse: &Actor,
    attendance: Uuid,
    phone_is_wrong: bool,
) -> Result<()> {
    let by = district.by(nurse, Some(STATION));
    let said = NewConfirmation {
        id: TimeIds.new_id(by.at),
        attendance,
        channel: ConfirmationChannel::ReadAloud,
        refused: phone_is_wrong
            .then(|| ConfirmedField::Phone.into())
            .into_iter()
            .collect(),
    };
    session::confirm(district.registry, &by, &said).await?;
    Ok(())
}
