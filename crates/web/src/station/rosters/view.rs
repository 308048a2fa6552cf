//! What the pages of rosters show.

use std::borrow::Borrow;

use jiff::civil::{Date, DateTime};
use khien_domain::{BirthDate, RosterFinding, RosterState, Sex};
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Form, Number, Pager};

/// A roster in the list.
pub(crate) struct RosterLine {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// The employer or school that drew it up; empty: the station.
    pub(crate) by: String,
    pub(crate) people: usize,
    pub(crate) state: RosterState,
    pub(crate) since: Date,
}

/// The list.
pub(crate) struct Rosters {
    pub(crate) lines: Vec<RosterLine>,
    pub(crate) may_draft: bool,
}

/// Somebody on a roster.
pub(crate) struct RosterPerson {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) born: Option<BirthDate>,
    pub(crate) sex: Option<Sex>,
    pub(crate) number: Option<Number>,
    /// What the police found; nothing so far.
    pub(crate) result: Option<RosterFinding>,
    /// In their words.
    pub(crate) note: String,
}

/// A state that was reached.
pub(crate) struct Step {
    pub(crate) state: RosterState,
    pub(crate) when: DateTime,
    pub(crate) who: String,
}

/// The page of a roster.
#[expect(clippy::struct_excessive_bools, reason = "one for each right")]
pub(crate) struct Roster {
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) by: String,
    pub(crate) state: RosterState,
    /// When each step was reached, and by whom.
    pub(crate) steps: Vec<Step>,
    pub(crate) count: usize,
    pub(crate) checked: usize,
    pub(crate) wrong: usize,
    pub(crate) people: Vec<RosterPerson>,
    pub(crate) pager: Pager,
    pub(crate) may_change: bool,
    pub(crate) may_check: bool,
    pub(crate) may_approve: bool,
    pub(crate) may_send_back: bool,
    /// Numbers that were typed and name nobody, or several people.
    pub(crate) typed: String,
    pub(crate) unknown: Vec<String>,
}

impl Roster {
    /// When the step was reached.
    pub(crate) fn reached(&self, state: impl Borrow<RosterState>) -> Option<&Step> {
        self.steps.iter().find(|step| step.state == *state.borrow())
    }

    /// People about whom the police said nothing so far.
    pub(crate) fn unchecked(&self) -> usize {
        self.count - self.checked
    }
}

/// The form of a new roster.
pub(crate) struct Draft {
    pub(crate) form: Form,
    /// The account works in no one commune.
    pub(crate) asks_commune: bool,
    /// Lines that name nobody, or several people.
    pub(crate) unknown: Vec<String>,
}

page!(RostersPage, "station/rosters/list.html", Rosters);
page!(RosterPage, "station/rosters/page.html", Roster);
page!(DraftPage, "station/rosters/new.html", Draft);
