//! The people of the registry and the questions about them.

use jiff::Timestamp;
use khien_domain::fold;
use khien_store::{Day, DoseRow, FacilityRow, Moment, PersonRow, Store};
use khien_synth::{Plan, Register, RegisterRow};
use uuid::Uuid;

use super::FACILITY;

/// Doses of every five people, twelve in all.
const DOSES_OF_FIVE: [u64; 5] = [2, 3, 2, 3, 2];
/// People that are written together.
const STEP: usize = 20_000;
/// Every so many-th person is asked about.
const ASKED: u64 = 997;

pub(crate) fn noon() -> Timestamp {
    "2022-06-15T05:00:00Z".parse().unwrap()
}

/// Fills the registry; gives questions of all kinds.
pub(crate) async fn fill(store: &Store, people: u64) -> Vec<(&'static str, String)> {
    let mut tx = store.write().await.unwrap();
    tx.insert_facility(&facility()).await.unwrap();
    tx.commit().await.unwrap();
    let register = Register::generate(&Plan::new(people, 1, 7)).unwrap();
    let (mut persons, mut doses, mut questions) = (Vec::new(), Vec::new(), Vec::new());
    for (number, row) in (0..).zip(register.rows()) {
        let person = person(number, row);
        for dose in 0..DOSES_OF_FIVE[usize::try_from(number % 5).unwrap()] {
            doses.push(one_dose(number, dose));
        }
        if number % ASKED == 0 {
            questions.extend(about(&person));
        }
        persons.push(person);
        if persons.len() == STEP {
            write(store, &mut persons, &mut doses).await;
        }
    }
    write(store, &mut persons, &mut doses).await;
    questions
}

async fn write(store: &Store, persons: &mut Vec<PersonRow>, doses: &mut Vec<DoseRow>) {
    let mut tx = store.write().await.unwrap();
    tx.insert_people(persons).await.unwrap();
    tx.insert_doses(doses).await.unwrap();
    tx.commit().await.unwrap();
    persons.clear();
    doses.clear();
}

fn about(person: &PersonRow) -> Vec<(&'static str, String)> {
    let number = person.id_number.clone().unwrap();
    let born = person.date_of_birth.clone().unwrap();
    let year = &born[..4];
    let called = person.call_name.split(' ').next().unwrap_or_default();
    let mut questions = vec![
        ("number", number.clone()),
        ("card", format!("{number}||{}||||", person.full_name)),
        ("name", person.folded_name.clone()),
        (
            "name and birth date",
            format!("{} {born}", person.folded_name),
        ),
    ];
    questions.extend(person.phone.clone().map(|phone| ("phone", phone)));
    if called.len() >= 2 && year.len() == 4 {
        questions.push(("call name", called.to_owned()));
    }
    questions
}

pub(crate) fn id(kind: u128, number: u64) -> Uuid {
    Uuid::from_u128(kind << 64 | u128::from(number))
}

pub(crate) fn person(number: u64, row: RegisterRow) -> PersonRow {
    let now = Moment(noon());
    let folded = fold(&row.full_name);
    let call_name = match folded.rsplit_once(' ') {
        Some((before, call)) => format!("{call} {before}"),
        None => folded.clone(),
    };
    PersonRow {
        id: id(1, number),
        full_name: row.full_name,
        folded_name: folded,
        call_name,
        date_of_birth: Some(row.date_of_birth),
        sex: Some(row.sex),
        id_number: Some(row.personal_id),
        old_number: Some(row.old_cmnd).filter(|card| !card.is_empty()),
        insurance_number: None,
        phone: number
            .is_multiple_of(2)
            .then(|| format!("09{:08}", number * 7_919 % 100_000_000)),
        nationality: None,
        commune_code: Some(row.commune_code),
        hamlet: None,
        address: None,
        workplace: None,
        priority_group: None,
        guardian_id: None,
        state: "active".to_owned(),
        merged_into: None,
        identity: "verified".to_owned(),
        identity_fields: String::new(),
        identity_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

pub(crate) fn one_dose(person: u64, number: u64) -> DoseRow {
    let now = Moment(noon());
    let first: jiff::civil::Date = "2021-07-05".parse().unwrap();
    let days = i64::try_from(person % 60 + number * 120).unwrap();
    DoseRow {
        id: id(2, person * 4 + number),
        person_id: id(1, person),
        product_code: "comirnaty".to_owned(),
        lot_id: None,
        lot_number: Some("FK0112".to_owned()),
        facility_code: Some(FACILITY.to_owned()),
        session_id: None,
        import_id: None,
        country: "VN".to_owned(),
        given_on: Day(first + jiff::Span::new().days(days)),
        given_at: None,
        given_by: None,
        kind: "primary".to_owned(),
        ordinal: i64::try_from(number).unwrap() + 1,
        source: "import".to_owned(),
        state: "recorded".to_owned(),
        overrides: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

pub(crate) fn facility() -> FacilityRow {
    let now = Moment(noon());
    FacilityRow {
        code: FACILITY.to_owned(),
        name: FACILITY.to_owned(),
        kind: "commune_station".to_owned(),
        commune_code: "12688".to_owned(),
        managing_body: None,
        closed_on: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}
