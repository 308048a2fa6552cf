//! What the pages of a slip show.

use jiff::civil::Date;
use khien_registry::credentials::SlipCode;

use super::calls::Closed;
use crate::page::page;
use crate::pieces::Form;
use crate::station::said::{self, Said};

/// The code is asked.
pub(crate) struct Ask {
    pub(crate) form: Form,
    /// Why the one that was typed opens nothing.
    pub(crate) closed: Option<Closed>,
}

/// The record.
pub(crate) struct Record {
    pub(crate) name: String,
    /// Day and place of the dose.
    pub(crate) day: Date,
    pub(crate) place: String,
    pub(crate) fields: Vec<Said>,
    pub(crate) code: SlipCode,
    /// Whether answers are missing, after the first attempt.
    pub(crate) unfinished: bool,
}

impl Record {
    /// Fields without an answer.
    pub(crate) fn open(&self) -> Vec<&'static str> {
        said::open(&self.fields)
    }

    /// The code, for the next form.
    pub(crate) fn code(&self) -> String {
        self.code.to_text().to_string()
    }
}

/// The answer is kept.
pub(crate) struct Done {
    /// Codes of the fields that are wrong.
    pub(crate) refused: Vec<&'static str>,
}

page!(AskPage, "slip/ask.html", Ask);
page!(RecordPage, "slip/record.html", Record);
page!(DonePage, "slip/done.html", Done);
