//! What a row would change in the registry as it is now.

use khien_domain::rights::Act;
use khien_domain::{DoseState, ImportRowKind};
use khien_store::{PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::typed::{ReadDose, TypedRow};
use crate::by::By;
use crate::dose::{Course, Judged};
use crate::known::{Known, Past, Sought};
use crate::person::{PersonFields, PersonForm};

/// What a row would do.
pub(crate) struct Classified {
    pub(crate) kind: ImportRowKind,
    /// Codes, each with its field: `full_name:missing`, `dose1.date:not_a_day`.
    pub(crate) reasons: Vec<String>,
    /// The person of the registry whom the row means.
    pub(crate) person: Option<Uuid>,
    pub(crate) plan: Plan,
}

/// What applying the row writes.
#[derive(Default)]
pub(crate) struct Plan {
    /// The person as read, to be entered or changed.
    pub(crate) fields: Option<PersonFields>,
    /// Doses that the registry does not have, as the rules judge them.
    pub(crate) doses: Vec<(ReadDose, Judged)>,
}

/// A row as typed, its cells read: or the codes of their faults.
pub(crate) struct ReadRow {
    pub(crate) typed: TypedRow,
    read: Result<(PersonFields, Vec<ReadDose>), Vec<String>>,
}

impl ReadRow {
    /// Reads every cell.
    pub(crate) fn new(typed: TypedRow) -> Self {
        let read = read(&typed);
        Self { typed, read }
    }

    /// What the registry will be asked about the row.
    pub(crate) fn sought(&self) -> Option<Sought<'_>> {
        let (fields, _) = self.read.as_ref().ok()?;
        Some(Sought {
            number: fields.id_number.as_deref(),
            name: &fields.folded_name,
            born: fields.date_of_birth.as_deref(),
        })
    }
}

impl Classified {
    fn stuck(kind: ImportRowKind, reasons: Vec<String>, person: Option<Uuid>) -> Self {
        Self {
            kind,
            reasons,
            person,
            plan: Plan::default(),
        }
    }
}

/// Holds a row against the registry.
///
/// A row is *new* if it adds a person or a dose and changes nothing that is written; a *change* if
/// it would change a field of a person; a *duplicate* if everything is there; a *conflict* if it
/// contradicts what is there (another person's number, a dose that a rule stops); else an *error*.
pub(crate) async fn classify(
    tx: &mut Tx,
    known: &mut Known,
    by: &By<'_>,
    facility: &str,
    row: ReadRow,
) -> Result<Classified, StoreError> {
    let (fields, doses) = match row.read {
        Ok(read) => read,
        Err(reasons) => return Ok(Classified::stuck(ImportRowKind::Error, reasons, None)),
    };
    let found = match person(tx, known, &fields).await? {
        Found::Nobody => None,
        Found::One(row) => Some(*row),
        Found::Conflict(reason, whom) => {
            let reasons = vec![reason.to_owned()];
            return Ok(Classified::stuck(ImportRowKind::Conflict, reasons, whom));
        }
    };
    let misplaced = misplaced(tx, known, by, facility, &doses).await?;
    if !misplaced.is_empty() {
        let whom = found.map(|row| row.id);
        return Ok(Classified::stuck(ImportRowKind::Conflict, misplaced, whom));
    }
    let changed = found
        .as_ref()
        .map_or_else(Vec::new, |kept| changes(kept, &fields, &row.typed.person));
    let fresh = match fresh_doses(tx, known, by, found.as_ref(), &fields, doses).await? {
        Ok(fresh) => fresh,
        Err(reasons) => {
            let whom = found.map(|row| row.id);
            return Ok(Classified::stuck(ImportRowKind::Conflict, reasons, whom));
        }
    };
    let kind = match (&found, changed.is_empty(), fresh.is_empty()) {
        (Some(_), false, _) => ImportRowKind::Change,
        (Some(_), true, true) => ImportRowKind::Duplicate,
        (None, _, _) | (Some(_), true, false) => ImportRowKind::New,
    };
    Ok(Classified {
        kind,
        reasons: changed,
        person: found.map(|row| row.id),
        plan: Plan {
            fields: Some(fields),
            doses: fresh,
        },
    })
}

fn read(typed: &TypedRow) -> Result<(PersonFields, Vec<ReadDose>), Vec<String>> {
    let mut reasons = Vec::new();
    let fields = typed.person.read().map_err(|faults| {
        let told = faults.iter().map(|it| format!("{}:{}", it.field, it.fault));
        reasons.extend(told);
    });
    let mut doses = Vec::new();
    for (number, dose) in (1..).zip(&typed.doses) {
        match dose.read() {
            Ok(read) => doses.push(read),
            Err(faults) => {
                reasons.extend(faults.iter().map(|fault| format!("dose{number}.{fault}")));
            }
        }
    }
    match fields {
        Ok(fields) if reasons.is_empty() => Ok((fields, doses)),
        _ => Err(reasons),
    }
}

