//! A session as its page shows it.

use std::cmp::Reverse;

use khien_domain::rights::{Act, Place};
use khien_domain::{AttendanceState, fold};
use khien_registry::person::{self, FindError};
use khien_registry::session::{Attending, SessionSheet, TableLot};
use khien_store::PersonRow;
use uuid::Uuid;

use super::in_front::{in_front, off_list};
use super::plan::in_stock;
use super::{read, state};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused};
use crate::station::people::PersonLine;
use crate::station::people::calls::{birth_date, line, sex};
use crate::station::person::record::product;
use crate::station::sessions::{Attendee, May, Seat, SeatState, Session};
use crate::texts::Dated;

/// Most people in the queue, and most of a search.
const MOST: usize = 14;

/// Who is in front of the clerk.
#[derive(Clone, Copy)]
pub(in crate::station::sessions) enum InFront {
    /// Nobody yet.
    Nobody,
    /// Somebody who attends.
    Attending(Uuid),
    /// A person whom the list has not.
    OffList(Uuid),
}

/// A session with the person in front, and the lot from which the dose would be.
pub(in crate::station::sessions) async fn session(
    app: &App,
    actor: &Actor,
    id: Uuid,
    asked: (InFront, Option<Uuid>),
    typed: &str,
) -> Result<Session, Problem> {
    let sheet = read(app, actor, id).await?;
    let may = may(actor, &sheet.here);
    let (person, lot) = asked;
    let chosen = match person {
        InFront::Nobody => None,
        InFront::Attending(id) => match sheet.people.iter().find(|it| it.attendance.id == id) {
            Some(attending) => Some(in_front(app, actor, &sheet, attending, lot).await?),
            None => return Err(Problem::not_found()),
        },
        InFront::OffList(id) => match sheet.people.iter().find(|it| it.person.id == id) {
            Some(attending) => Some(in_front(app, actor, &sheet, attending, lot).await?),
            None => Some(off_list(app, actor, &sheet, id).await?),
        },
    };
    let (queue, absent) = queue(&sheet, typed);
    let row = &sheet.session;
    let stock = if may.dose || may.plan {
        let mut stock = in_stock(app, actor, &row.facility_code).await?;
        let laid: Vec<String> = sheet.table.iter().map(|it| it.lot.id.to_string()).collect();
        stock.retain(|choice| laid.first() != Some(&choice.value));
        stock
    } else {
        Vec::new()
    };
    Ok(Session {
        id,
        version: row.version,
        day: row.held_on.0,
        name: row.name.clone(),
        place: row.place.clone(),
        table: sheet
            .table
            .iter()
            .map(|laid| lot_line(actor, laid))
            .collect(),
        stock,
        state: state(&row.state),
        counts: sheet.counts,
        queue,
        absent,
        typed: typed.to_owned(),
        sealed: actor.visit.seal(app, typed),
        strangers: strangers(app, actor, &sheet, typed).await?,
        chosen,
        seats: seats(actor, &sheet.people),
        may,
    })
}

fn may(actor: &Actor, here: &Place) -> May {
    let may = |act| actor.may_at(act, here);
    May {
        plan: may(Act::SessionPlan),
        open: may(Act::SessionOpen),
        close: may(Act::SessionClose),
        check_in: may(Act::SessionCheckIn),
        consent: may(Act::SessionConsent),
        screen: may(Act::SessionScreen),
        dose: may(Act::SessionDose),
        watch: may(Act::SessionWatch),
        confirm: may(Act::SessionConfirm),
        react: may(Act::SessionReaction),
        take_back: may(Act::DoseVoid),
        export: may(Act::ListExport),
    }
}

/// "Comirnaty, lô FK0112, hạn 31/08/2022".
pub(super) fn lot_line(actor: &Actor, laid: &TableLot) -> String {
    let lot = &laid.lot;
    let name = actor.visit.texts().text("session-lot");
    let name = name.set("product", product(&lot.product_code));
    let day = lot.expires_on.map(|day| day.0.shown());
    let name = name.set("lot", &lot.number);
    name.set("day", day.unwrap_or_default()).to_string()
}

/// How far somebody is; what cannot be read has left.
pub(super) fn stage(attending: &Attending) -> AttendanceState {
    AttendanceState::parse(&attending.attendance.state).unwrap_or(AttendanceState::Left)
}

