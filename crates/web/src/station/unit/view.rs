//! What the list shows.

use jiff::civil::Date;
use khien_domain::{BirthDate, ConfirmationChannel, Sex};
use serde::Deserialize;
use uuid::Uuid;

use crate::forms::Fields;
use crate::layout::percent_encoded;
use crate::page::page;
use crate::pieces::{Number, Strip, Verdict};

/// What may be wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Sai thông tin.
    Mismatch,
    /// Thiếu hoặc sai định dạng số.
    NoNumber,
    /// Không tìm thấy.
    NotFound,
    /// Nhiều người trùng.
    Ambiguous,
    /// Chưa gửi được.
    Unsendable,
    /// The person said that something is wrong.
    SaidWrong,
    /// The person has not confirmed.
    Unconfirmed,
}

impl Fault {
    /// In the order of the tabs.
    pub(crate) const ALL: [Fault; 7] = [
        Fault::Mismatch,
        Fault::NoNumber,
        Fault::NotFound,
        Fault::Ambiguous,
        Fault::Unsendable,
        Fault::SaidWrong,
        Fault::Unconfirmed,
    ];

    pub(crate) fn code(self) -> &'static str {
        match self {
            Fault::Mismatch => "mismatch",
            Fault::NoNumber => "no_number",
            Fault::NotFound => "not_found",
            Fault::Ambiguous => "ambiguous",
            Fault::Unsendable => "unsendable",
            Fault::SaidWrong => "said-wrong",
            Fault::Unconfirmed => "unconfirmed",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

/// How many people have one fault.
pub(crate) struct FaultTab {
    pub(crate) fault: Fault,
    pub(crate) count: u64,
}

/// A person in the list.
pub(crate) struct FaultLine {
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) born: Option<BirthDate>,
    pub(crate) sex: Option<Sex>,
    pub(crate) number: Option<Number>,
    pub(crate) hamlet: String,
    pub(crate) phone: String,
    pub(crate) verdict: Verdict,
    pub(crate) doses: u64,
    /// Where the last dose was given: also outside the commune.
    pub(crate) where_given: String,
    pub(crate) since: Date,
    /// Whether the commune has confirmed who this is.
    pub(crate) confirmed_here: bool,
    /// The version that is looked at, and the id of the word that the form gives.
    pub(crate) version: i64,
    pub(crate) new_id: Uuid,
}

/// Which people are shown.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct UnitFilter {
    #[serde(default)]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) hamlet: String,
    /// Where the page begins, sealed, for it holds a name.
    #[serde(default)]
    pub(crate) after: String,
}

impl UnitFilter {
    pub(crate) fn fault(&self) -> Option<Fault> {
        Fault::from_code(&self.kind)
    }

    /// The hamlet as a part of an address.
    pub(crate) fn hamlet_in_address(&self) -> String {
        percent_encoded(&self.hamlet)
    }
}

/// The page.
pub(crate) struct UnitPeople {
    /// Everybody of the unit by verdict.
    pub(crate) strip: Strip,
    pub(crate) people: u64,
    /// People with any fault.
    pub(crate) faulty: u64,
    pub(crate) tabs: Vec<FaultTab>,
    pub(crate) filter: UnitFilter,
    /// The fault that is shown.
    pub(crate) shown: Fault,
    pub(crate) lines: Vec<FaultLine>,
    /// Where the next page begins; none on the last.
    pub(crate) next: Option<String>,
    /// Residents of a commune; else people whom the facility vaccinated.
    pub(crate) residents: bool,
    /// Of the commune.
    pub(crate) hamlets: Vec<String>,
    /// A commune station has the last word on who its residents are.
    pub(crate) may_confirm: bool,
}

/// The commune's word on a resident.
pub(crate) struct Word {
    /// Made with the form, so that sending it twice notes it once.
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    /// The version that was looked at.
    pub(crate) version: i64,
    /// How the person was asked.
    pub(crate) channel: ConfirmationChannel,
}

impl Word {
    /// From the form; nothing if a part is missing.
    pub(crate) fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            id: fields.id("id")?,
            person: fields.id("person")?,
            version: fields.text("version").parse().ok()?,
            channel: ConfirmationChannel::parse(fields.text("channel"))?,
        })
    }
}

page!(UnitPage, "station/unit/page.html", UnitPeople);
