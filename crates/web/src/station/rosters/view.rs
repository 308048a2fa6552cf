//! What the pages of rosters show.

use std::borrow::Borrow;

use jiff::civil::{Date, DateTime};
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Choice, Form, Number, Pager};
use crate::texts::Texts;

/// How far a roster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RosterState {
    Drafted,
    /// With commune police.
    WithPolice,
    Checked,
    /// By the People's Committee of the commune.
    Approved,
    Used,
}

impl RosterState {
    /// In order.
    pub(crate) const ALL: [RosterState; 5] = [
        RosterState::Drafted,
        RosterState::WithPolice,
        RosterState::Checked,
        RosterState::Approved,
        RosterState::Used,
    ];

    pub(crate) fn code(self) -> &'static str {
        match self {
            RosterState::Drafted => "drafted",
            RosterState::WithPolice => "with-police",
            RosterState::Checked => "checked",
            RosterState::Approved => "approved",
            RosterState::Used => "used",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What police found about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckResult {
    NotYet,
    Right,
    Wrong,
    /// Does not live here.
    Elsewhere,
}

impl CheckResult {
    pub(crate) const ALL: [CheckResult; 4] = [
        CheckResult::NotYet,
        CheckResult::Right,
        CheckResult::Wrong,
        CheckResult::Elsewhere,
    ];

    pub(crate) fn code(self) -> &'static str {
        match self {
            CheckResult::NotYet => "not-yet",
            CheckResult::Right => "right",
            CheckResult::Wrong => "wrong",
            CheckResult::Elsewhere => "elsewhere",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.code() == code)
    }
}

/// A roster in the list.
pub(crate) struct RosterLine {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// A key of the family `roster-by-`: `station`, `employer`, `school`.
    pub(crate) by: &'static str,
    pub(crate) people: u64,
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
    pub(crate) born: BirthDate,
    pub(crate) sex: Sex,
    pub(crate) number: Option<Number>,
    pub(crate) result: CheckResult,
    /// "nhắc lại 1"; empty if nothing is due.
    pub(crate) due: String,
}

/// The page of a roster.
pub(crate) struct Roster {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) by: &'static str,
    pub(crate) state: RosterState,
    /// When each step was reached, and by whom.
    pub(crate) steps: Vec<(RosterState, DateTime, String)>,
    pub(crate) count: u64,
    pub(crate) checked: u64,
    pub(crate) wrong: u64,
    pub(crate) people: Vec<RosterPerson>,
    pub(crate) pager: Pager,
    /// The step that the account may take now.
    pub(crate) next: Option<RosterState>,
    pub(crate) may_record_results: bool,
}

impl Roster {
    /// When the step was reached.
    pub(crate) fn reached(
        &self,
        state: impl Borrow<RosterState>,
    ) -> Option<&(RosterState, DateTime, String)> {
        self.steps
            .iter()
            .find(|(reached, ..)| reached == state.borrow())
    }
}

/// The form of a new roster.
pub(crate) struct Draft {
    pub(crate) form: Form,
}

page!(RostersPage, "station/rosters/list.html", Rosters);
page!(RosterPage, "station/rosters/page.html", Roster);
page!(DraftPage, "station/rosters/new.html", Draft);
