//! The later export: CSV with one row a dose.

use std::fmt;

use khien_domain::{Record, SexCoding};

use crate::delimited::{Delimited, Fields};
use crate::error::ExchangeError;
use crate::fault::Faults;
use crate::template::{
    DoseEntry, DosePart, Header, Role, RowKind, RowLook, SexCodes, coded_sex, leading_code,
};

/// Rows that are looked at to learn how the file codes the sex.
const LEARNING_ROWS: usize = 4_096;

/// One row of a dose file: raw text, nothing repaired. Empty text: the cell was empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DoseRow {
    /// Record counted from the header, which is 1.
    pub row: u32,
    /// Whether the row is a person's dose; sums and signatures stand below some exports.
    pub is_person: bool,
    /// Identity number; `="034…"` stays as it is.
    pub id_number: String,
    /// Full name.
    pub full_name: String,
    /// Date of birth.
    pub date_of_birth: String,
    /// Sex as typed.
    pub sex: String,
    /// Sex with a bare digit put as `M` or `F` by the file's own coding.
    sex_code: String,
    /// Five-digit commune code.
    pub commune_code: String,
    /// Nationality; `None` where the file has no such column.
    pub nationality: Option<String>,
    /// Phone.
    pub phone: String,
    /// Number of the health-insurance card.
    pub insurance_number: String,
    /// Priority group.
    pub priority_group: String,
    /// The dose.
    pub dose: DoseEntry,
}

impl DoseRow {
    /// The key of this row: `file##row`, `file` being the name without folders.
    pub fn record_id(&self, file: &str) -> String {
        format!("{file}##{}", self.row)
    }

    /// The row as a record to be checked.
    pub fn record<'a>(&'a self, record_id: &'a str) -> Record<'a> {
        Record {
            record_id,
            id_number: &self.id_number,
            full_name: &self.full_name,
            date_of_birth: &self.date_of_birth,
            sex: &self.sex_code,
            commune_code: &self.commune_code,
            nationality: self.nationality.as_deref(),
        }
    }
}

impl fmt::Debug for DoseRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DoseRow")
            .field("row", &self.row)
            .finish_non_exhaustive()
    }
}

/// Lines from the top among which the header is sought; some exports put a title above it.
const HEADER_LINES: usize = 20;

/// The header of a dose file.
pub(crate) struct FoundHeader {
    /// The lines above it.
    pub(crate) above: Vec<Vec<String>>,
    /// What its columns are for.
    pub(crate) header: Header,
}

/// Goes from the current record of `lines` to the header of a dose file; `None` if it has none.
pub(crate) fn seek_header(lines: &mut Delimited) -> Result<Option<FoundHeader>, ExchangeError> {
    let mut above = Vec::new();
    for _ in 0..HEADER_LINES {
        if let Some(header) = Header::of_labels(lines.current().iter()) {
            lines.take_header();
            return Ok(Some(FoundHeader { above, header }));
        }
        above.push(lines.current().iter().map(str::to_owned).collect());
        if !lines.advance()? {
            break;
        }
    }
    Ok(None)
}

/// The rows of a dose file, in order.
pub struct DoseRows {
    lines: Delimited,
    header: Header,
    ahead: std::collections::VecDeque<DoseRow>,
    failure: Option<ExchangeError>,
    ended: bool,
    coding: SexCoding,
    after_signature: bool,
}

impl DoseRows {
    /// The rows behind the header that `lines` stands at.
    pub(crate) fn new(lines: Delimited, header: Header) -> Self {
        let mut rows = Self {
            lines,
            header,
            ahead: std::collections::VecDeque::new(),
            failure: None,
            ended: false,
            coding: SexCoding::Template,
            after_signature: false,
        };
        rows.learn();
        rows
    }

    /// Reads some rows ahead to learn the coding of the sex.
    fn learn(&mut self) {
        let mut codes = SexCodes::default();
        while self.ahead.len() < LEARNING_ROWS
            && let Some(row) = self.read_row()
        {
            codes.see(&row.sex);
            self.ahead.push_back(row);
        }
        self.coding = codes.coding();
        for row in &mut self.ahead {
            coded_sex(&row.sex, self.coding).clone_into(&mut row.sex_code);
        }
    }

    /// How the file codes the sex.
    pub fn sex_coding(&self) -> SexCoding {
        self.coding
    }

    /// What was wrong with single rows so far.
    pub fn faults(&self) -> &Faults {
        &self.lines.faults
    }

    fn read_row(&mut self) -> Option<DoseRow> {
        if self.ended {
            return None;
        }
        match self.lines.advance() {
            Ok(true) => Some(self.current_row()),
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(failure) => {
                self.ended = true;
                self.failure = Some(failure);
                None
            }
        }
    }

    fn current_row(&mut self) -> DoseRow {
        let fields = self.lines.current();
        let text = |role| match self.header.column(role) {
            Some(column) => fields.get(column as usize).to_owned(),
            None => String::new(),
        };
        let kind = self.kind(&fields);
        let nationality = self.header.column(Role::Nationality);
        let sex = text(Role::Sex);
        let row = DoseRow {
            row: fields.row(),
            is_person: kind == RowKind::Person,
            id_number: text(Role::IdNumber),
            full_name: text(Role::Name),
            date_of_birth: text(Role::BirthDate),
            sex_code: coded_sex(&sex, self.coding).to_owned(),
            sex,
            commune_code: text(Role::CommuneCode).trim().to_owned(),
            nationality: nationality.map(|column| fields.get(column as usize).to_owned()),
            phone: text(Role::Phone),
            insurance_number: text(Role::Insurance),
            priority_group: text(Role::PriorityGroup),
            dose: self.dose(&fields),
        };
        self.after_signature |= kind == RowKind::Signature;
        row
    }

    fn kind(&self, fields: &Fields<'_>) -> RowKind {
        let cells: Vec<_> = (0..)
            .zip(fields.iter())
            .map(|(column, text)| (self.header.role_at(column), text))
            .collect();
        RowLook {
            cells: &cells,
            after_signature: self.after_signature,
        }
        .kind()
    }

    fn dose(&self, fields: &Fields<'_>) -> DoseEntry {
        // The column "Mũi thứ" and its fellows form one block; a second block has no place here.
        let part = |part| {
            let mut blocks = self.header.doses.iter();
            let column = blocks.find_map(|block| block.column(part));
            column.map(|column| fields.get(column as usize).to_owned())
        };
        let mut dose = DoseEntry {
            product: part(DosePart::Product).unwrap_or_default(),
            date: part(DosePart::Date).unwrap_or_default(),
            lot: part(DosePart::Lot).unwrap_or_default(),
            facility: part(DosePart::Facility).unwrap_or_default(),
            facility_code: part(DosePart::FacilityCode).unwrap_or_default(),
            ordinal: part(DosePart::Ordinal),
            kind: part(DosePart::Kind),
        };
        if dose.facility_code.trim().is_empty()
            && let Some(code) = leading_code(&dose.facility)
        {
            dose.facility_code = code.to_owned();
        }
        dose
    }
}

impl Iterator for DoseRows {
    type Item = Result<DoseRow, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.ahead.pop_front().or_else(|| self.read_row());
        row.map(Ok).or_else(|| self.failure.take().map(Err))
    }
}

impl fmt::Debug for DoseRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DoseRows").finish_non_exhaustive()
    }
}
