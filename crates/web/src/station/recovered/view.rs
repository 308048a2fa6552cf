//! What the pages of recovered cases show.

use jiff::civil::Date;
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Choice, Form, Pager};
use crate::texts::Texts;

/// A case in the list.
pub(crate) struct RecoveredLine {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) born: BirthDate,
    pub(crate) sex: Sex,
    pub(crate) hamlet: String,
    pub(crate) positive: Date,
    pub(crate) recovered: Date,
    /// From which day on a dose may be given.
    pub(crate) dose_from: Option<Date>,
}

/// The list.
pub(crate) struct Recovered {
    pub(crate) lines: Vec<RecoveredLine>,
    pub(crate) count: u64,
    pub(crate) pager: Pager,
    /// Only the commune enters them.
    pub(crate) may_record: bool,
}

/// The form.
pub(crate) struct NewCase {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) form: Form,
}

page!(RecoveredPage, "station/recovered/list.html", Recovered);
page!(CasePage, "station/recovered/new.html", NewCase);
