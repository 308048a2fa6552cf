//! From the codes of a reviewed row to what its cells say.
//!
//! Codes are `full_name:missing`, `dose1.date:not_a_day`, `dose1.too_early`, `number_of_another`;
//! of a change the names of the fields that it changes.

use khien_domain::BirthDate;
use khien_domain::schedule::StopCode;
use khien_registry::import::{ReviewedRow, TypedDose, TypedRow};

use super::row::{Act, Cell, DoseCell, Row, RowKind};
use crate::pieces::{Phrase, Verdict};
use crate::texts::{Dated, Texts};

/// A code, taken apart.
struct Reason<'a> {
    /// Which dose of the row, from 1; none where it is about the person.
    dose: Option<usize>,
    /// Which field; empty where it is about the whole.
    field: &'a str,
    /// What about it.
    code: &'a str,
}

impl<'a> Reason<'a> {
    fn of(text: &'a str) -> Self {
        let (dose, rest) = match text
            .strip_prefix("dose")
            .and_then(|rest| rest.split_once('.'))
        {
            Some((number, rest)) => (number.parse().ok(), rest),
            None => (None, text),
        };
        let (field, code) = rest.split_once(':').unwrap_or(("", rest));
        Self { dose, field, code }
    }

    fn phrase(&self) -> Phrase {
        if StopCode::parse(self.code).is_some() {
            // Which day it would be is for the person's page to say.
            return Phrase::new(format!("stop-{}", self.code)).with("day", "…");
        }
        let family = if self.field.is_empty() {
            "row-conflict"
        } else {
            "row-read"
        };
        Phrase::new(format!("{family}-{}", self.code))
    }
}

/// What became of a row, in one cell of the workbook that goes back.
pub(super) fn sentence(t: &'static Texts, reviewed: &ReviewedRow) -> String {
    let kind = kind(reviewed.kind.code());
    let mut said = if reviewed.is_applied {
        t.code("row-became", kind.code())
    } else {
        t.code("row", kind.code())
    };
    if matches!(kind, RowKind::Error | RowKind::Conflict) {
        let reasons = reviewed.reasons.iter().map(|code| {
            let reason = Reason::of(code);
            let about = reason.phrase().say(t);
            match t.find_plain(&format!("mended-{}", reason.field)) {
                Some(field) => format!("{field} {about}"),
                None => about,
            }
        });
        said = format!("{said}: {}", reasons.collect::<Vec<_>>().join("; "));
    }
    format!("{said}. {}", verdict(reviewed).words(t))
}

/// A row as the page shows it.
pub(super) fn row(t: &'static Texts, reviewed: &ReviewedRow) -> Row {
    let reasons: Vec<Reason<'_>> = reviewed.reasons.iter().map(|it| Reason::of(it)).collect();
    let kind = kind(reviewed.kind.code());
    let stuck = matches!(kind, RowKind::Error | RowKind::Conflict);
    let told: &[Reason<'_>] = if stuck { &reasons } else { &[] };
    let typed = &reviewed.typed;
    let person = &typed.person;
    let kept = reviewed.person.as_ref();
    let mut name = cell("full_name", &person.full_name, told);
    if let Some(kept) = kept.filter(|kept| kept.full_name != person.full_name && !name.wrong) {
        name = Cell::plain(&kept.full_name).typed(&person.full_name);
    }
    Row {
        id: reviewed.id,
        line: u64::try_from(reviewed.line).unwrap_or(0),
        kind,
        name,
        born: cell("date_of_birth", &day_first(&person.date_of_birth), told),
        sex: cell("sex", &sex(t, &person.sex), told),
        number: cell("id_number", &person.id_number, told),
        dose: dose(t, &typed.doses, told),
        verdict: verdict(reviewed),
        person: reviewed
            .person
            .as_ref()
            .map(|row| row.id)
            .filter(|_| kind == RowKind::Conflict),
        act: act(t, kind, reviewed, &reasons),
    }
}

fn kind(code: &str) -> RowKind {
    RowKind::from_code(code).unwrap_or(RowKind::Error)
}

fn verdict(reviewed: &ReviewedRow) -> Verdict {
    let fields = reviewed.wrong_fields.join(" ");
    Verdict::of(reviewed.verdict.as_deref().unwrap_or("pending"), &fields)
}

fn sex(t: &'static Texts, typed: &str) -> String {
    match typed {
        "M" | "0" => t.code("sex", "M"),
        "F" | "1" => t.code("sex", "F"),
        typed => typed.to_owned(),
    }
}

/// A date as staff write it, whatever the file's way; anything else as it is.
fn day_first(typed: &str) -> String {
    let is_date = typed.contains(['-', '/']);
    let read = BirthDate::parse(typed).ok().filter(|_| is_date);
    read.map_or_else(|| typed.to_owned(), |read| read.value.shown())
}

fn cell(field: &str, typed: &str, reasons: &[Reason<'_>]) -> Cell {
    let about = reasons
        .iter()
        .find(|reason| reason.dose.is_none() && reason.field == field);
    let cell = Cell::plain(typed);
    match about {
        Some(reason) => cell.wrong(reason.phrase()),
        None => cell,
    }
}

/// The first dose of a row with what is wrong with any of them.
fn dose(t: &'static Texts, doses: &[TypedDose], reasons: &[Reason<'_>]) -> DoseCell {
    let about = reasons.iter().find(|reason| reason.dose.is_some());
    let at = about.and_then(|reason| reason.dose).unwrap_or(1);
    let empty = TypedDose::default();
    let shown = doses.get(at - 1).unwrap_or(&empty);
    let name = match (shown.ordinal.is_empty(), doses.is_empty()) {
        (true, true) => String::new(),
        (true, false) => t.text("row-dose").set("n", at).to_string(),
        (false, _) if shown.ordinal.bytes().all(|byte| byte.is_ascii_digit()) => {
            t.text("row-dose").set("n", &shown.ordinal).to_string()
        }
        (false, _) => shown.ordinal.clone(),
    };
    DoseCell {
        name,
        product: shown.product.clone(),
        day: day_first(&shown.date),
        lot: shown.lot.clone(),
        fault: about
            .or_else(|| reasons.iter().find(|it| it.field.is_empty()))
            .map(Reason::phrase),
    }
}

fn act(t: &'static Texts, kind: RowKind, reviewed: &ReviewedRow, reasons: &[Reason<'_>]) -> Act {
    if reviewed.is_applied {
        return Act::Read(Phrase::new("act-written"));
    }
    match kind {
        RowKind::New if reviewed.verdict.as_deref() == Some("mismatch") => {
            Act::Read(Phrase::new("act-new-mismatch"))
        }
        RowKind::New if reviewed.verdict.is_none() => Act::Read(Phrase::new("act-pending")),
        RowKind::New => Act::Read(Phrase::new("act-new")),
        RowKind::Duplicate => Act::Read(Phrase::new("act-skip")),
        RowKind::Change => {
            let fields = reasons.iter().map(|reason| t.code("field", reason.code));
            Act::Read(Phrase::new("act-change").with("fields", t.list(fields)))
        }
        RowKind::Conflict | RowKind::Error => mend(&reviewed.typed, reasons),
    }
}