enum Found {
    Nobody,
    One(Box<PersonRow>),
    Conflict(&'static str, Option<Uuid>),
}

/// Whom the row means: by number, else by name and birth date. A number whose holder has another
/// name and another birth date is a conflict, never a match.
async fn person(
    tx: &mut Tx,
    known: &mut Known,
    fields: &PersonFields,
) -> Result<Found, StoreError> {
    let mut holders = match &fields.id_number {
        Some(number) => known.holders(tx, number).await?,
        None => Vec::new(),
    };
    if holders.len() > 1 {
        return Ok(Found::Conflict("several_with_number", None));
    }
    if let Some(holder) = holders.pop() {
        let same_name = holder.folded_name == fields.folded_name;
        let same_birth = holder.date_of_birth == fields.date_of_birth;
        return Ok(if same_name || same_birth {
            Found::One(Box::new(holder))
        } else {
            Found::Conflict("number_of_another", Some(holder.id))
        });
    }
    let mut free = match &fields.date_of_birth {
        Some(born) => known.namesakes(tx, &fields.folded_name, born).await?,
        None => Vec::new(),
    };
    // Somebody of the same name and birth date with a number of their own is another person.
    free.retain(|row| row.id_number.is_none() || fields.id_number.is_none());
    Ok(match free.len() {
        0 => Found::Nobody,
        1 => free
            .pop()
            .map_or(Found::Nobody, |row| Found::One(Box::new(row))),
        _ => Found::Conflict("several_with_name_and_birth", None),
    })
}

/// Codes of the fields that the row would change. What the row leaves empty stays as it is.
fn changes(row: &PersonRow, fields: &PersonFields, form: &PersonForm) -> Vec<String> {
    let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let pairs = [
        (
            "full_name",
            Some(row.full_name.clone()),
            Some(fields.full_name.clone()),
        ),
        (
            "date_of_birth",
            row.date_of_birth.clone(),
            fields.date_of_birth.clone(),
        ),
        ("sex", row.sex.clone(), fields.sex.clone()),
        ("id_number", row.id_number.clone(), fields.id_number.clone()),
        ("phone", row.phone.clone(), fields.phone.clone()),
        (
            "commune_code",
            row.commune_code.clone(),
            typed(&form.commune_code),
        ),
        ("address", row.address.clone(), typed(&form.address)),
    ];
    pairs
        .into_iter()
        .filter(|(_, kept, typed)| typed.is_some() && kept != typed)
        .map(|(field, _, _)| field.to_owned())
        .collect()
}

/// Doses of facilities that are not there, or for which the importer may not write.
async fn misplaced(
    tx: &mut Tx,
    known: &mut Known,
    by: &By<'_>,
    facility: &str,
    doses: &[ReadDose],
) -> Result<Vec<String>, StoreError> {
    let mut reasons = Vec::new();
    for (number, dose) in (1..).zip(doses) {
        let code = dose.facility.as_deref().unwrap_or(facility);
        let reason = match known.facility(tx, by, code).await? {
            None => "no_facility",
            Some((_, place)) if by.need(Act::ImportApply, place).is_err() => "other_facility",
            Some(_) => continue,
        };
        reasons.push(format!("dose{number}.{reason}"));
    }
    Ok(reasons)
}

/// The doses that are not there yet, by day, or why one of them cannot be. Each follows on those
/// before it, of the registry and of the row.
async fn fresh_doses(
    tx: &mut Tx,
    known: &mut Known,
    by: &By<'_>,
    found: Option<&PersonRow>,
    fields: &PersonFields,
    mut doses: Vec<ReadDose>,
) -> Result<Result<Vec<(ReadDose, Judged)>, Vec<String>>, StoreError> {
    let nothing = Past::default();
    let past = match found {
        Some(row) => known.past(tx, row.id).await?,
        None => &nothing,
    };
    doses.retain(|dose| !is_known(past, dose));
    doses.sort_by_key(|dose| dose.given_on);
    let person = as_it_will_be(by, found, fields);
    let mut course = Course::from_rows(&past.doses, &past.recovered);
    let (mut fresh, mut reasons) = (Vec::new(), Vec::new());
    for (number, dose) in (1..).zip(doses) {
        let proposed = dose.proposed();
        let judged = course.judge(&person, &proposed, by.today());
        let stops = judged.assessment.stops.iter();
        reasons.extend(stops.map(|stop| format!("dose{number}.{}", stop.code())));
        course.add(&proposed, &judged);
        fresh.push((dose, judged));
    }
    Ok(if reasons.is_empty() {
        Ok(fresh)
    } else {
        Err(reasons)
    })
}

/// Whether the person has the dose.
fn is_known(past: &Past, dose: &ReadDose) -> bool {
    past.doses.iter().any(|row| {
        row.state != DoseState::Voided.code()
            && row.product_code == dose.product
            && row.given_on.0 == dose.given_on
    })
}

/// The person as the row leaves them, for the rules: what it states stands in place of what was.
fn as_it_will_be(by: &By<'_>, found: Option<&PersonRow>, fields: &PersonFields) -> PersonRow {
    let nobody = || crate::person::empty(Uuid::nil(), khien_store::Moment(by.at));
    let mut person = found.map_or_else(nobody, PersonRow::clone);
    if fields.date_of_birth.is_some() {
        person.date_of_birth.clone_from(&fields.date_of_birth);
    }
    if fields.sex.is_some() {
        person.sex.clone_from(&fields.sex);
    }
    person
}
