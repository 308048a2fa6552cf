//! What the pages of parting a record show.

use uuid::Uuid;

use crate::page::page;
use crate::pieces::Form;
use crate::station::people::PersonLine;
use crate::station::person::DoseLine;

/// Who the other may be.
pub(crate) struct Candidates {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) typed: String,
    pub(crate) people: Vec<PersonLine>,
}

/// Which doses are the other's, and why.
pub(crate) struct Choosing {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    /// The other; nothing for somebody who is entered here.
    pub(crate) other: Option<(Uuid, String)>,
    /// Doses of the record, and whether each is the other's.
    pub(crate) doses: Vec<(DoseLine, bool)>,
    /// The other's doses so far.
    pub(crate) others: Vec<DoseLine>,
    pub(crate) form: Form,
}

impl Choosing {
    /// Where the form is sent.
    pub(crate) fn action(&self) -> String {
        action(self.person, self.other.as_ref().map(|(id, _)| *id))
    }
}

pub(super) fn action(person: Uuid, other: Option<Uuid>) -> String {
    let other = other.map_or_else(|| "new".to_owned(), |id| id.to_string());
    format!("/station/people/{person}/separate/{other}")
}

/// One of the two as it will be.
pub(crate) struct Half {
    pub(crate) name: String,
    /// Its doses, and whether each comes from the other record.
    pub(crate) doses: Vec<(DoseLine, bool)>,
}

/// What becomes of both.
pub(crate) struct Sure {
    pub(crate) action: String,
    pub(crate) stays: Half,
    pub(crate) other: Half,
    /// How many doses go over.
    pub(crate) count: usize,
    pub(crate) reason: String,
    /// What was chosen and typed, sent along unseen.
    pub(crate) rest: Vec<(String, String)>,
}

impl Sure {
    /// Both, the one that stays first.
    pub(crate) fn halves(&self) -> Vec<&Half> {
        vec![&self.stays, &self.other]
    }
}

page!(CandidatesPage, "station/parting/find.html", Candidates);
page!(ChoosingPage, "station/parting/choose.html", Choosing);
page!(SurePage, "station/parting/sure.html", Sure);
