//! What the page of a passport shows.

use jiff::civil::Date;
use uuid::Uuid;

use super::Eleven;
use crate::page::page;
use crate::pieces::{Form, Phrase};

/// The passport that counts.
pub(crate) struct Card {
    /// What it says.
    pub(crate) eleven: Eleven,
    /// The code as a drawing.
    pub(crate) code: String,
    /// Whether its time is over.
    pub(crate) is_over: bool,
}

/// The passport in a form that others read.
pub(crate) struct OtherForm {
    /// A key of the families `passport-form-` and `passport-form-for-`.
    pub(crate) form: &'static str,
    /// The code as a drawing.
    pub(crate) code: Option<String>,
    /// Whether it was asked for and nobody has looked at it yet.
    pub(crate) waits: bool,
    /// Why there can be none: a key of the family `passport-form-fault-`.
    pub(crate) fault: Option<&'static str>,
}

/// One that was issued before.
pub(crate) struct Earlier {
    pub(crate) issued: Date,
    pub(crate) until: Date,
    /// A key of the family `passport-state-`.
    pub(crate) state: &'static str,
}

/// A person's passport.
pub(crate) struct Passport {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) card: Option<Card>,
    /// Whether a dose was corrected since, so that the passport that counts may be wrong.
    pub(crate) is_behind: bool,
    /// What is in the way, a sentence each.
    pub(crate) why: Vec<Phrase>,
    /// Where whoever reads it can mend that: address and words.
    pub(crate) ways: Vec<(String, String)>,
    /// A key of the text that says when a passport comes that nothing is in the way of.
    pub(crate) soon: &'static str,
    pub(crate) earlier: Vec<Earlier>,
    /// Nothing where there is no passport.
    pub(crate) forms: Vec<OtherForm>,
    /// Numbers of paper that it stands for, and when it was taken.
    pub(crate) papers: Vec<(String, Date)>,
    /// Whether paper may be taken here.
    pub(crate) may_take: bool,
    /// For paper.
    pub(crate) form: Form,
}

impl Passport {
    /// Whether no passport is valid now.
    pub(crate) fn is_without(&self) -> bool {
        self.card.as_ref().is_none_or(|card| card.is_over)
    }
}

page!(PassportPage, "station/passport/page.html", Passport);
