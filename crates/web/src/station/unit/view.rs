//! What the list shows.

use jiff::civil::Date;
use khien_domain::{BirthDate, Sex};
use serde::Deserialize;
use uuid::Uuid;

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
}

/// Which people are shown.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct UnitFilter {
    #[serde(default)]
    pub(crate) kind: String,
    /// Where the page begins, sealed where it holds a name.
    #[serde(default)]
    pub(crate) after: String,
}

impl UnitFilter {
    pub(crate) fn fault(&self) -> Option<Fault> {
        Fault::from_code(&self.kind)
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
    /// Residents of a commune; else people of the unit's own sessions.
    pub(crate) residents: bool,
}

page!(UnitPage, "station/unit/page.html", UnitPeople);