/// The field that is to be mended first, with what stands there.
fn mend(typed: &TypedRow, reasons: &[Reason<'_>]) -> Act {
    let Some(first) = reasons.first() else {
        return Act::Read(Phrase::new("act-look"));
    };
    let field = match (first.field, first.dose) {
        ("", Some(_)) => match first.code {
            "no_facility" | "other_facility" => "facility",
            "product_unknown" | "mixing_not_allowed" => "product",
            _ => "date",
        },
        ("", None) => "id_number",
        (field, _) => field,
    };
    let name = match first.dose {
        Some(number) => format!("dose{number}.{field}"),
        None => field.to_owned(),
    };
    match value(typed, &name) {
        Some(value) => Act::Mend {
            says: Phrase::new(format!("mend-{field}")),
            value: day_first(value),
            field: name,
        },
        None => Act::Read(Phrase::new("act-look")),
    }
}

fn value<'a>(typed: &'a TypedRow, name: &str) -> Option<&'a String> {
    if let Some((number, field)) = name.strip_prefix("dose").and_then(|it| it.split_once('.')) {
        let at: usize = number.parse().ok()?;
        let dose = typed.doses.get(at.checked_sub(1)?)?;
        return match field {
            "product" => Some(&dose.product),
            "date" => Some(&dose.date),
            "lot" => Some(&dose.lot),
            "facility" => Some(&dose.facility),
            _ => None,
        };
    }
    match name {
        "full_name" => Some(&typed.person.full_name),
        "date_of_birth" => Some(&typed.person.date_of_birth),
        "sex" => Some(&typed.person.sex),
        "id_number" => Some(&typed.person.id_number),
        _ => None,
    }
}

/// Puts a mended cell into a row; `false` if there is no such cell.
pub(super) fn put(typed: &mut TypedRow, name: &str, mended: &str) -> bool {
    if value(typed, name).is_none() {
        return false;
    }
    let cell = match name.strip_prefix("dose").and_then(|it| it.split_once('.')) {
        Some((number, field)) => {
            let at = number.parse().unwrap_or(1_usize) - 1;
            match (typed.doses.get_mut(at), field) {
                (Some(dose), "product") => &mut dose.product,
                (Some(dose), "date") => &mut dose.date,
                (Some(dose), "lot") => &mut dose.lot,
                (Some(dose), _) => &mut dose.facility,
                (None, _) => return false,
            }
        }
        None => match name {
            "full_name" => &mut typed.person.full_name,
            "date_of_birth" => &mut typed.person.date_of_birth,
            "sex" => &mut typed.person.sex,
            _ => &mut typed.person.id_number,
        },
    };
    mended.clone_into(cell);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_name_dose_field_and_fault() {
        for (text, dose, field, code) in [
            ("full_name:missing", None, "full_name", "missing"),
            ("dose2.date:not_a_day", Some(2), "date", "not_a_day"),
            ("dose1.too_early", Some(1), "", "too_early"),
            ("number_of_another", None, "", "number_of_another"),
        ] {
            let reason = Reason::of(text);
            assert_eq!(
                (reason.dose, reason.field, reason.code),
                (dose, field, code)
            );
        }
    }

    #[test]
    fn a_cell_is_mended_where_it_stands() {
        let mut typed = TypedRow {
            doses: vec![TypedDose::default(), TypedDose::default()],
            ..TypedRow::default()
        };
        assert!(put(&mut typed, "dose2.lot", "FK0112"));
        assert!(put(&mut typed, "full_name", "Vũ Thị Linh"));
        assert!(!put(&mut typed, "dose3.lot", "x"));
        assert!(!put(&mut typed, "dose0.lot", "x"));
        assert!(!put(&mut typed, "phone", "x"));
        assert_eq!(typed.doses[1].lot, "FK0112");
        assert_eq!(typed.person.full_name, "Vũ Thị Linh");
    }
}
