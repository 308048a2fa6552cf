//! A workbook with lists of people, read row by row.

use std::fmt;
use std::path::Path;

use bytes::Bytes;
use khien_domain::SexCoding;

use super::cell_text::cell_text;
use super::classify::RowLook;
use super::header::{HEADER_ROWS, Header};
use super::lists::{Lists, zeros_back};
use super::role::{DosePart, Role};
use super::row::{DoseEntry, RowKind, RowRepair, TemplateRow};
use super::shift::{RowTexts, Shift, source_of};
use crate::book::{BookRows, OpenBook};
use crate::fault::Faults;
use crate::kind::{Content, Opened};
use crate::limits::Limits;
use crate::sheet::RawRow;
use crate::xlsx::{PartReader, column_letters};
use crate::{ExchangeError, Place};

/// Rows of a code list that are read; no list of the template is longer.
const LIST_ROWS: usize = 20_000;

/// A workbook with one or more lists of people.
///
/// Opening reads the whole file once, counts what is in it and finds its faults; the rows come
/// on a second pass and are not held.
pub struct TemplateWorkbook {
    book: OpenBook,
    sheets: Vec<ListSheet>,
    lists: Lists,
    faults: Faults,
}

/// One list of people in a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateSheet {
    /// The sheet's name.
    pub name: String,
    /// How many people it lists.
    pub people: u32,
    /// How it codes the sex.
    pub sex_coding: SexCoding,
}

struct ListSheet {
    index: usize,
    header: Header,
    roles: Vec<(u32, Role)>,
    about: TemplateSheet,
}

impl TemplateWorkbook {
    /// Opens a workbook (.xlsx, .xlsm, .xls).
    ///
    /// # Errors
    /// If the file cannot be read, is damaged, protected or too large, or has no list of people.
    pub fn open(path: &Path) -> Result<Self, ExchangeError> {
        Self::from_opened(Opened::path(path)?)
    }

    /// Reads a workbook from memory; `name` stands in messages.
    ///
    /// # Errors
    /// As [`TemplateWorkbook::open`].
    pub fn from_bytes(bytes: Vec<u8>, name: &str) -> Result<Self, ExchangeError> {
        let reader = std::io::Cursor::new(bytes);
        Self::from_opened(Opened::reader(Box::new(reader), name)?)
    }

    fn from_opened(opened: Opened) -> Result<Self, ExchangeError> {
        let limits = Limits::default();
        match opened.content {
            Content::Zip(bytes) => Self::from_zip(bytes.into(), &opened.name, limits),
            Content::OldExcel(bytes) => Self::from_old(bytes, &opened.name, limits),
            _ => Err(ExchangeError::UnknownKind {
                file: opened.name,
                found: "not a workbook",
            }),
        }
    }

    pub(crate) fn from_zip(
        bytes: Bytes,
        name: &str,
        limits: Limits,
    ) -> Result<Self, ExchangeError> {
        Self::new(OpenBook::zip(bytes, name, limits)?)
    }

    pub(crate) fn from_old(
        bytes: Vec<u8>,
        name: &str,
        limits: Limits,
    ) -> Result<Self, ExchangeError> {
        Self::new(OpenBook::old(bytes, name, limits)?)
    }

    /// Opens a zip container as far as the headers of its lists, for writing into it.
    pub(crate) fn headers_only(
        bytes: Bytes,
        name: &str,
        limits: Limits,
    ) -> Result<Self, ExchangeError> {
        Self::scan(OpenBook::zip(bytes, name, limits)?)
    }

    fn new(book: OpenBook) -> Result<Self, ExchangeError> {
        let mut workbook = Self::scan(book)?;
        workbook.survey()?;
        Ok(workbook)
    }

