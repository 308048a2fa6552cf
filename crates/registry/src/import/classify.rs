//! What a row would change in the registry as it is now.

use khien_domain::rights::Act;
use khien_domain::{DoseState, ImportRowKind};
use khien_store::{PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::typed::{ReadDose, TypedRow};
use crate::by::By;
use crate::dose::Course;
use crate::person::{PersonFields, PersonForm, alike};
use crate::registry::place_of_facility;

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
    /// Doses that the registry does not have.
    pub(crate) doses: Vec<ReadDose>,
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

/// Reads a row and holds it against the registry.
///
/// A row is *new* if it adds a person or a dose and changes nothing that is written; a *change* if
/// it would change a field of a person; a *duplicate* if everything is there; a *conflict* if it
/// contradicts what is there (another person's number, a dose that a rule stops); else an *error*.
pub(crate) async fn classify(
    tx: &mut Tx,
    by: &By<'_>,
    facility: &str,
    typed: &TypedRow,
) -> Result<Classified, StoreError> {
    let (fields, doses) = match read(typed) {
        Ok(read) => read,
        Err(reasons) => return Ok(Classified::stuck(ImportRowKind::Error, reasons, None)),
    };
    let found = match person(tx, &fields).await? {
        Found::Nobody => None,
        Found::One(row) => Some(*row),
        Found::Conflict(reason, whom) => {
            let reasons = vec![reason.to_owned()];
            return Ok(Classified::stuck(ImportRowKind::Conflict, reasons, whom));
        }
    };
    let misplaced = misplaced(tx, by, facility, &doses).await?;
    if !misplaced.is_empty() {
        let whom = found.map(|row| row.id);
        return Ok(Classified::stuck(ImportRowKind::Conflict, misplaced, whom));
    }
    let changed = found
        .as_ref()
        .map_or_else(Vec::new, |row| changes(row, &fields, &typed.person));
    let fresh = match fresh_doses(tx, by, found.as_ref(), &fields, doses).await? {
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
async fn person(tx: &mut Tx, fields: &PersonFields) -> Result<Found, StoreError> {
    let mut holders = match &fields.id_number {
        Some(number) => tx.people_with_number(number, 3).await?,
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
    let named = alike(tx, fields).await?;
    let mut free = Vec::new();
    for id in named {
        // Somebody of the same name and birth date with a number of their own is another person.
        let row = tx.person(id).await?;
        let fits = |row: &PersonRow| row.id_number.is_none() || fields.id_number.is_none();
        free.extend(row.filter(fits));
    }
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
    by: &By<'_>,
    facility: &str,
    doses: &[ReadDose],
) -> Result<Vec<String>, StoreError> {
    let mut reasons = Vec::new();
    for (number, dose) in (1..).zip(doses) {
        let code = dose.facility.as_deref().unwrap_or(facility);
        let reason = match place_of_facility(tx, by, code).await? {
            None => "no_facility",
            Some(place) if by.need(Act::ImportApply, &place).is_err() => "other_facility",
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
    by: &By<'_>,
    found: Option<&PersonRow>,
    fields: &PersonFields,
    doses: Vec<ReadDose>,
) -> Result<Result<Vec<ReadDose>, Vec<String>>, StoreError> {
    let mut fresh = unknown(tx, found, doses).await?;
    fresh.sort_by_key(|dose| dose.given_on);
    let mut person = found.map_or_else(|| nobody(by), PersonRow::clone);
    if person.date_of_birth.is_none() {
        person.date_of_birth.clone_from(&fields.date_of_birth);
    }
    let mut course = match found {
        Some(row) => Course::of(tx, row, None).await?,
        None => Course::empty(),
    };
    let mut reasons = Vec::new();
    for (number, dose) in (1..).zip(&fresh) {
        let proposed = dose.proposed();
        match course.judge(&person, &proposed, by.today()) {
            None => reasons.push(format!("dose{number}.no_birth_date")),
            Some(judged) => {
                let stops = judged.assessment.stops.iter();
                reasons.extend(stops.map(|stop| format!("dose{number}.{}", stop.code())));
                course.add(&proposed, &judged);
            }
        }
    }
    Ok(if reasons.is_empty() {
        Ok(fresh)
    } else {
        Err(reasons)
    })
}

/// The doses of the row that the person does not have.
async fn unknown(
    tx: &mut Tx,
    found: Option<&PersonRow>,
    mut doses: Vec<ReadDose>,
) -> Result<Vec<ReadDose>, StoreError> {
    let Some(row) = found else { return Ok(doses) };
    let voided = DoseState::Voided.code();
    let known = tx.doses(row.id).await?;
    let known: Vec<_> = known.iter().filter(|dose| dose.state != voided).collect();
    doses.retain(|dose| {
        !known
            .iter()
            .any(|row| row.product_code == dose.product && row.given_on.0 == dose.given_on)
    });
    Ok(doses)
}

fn nobody(by: &By<'_>) -> PersonRow {
    crate::person::empty(Uuid::nil(), khien_store::Moment(by.at))
}
