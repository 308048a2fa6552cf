//! What the page of a session shows.

use jiff::civil::{Date, DateTime};
use khien_domain::{AttendanceState, BirthDate, ConsentAnswer, DoseKind, Sex};
use khien_registry::session::{Refused, SessionCounts};
use uuid::Uuid;

use super::Seat;
use crate::page::page;
use crate::pieces::{Choice, Number, Verdict};
use crate::station::board::SessionState;
use crate::station::doses::Stop;
use crate::station::people::PersonLine;
use crate::station::person::DoseLine;

/// Somebody in the queue.
pub(crate) struct Attendee {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) born: Option<BirthDate>,
    pub(crate) sex: Option<Sex>,
    pub(crate) hamlet: String,
    pub(crate) stage: AttendanceState,
    /// Ngoài danh sách.
    pub(crate) off_list: bool,
}

impl Attendee {
    /// Whether a warning sign stands beside the stage.
    pub(crate) fn warns(&self) -> bool {
        let stages = [AttendanceState::Deferred, AttendanceState::Contraindicated];
        stages.contains(&self.stage)
    }
}

/// The dose whose turn it is.
pub(crate) struct Due {
    pub(crate) kind: DoseKind,
    /// Which of its kind.
    pub(crate) nth: u8,
    /// Days since the last dose; nothing for a first dose.
    pub(crate) days: Option<u32>,
    /// Volume in microlitres, where the rules give one for this age.
    pub(crate) microlitres: Option<u16>,
}

/// What the screening found.
pub(crate) struct Screened {
    /// Codes of the family `screen-reason-`.
    pub(crate) reasons: Vec<String>,
    pub(crate) note: String,
    pub(crate) who: String,
}

/// The person in front of the clerk.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the person that the page says or not"
)]
pub(crate) struct Chosen {
    /// The attendance; for somebody off the list the one that checking in will make.
    pub(crate) attendee: Uuid,
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) born: Option<BirthDate>,
    pub(crate) age: Option<u16>,
    pub(crate) sex: Option<Sex>,
    pub(crate) number: Option<Number>,
    pub(crate) verdict: Verdict,
    pub(crate) stage: AttendanceState,
    pub(crate) off_list: bool,
    /// A guardian has to sign.
    pub(crate) minor: bool,
    /// The guardian whom the record names.
    pub(crate) guardian: Option<String>,
    /// What was answered on the consent form.
    pub(crate) consent: Option<ConsentAnswer>,
    pub(crate) screened: Option<Screened>,
    /// Whether the reader may see the earlier doses.
    pub(crate) may_see_doses: bool,
    pub(crate) doses: Vec<DoseLine>,
    pub(crate) due: Option<Due>,
    /// Why the rules stop the dose.
    pub(crate) stop: Option<Stop>,
    /// An earlier dose was followed by a severe reaction.
    pub(crate) reacted: bool,
    /// Lots of the product to draw from, the first chosen.
    pub(crate) lots: Vec<Choice>,
    /// Lots of other products on the table: address and name. Dose and volume differ with them.
    pub(crate) other_lots: Vec<(String, String)>,
    /// Whether the person has a dose of this session.
    pub(crate) dosed: bool,
    /// Until when the person is watched, if that is not over.
    pub(crate) watched_until: Option<DateTime>,
    /// Whether the person said anything of the record.
    pub(crate) said: bool,
    /// What they called wrong, and what is right instead.
    pub(crate) wrong: Vec<Refused>,
    /// Ids that a form makes: pressing twice records once.
    pub(crate) new_id: Uuid,
}

impl Chosen {
    /// Whether a dose may be recorded, be it with a reason.
    pub(crate) fn may_give(&self) -> bool {
        let stopped = self.stop.as_ref();
        !self.lots.is_empty() && stopped.is_none_or(|stop| stop.may_override)
    }

    /// Whether the person agreed.
    pub(crate) fn agreed(&self) -> bool {
        self.consent == Some(ConsentAnswer::Given)
    }

    /// Whether the person is somewhere where checking in comes next.
    pub(crate) fn may_come(&self) -> bool {
        use AttendanceState::{Expected, Left, NoShow};
        !self.dosed && [Expected, Left, NoShow].contains(&self.stage)
    }
}

/// What the reader may do at this session.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each right")]
pub(crate) struct May {
    pub(crate) plan: bool,
    pub(crate) open: bool,
    pub(crate) close: bool,
    pub(crate) check_in: bool,
    pub(crate) consent: bool,
    pub(crate) screen: bool,
    pub(crate) dose: bool,
    pub(crate) watch: bool,
    pub(crate) confirm: bool,
    pub(crate) react: bool,
    pub(crate) take_back: bool,
    pub(crate) export: bool,
}

/// The page.
pub(crate) struct Session {
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) day: Date,
    pub(crate) name: String,
    pub(crate) place: String,
    /// Lots on the table, the one that is offered first at first.
    pub(crate) table: Vec<String>,
    /// Lots in stock that are not on it.
    pub(crate) stock: Vec<Choice>,
    pub(crate) state: SessionState,
    pub(crate) counts: SessionCounts,
    pub(crate) queue: Vec<Attendee>,
    /// People who have not come and are not shown.
    pub(crate) absent: usize,
    /// What was looked for.
    pub(crate) typed: String,
    /// The same, sealed: to register somebody nobody knows.
    pub(crate) sealed: String,
    /// People who fit what was typed and are not on the list.
    pub(crate) strangers: Vec<PersonLine>,
    pub(crate) chosen: Option<Chosen>,
    pub(crate) seats: Vec<Seat>,
    pub(crate) may: May,
}

impl Session {
    /// The address of its acts.
    pub(crate) fn href(&self) -> String {
        format!("/station/sessions/{}", self.id)
    }

    /// Whether people can be attended to.
    pub(crate) fn is_open(&self) -> bool {
        self.state == SessionState::Open
    }
}

page!(SessionPage, "station/sessions/page.html", Session, "seats");
