//! What the search shows.

use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Number, Verdict};

/// How the question was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AskedBy {
    /// A name, with or without diacritics.
    Name,
    /// A phone number.
    Phone,
    /// An identity number.
    Number,
    /// The text of the QR code of a chip card.
    Card,
}

impl AskedBy {
    /// As in the keys of the catalogue.
    pub(crate) fn code(self) -> &'static str {
        match self {
            AskedBy::Name => "name",
            AskedBy::Phone => "phone",
            AskedBy::Number => "number",
            AskedBy::Card => "card",
        }
    }
}

/// A person in a list.
pub(crate) struct PersonLine {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// None where the record lacks it.
    pub(crate) born: Option<BirthDate>,
    pub(crate) sex: Option<Sex>,
    /// Hamlet and commune.
    pub(crate) place: String,
    pub(crate) number: Option<Number>,
    pub(crate) verdict: Verdict,
}

/// People who fit the question.
pub(crate) struct Found {
    pub(crate) by: AskedBy,
    /// The best first.
    pub(crate) people: Vec<PersonLine>,
    /// Whether there are more than are shown.
    pub(crate) more: bool,
    /// Fewer letters or digits than are looked for.
    pub(crate) too_short: bool,
    /// The question, to begin a new record with.
    pub(crate) sealed: String,
}

/// The page.
pub(crate) struct Search {
    pub(crate) typed: String,
    /// Nothing before something was asked.
    pub(crate) found: Option<Found>,
}

page!(PeoplePage, "station/people/page.html", Search, "found");
