//! From a record of the registry to what its page shows.

use jiff::civil::Date;
use khien_domain::rights::Act;
use khien_domain::{BirthDate, Catalogue, DoseKind};
use khien_registry::dose;
use khien_registry::person::PersonRecord;
use khien_store::{AuditRow, DoseRow, PersonRow, StoreError, Tx, VerdictRow};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Answer, Change, Changed, DoseLine, DoseState, FieldAnswer, Guardian, Look, Person, Question,
};
use crate::App;
use crate::pieces::{Number, Verdict};
use crate::station::Actor;
use crate::station::calls::{Names, place, when};
use crate::station::people::calls::{birth_date, sex};
use crate::texts::{Dated, Texts};

/// Most lines of each list.
const MOST: usize = 12;

/// The page of a record.
pub(super) async fn view(
    app: &App,
    actor: &Actor,
    record: PersonRecord,
) -> Result<Person, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let row = &record.person;
    let born = birth_date(row);
    let guardian = match row.guardian_id {
        Some(id) => tx.person(id).await?,
        None => None,
    };
    Ok(Person {
        id: row.id,
        name: row.full_name.clone(),
        age: born.and_then(|born| age(born, actor.today())),
        born,
        sex: sex(row),
        old_number: row.old_number.as_deref().map(Number::new),
        phone: row.phone.clone().unwrap_or_default(),
        place: residence(row, actor.today()),
        guardian: guardian.map(|row| Guardian {
            id: row.id,
            name: row.full_name,
        }),
        verdict: Verdict::of(&row.identity, &row.identity_fields),
        fields: answers(actor.visit.texts(), row, record.verdicts.first()),
        due: dose::due(&mut tx, row, &record.doses, actor.today()).await?,
        doses: doses(&mut tx, &mut names, &record).await?,
        recovered: recovered(&record),
        questions: questions(&mut tx, &mut names, &record.verdicts).await?,
        changes: changes(&mut tx, actor.visit.texts(), &mut names, &record.audit).await?,
        looks: looks(&mut tx, &mut names, &record.audit).await?,
        may_edit: false,
        may_record: actor.may_here(Act::DoseBackEntry),
        merged_into: match row.merged_into {
            Some(id) => tx.person(id).await?.map(|row| (row.id, row.full_name)),
            None => None,
        },
        merged_from: merged_from(&mut tx, row.id).await?,
        may_merge: row.merged_into.is_none() && actor.may_somewhere(Act::PersonMerge),
        may_part: row.merged_into.is_none()
            && !record.doses.is_empty()
            && actor.may_somewhere(Act::PersonSplit),
        may_enter_case: actor.may_somewhere(Act::RecoveredEnter),
    })
}

/// Records that were joined to one and not parted again.
async fn merged_from(tx: &mut Tx, survivor: Uuid) -> Result<Vec<(Uuid, String)>, StoreError> {
    let mut from = Vec::new();
    for merge in tx.merges_of_survivor(survivor).await? {
        if merge.split_at.is_none()
            && let Some(loser) = tx.person(merge.loser_id).await?
        {
            from.push((merge.id, loser.full_name));
        }
    }
    Ok(from)
}

/// Full years on a day, if the birth date leaves no doubt.
pub(crate) fn age(born: BirthDate, on: Date) -> Option<u16> {
    let BirthDate::Day(born) = born else {
        return None;
    };
    let had_it = (on.month(), on.day()) >= (born.month(), born.day());
    u16::try_from(on.year() - born.year() - i16::from(!had_it)).ok()
}

