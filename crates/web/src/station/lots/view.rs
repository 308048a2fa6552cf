//! What the pages of the stock show.

use jiff::civil::{Date, DateTime};
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Choice, Form};
use crate::texts::Texts;

/// Whether a lot can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LotState {
    Good,
    /// Expires within a month.
    Soon,
    Expired,
    /// Withdrawn by the ministry.
    Recalled,
    /// Nothing left.
    Empty,
}

impl LotState {
    pub(crate) fn code(self) -> &'static str {
        match self {
            LotState::Good => "good",
            LotState::Soon => "soon",
            LotState::Expired => "expired",
            LotState::Recalled => "recalled",
            LotState::Empty => "empty",
        }
    }

    /// Whether a warning sign stands beside it.
    pub(crate) fn warns(self) -> bool {
        matches!(
            self,
            LotState::Soon | LotState::Expired | LotState::Recalled
        )
    }
}

/// A lot in the list; all figures in doses.
pub(crate) struct LotLine {
    pub(crate) id: Uuid,
    pub(crate) product: String,
    pub(crate) lot: String,
    pub(crate) expires: Date,
    pub(crate) received: u64,
    pub(crate) given: u64,
    pub(crate) wasted: u64,
    pub(crate) left: u64,
    pub(crate) state: LotState,
}

/// The page.
pub(crate) struct Lots {
    pub(crate) lines: Vec<LotLine>,
    pub(crate) may_receive: bool,
}

impl Lots {
    /// Doses that can still be given.
    pub(crate) fn usable(&self) -> u64 {
        let usable = self
            .lines
            .iter()
            .filter(|line| matches!(line.state, LotState::Good | LotState::Soon));
        usable.map(|line| line.left).sum()
    }

    /// Lots that expire within a month.
    pub(crate) fn soon(&self) -> usize {
        let soon = self
            .lines
            .iter()
            .filter(|line| line.state == LotState::Soon);
        soon.count()
    }
}

/// What happened to a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Received,
    Used,
    Wasted,
    PassedOn,
}

impl EntryKind {
    pub(crate) fn code(self) -> &'static str {
        match self {
            EntryKind::Received => "received",
            EntryKind::Used => "used",
            EntryKind::Wasted => "wasted",
            EntryKind::PassedOn => "passed-on",
        }
    }
}

/// One entry of the stock book.
pub(crate) struct StockEntry {
    pub(crate) when: DateTime,
    pub(crate) kind: EntryKind,
    pub(crate) doses: u64,
    pub(crate) who: String,
    /// Delivery note, session or reason.
    pub(crate) note: String,
}

/// The page of a lot.
pub(crate) struct Lot {
    pub(crate) line: LotLine,
    pub(crate) doses_per_vial: u64,
    pub(crate) entries: Vec<StockEntry>,
    pub(crate) may_waste: bool,
    /// Id that the next entry will have.
    pub(crate) entry_id: Uuid,
}

/// The form of a receipt.
pub(crate) struct Receive {
    pub(crate) form: Form,
    pub(crate) products: Vec<Choice>,
}

page!(LotsPage, "station/lots/list.html", Lots);
page!(LotPage, "station/lots/page.html", Lot);
page!(ReceivePage, "station/lots/receive.html", Receive);
