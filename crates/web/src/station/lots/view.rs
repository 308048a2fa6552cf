//! What the pages of the stock show.

use jiff::civil::Date;
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Choice, Form};

/// Days before its last day of use in which a lot should go first.
const SOON: i32 = 31;

/// Whether a lot can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LotState {
    Good,
    /// Expires within a month.
    Soon,
    Expired,
}

impl LotState {
    /// As of a day.
    pub(crate) fn on(today: Date, expires: Option<Date>) -> Self {
        let Some(expires) = expires else {
            return LotState::Good;
        };
        let days = today.until(expires).map_or(0, |span| span.get_days());
        match days {
            ..0 => LotState::Expired,
            0..SOON => LotState::Soon,
            SOON.. => LotState::Good,
        }
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            LotState::Good => "good",
            LotState::Soon => "soon",
            LotState::Expired => "expired",
        }
    }

    /// Whether a warning sign stands beside it.
    pub(crate) fn warns(self) -> bool {
        self != LotState::Good
    }
}

/// A lot in the list.
pub(crate) struct LotLine {
    pub(crate) id: Uuid,
    pub(crate) product: String,
    pub(crate) lot: String,
    pub(crate) expires: Option<Date>,
    pub(crate) vials: u64,
    pub(crate) doses_per_vial: u64,
    pub(crate) state: LotState,
}

impl LotLine {
    /// Doses in the vials, by their label.
    pub(crate) fn doses(&self) -> u64 {
        self.vials * self.doses_per_vial
    }
}

/// Vials that were sent here and have not arrived.
pub(crate) struct UnderWay {
    /// Id of the transfer.
    pub(crate) sent: Uuid,
    pub(crate) what: String,
    pub(crate) vials: u64,
    pub(crate) from: String,
    pub(crate) on: Date,
    /// Id that the arrival will have.
    pub(crate) arrival: Uuid,
}

/// The page.
pub(crate) struct Lots {
    pub(crate) lines: Vec<LotLine>,
    pub(crate) under_way: Vec<UnderWay>,
    pub(crate) may_receive: bool,
}

impl Lots {
    /// Doses that can still be given.
    pub(crate) fn usable(&self) -> u64 {
        let lines = self.lines.iter();
        let usable = lines.filter(|line| line.state != LotState::Expired);
        usable.map(LotLine::doses).sum()
    }

    /// Lots that expire within a month.
    pub(crate) fn soon(&self) -> usize {
        let lines = self.lines.iter();
        lines.filter(|line| line.state == LotState::Soon).count()
    }
}

/// One entry of the stock book.
pub(crate) struct StockEntry {
    pub(crate) on: Date,
    /// A key of the family `stock-`.
    pub(crate) kind: String,
    /// Vials that came, or went if negative.
    pub(crate) vials: i64,
    pub(crate) who: String,
    /// Delivery note or reason.
    pub(crate) note: String,
}

impl StockEntry {
    /// Whether vials came.
    pub(crate) fn adds(&self) -> bool {
        self.vials >= 0
    }

    /// How many, without the sign.
    pub(crate) fn size(&self) -> u64 {
        self.vials.unsigned_abs()
    }
}

/// The page of a lot.
pub(crate) struct Lot {
    pub(crate) line: LotLine,
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