/// Who waits, longest first, then who is expected; or whoever fits what was typed. And how many
/// expected people are not shown.
fn queue(sheet: &SessionSheet, typed: &str) -> (Vec<Attendee>, usize) {
    use AttendanceState::{
        CheckedIn, Contraindicated, Deferred, Dosed, Expected, Fit, Left, NoShow,
    };
    let mut people: Vec<&Attending> = if typed.is_empty() {
        let wait = |it: &&Attending| !matches!(stage(it), Dosed | Left | NoShow);
        sheet.people.iter().filter(wait).collect()
    } else {
        let sought = Sought::of(typed);
        let fits = |it: &&Attending| sought.fits(&it.person);
        sheet.people.iter().filter(fits).collect()
    };
    people.sort_by_key(|it| {
        let rank = match stage(it) {
            Fit => 0,
            CheckedIn => 1,
            Expected => 2,
            Deferred | Contraindicated => 3,
            Dosed | Left | NoShow => 4,
        };
        (rank, it.attendance.checked_in_at.map(|at| at.0))
    });
    people.truncate(MOST);
    let shown = people.iter().filter(|it| stage(it) == Expected).count();
    let expected = usize::try_from(sheet.counts.expected).unwrap_or(0);
    let queue = people.into_iter().map(attendee).collect();
    (queue, expected.saturating_sub(shown))
}

fn attendee(attending: &Attending) -> Attendee {
    let person = &attending.person;
    Attendee {
        id: attending.attendance.id,
        name: person.full_name.clone(),
        born: birth_date(person),
        sex: sex(person),
        hamlet: person.hamlet.clone().unwrap_or_default(),
        stage: stage(attending),
        off_list: !attending.attendance.on_list,
    }
}

/// What was typed, as a list of a session is searched with it.
struct Sought {
    /// Words of a name, folded.
    words: Vec<String>,
    /// Numbers, also those at the beginning of a card's text.
    numbers: Vec<String>,
}

impl Sought {
    fn of(typed: &str) -> Self {
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        if typed.contains('|') {
            let numbers = typed.split('|').take(2).map(digits);
            return Self {
                words: Vec::new(),
                numbers: numbers.filter(|it| !it.is_empty()).collect(),
            };
        }
        if typed.chars().any(char::is_alphabetic) {
            let folded = fold(typed);
            return Self {
                words: folded.split_whitespace().map(str::to_owned).collect(),
                numbers: Vec::new(),
            };
        }
        Self {
            words: Vec::new(),
            numbers: vec![digits(typed)],
        }
    }

    fn fits(&self, person: &PersonRow) -> bool {
        if !self.words.is_empty() {
            let name = fold(&person.full_name);
            return self.words.iter().all(|word| name.contains(word.as_str()));
        }
        let has = |kept: &Option<String>, number: &str| {
            let kept = kept.as_deref().unwrap_or_default();
            number.len() >= 3 && kept.contains(number)
        };
        self.numbers.iter().any(|number| {
            let all = [&person.id_number, &person.old_number, &person.phone];
            all.into_iter().any(|kept| has(kept, number))
        })
    }
}

/// The one person of the session whom a full number or a card names.
pub(in crate::station::sessions) async fn the_one(
    app: &App,
    actor: &Actor,
    id: Uuid,
    typed: &str,
) -> Result<Option<Uuid>, Problem> {
    let sought = Sought::of(typed);
    if !sought.words.is_empty() || sought.numbers.iter().all(|number| number.len() < 9) {
        return Ok(None);
    }
    let sheet = read(app, actor, id).await?;
    let mut found = sheet.people.iter().filter(|it| sought.fits(&it.person));
    let first = found.next().map(|it| it.attendance.id);
    Ok(first.filter(|_| found.next().is_none()))
}

/// People who fit what was typed and do not attend.
async fn strangers(
    app: &App,
    actor: &Actor,
    sheet: &SessionSheet,
    typed: &str,
) -> Result<Vec<PersonLine>, Problem> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let found = match person::find(app.registry(), &actor.by(app), typed).await {
        Ok(found) => found,
        Err(FindError::TooShort | FindError::NotAllowed(_)) => return Ok(Vec::new()),
        Err(FindError::Store(error)) => return Err(failed(&error)),
    };
    let attends = |row: &PersonRow| sheet.people.iter().any(|it| it.person.id == row.id);
    let others = found.iter().filter(|row| !attends(row)).take(MOST);
    Ok(others.map(|row| line(actor, row)).collect())
}

/// Those who are watched, the first to go on top.
fn seats(actor: &Actor, people: &[Attending]) -> Vec<Seat> {
    let watched = people
        .iter()
        .filter(|it| stage(it) == AttendanceState::Dosed);
    let mut seats: Vec<Seat> = watched
        .map(|it| {
            let until = it.attendance.watch_until.map(|end| end.0);
            let left = until.map_or(0, |end| actor.at.duration_until(end).as_secs().max(0));
            let refused = it.said.as_ref().map(|said| said.refused.as_str());
            Seat {
                attendee: it.attendance.id,
                name: it.person.full_name.clone(),
                left: u64::try_from(left).unwrap_or(0),
                state: SeatState::of(refused),
            }
        })
        .collect();
    seats.sort_by_key(|seat| (seat.left, Reverse(seat.attendee)));
    seats
}

/// What a page says when somebody may not see a person.
pub(super) fn unreadable(error: person::ReadError) -> Problem {
    match error {
        person::ReadError::NotAllowed(missing) => refused(missing),
        person::ReadError::NoPerson => Problem::not_found(),
        person::ReadError::Store(error) => failed(&error),
    }
}
