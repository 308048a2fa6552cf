//! What the board shows.

use jiff::civil::Date;
use uuid::Uuid;

use crate::page::page;
use crate::texts::{Marked, Texts};

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionState {
    /// Đã lên kế hoạch.
    Planned,
    /// Đang mở.
    Open,
    /// Đã đóng.
    Closed,
    /// Đã ký.
    Signed,
}

impl SessionState {
    /// As in the keys of the catalogue.
    pub(crate) fn code(self) -> &'static str {
        match self {
            SessionState::Planned => "planned",
            SessionState::Open => "open",
            SessionState::Closed => "closed",
            SessionState::Signed => "signed",
        }
    }
}

/// A session of today at its site.
pub(crate) struct Site {
    /// The session.
    pub(crate) session: Uuid,
    /// "Nhà văn hoá thôn Châu Giang".
    pub(crate) place: String,
    /// "Pfizer, lô FK0112".
    pub(crate) vaccine: String,
    /// How far it is.
    pub(crate) state: SessionState,
    /// People on the list.
    pub(crate) listed: u64,
    /// Doses entered.
    pub(crate) dosed: u64,
    /// People who said whether their record is right.
    pub(crate) confirmed: u64,
}

/// What can wait for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WaitingKind {
    /// Imports to look through.
    Imports,
    /// People whose record the register contradicts.
    Mismatches,
    /// People who have not confirmed their dose.
    Unconfirmed,
    /// Fields that people called wrong.
    SaidWrong,
    /// Rosters to draft or approve.
    Rosters,
    /// Sessions not closed since an earlier day.
    OpenSessions,
    /// Lots that expire soon.
    Expiring,
}

impl WaitingKind {
    /// As in the keys of the catalogue.
    pub(crate) fn code(self) -> &'static str {
        match self {
            WaitingKind::Imports => "imports",
            WaitingKind::Mismatches => "mismatches",
            WaitingKind::Unconfirmed => "unconfirmed",
            WaitingKind::SaidWrong => "said-wrong",
            WaitingKind::Rosters => "rosters",
            WaitingKind::OpenSessions => "open-sessions",
            WaitingKind::Expiring => "expiring",
        }
    }

    /// Where the work is.
    pub(crate) fn href(self) -> &'static str {
        match self {
            WaitingKind::Imports => "/station/imports",
            WaitingKind::Mismatches => "/station/unit?kind=mismatch",
            WaitingKind::Unconfirmed => "/station/unit?kind=unconfirmed",
            WaitingKind::SaidWrong => "/station/unit?kind=said-wrong",
            WaitingKind::Rosters => "/station/rosters",
            WaitingKind::OpenSessions => "/station/sessions",
            WaitingKind::Expiring => "/station/lots",
        }
    }
}

/// Work that waits.
pub(crate) struct Waiting {
    /// Of which kind.
    pub(crate) kind: WaitingKind,
    /// How much.
    pub(crate) count: u64,
    /// Since which day, where that matters.
    pub(crate) since: Option<Date>,
}

/// The page.
#[expect(clippy::struct_excessive_bools, reason = "one for each right")]
pub(crate) struct Board {
    /// Today.
    pub(crate) day: Date,
    /// Doses given, as the facility counts its vials; none if it has not reported yet.
    pub(crate) given: Option<u64>,
    /// Doses entered.
    pub(crate) entered: u64,
    /// Sessions of today.
    pub(crate) sites: Vec<Site>,
    /// What waits, the most urgent first.
    pub(crate) waiting: Vec<Waiting>,
    /// The facility whose day it is; none for an office.
    pub(crate) facility: Option<String>,
    /// The figure that stands, to be corrected.
    pub(crate) standing: Option<Uuid>,
    /// Of the figure that the form here makes.
    pub(crate) new_id: Uuid,
    /// Whether the account may report, or correct, how many doses were given.
    pub(crate) may_report: bool,
    /// Whether the account may see figures.
    pub(crate) may_see_figures: bool,
    /// Whether the account may see how far the doses of units are.
    pub(crate) may_see_funnel: bool,
    /// Whether the account may plan sessions.
    pub(crate) may_plan: bool,
    /// Whether the account may upload files.
    pub(crate) may_import: bool,
}

impl Board {
    /// Doses given and not entered.
    pub(crate) fn missing(&self) -> u64 {
        self.given.unwrap_or(0).saturating_sub(self.entered)
    }

    /// Doses entered beyond those counted: vials with more in them, or a wrong count.
    pub(crate) fn beyond(&self) -> u64 {
        self.given
            .map_or(0, |given| self.entered.saturating_sub(given))
    }

    /// People who said whether their record is right.
    pub(crate) fn confirmed(&self) -> u64 {
        self.sites.iter().map(|site| site.confirmed).sum()
    }

    /// The finding: what a tired person must know first.
    pub(crate) fn headline(&self, t: &'static Texts) -> Marked {
        if self.facility.is_none() {
            return t.text("board-office").marked();
        }
        let key = match (self.given, self.missing()) {
            (None, _) if self.entered > 0 => "board-not-reported",
            (None | Some(0), _) if self.sites.is_empty() => "board-no-sessions",
            (None | Some(0), _) => "board-nothing-given",
            (Some(_), 0) => "board-all-entered",
            (Some(_), _) => "board-missing",
        };
        let text = t.text(key).set("given", self.given.unwrap_or(0));
        let text = text.set("entered", self.entered);
        text.set("missing", self.missing()).marked()
    }
}

page!(BoardPage, "station/board/page.html", Board);
