//! A row's cells put in their place and read into fields.

use super::cell_text::cell_text;
use super::header::{DoseBlock, Header};
use super::lists::{Lists, zeros_back};
use super::role::{DosePart, Role};
use super::row::{DoseEntry, RowRepair, TemplateRow};
use super::shift::{RowTexts, Shift, source_of};
use crate::sheet::RawRow;

/// A row's texts by column, put back in their place.
pub(super) struct Cells<'a> {
    header: &'a Header,
    texts: Vec<(u32, String)>,
    repairs: Vec<RowRepair>,
    shift: Option<Shift>,
    result: Option<u32>,
}

impl<'a> Cells<'a> {
    /// Reads the cells of a row; what stands in the column of results is no input.
    pub(super) fn new(header: &'a Header, raw: RawRow, since_1904: bool) -> Self {
        let result = header.column(Role::Result);
        let (mut texts, mut repairs) = (Vec::with_capacity(raw.cells.len()), Vec::new());
        for cell in raw
            .cells
            .into_iter()
            .filter(|cell| Some(cell.column) != result)
        {
            let column = cell.column;
            let (text, repair) = cell_text(cell, header.role_at(column), since_1904);
            repairs.extend(repair);
            texts.push((column, text));
        }
        texts.sort_by_key(|(column, _)| *column);
        let mut cells = Self {
            header,
            texts,
            repairs,
            shift: None,
            result,
        };
        let (roles, text) = (header.roles(), |column| cells.at(column));
        cells.shift = RowTexts { roles, text }.find_shift();
        if let Some(Shift { from, by }) = cells.shift {
            cells.repairs.push(RowRepair::ColumnsShifted { from, by });
        }
        cells
    }

    /// The text that stands in a column.
    fn at(&self, column: u32) -> &str {
        let at = self
            .texts
            .binary_search_by_key(&column, |(column, _)| *column);
        at.map_or("", |at| self.texts[at].1.as_str())
    }

    /// The text that belongs to a column.
    fn text(&self, column: u32) -> &str {
        match source_of(column, self.shift) {
            Some(source) if Some(source) != self.result => self.at(source),
            _ => "",
        }
    }

    /// Every text with what its column is for. Texts in columns that are for nothing known are
    /// among them, for a section's title may stand there.
    pub(super) fn look(&self) -> Vec<(Option<Role>, &str)> {
        let known = self
            .header
            .roles()
            .iter()
            .filter(|(_, role)| *role != Role::Result);
        let known = known.map(|(column, role)| (Some(*role), self.text(*column)));
        let unknown = |(column, _): &&(u32, String)| self.header.role_at(*column).is_none();
        let others = self
            .texts
            .iter()
            .filter(unknown)
            .filter(|_| self.shift.is_none());
        known
            .chain(others.map(|(_, text)| (None, text.as_str())))
            .collect()
    }

    /// Reads the texts into the fields of a row.
    pub(super) fn fill(self, row: &mut TemplateRow) {
        let text = |role| {
            let column = self.header.column(role);
            column.map_or_else(String::new, |column| self.text(column).to_owned())
        };
        row.id_number = text(Role::IdNumber);
        row.full_name = text(Role::Name);
        let given = text(Role::GivenName);
        if !given.trim().is_empty() {
            row.full_name = format!("{} {}", row.full_name.trim(), given.trim());
        }
        row.date_of_birth = text(Role::BirthDate);
        row.sex = text(Role::Sex);
        row.phone = text(Role::Phone);
        row.priority_group = text(Role::PriorityGroup);
        row.workplace = text(Role::Workplace);
        row.insurance_number = text(Role::Insurance);
        row.province = text(Role::ProvinceName);
        row.district = text(Role::DistrictName);
        row.commune = text(Role::CommuneName);
        row.address = text(Role::Address);
        row.remark = text(Role::Remark);
        let nationality = self.header.column(Role::Nationality);
        row.nationality = nationality.map(|column| self.text(column).to_owned());
        row.commune_code = zeros_back(text(Role::CommuneCode).trim().to_owned(), 5);
        row.doses = self.doses();
        row.repairs = self.repairs;
    }

    fn doses(&self) -> Vec<DoseEntry> {
        let blocks = (1_usize..).zip(&self.header.doses);
        blocks
            .filter_map(|(index, block)| self.dose(index, block))
            .collect()
    }

    fn dose(&self, index: usize, block: &DoseBlock) -> Option<DoseEntry> {
        let part = |part| {
            let column = block.column(part);
            column.map(|column| self.text(column).to_owned())
        };
        let number = block.number.clone().unwrap_or_else(|| index.to_string());
        let entry = DoseEntry {
            product: part(DosePart::Product).unwrap_or_default(),
            date: part(DosePart::Date).unwrap_or_default(),
            lot: part(DosePart::Lot).unwrap_or_default(),
            facility: part(DosePart::Facility).unwrap_or_default(),
            facility_code: part(DosePart::FacilityCode).unwrap_or_default(),
            ordinal: part(DosePart::Ordinal).or(Some(number)),
            kind: part(DosePart::Kind),
        };
        (!entry.is_empty()).then_some(entry)
    }
}

/// Finds the codes that are missing in a person's row by the names beside them.
pub(super) fn find_codes(row: &mut TemplateRow, lists: &Lists) {
    if row.commune_code.is_empty()
        && let Some(code) = lists.commune(&row.province, &row.district, &row.commune)
    {
        row.commune_code = code;
        row.repairs.push(RowRepair::CommuneByName);
    }
    let mut by_name = false;
    for dose in &mut row.doses {
        if !dose.facility_code.trim().is_empty() {
            continue;
        }
        if let Some(code) = leading_code(&dose.facility) {
            code.clone_into(&mut dose.facility_code);
        } else if let Some(code) = lists.facility(&dose.facility) {
            code.clone_into(&mut dose.facility_code);
            by_name = true;
        }
    }
    if by_name {
        row.repairs.push(RowRepair::FacilityByName);
    }
}

/// The five digits that a place of injection begins with ("34141 - Trạm Y tế …").
pub(crate) fn leading_code(facility: &str) -> Option<&str> {
    let facility = facility.trim();
    let end = facility.bytes().take_while(u8::is_ascii_digit).count();
    (end == 5).then(|| &facility[..end])
}
