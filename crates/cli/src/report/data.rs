//! What the page shows, as plain numbers and texts.

use super::counts::{ClassCount, CodeCount, MinistryTable, SourceCount};
use khien_domain::{Band, Class, Reason};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Everything on the page. A *record* is one line of a file that is about a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportData {
    /// The run itself.
    pub run: RunFacts,
    /// Whether typed and register values may be shown in the examples: invented data, or
    /// `--reveal`. Otherwise the examples show states, kinds and levels only.
    pub show_values: bool,
    /// People and doses, as the ministry's tables count them.
    pub ministry: MinistryTable,
    /// Records by class and band. A class that is not listed has none; the order does not matter.
    pub classes: Vec<ClassCount>,
    /// What is wrong in the records, after lossless repair. One record may have several.
    pub faults: Vec<FaultCount>,
    /// What was repaired without loss, by code of [`khien_domain::Note`], in records. Notes that
    /// are no repairs (no diacritics, year only, …) are left out by the page.
    pub repairs: Vec<CodeCount>,
    /// Records by file.
    pub files: Vec<SourceCount>,
    /// Records by the facility of their first dose.
    pub facilities: Vec<SourceCount>,
    /// Records that somebody has still to work on, by commune.
    pub communes: Vec<CommuneWork>,
    /// Worked examples, in the order in which they are shown.
    pub examples: Vec<Example>,
}

/// How the run went and how to repeat it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunFacts {
    /// When the run began, local time: `2022-05-14T20:31`.
    pub checked_at: String,
    /// Whose files they are, if one name covers them ("huyện Đông Hưng").
    pub place: Option<String>,
    /// Whether people and doses are invented; the page says so.
    pub invented: bool,
    /// Number of files read.
    pub files: u64,
    /// People in the population index.
    pub population: u64,
    /// Threads that checked.
    pub threads: u64,
    /// Wall-clock seconds of reading, checking and writing.
    pub seconds: f64,
    /// Records checked per wall-clock second.
    pub records_per_second: f64,
    /// Version of the matching model.
    pub model_version: String,
    /// Day of the register extract (`2022-05-08`), if known.
    pub snapshot_date: Option<String>,
    /// Checksum of the population index.
    pub population_checksum: String,
    /// Digest over all verdicts: equal digests mean equal results.
    pub verdict_digest: String,
    /// The command that gives this result again, if there is one.
    pub command: Option<String>,
    /// Lines of the files that are about nobody, by kind: `blank`, `section_title`, `total`,
    /// `signature`.
    pub skipped_lines: Vec<CodeCount>,
}

/// A field of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Identity number.
    IdNumber,
    /// Full name.
    FullName,
    /// Date of birth.
    DateOfBirth,
    /// Sex.
    Sex,
    /// Commune of permanent residence.
    Commune,
}

impl Field {
    /// Every field, in the order of the page.
    pub const ALL: &'static [Field] = &[
        Field::IdNumber,
        Field::FullName,
        Field::DateOfBirth,
        Field::Sex,
        Field::Commune,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Field::IdNumber => "id_number",
            Field::FullName => "full_name",
            Field::DateOfBirth => "date_of_birth",
            Field::Sex => "sex",
            Field::Commune => "commune",
        }
    }
}

/// One kind of fault in one field, after lossless repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultCount {
    /// The field.
    pub field: Field,
    /// Code of the kind: of the fault (`exponent`), the difference (`no_diacritics`), or the
    /// level of agreement (`swapped`, `one_edit`, `typed_partial`). An unknown code is shown as
    /// it is.
    pub code: String,
    /// Records that have it.
    pub records: u64,
}

/// What is left to do in one commune.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommuneWork {
    /// Code in the tree of 2022; empty where the record names none that is known.
    pub code: String,
    /// Name in 2022, with its kind: "Xã Mê Linh".
    pub name: String,
    /// Today's commune and province, where they differ from those of 2022.
    pub today: Option<String>,
    /// Records to mend before anything is proposed.
    pub before: u64,
    /// Records to mend once the automatic proposals are taken over.
    pub after: u64,
}

/// One record with the way to its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// `file#sheet#row`, or the record's key.
    pub record_id: String,
    /// Its class.
    pub class: Class,
    /// What may be done with the proposal.
    pub band: Band,
    /// The step of the ladder that decided.
    pub reason: Reason,
    /// Calibrated probability that the proposed person is the right one, 0 to 1.
    pub probability: f64,
    /// Field by field.
    pub fields: Vec<ExampleField>,
    /// The evidence, in the order in which it is added up; the sum is computed.
    pub bars: Vec<ExampleBar>,
}

/// One field of an example.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExampleField {
    /// The field.
    pub field: Field,
    /// Code of [`khien_domain::IdState`] or [`khien_domain::FieldState`]; empty where nobody was
    /// found to compare with.
    pub state: String,
    /// Finer kind as in [`FaultCount::code`], if known.
    pub kind: Option<String>,
    /// As typed. Not shown unless [`ReportData::show_values`].
    pub typed: String,
    /// As registered (dates as ISO, sex as `M` or `F`, the commune by code or name). Not shown unless
    /// [`ReportData::show_values`].
    pub register: String,
}

impl fmt::Debug for ExampleField {
    /// Shows states and never what the field holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExampleField")
            .field("field", &self.field)
            .field("state", &self.state)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// One bar of a waterfall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExampleBar {
    /// `prior`, a code of [`Field`], or `others`.
    pub code: String,
    /// Level of agreement; may be empty.
    pub level: String,
    /// Weight of evidence in bits (log2 of the likelihood ratio).
    pub weight_bits: f64,
}
