//! What the pages of a dose show.

use jiff::civil::DateTime;
use khien_domain::schedule::Stop as Rule;
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Choice, Form, Phrase};
use crate::station::person::{Change, DoseLine};
use crate::texts::{Dated, Texts};

/// Why the rules stop a dose.
pub(crate) struct Stop {
    /// Codes of the rules, to be named when somebody insists.
    pub(crate) codes: Vec<&'static str>,
    /// What they say, one sentence each.
    pub(crate) reasons: Vec<Phrase>,
    /// Whether the account may record it nevertheless, with a reason.
    pub(crate) may_override: bool,
}

impl Stop {
    /// From the rules that stand against a dose.
    pub(crate) fn of(stops: &[Rule], may_override: bool) -> Self {
        let overridable = stops.iter().all(Rule::may_be_overridden);
        Self {
            codes: stops.iter().map(Rule::code).collect(),
            reasons: stops.iter().copied().map(phrase).collect(),
            may_override: may_override && overridable,
        }
    }

    /// A fault of the record that no reason gets past.
    pub(crate) fn told(key: &str) -> Self {
        Self {
            codes: Vec::new(),
            reasons: vec![Phrase::new(key)],
            may_override: false,
        }
    }

    /// The reasons as sentences.
    pub(crate) fn sentence(&self, t: &'static Texts) -> String {
        let reasons = self.reasons.iter().map(|reason| reason.say(t));
        reasons.collect::<Vec<_>>().join(" ")
    }
}

fn phrase(stop: Rule) -> Phrase {
    let phrase = Phrase::new(format!("stop-{}", stop.code()));
    match stop.earliest() {
        Some(day) => phrase.with("day", day.shown()),
        None => phrase,
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
    pub(crate) channel: Option<String>,
    /// Reactions noted: what and when.
    pub(crate) reactions: Vec<(String, DateTime)>,
    pub(crate) changes: Vec<Change>,
    pub(crate) may_edit: bool,
    pub(crate) may_void: bool,
}

page!(DosePage, "station/doses/page.html", Dose);
page!(DoseFormPage, "station/doses/form.html", DoseForm);
