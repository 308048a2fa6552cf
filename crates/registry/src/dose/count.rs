//! What a dose adds to the counters.

use jiff::civil::Date;
use khien_domain::BirthDate;
use khien_store::{DoseDeltaRow, DoseRow, PersonRow, StoreError, Tx};

use crate::by::By;

/// First year of age of each group, as the ministry's boards divide them.
const GROUPS: [(i16, &str); 6] = [
    (65, "65+"),
    (50, "50-64"),
    (18, "18-49"),
    (12, "12-17"),
    (5, "5-11"),
    (0, "0-4"),
];

/// The age group on a day; empty where the birth year is not known. A birth date without its day
/// counts as of that year's end, so that nobody is counted as older than they are.
pub fn age_group(date_of_birth: Option<&str>, on: Date) -> &'static str {
    let born = date_of_birth.and_then(|text| BirthDate::parse(text).ok());
    let Some(born) = born.map(|read| read.value) else {
        return "";
    };
    let birthday = (born.month().unwrap_or(12), born.day().unwrap_or(31));
    let had_it = (on.month(), on.day()) >= birthday;
    let age = on.year() - born.year() - i16::from(!had_it);
    GROUPS
        .iter()
        .find(|(from, _)| age >= *from)
        .map_or("", |(_, group)| group)
}

/// Counts a dose (`1`), or takes it back (`-1`).
pub(crate) async fn count(
    tx: &mut Tx,
    by: &By<'_>,
    dose: &DoseRow,
    person: &PersonRow,
    doses: i64,
) -> Result<(), StoreError> {
    let commune = match &dose.facility_code {
        Some(code) => tx
            .facility(code)
            .await?
            .map(|facility| facility.commune_code),
        None => None,
    };
    tx.insert_dose_delta(&delta(by, dose, commune, person, doses))
        .await
}

/// What a dose given in a commune adds.
pub(crate) fn delta(
    by: &By<'_>,
    dose: &DoseRow,
    commune: Option<String>,
    person: &PersonRow,
    doses: i64,
) -> DoseDeltaRow {
    DoseDeltaRow {
        id: by.new_id(),
        facility_code: dose.facility_code.clone().unwrap_or_default(),
        commune_code: commune.unwrap_or_default(),
        day: dose.given_on,
        product_code: dose.product_code.clone(),
        kind: dose.kind.clone(),
        ordinal: dose.ordinal,
        age_group: age_group(person.date_of_birth.as_deref(), dose.given_on.0).to_owned(),
        sex: person.sex.clone().unwrap_or_default(),
        doses,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_change_on_the_birthday() {
        let on = |text: &str| text.parse().unwrap();
        for (born, day, group) in [
            (Some("2009-09-15"), "2021-09-14", "5-11"),
            (Some("2009-09-15"), "2021-09-15", "12-17"),
            (Some("1956"), "2021-09-15", "50-64"),
            (Some("1956"), "2021-12-31", "65+"),
            (Some("2021-09-15"), "2021-09-15", "0-4"),
            (Some("2022-01-01"), "2021-09-15", ""),
            (None, "2021-09-15", ""),
        ] {
            assert_eq!(age_group(born, on(day)), group, "{born:?} {day}");
        }
    }
}