    /// Finds the lists of people and takes up the lists of codes.
    fn scan(book: OpenBook) -> Result<Self, ExchangeError> {
        let mut sheets = Vec::new();
        let mut lists = Lists::default();
        for index in 0..book.sheet_names().len() {
            let mut rows = book.rows(index);
            let mut head = Vec::new();
            while head.len() < HEADER_ROWS
                && let Some(row) = rows.next_row()?
            {
                head.push(row);
            }
            if let Some(header) = Header::find(&head) {
                let about = TemplateSheet {
                    name: book.sheet_names()[index].clone(),
                    people: 0,
                    sex_coding: SexCoding::Template,
                };
                let roles = header.roles();
                sheets.push(ListSheet {
                    index,
                    header,
                    roles,
                    about,
                });
            } else {
                while head.len() < LIST_ROWS
                    && let Some(row) = rows.next_row()?
                {
                    head.push(row);
                }
                lists.take_up(&head);
            }
        }
        if sheets.is_empty() {
            return Err(ExchangeError::NoTemplateSheet {
                file: book.file().to_owned(),
                sheets: book.sheet_names().join(", "),
            });
        }
        Ok(Self {
            book,
            sheets,
            lists,
            faults: Faults::default(),
        })
    }

    /// Goes through all rows once: how many people, which coding of the sex, which faults.
    fn survey(&mut self) -> Result<(), ExchangeError> {
        for index in 0..self.sheets.len() {
            let mut people = 0;
            let mut codes = SexCodes::default();
            let mut faults = Vec::new();
            let mut rows = SheetIterator::new(self, index);
            while let Some(row) = rows.next_row()? {
                if row.kind == RowKind::Person {
                    people += 1;
                    codes.see(&row.sex);
                }
                let too_long = row.repairs.iter().filter_map(|repair| match repair {
                    RowRepair::CellTooLong { column } => Some((row.row, *column)),
                    _ => None,
                });
                faults.extend(too_long);
            }
            for (row, column) in faults {
                let place = Place::sheet(self.book.file(), &self.sheets[index].about.name);
                let place = place.at_row(row).at_column(column_letters(column));
                let limit = self.book.limits().cell_bytes;
                self.faults.add(ExchangeError::CellTooLong { place, limit });
            }
            self.sheets[index].about.people = people;
            self.sheets[index].about.sex_coding = codes.coding();
        }
        Ok(())
    }

    /// The lists of people in the workbook.
    pub fn sheets(&self) -> impl Iterator<Item = &TemplateSheet> {
        self.sheets.iter().map(|sheet| &sheet.about)
    }

    /// How many people all lists hold.
    pub fn people(&self) -> u64 {
        self.sheets().map(|sheet| u64::from(sheet.people)).sum()
    }

    /// What was wrong with single cells.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// All rows below the headers, list by list, in the order of the file.
    pub fn rows(&self) -> TemplateRows<'_> {
        TemplateRows {
            workbook: self,
            next: 0,
            current: None,
        }
    }

    /// The name of the file in messages.
    pub(crate) fn file(&self) -> &str {
        self.book.file()
    }

    /// Where the results of each list go. Reads a list through where it has no column for them,
    /// to find the first column that is free in all rows.
    pub(crate) fn result_targets(&self) -> Result<Vec<ResultTarget>, ExchangeError> {
        let mut targets = Vec::new();
        for sheet in &self.sheets {
            let Some(part) = self.book.part_of(sheet.index) else {
                continue;
            };
            let known = sheet.header.column(Role::Result);
            let column = match known {
                Some(column) => column,
                None => self.first_free_column(sheet.index)?,
            };
            targets.push(ResultTarget {
                sheet: sheet.about.name.clone(),
                part,
                header_row: sheet.header.last_row,
                column,
                has_header: known.is_some(),
            });
        }
        Ok(targets)
    }

    fn first_free_column(&self, sheet: usize) -> Result<u32, ExchangeError> {
        let mut rows = self.book.rows(sheet);
        let mut free = 0;
        while let Some(row) = rows.next_row()? {
            let last = row.cells.iter().map(|cell| cell.column + 1).max();
            free = free.max(last.unwrap_or(0));
        }
        Ok(free)
    }

    /// The packed container; empty for an old workbook.
    pub(crate) fn package_bytes(&self) -> Bytes {
        self.book.package_bytes()
    }

    /// Opens a part of the container.
    pub(crate) fn read_part(&self, part: usize) -> Option<PartReader> {
        self.book.read_part(part)
    }
}

