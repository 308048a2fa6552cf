//! The workbook part: which sheets there are and how their cells are to be read.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::date_styles::DateStyles;
use super::package::Package;
use super::shared_strings::SharedStrings;
use super::xml::{attribute, xml_error};
use crate::error::ExchangeError;

/// A workbook: its container and what its cells refer to.
pub(crate) struct Book {
    pub(crate) package: Package,
    pub(crate) sheets: Vec<SheetPart>,
    pub(crate) shared: SharedStrings,
    pub(crate) dates: DateStyles,
    /// Whether days are counted from 1904, as old Macintosh workbooks do.
    pub(crate) since_1904: bool,
}

/// A sheet of a workbook.
pub(crate) struct SheetPart {
    pub(crate) name: String,
    pub(crate) part: usize,
}

#[derive(Default)]
struct Contents {
    sheets: Vec<(String, String)>,
    since_1904: bool,
}

struct Relation {
    kind: String,
    target: String,
}

impl Book {
    /// Reads everything but the sheets themselves.
    pub(crate) fn open(package: Package) -> Result<Self, ExchangeError> {
        let main = main_part(&package)?;
        let contents = read_contents(&package, main.1)?;
        let (folder, leaf) = main.0.rsplit_once('/').unwrap_or(("", &main.0));
        let relations = relations(&package, &format!("{folder}/_rels/{leaf}.rels"))?;
        let find = |target: &str| package.find(&resolve(folder, target));
        let of_kind = |kind: &str| {
            let mut all = relations.values();
            let relation = all.find(|relation| relation.kind.ends_with(kind))?;
            find(&relation.target)
        };
        let mut sheets = Vec::new();
        for (name, id) in contents.sheets {
            let target = relations
                .get(&id)
                .filter(|r| r.kind.ends_with("/worksheet"));
            // Charts and dialogs are listed among the sheets and hold no cells.
            let part = target.and_then(|relation| find(&relation.target));
            let known = |part| sheets.iter().any(|sheet: &SheetPart| sheet.part == part);
            // Two names for one part would be read, and written, twice.
            if let Some(part) = part.filter(|part| !known(*part)) {
                sheets.push(SheetPart { name, part });
            }
        }
        let shared = match of_kind("/sharedStrings") {
            Some(part) => SharedStrings::read(&package, part)?,
            None => SharedStrings::default(),
        };
        let dates = match of_kind("/styles") {
            Some(part) => DateStyles::read(&package, part)?,
            None => DateStyles::default(),
        };
        let since_1904 = contents.since_1904;
        Ok(Self {
            package,
            sheets,
            shared,
            dates,
            since_1904,
        })
    }
}

/// Name and number of the part that lists the sheets.
fn main_part(package: &Package) -> Result<(String, usize), ExchangeError> {
    let roots = relations(package, "_rels/.rels")?;
    let mut documents = roots
        .values()
        .filter(|r| r.kind.ends_with("/officeDocument"));
    let stated = documents
        .next()
        .map(|relation| resolve("", &relation.target));
    let name = stated.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    if name.to_ascii_lowercase().ends_with(".bin") {
        return Err(not_a_workbook(
            package,
            "a binary workbook (.xlsb); save it as .xlsx",
        ));
    }
    match package.find(&name) {
        Some(part) => Ok((name, part)),
        None if package.find("content.xml").is_some() => Err(not_a_workbook(
            package,
            "an OpenDocument file; save it as .xlsx",
        )),
        None => Err(not_a_workbook(
            package,
            "a zip file without a workbook in it",
        )),
    }
}

fn not_a_workbook(package: &Package, found: &'static str) -> ExchangeError {
    ExchangeError::UnknownKind {
        file: package.file.clone(),
        found,
    }
}

fn read_contents(package: &Package, part: usize) -> Result<Contents, ExchangeError> {
    let mut contents = Contents::default();
    each_tag(package, part, |tag| match tag.local_name().as_ref() {
        "sheet" => {
            // The relation is `r:id`; `sheetId` has another local name.
            let name = attribute(tag, "name").unwrap_or_default();
            let id = attribute(tag, "id").unwrap_or_default();
            contents.sheets.push((name, id));
        }
        "workbookPr" => {
            let value = attribute(tag, "date1904").unwrap_or_default();
            contents.since_1904 = matches!(value.as_str(), "1" | "true" | "on");
        }
        _ => {}
    })?;
    Ok(contents)
}

fn relations(package: &Package, name: &str) -> Result<BTreeMap<String, Relation>, ExchangeError> {
    let mut relations = BTreeMap::new();
    let Some(part) = package.find(name) else {
        return Ok(relations);
    };
    each_tag(package, part, |tag| {
        if tag.local_name().as_ref() == "Relationship" {
            let text = |name| attribute(tag, name).unwrap_or_default();
            let relation = Relation {
                kind: text("Type"),
                target: text("Target"),
            };
            relations.insert(text("Id"), relation);
        }
    })?;
    Ok(relations)
}

fn each_tag(
    package: &Package,
    part: usize,
    mut see: impl FnMut(&BytesStart<'_>),
) -> Result<(), ExchangeError> {
    let mut reader = Reader::from_reader(package.read(part, package.limits.part_bytes));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|error| xml_error(&error, package.place(part)))? {
            Event::Start(tag) | Event::Empty(tag) => see(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A relation's target as the name of a part.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_against_their_folder() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/a", "../b.xml"), "xl/b.xml");
    }
}
