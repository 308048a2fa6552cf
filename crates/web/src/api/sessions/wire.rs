//! Sessions and who is at them, as they travel.

use khien_registry::session::{
    Attending, LotReconciliation, Reconciliation, SessionBoard, SessionCounts, SessionSheet,
    TableLot,
};
use khien_store::{AttendanceRow, SessionRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::doses::{DoseKindSent, Nth, Override};
use crate::api::wire::{
    ChannelCode, ConfirmedFieldCode, ConsentCode, IsoDay, ScreeningReasonCode, ScreeningResultCode,
    SeverityCode, SignCode,
};

/// A session to be planned.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionToPlan {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// Code of the facility that holds it.
    pub(super) facility: String,
    /// An approved list of those who are to come.
    pub(super) roster: Option<Uuid>,
    /// As staff call it.
    pub(super) name: String,
    /// Where it takes place, in words.
    pub(super) place: String,
    /// Commune where it takes place.
    pub(super) commune: String,
    /// On which day.
    pub(super) held_on: IsoDay,
    /// Lots on the table, in order of use.
    #[serde(default)]
    pub(super) lots: Vec<Uuid>,
}

/// Somebody who came.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Coming {
    /// A UUID of version 7 that the client made, for somebody off the list; or `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// Who.
    pub(super) person: Uuid,
}

/// What somebody said to being vaccinated.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsentSaid {
    /// The answer.
    pub(super) answer: ConsentCode,
    /// The guardian who answers for a minor.
    pub(super) guardian: Option<Uuid>,
}

/// What the screening found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScreeningDone {
    /// The result.
    pub(super) result: ScreeningResultCode,
    /// Why, where not fit.
    #[serde(default)]
    pub(super) reasons: Vec<ScreeningReasonCode>,
    /// In words.
    pub(super) note: Option<String>,
}

/// A dose that was given at the desk.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DoseGiven {
    /// Id of the dose: a UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// The lot; if left out, the first on the table.
    pub(super) lot: Option<Uuid>,
    /// What it was for; if left out, as the rules suggest.
    pub(super) kind: Option<DoseKindSent>,
    /// Which of its kind; if left out, the next.
    pub(super) ordinal: Option<Nth>,
    /// Rules that are overridden.
    #[serde(rename = "override")]
    pub(super) overridden: Option<Override>,
}

/// The dose is recorded and the watch begins.
#[derive(Serialize, ToSchema)]
pub(super) struct WatchBegun {
    /// Id of the dose.
    pub(super) dose: Uuid,
    /// Until when the person is watched.
    #[schema(format = DateTime)]
    pub(super) watch_until: String,
}

/// Which fields somebody confirmed before leaving.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfirmationSaid {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// How they were asked.
    pub(super) channel: ChannelCode,
    /// Fields that they refuse; all others are confirmed.
    #[serde(default)]
    pub(super) refused: Vec<ConfirmedFieldCode>,
}

/// A reaction that was seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReactionSeen {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// How severe it is.
    pub(super) severity: SeverityCode,
    /// What was seen.
    pub(super) signs: Vec<SignCode>,
}

/// Somebody leaves.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Leaving {
    /// Why before the watch is over.
    pub(super) early: Option<String>,
}

/// What was counted of a lot.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LotCounted {
    /// The lot.
    pub(super) lot: Uuid,
    /// Vials that were opened.
    pub(super) vials_opened: u32,
    /// Doses of them that were not given.
    pub(super) doses_wasted: u32,
}

/// The counts at the end of a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionToClose {
    /// Every lot that was on the table.
    pub(super) lots: Vec<LotCounted>,
    /// Why the counts differ.
    pub(super) reason: Option<String>,
    /// Why more was opened than was there.
    pub(super) shortfall: Option<String>,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub(super) struct Session {
    pub(super) id: Uuid,
    facility: String,
    roster: Option<Uuid>,
    name: String,
    place: String,
    commune: String,
    held_on: IsoDay,
    /// `planned`, `open`, `closed`, `signed`.
    pub(super) state: String,
    /// Counts changes; the number in the `ETag`.
    pub(super) version: i64,
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        Self {
            id: row.id,
            facility: row.facility_code,
            roster: row.roster_id,
            name: row.name,
            place: row.place,
            commune: row.commune_code,
            held_on: IsoDay(row.held_on.0),
            state: row.state,
            version: row.version,
        }
    }
}

