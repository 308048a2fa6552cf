//! What the pages of a dose show.

use jiff::civil::DateTime;
use khien_domain::DoseKind;
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Choice, Form, Phrase};
use crate::station::person::{Change, DoseLine};
use crate::texts::Texts;

/// Why the rules stop a dose.
pub(crate) struct Stop {
    /// A sentence of the family `stop-`, with what the rule names: days since, days needed.
    pub(crate) reason: Phrase,
    /// Whether the account may record it nevertheless, with a reason.
    pub(crate) may_override: bool,
}

impl Stop {
    /// The reason as a sentence.
    pub(crate) fn sentence(&self, t: &'static Texts) -> String {
        self.reason.say(t)
    }
}

/// The form of a dose.
pub(crate) struct DoseForm {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    /// The dose that is corrected; nothing for a new one.
    pub(crate) dose: Option<Uuid>,
    pub(crate) form: Form,
    /// Products that may be chosen.
    pub(crate) products: Vec<Choice>,
    /// Why it was not recorded.
    pub(crate) stop: Option<Stop>,
}

impl DoseForm {
    pub(crate) fn action(&self) -> String {
        match self.dose {
            Some(id) => format!("/station/doses/{id}/edit"),
            None => format!("/station/people/{}/doses/new", self.person),
        }
    }
}

/// The page of one dose.
pub(crate) struct Dose {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) line: DoseLine,
    /// Who entered it and when.
    pub(crate) entered: (String, DateTime),
    /// How the person confirmed it: a key of the family `channel-`.
    pub(crate) channel: Option<&'static str>,
    /// Reactions noted: what and when.
    pub(crate) reactions: Vec<(String, DateTime)>,
    pub(crate) changes: Vec<Change>,
    pub(crate) may_edit: bool,
}

page!(DosePage, "station/doses/page.html", Dose);
page!(DoseFormPage, "station/doses/form.html", DoseForm);
