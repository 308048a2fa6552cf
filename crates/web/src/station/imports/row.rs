//! One row of an import as it is reviewed.

use uuid::Uuid;

use crate::pieces::{Phrase, Verdict};

/// What applying a row would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// A new dose or person.
    New,
    /// Something that is kept changes.
    Change,
    /// Everything is there already.
    Duplicate,
    /// Contradicts what is kept.
    Conflict,
    /// Cannot be read or is not allowed.
    Error,
}

impl RowKind {
    /// In the order of the tabs.
    pub(crate) const ALL: [RowKind; 5] = [
        RowKind::New,
        RowKind::Change,
        RowKind::Duplicate,
        RowKind::Conflict,
        RowKind::Error,
    ];

    pub(crate) fn code(self) -> &'static str {
        match self {
            RowKind::New => "new",
            RowKind::Change => "change",
            RowKind::Duplicate => "duplicate",
            RowKind::Conflict => "conflict",
            RowKind::Error => "error",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A cell with what is to be said about it.
#[derive(Default)]
pub(crate) struct Cell {
    pub(crate) shown: String,
    /// Whether the value is marked as wrong.
    pub(crate) wrong: bool,
    /// As typed in the file, where that differs from what is shown.
    pub(crate) typed: String,
    /// What is wrong or worth knowing.
    pub(crate) why: Option<Phrase>,
}

impl Cell {
    /// A cell with nothing to be said.
    pub(crate) fn plain(shown: impl Into<String>) -> Self {
        Self {
            shown: shown.into(),
            ..Self::default()
        }
    }

    /// The value is wrong, and why.
    pub(crate) fn wrong(mut self, why: Phrase) -> Self {
        self.wrong = true;
        self.why = Some(why);
        self
    }

    /// As typed in the file.
    pub(crate) fn typed(mut self, typed: impl Into<String>) -> Self {
        self.typed = typed.into();
        self
    }
}

/// The dose of a row.
pub(crate) struct DoseCell {
    /// "cơ bản 2"; empty where it cannot be said.
    pub(crate) name: String,
    pub(crate) product: String,
    pub(crate) day: String,
    pub(crate) lot: String,
    /// What is wrong with it.
    pub(crate) fault: Option<Phrase>,
}

/// The one next act.
pub(crate) enum Act {
    /// Nothing to do but read.
    Read(Phrase),
    /// Mend a field in its place.
    Mend {
        says: Phrase,
        /// Name of the field: `full_name`, `dose2.lot`.
        field: String,
        value: String,
    },
}

impl Act {
    /// Which keyboard a phone shows for the field.
    pub(crate) fn mode(&self) -> &'static str {
        match self {
            Act::Mend { field, .. } if field == "id_number" => "numeric",
            Act::Mend { .. } | Act::Read(_) => "text",
        }
    }
}

/// One row.
pub(crate) struct Row {
    pub(crate) id: Uuid,
    /// Number of the row in the sheet.
    pub(crate) line: u64,
    pub(crate) kind: RowKind,
    pub(crate) name: Cell,
    pub(crate) born: Cell,
    pub(crate) sex: Cell,
    pub(crate) number: Cell,
    pub(crate) dose: DoseCell,
    pub(crate) verdict: Verdict,
    /// The person of the registry whom the row means, where looking at them helps.
    pub(crate) person: Option<Uuid>,
    pub(crate) act: Act,
}