/// Where the results of a list go.
pub(crate) struct ResultTarget {
    pub(crate) sheet: String,
    /// Number of the sheet's part in the container.
    pub(crate) part: usize,
    pub(crate) header_row: u32,
    pub(crate) column: u32,
    /// Whether the column has its heading already.
    pub(crate) has_header: bool,
}

impl fmt::Debug for TemplateWorkbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sheets: Vec<_> = self.sheets().collect();
        let mut shown = f.debug_struct("TemplateWorkbook");
        shown
            .field("file", &self.book.file())
            .field("sheets", &sheets)
            .finish_non_exhaustive()
    }
}

/// Codes of the sex met in a column.
#[derive(Default)]
pub(crate) struct SexCodes {
    zeros: usize,
    twos: usize,
}

impl SexCodes {
    /// Takes note of one cell.
    pub(crate) fn see(&mut self, sex: &str) {
        match sex.trim() {
            "0" => self.zeros += 1,
            "2" => self.twos += 1,
            _ => {}
        }
    }

    /// The coding that the column uses, by the rule of the domain.
    pub(crate) fn coding(&self) -> SexCoding {
        let zeros = std::iter::repeat_n("0", self.zeros);
        let twos = std::iter::repeat_n("2", self.twos);
        SexCoding::of_column(zeros.chain(twos), SexCoding::Template)
    }
}

/// The rows of a [`TemplateWorkbook`].
pub struct TemplateRows<'a> {
    workbook: &'a TemplateWorkbook,
    next: usize,
    current: Option<SheetIterator<'a>>,
}

impl Iterator for TemplateRows<'_> {
    type Item = Result<TemplateRow, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(rows) = self.current.as_mut() {
                match rows.next_row().transpose() {
                    Some(row) => return Some(row),
                    None => self.current = None,
                }
            }
            if self.next >= self.workbook.sheets.len() {
                return None;
            }
            self.current = Some(SheetIterator::new(self.workbook, self.next));
            self.next += 1;
        }
    }
}

impl fmt::Debug for TemplateRows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TemplateRows").finish_non_exhaustive()
    }
}

/// The rows of one list.
struct SheetIterator<'a> {
    workbook: &'a TemplateWorkbook,
    sheet: &'a ListSheet,
    rows: BookRows<'a>,
    after_signature: bool,
}

impl<'a> SheetIterator<'a> {
    fn new(workbook: &'a TemplateWorkbook, index: usize) -> Self {
        let sheet = &workbook.sheets[index];
        Self {
            workbook,
            sheet,
            rows: workbook.book.rows(sheet.index),
            after_signature: false,
        }
    }

    fn next_row(&mut self) -> Result<Option<TemplateRow>, ExchangeError> {
        while let Some(raw) = self.rows.next_row()? {
            if raw.number > self.sheet.header.last_row {
                return Ok(Some(self.read(&raw)));
            }
        }
        Ok(None)
    }

    fn read(&mut self, raw: &RawRow) -> TemplateRow {
        let header = &self.sheet.header;
        let name = &self.sheet.about.name;
        if header.is_repeated_in(raw) {
            return TemplateRow::empty(name, raw.number, RowKind::SectionTitle);
        }
        let cells = Cells::new(self, raw);
        let look: Vec<_> = self
            .sheet
            .roles
            .iter()
            .filter(|(_, role)| *role != Role::Result)
            .map(|(column, role)| (*column, Some(*role), cells.text(*column).to_owned()))
            .chain(cells.others())
            .collect();
        let kind = RowLook {
            cells: &look,
            after_signature: self.after_signature,
        }
        .kind();
        self.after_signature |= kind == RowKind::Signature;
        let mut row = TemplateRow::empty(name, raw.number, kind);
        row.sex_coding = self.sheet.about.sex_coding;
        cells.fill(&mut row, header, &self.workbook.lists);
        if raw.hidden {
            row.repairs.push(RowRepair::HiddenRow);
        }
        row
    }
}