/// How many people are how far.
#[derive(Serialize, ToSchema)]
pub(super) struct Counts {
    listed: i64,
    off_list: i64,
    expected: i64,
    here: i64,
    deferred: i64,
    contraindicated: i64,
    dosed: i64,
    watching: i64,
    left: i64,
    left_without_dose: i64,
    no_show: i64,
    confirmed: i64,
    refused: i64,
    unconfirmed: i64,
    reactions: i64,
    severe_reactions: i64,
}

impl From<SessionCounts> for Counts {
    fn from(counts: SessionCounts) -> Self {
        Self {
            listed: counts.listed,
            off_list: counts.off_list,
            expected: counts.expected,
            here: counts.here,
            deferred: counts.deferred,
            contraindicated: counts.contraindicated,
            dosed: counts.dosed,
            watching: counts.watching,
            left: counts.left,
            left_without_dose: counts.left_without_dose,
            no_show: counts.no_show,
            confirmed: counts.confirmed,
            refused: counts.refused,
            unconfirmed: counts.unconfirmed,
            reactions: counts.reactions,
            severe_reactions: counts.severe_reactions,
        }
    }
}

/// A session with its counts.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionLine {
    session: Session,
    counts: Counts,
}

impl From<SessionBoard> for SessionLine {
    fn from(board: SessionBoard) -> Self {
        Self {
            session: board.session.into(),
            counts: board.counts.into(),
        }
    }
}

/// Sessions of a facility on a day.
#[derive(Serialize, ToSchema)]
pub(super) struct Board {
    pub(super) sessions: Vec<SessionLine>,
}

/// A lot on the table.
#[derive(Serialize, ToSchema)]
struct LotOnTable {
    lot: Uuid,
    product: String,
    number: String,
    expires_on: Option<IsoDay>,
    /// Whether it may be used on this day.
    usable: bool,
}

impl From<TableLot> for LotOnTable {
    fn from(on: TableLot) -> Self {
        Self {
            lot: on.lot.id,
            product: on.lot.product_code,
            number: on.lot.number,
            expires_on: on.lot.expires_on.map(|day| IsoDay(day.0)),
            usable: on.usable,
        }
    }
}

/// Somebody at a session.
#[derive(Serialize, ToSchema)]
pub(super) struct Attendance {
    /// Id for the desks that follow.
    pub(super) id: Uuid,
    session: Uuid,
    person: Uuid,
    /// Whether the list has them.
    on_list: bool,
    /// How far they are: `expected`, `checked_in`, `fit`, `deferred`, `contraindicated`, …
    state: String,
    /// The dose that they got.
    dose: Option<Uuid>,
    /// Until when they are watched.
    #[schema(format = DateTime)]
    watch_until: Option<String>,
    version: i64,
}

impl From<AttendanceRow> for Attendance {
    fn from(row: AttendanceRow) -> Self {
        Self {
            id: row.id,
            session: row.session_id,
            person: row.person_id,
            on_list: row.on_list,
            state: row.state,
            dose: row.dose_id,
            watch_until: row.watch_until.map(|at| at.0.to_string()),
            version: row.version,
        }
    }
}

/// Somebody at a session, by name.
#[derive(Serialize, ToSchema)]
struct Attendee {
    full_name: String,
    date_of_birth: Option<String>,
    sex: Option<String>,
    attendance: Attendance,
    /// Whether they confirmed or refused what was recorded.
    confirmed: bool,
}

impl From<Attending> for Attendee {
    fn from(one: Attending) -> Self {
        Self {
            full_name: one.person.full_name,
            date_of_birth: one.person.date_of_birth,
            sex: one.person.sex,
            attendance: one.attendance.into(),
            confirmed: one.said.is_some(),
        }
    }
}

/// A session with its table and its people.
#[derive(Serialize, ToSchema)]
pub(super) struct Sheet {
    session: Session,
    counts: Counts,
    table: Vec<LotOnTable>,
    people: Vec<Attendee>,
}

impl From<SessionSheet> for Sheet {
    fn from(sheet: SessionSheet) -> Self {
        Self {
            session: sheet.session.into(),
            counts: sheet.counts.into(),
            table: sheet.table.into_iter().map(Into::into).collect(),
            people: sheet.people.into_iter().map(Into::into).collect(),
        }
    }
}

/// Where the counts of a session differ, for the problem `counts-differ`.
pub(super) fn differences(found: &Reconciliation) -> serde_json::Value {
    let lot = |it: &LotReconciliation| {
        serde_json::json!({
            "lot": it.lot,
            "vials_opened": it.vials_opened,
            "nominal": it.nominal,
            "most": it.most,
            "recorded": it.recorded,
            "wasted": it.wasted,
            "differs": it.difference.is_some(),
        })
    };
    found.lots.iter().map(lot).collect()
}
