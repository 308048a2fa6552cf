//! Calls into the registry for what waits.

use jiff::civil::Date;
use khien_certificate::x509::Certificate;
use khien_domain::rights::Act;
use khien_domain::{BirthDate, DoseKind, DoseState};
use khien_registry::By;
use khien_registry::signing::{self, DayError, Waiting};
use khien_store::{Moment, SigningCertificateRow, StoreError};
use uuid::Uuid;

use super::{
    CertificateChoice, DayLine, Days, DoseToSign, Doubtful, Facilities, FacilityLine,
    SigningDayView,
};
use crate::App;
use crate::forms::Fields;
use crate::pieces::Form;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};
use crate::station::people::calls::{birth_date, sex};
use crate::station::person::record::product;

/// Most doses on a page: the others come with the next act.
pub(super) const MOST: usize = 300;

/// How many doses wait at a desk; nothing where the account does not sign there.
pub(crate) async fn waiting(app: &App, by: &By<'_>, code: &str) -> Result<Option<u64>, StoreError> {
    match signing::signing_days(app.registry(), by, code).await {
        Ok(days) => {
            let doses: i64 = days.iter().map(|day| day.doses).sum();
            Ok(u64::try_from(doses).ok().filter(|doses| *doses > 0))
        }
        Err(DayError::Store(error)) => Err(error),
        Err(DayError::NotAllowed(_) | DayError::NoFacility) => Ok(None),
    }
}

pub(super) fn unseen(error: DayError) -> Problem {
    match error {
        DayError::NotAllowed(missing) => refused(missing),
        DayError::NoFacility => Problem::not_found(),
        DayError::Store(error) => failed(&error),
    }
}

fn late(actor: &Actor, day: Date) -> i32 {
    let late = day.until(actor.today()).map_or(0, |span| span.get_days());
    late.max(0)
}

/// The facilities that the account signs for, where doses wait.
pub(super) async fn facilities(app: &App, actor: &Actor) -> Result<Facilities, Problem> {
    let rows = signing::signing_facilities(app.registry(), &actor.by(app)).await;
    let rows = rows.map_err(unseen)?.into_iter();
    let lines = rows.map(|row| FacilityLine {
        late: late(actor, row.oldest.0),
        oldest: row.oldest.0,
        doses: row.doses,
        code: row.code,
        name: row.name,
    });
    Ok(Facilities {
        lines: lines.collect(),
    })
}

/// The days of a facility.
pub(super) async fn days(app: &App, actor: &Actor, code: &str) -> Result<Days, Problem> {
    let rows = signing::signing_days(app.registry(), &actor.by(app), code).await;
    let lines = rows.map_err(unseen)?.into_iter().map(|row| DayLine {
        day: row.day.0,
        doses: row.doses,
        late: late(actor, row.day.0),
    });
    let lines = lines.collect();
    Ok(Days {
        code: code.to_owned(),
        name: name(app, code).await?,
        lines,
        has_certificate: !choices(app, actor, None).await?.is_empty(),
    })
}

/// What a facility is called.
pub(super) async fn name(app: &App, code: &str) -> Result<String, Problem> {
    let name = async {
        let mut tx = app.registry().store().read().await?;
        Names::default().facility(&mut tx, code).await
    };
    name.await.map_err(|error| failed(&error))
}

/// The doses of a day; what was ticked stays ticked.
pub(super) async fn day(
    app: &App,
    actor: &Actor,
    (code, day): (&str, Date),
    sent: Option<&Fields>,
) -> Result<SigningDayView, Problem> {
    let found = signing::signing_day(app.registry(), &actor.by(app), code, day).await;
    let found = found.map_err(unseen)?;
    let ticked: Option<Vec<Uuid>> = sent.map(|fields| {
        let all = fields.all("dose").filter_map(super::act::dose);
        all.map(|(id, _)| id).collect()
    });
    let mut lines: Vec<DoseToSign> = found.waiting.into_iter().map(line).collect();
    for line in &mut lines {
        line.ticked = ticked.as_ref().is_none_or(|it| it.contains(&line.id));
    }
    lines.sort_by(|a, b| (a.rank(), &a.name, a.id).cmp(&(b.rank(), &b.name, b.id)));
    let later = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    let sessions = found.sessions.into_iter().map(|session| Doubtful {
        id: session.id,
        name: session.name,
        is_closed: session.is_closed,
    });
    let chosen = sent.and_then(|fields| fields.id("certificate"));
    let t = actor.visit.texts();
    Ok(SigningDayView {
        id: app.new_id(),
        code: code.to_owned(),
        name: name(app, code).await?,
        day,
        late: late(actor, day),
        lines,
        later,
        sessions: sessions.collect(),
        certificates: choices(app, actor, chosen).await?,
        may_read: actor.may_somewhere(Act::PersonRead),
        form: Form::new(t, "sign", Fields::default()),
    })
}

fn line(waiting: Waiting) -> DoseToSign {
    let settled = waiting.is_verified();
    let Waiting {
        dose,
        person,
        refused,
    } = waiting;
    DoseToSign {
        id: dose.id,
        version: dose.version,
        person: person.id,
        born: birth_date(&person).map(year),
        sex: sex(&person),
        name: person.full_name,
        product: product(&dose.product_code),
        lot: dose.lot_number.unwrap_or_default(),
        kind: DoseKind::parse(&dose.kind).unwrap_or(DoseKind::Primary),
        number: u8::try_from(dose.ordinal).unwrap_or(u8::MAX),
        settled,
        corrected: DoseState::parse(&dose.state) == Some(DoseState::Corrected),
        questioned: refused,
        ticked: true,
    }
}

fn year(born: BirthDate) -> i16 {
    match born {
        BirthDate::Day(day) => day.year(),
        BirthDate::Year(year) | BirthDate::Month { year, .. } => year,
    }
}

/// The account's certificates that are good now.
async fn choices(
    app: &App,
    actor: &Actor,
    chosen: Option<Uuid>,
) -> Result<Vec<CertificateChoice>, Problem> {
    let by = actor.by(app);
    let rows = signing::certificates(app.registry(), &by).await;
    let authorities = signing::authorities(app.registry()).await;
    let authorities = authorities.map_err(|error| failed(&error))?;
    let rows = rows.map_err(|error| failed(&error))?.into_iter();
    let choice = |row: SigningCertificateRow| {
        let mut accepted = authorities.iter().filter(|it| it.ended_at.is_none());
        let authority = accepted.find(|it| it.id == row.authority_id)?;
        let certificate = Certificate::from_der(&row.certificate).ok()?;
        let validity = certificate.validity();
        let is_good = row.ended_at.is_none() && validity.contains(actor.at);
        is_good.then(|| CertificateChoice {
            id: row.id,
            authority: authority.name.clone(),
            until: when(Moment(validity.not_after)).date(),
            held: holds(app, actor, &certificate),
            chosen: chosen == Some(row.id),
        })
    };
    let mut choices: Vec<CertificateChoice> = rows.filter_map(choice).collect();
    // A key at hand comes first.
    choices.sort_by_key(|choice| !choice.held);
    Ok(choices)
}

/// Whether the key of a certificate rests on this server.
pub(super) fn holds(app: &App, actor: &Actor, certificate: &Certificate) -> bool {
    let keys = app.settings().signer_keys.as_deref();
    keys.is_some_and(|keys| keys.holds(actor.account.account, certificate))
}
