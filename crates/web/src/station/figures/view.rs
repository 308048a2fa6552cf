//! What the pages of figures show.

use jiff::civil::Date;
use khien_registry::figure::Figures;
use uuid::Uuid;

use crate::page::page;

/// A figure that stands, as a form corrects it.
pub(crate) struct Standing {
    pub(crate) id: Uuid,
    pub(crate) given: i64,
    /// Why it replaced the one before; empty for a first report.
    pub(crate) reason: String,
}

/// A day of a facility.
pub(crate) struct DayLine {
    pub(crate) day: Date,
    pub(crate) figures: Figures,
    pub(crate) standing: Option<Standing>,
    /// Of a report or correction made on this page: sent twice, it counts once.
    pub(crate) new_id: Uuid,
}

/// Days of a facility.
pub(crate) struct OfFacility {
    pub(crate) code: String,
    pub(crate) name: String,
    /// The newest first.
    pub(crate) days: Vec<DayLine>,
    pub(crate) total: Figures,
    pub(crate) may_report: bool,
    pub(crate) may_correct: bool,
    /// A day before those shown.
    pub(crate) earlier: Date,
}

/// A unit or facility in a comparison.
pub(crate) struct Line {
    /// Where it opens; empty for facilities that lie nowhere any more.
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) facilities: i64,
    pub(crate) reporting: i64,
    pub(crate) figures: Figures,
}

/// A unit with its parts.
pub(crate) struct OfUnit {
    pub(crate) name: String,
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) lines: Vec<Line>,
    pub(crate) total: Figures,
    /// Where the way of its doses to passports is shown; empty for whoever may not see it.
    pub(crate) funnel: String,
}

page!(FiguresPage, "station/figures/facility.html", OfFacility);
page!(UnitFiguresPage, "station/figures/unit.html", OfUnit);