fn residence(row: &PersonRow, on: Date) -> String {
    let commune = row.commune_code.as_deref().map(|code| place(code, on));
    let parts = [row.address.clone(), row.hamlet.clone(), commune];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn recovered(record: &PersonRecord) -> Vec<Date> {
    let cases = record.recovered.iter();
    cases
        .map(|case| case.recovered_on.unwrap_or(case.positive_on).0)
        .collect()
}

/// Each field with the register's last answer about it, in codes only.
fn answers(t: &'static Texts, row: &PersonRow, verdict: Option<&VerdictRow>) -> Vec<FieldAnswer> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let state = |pick: fn(&VerdictRow) -> &Option<String>| verdict.and_then(|v| pick(v).as_deref());
    let sex = sex(row).map(|sex| t.sex(sex)).unwrap_or_default();
    let born = birth_date(row).map(|born| born.shown()).unwrap_or_default();
    [
        ("number", text(&row.id_number), state(|v| &v.id_state)),
        ("name", row.full_name.clone(), state(|v| &v.name_state)),
        ("birth-date", born, state(|v| &v.date_of_birth_state)),
        ("sex", sex, state(|v| &v.sex_state)),
    ]
    .map(|(field, value, state)| {
        let (answer, detail) = answer(state);
        FieldAnswer {
            field,
            value,
            answer,
            detail: detail.to_owned(),
        }
    })
    .into()
}

/// A state of the verdict as an answer, with a finer word where there is one.
fn answer(state: Option<&str>) -> (Answer, &'static str) {
    match state {
        Some("ok") => (Answer::Right, ""),
        Some("equivalent") => (Answer::Equivalent, ""),
        Some("old_number") => (Answer::Right, "old_number"),
        Some("malformed") => (Answer::Differs, "malformed"),
        Some("wrong") => (Answer::Differs, "wrong"),
        Some("other_persons") => (Answer::Differs, "other_persons"),
        Some("differs") => (Answer::Differs, ""),
        Some("missing") => (Answer::Missing, ""),
        _ => (Answer::Unknown, ""),
    }
}

async fn doses(
    tx: &mut Tx,
    names: &mut Names,
    record: &PersonRecord,
) -> Result<Vec<DoseLine>, StoreError> {
    let mut lines = Vec::new();
    for row in &record.doses {
        let confirmed = record
            .confirmations
            .iter()
            .any(|said| said.dose_id == Some(row.id) && said.refused.is_empty());
        let mut line = dose_line(tx, names, row).await?;
        line.nth = nth(&record.doses, row);
        line.confirmed = confirmed;
        lines.push(line);
    }
    Ok(lines)
}

/// A dose as lists show it, as if it were the first of its kind.
pub(crate) async fn dose_line(
    tx: &mut Tx,
    names: &mut Names,
    row: &DoseRow,
) -> Result<DoseLine, StoreError> {
    let place = match &row.facility_code {
        Some(code) => names.facility(tx, code).await?,
        None => row.country.clone(),
    };
    let state = match row.state.as_str() {
        "voided" => DoseState::Voided,
        _ if row.country != "VN" => DoseState::Abroad,
        "signed" | "certified" => DoseState::Signed,
        "corrected" => DoseState::Corrected,
        _ => DoseState::Recorded,
    };
    Ok(DoseLine {
        id: row.id,
        kind: DoseKind::parse(&row.kind).unwrap_or(DoseKind::Primary),
        nth: 1,
        number: u8::try_from(row.ordinal).unwrap_or(u8::MAX),
        day: row.given_on.0,
        product: product(&row.product_code),
        lot: row.lot_number.clone().unwrap_or_default(),
        place,
        state,
        confirmed: false,
    })
}

/// Which dose of its kind it is: "nhắc lại 1" is the third dose of most people.
pub(crate) fn nth(all: &[DoseRow], row: &DoseRow) -> u8 {
    let before = all.iter().filter(|other| {
        other.kind == row.kind
            && other.state != "voided"
            && (other.given_on.0, other.id) < (row.given_on.0, row.id)
    });
    u8::try_from(before.count() + 1).unwrap_or(u8::MAX)
}

/// What staff call a product; its code where it is not licensed here.
pub(crate) fn product(code: &str) -> String {
    let known = Catalogue::national().product(code);
    known.map_or_else(|| code.to_owned(), |product| product.name.to_owned())
}

async fn questions(
    tx: &mut Tx,
    names: &mut Names,
    verdicts: &[VerdictRow],
) -> Result<Vec<Question>, StoreError> {
    let mut questions = Vec::new();
    for row in verdicts.iter().take(MOST) {
        questions.push(Question {
            when: when(row.asked_at),
            verdict: Verdict::of(&row.class, &wrong(row)),
            snapshot: row.snapshot.clone(),
            asked_by: names.account(tx, row.asked_by).await?,
        });
    }
    Ok(questions)
}

/// Codes of the fields that a verdict calls wrong.
fn wrong(row: &VerdictRow) -> String {
    let fields = [
        ("id_number", &row.id_state),
        ("full_name", &row.name_state),
        ("date_of_birth", &row.date_of_birth_state),
        ("sex", &row.sex_state),
    ];
    let wrong = fields.into_iter().filter(|(_, state)| {
        let (answer, _) = answer(state.as_deref());
        matches!(answer, Answer::Differs | Answer::Missing)
    });
    wrong.map(|(field, _)| field).collect::<Vec<_>>().join(" ")
}

/// Fields whose changes a page shows; the rest are the registry's own.
const SHOWN: [&str; 16] = [
    "full_name",
    "date_of_birth",
    "sex",
    "id_number",
    "old_number",
    "phone",
    "nationality",
    "commune_code",
    "hamlet",
    "address",
    "workplace",
    "product",
    "lot",
    "given_on",
    "kind",
    "ordinal",
];

/// What was done to a thing, newest first, from its audit.
pub(crate) async fn changes(
    tx: &mut Tx,
    t: &'static Texts,
    names: &mut Names,
    audit: &[AuditRow],
) -> Result<Vec<Change>, StoreError> {
    let mut changes = Vec::new();
    for entry in audit
        .iter()
        .filter(|entry| entry.after.is_some())
        .take(MOST)
    {
        changes.push(Change {
            when: when(entry.at),
            who: names.account(tx, entry.actor).await?,
            act: entry.act.clone(),
            fields: differences(t, entry),
            reason: reason(entry),
        });
    }
    Ok(changes)
}

/// A reason as typed; codes and ids that the program writes say nothing to a reader.
fn reason(entry: &AuditRow) -> String {
    let typed = entry.reason.clone().unwrap_or_default();
    let is_code = typed.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if is_code || typed.parse::<Uuid>().is_ok() {
        String::new()
    } else {
        typed
    }
}

fn differences(t: &'static Texts, entry: &AuditRow) -> Vec<Changed> {
    let read = |text: &Option<String>| -> Option<Value> {
        text.as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
    };
    let (Some(before), Some(after)) = (read(&entry.before), read(&entry.after)) else {
        return Vec::new();
    };
    let changed = SHOWN
        .into_iter()
        .filter(|field| before[*field] != after[*field]);
    changed
        .map(|field| Changed {
            field: field.to_owned(),
            before: shown(t, field, &before[field]),
            after: shown(t, field, &after[field]),
        })
        .collect()
}

/// A value of the audit in the words of the pages.
fn shown(t: &'static Texts, field: &str, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match field {
        "product" => product(text),
        "given_on" => match text.parse::<Date>() {
            Ok(day) => day.shown(),
            Err(_) => text.to_owned(),
        },
        "kind" => t.code("dose-kind", text),
        "ordinal" => value
            .as_i64()
            .map(|nth| nth.to_string())
            .unwrap_or_default(),
        _ => text.to_owned(),
    }
}

async fn looks(
    tx: &mut Tx,
    names: &mut Names,
    audit: &[AuditRow],
) -> Result<Vec<Look>, StoreError> {
    let mut looks = Vec::new();
    let read = Act::PersonRead.code();
    for entry in audit.iter().filter(|entry| entry.act == read).take(MOST) {
        looks.push(Look {
            when: when(entry.at),
            who: names.account(tx, entry.actor).await?,
            unit: names.facility(tx, &entry.place).await?,
        });
    }
    Ok(looks)
}
