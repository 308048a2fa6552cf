//! What the page of a session shows.

use jiff::civil::{Date, DateTime};
use khien_domain::{BirthDate, DoseKind, Sex};
use uuid::Uuid;

use super::Seat;
use crate::page::page;
use crate::pieces::{Choice, Number, Verdict};
use crate::station::board::SessionState;
use crate::station::doses::Stop;
use crate::station::person::DoseLine;

/// How far somebody is in the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Chưa đến.
    Expected,
    /// Chờ khám.
    Arrived,
    /// Đã khám, đủ điều kiện.
    Fit,
    /// Tạm hoãn.
    Deferred,
    /// Chống chỉ định.
    Contraindicated,
    /// Đã tiêm.
    Dosed,
}

impl Stage {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Stage::Expected => "expected",
            Stage::Arrived => "arrived",
            Stage::Fit => "fit",
            Stage::Deferred => "deferred",
            Stage::Contraindicated => "contraindicated",
            Stage::Dosed => "dosed",
        }
    }

    /// Whether a warning sign stands beside it.
    pub(crate) fn warns(self) -> bool {
        matches!(self, Stage::Deferred | Stage::Contraindicated)
    }
}

/// Somebody in the queue.
pub(crate) struct Attendee {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) born: BirthDate,
    pub(crate) sex: Sex,
    pub(crate) hamlet: String,
    pub(crate) stage: Stage,
    /// Ngoài danh sách.
    pub(crate) off_list: bool,
}

/// The dose whose turn it is.
pub(crate) struct Due {
    pub(crate) kind: DoseKind,
    pub(crate) ordinal: u8,
    /// Days since the last dose and days needed; nothing for a first dose.
    pub(crate) interval: Option<(u32, u32)>,
    /// Volume in microlitres.
    pub(crate) microlitres: u32,
}

/// The person in front of the clerk.
pub(crate) struct Chosen {
    pub(crate) attendee: Uuid,
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) born: BirthDate,
    pub(crate) age: u16,
    pub(crate) sex: Sex,
    pub(crate) number: Option<Number>,
    pub(crate) verdict: Verdict,
    pub(crate) stage: Stage,
    /// Guardian's consent is needed.
    pub(crate) minor: bool,
    /// When and by whom the screening was done.
    pub(crate) screened: Option<(DateTime, String)>,
    pub(crate) doses: Vec<DoseLine>,
    pub(crate) due: Option<Due>,
    /// Why the rules stop the dose.
    pub(crate) stop: Option<Stop>,
    /// Keys of the family `warning-`.
    pub(crate) warnings: Vec<&'static str>,
    /// Vials to draw from, the open one first and chosen.
    pub(crate) vials: Vec<Choice>,
    /// The id that the dose will have: pressing twice records once.
    pub(crate) dose_id: Uuid,
}

/// The page.
pub(crate) struct Session {
    pub(crate) id: Uuid,
    pub(crate) day: Date,
    /// `morning`, `afternoon`, `day`.
    pub(crate) part: &'static str,
    pub(crate) place: String,
    pub(crate) product: String,
    pub(crate) lot: String,
    pub(crate) expires: Date,
    pub(crate) state: SessionState,
    pub(crate) listed: u64,
    pub(crate) dosed: u64,
    pub(crate) vials: u64,
    /// Doses left in the open vial and until when it may be used.
    pub(crate) open_vial: Option<(u64, DateTime)>,
    pub(crate) confirmed: u64,
    pub(crate) said_wrong: u64,
    pub(crate) queue: Vec<Attendee>,
    /// People who have not come and are not shown.
    pub(crate) absent: u64,
    /// What was looked for in the list.
    pub(crate) typed: String,
    pub(crate) chosen: Option<Chosen>,
    pub(crate) seats: Vec<Seat>,
    pub(crate) may_close: bool,
}

impl Chosen {
    /// Whether a dose may be recorded, be it with a reason.
    pub(crate) fn may_give(&self) -> bool {
        self.stop.as_ref().is_none_or(|stop| stop.may_override)
    }
}

impl Session {
    /// The address of its acts.
    pub(crate) fn href(&self) -> String {
        format!("/station/sessions/{}", self.id)
    }
}

page!(SessionPage, "station/sessions/page.html", Session, "seats");