/// A row's texts by column, put back in their place.
struct Cells {
    texts: Vec<(u32, String)>,
    repairs: Vec<RowRepair>,
    shift: Option<Shift>,
    result: Option<u32>,
    known: Vec<u32>,
}

impl Cells {
    fn new(rows: &SheetIterator<'_>, raw: &RawRow) -> Self {
        let roles = &rows.sheet.roles;
        let since_1904 = rows.workbook.book.since_1904();
        let role_at = |column| {
            let at = roles.binary_search_by_key(&column, |(column, _)| *column);
            at.ok().map(|at| roles[at].1)
        };
        let result = rows.sheet.header.column(Role::Result);
        let (mut texts, mut repairs) = (Vec::with_capacity(raw.cells.len()), Vec::new());
        for cell in &raw.cells {
            let (text, repair) = cell_text(cell, role_at(cell.column), since_1904);
            if Some(cell.column) != result {
                repairs.extend(repair);
                texts.push((cell.column, text));
            }
        }
        texts.sort_by_key(|(column, _)| *column);
        let mut cells = Self {
            texts,
            repairs,
            shift: None,
            result,
            known: roles.iter().map(|(column, _)| *column).collect(),
        };
        let text = |column| cells.at(column);
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

    /// Texts in columns that are for nothing known; a section's title may stand there.
    fn others(&self) -> impl Iterator<Item = (u32, Option<Role>, String)> {
        let unknown = |(column, _): &&(u32, String)| !self.known.contains(column);
        let straight = self.shift.is_none();
        let others = self.texts.iter().filter(unknown).filter(move |_| straight);
        others.map(|(column, text)| (*column, None, text.clone()))
    }

    fn fill(mut self, row: &mut TemplateRow, header: &Header, lists: &Lists) {
        let text = |role| {
            let column = header.column(role);
            column.map_or_else(String::new, |column| self.text(column).to_owned())
        };
        row.id_number = text(Role::IdNumber);
        row.full_name = text(Role::Name);
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
        let nationality = header.column(Role::Nationality);
        row.nationality = nationality.map(|column| self.text(column).to_owned());
        row.commune_code = zeros_back(text(Role::CommuneCode).trim().to_owned(), 5);
        row.doses = doses(&self, header);
        row.repairs.append(&mut self.repairs);
        if row.kind == RowKind::Person {
            find_codes(row, lists);
        }
    }
}

fn doses(cells: &Cells, header: &Header) -> Vec<DoseEntry> {
    let dose = |(index, block): (usize, &super::header::DoseBlock)| {
        let part = |part| {
            let column = block.column(part);
            column.map(|column| cells.text(column).to_owned())
        };
        let number = block
            .number
            .clone()
            .unwrap_or_else(|| (index + 1).to_string());
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
    };
    header.doses.iter().enumerate().filter_map(dose).collect()
}

/// Finds the codes that are missing by the names beside them.
fn find_codes(row: &mut TemplateRow, lists: &Lists) {
    if row.commune_code.is_empty()
        && let Some(code) = lists.commune(&row.province, &row.district, &row.commune)
    {
        code.clone_into(&mut row.commune_code);
        row.repairs.push(RowRepair::CommuneByName);
    }
    let mut by_name = false;
    for dose in row
        .doses
        .iter_mut()
        .filter(|dose| dose.facility_code.trim().is_empty())
    {
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
