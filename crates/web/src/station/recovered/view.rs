//! What the pages of recovered cases show.

use jiff::civil::Date;
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Form, Pager};

/// A case in the list.
pub(crate) struct RecoveredLine {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) born: Option<BirthDate>,
    pub(crate) sex: Option<Sex>,
    pub(crate) hamlet: String,
    pub(crate) positive: Date,
    /// Nothing while it is not over.
    pub(crate) recovered: Option<Date>,
}

/// The list.
pub(crate) struct Recovered {
    pub(crate) lines: Vec<RecoveredLine>,
    pub(crate) count: u64,
    pub(crate) pager: Pager,
}

/// The form.
pub(crate) struct NewCase {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) form: Form,
}

page!(RecoveredPage, "station/recovered/list.html", Recovered);
page!(CasePage, "station/recovered/new.html", NewCase);
