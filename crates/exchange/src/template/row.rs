//! A row of the template, and what had to be done to read it.

use std::fmt;

use khien_domain::{Record, SexCoding};

use super::sex_codes::coded_sex;

/// What a row of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// A person to be checked.
    Person,
    /// Nothing in it (a pre-numbered row too).
    Blank,
    /// A heading between people, a repeated header or a line of column numbers.
    SectionTitle,
    /// A sum at the end.
    Total,
    /// Place and date, titles, names of those who sign.
    Signature,
}

impl RowKind {
    /// The stable code of this kind.
    pub fn code(self) -> &'static str {
        match self {
            RowKind::Person => "person",
            RowKind::Blank => "blank",
            RowKind::SectionTitle => "section_title",
            RowKind::Total => "total",
            RowKind::Signature => "signature",
        }
    }
}

/// What had to be done, or could not be done, to read a row. Columns count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowRepair {
    /// Cells from column `from` on stood `by` columns to the right (negative: to the left) of
    /// their place and were read where they belong.
    ColumnsShifted {
        /// First column that was displaced.
        from: u32,
        /// How far.
        by: i8,
    },
    /// The row is hidden in the sheet; it is read all the same.
    HiddenRow,
    /// A cell holds an error such as `#REF!`; it is read as empty.
    ErrorCell {
        /// Its column.
        column: u32,
    },
    /// The result of a formula was not saved, and the formula is not plain enough to compute;
    /// it is read as empty.
    FormulaWithoutResult {
        /// Its column.
        column: u32,
    },
    /// The result of a formula was not saved, and was computed from the texts in it.
    FormulaComputed {
        /// Its column.
        column: u32,
    },
    /// A cell is longer than any real cell; it is read as empty.
    CellTooLong {
        /// Its column.
        column: u32,
    },
    /// A cell formatted as a date holds a bare year (Excel shows 1952 as 05/05/1905).
    YearInDateCell {
        /// Its column.
        column: u32,
    },
    /// The cell belongs to a block of merged cells; it is read as the block's value.
    MergedCell {
        /// Its column.
        column: u32,
    },
    /// The commune's code was missing and was found by the names of the units.
    CommuneByName,
    /// The code of a dose's facility was missing and was found by its name.
    FacilityByName,
}

impl RowRepair {
    /// The stable code of this repair.
    pub fn code(self) -> &'static str {
        match self {
            RowRepair::ColumnsShifted { .. } => "columns_shifted",
            RowRepair::HiddenRow => "hidden_row",
            RowRepair::ErrorCell { .. } => "error_cell",
            RowRepair::FormulaWithoutResult { .. } => "formula_without_result",
            RowRepair::FormulaComputed { .. } => "formula_computed",
            RowRepair::CellTooLong { .. } => "cell_too_long",
            RowRepair::YearInDateCell { .. } => "year_in_date_cell",
            RowRepair::MergedCell { .. } => "merged_cell",
            RowRepair::CommuneByName => "commune_by_name",
            RowRepair::FacilityByName => "facility_by_name",
        }
    }
}

/// One dose as a row states it: raw text, nothing repaired. Empty text: the cell was empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DoseEntry {
    /// Name of the vaccine.
    pub product: String,
    /// Day of the injection.
    pub date: String,
    /// Lot.
    pub lot: String,
    /// Place of the injection: a code, a name, or both.
    pub facility: String,
    /// Five-digit code of the place, as typed or found by name in the workbook's own list.
    pub facility_code: String,
    /// Which dose it is: the header's number in a template, the column's text in a dose file.
    pub ordinal: Option<String>,
    /// Primary, additional or booster, where the file says so.
    pub kind: Option<String>,
}

impl DoseEntry {
    /// Whether the row says nothing of this dose.
    pub fn is_empty(&self) -> bool {
        [&self.product, &self.date, &self.lot, &self.facility]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

impl fmt::Debug for DoseEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DoseEntry").finish_non_exhaustive()
    }
}

/// One row of a template sheet: raw text, nothing repaired but what `repairs` says.
///
/// Numbers are written out in full, cells that Excel shows as dates are `YYYY-MM-DD`.
#[derive(Clone, PartialEq, Eq)]
pub struct TemplateRow {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet numbers it.
    pub row: u32,
    /// What the row is. Only people are to be checked.
    pub kind: RowKind,
    /// Identity number.
    pub id_number: String,
    /// Full name.
    pub full_name: String,
    /// Date of birth.
    pub date_of_birth: String,
    /// Sex as typed.
    pub sex: String,
    /// How this sheet codes the sex, found from all its rows.
    pub sex_coding: SexCoding,
    /// Five-digit commune code, as typed or found by name.
    pub commune_code: String,
    /// Nationality; `None` where the sheet has no such column.
    pub nationality: Option<String>,
    /// Phone.
    pub phone: String,
    /// Priority group.
    pub priority_group: String,
    /// Workplace.
    pub workplace: String,
    /// Number of the health-insurance card.
    pub insurance_number: String,
    /// Name of the province.
    pub province: String,
    /// Name of the district.
    pub district: String,
    /// Name of the commune.
    pub commune: String,
    /// The rest of the address.
    pub address: String,
    /// Remark.
    pub remark: String,
    /// The doses that the row states, in the order of the columns.
    pub doses: Vec<DoseEntry>,
    /// What had to be done to read the row.
    pub repairs: Vec<RowRepair>,
}

impl TemplateRow {
    pub(crate) fn empty(sheet: &str, row: u32, kind: RowKind) -> Self {
        Self {
            sheet: sheet.to_owned(),
            row,
            kind,
            id_number: String::new(),
            full_name: String::new(),
            date_of_birth: String::new(),
            sex: String::new(),
            sex_coding: SexCoding::Template,
            commune_code: String::new(),
            nationality: None,
            phone: String::new(),
            priority_group: String::new(),
            workplace: String::new(),
            insurance_number: String::new(),
            province: String::new(),
            district: String::new(),
            commune: String::new(),
            address: String::new(),
            remark: String::new(),
            doses: Vec::new(),
            repairs: Vec::new(),
        }
    }

    /// The key of this row: `file#sheet#row`, `file` being the name without folders.
    pub fn record_id(&self, file: &str) -> String {
        format!("{file}#{}#{}", self.sheet, self.row)
    }

    /// The row as a record to be checked. A bare digit for the sex is put as `M` or `F` by the
    /// sheet's own coding, because one row alone does not say whether 1 is a man or a woman.
    pub fn record<'a>(&'a self, record_id: &'a str) -> Record<'a> {
        Record {
            record_id,
            id_number: &self.id_number,
            full_name: &self.full_name,
            date_of_birth: &self.date_of_birth,
            sex: coded_sex(&self.sex, self.sex_coding),
            commune_code: &self.commune_code,
            nationality: self.nationality.as_deref(),
        }
    }
}

impl fmt::Debug for TemplateRow {
    /// Shows where the row is and what it is, nothing of the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TemplateRow")
            .field("sheet", &self.sheet)
            .field("row", &self.row)
            .field("kind", &self.kind)
            .field("repairs", &self.repairs)
            .finish_non_exhaustive()
    }
}
