//! What an act has read of the registry, and what it is about to write.
//!
//! Whoever asks for one thing gets it read; who expects to ask for many reads them together first
//! ([`Known::expect`]). The answers are the same. What an act will write later in its transaction
//! it puts here at once, so that its own next questions see it.

use std::collections::{HashMap, HashSet};

use khien_domain::PersonState;
use khien_domain::rights::Place;
use khien_store::{DoseRow, FacilityRow, PersonRow, RecoveredCaseRow, StoreError, Tx};
use uuid::Uuid;

use crate::by::By;
use crate::registry::place_of;

/// Most people of one number, or of one name and birth date, that are looked at.
const MOST_ALIKE: usize = 10;

/// A folded name and a birth date.
type Name = (String, String);

/// What is known of the registry within one transaction.
#[derive(Default)]
pub(crate) struct Known {
    /// Whether nobody else may change the people, or record doses of theirs, until the end.
    locks: bool,
    facilities: HashMap<String, Option<(FacilityRow, Place)>>,
    people: HashMap<Uuid, PersonRow>,
    /// Who has or had a number; who has is seen from the person.
    by_number: HashMap<String, Vec<Uuid>>,
    by_name: HashMap<Name, Vec<Uuid>>,
    numbers_read: HashSet<String>,
    names_read: HashSet<Name>,
    pasts: HashMap<Uuid, Past>,
}

/// What the rules look back at.
#[derive(Default)]
pub(crate) struct Past {
    pub(crate) doses: Vec<DoseRow>,
    pub(crate) recovered: Vec<RecoveredCaseRow>,
}

/// What somebody is looked for by.
pub(crate) struct Sought<'a> {
    pub(crate) number: Option<&'a str>,
    pub(crate) name: &'a str,
    pub(crate) born: Option<&'a str>,
}

impl Known {
    /// The same for an act that writes: people are locked before their doses are read.
    pub(crate) fn locking() -> Self {
        Self {
            locks: true,
            ..Self::default()
        }
    }

    /// Reads together what will be asked about these people: who has their numbers; where nobody
    /// has, their namesakes; and the doses of all of them.
    pub(crate) async fn expect(
        &mut self,
        tx: &mut Tx,
        sought: &[Sought<'_>],
    ) -> Result<(), StoreError> {
        let numbers: HashSet<&str> = sought.iter().filter_map(|it| it.number).collect();
        self.read_numbers(tx, &sorted(numbers.into_iter().map(str::to_owned)))
            .await?;
        let nameless = sought.iter().filter(|it| {
            let held = it.number.and_then(|number| self.by_number.get(number));
            held.is_none_or(Vec::is_empty)
        });
        let names: HashSet<Name> = nameless
            .filter_map(|it| Some((it.name.to_owned(), it.born?.to_owned())))
            .collect();
        self.read_names(tx, &sorted(names)).await?;
        let fresh = self.people.keys().filter(|id| !self.pasts.contains_key(id));
        self.read_pasts(tx, &sorted(fresh.copied())).await
    }

    /// Active people with this number, new or old.
    pub(crate) async fn holders(
        &mut self,
        tx: &mut Tx,
        number: &str,
    ) -> Result<Vec<PersonRow>, StoreError> {
        self.read_numbers(tx, &[number.to_owned()]).await?;
        let has = |text: &Option<String>| text.as_deref() == Some(number);
        let ids = self.by_number.get(number);
        Ok(self.those(ids, |row| has(&row.id_number) || has(&row.old_number)))
    }

    /// Active people with this folded name who were born on this date.
    pub(crate) async fn namesakes(
        &mut self,
        tx: &mut Tx,
        name: &str,
        born: &str,
    ) -> Result<Vec<PersonRow>, StoreError> {
        let key = (name.to_owned(), born.to_owned());
        self.read_names(tx, std::slice::from_ref(&key)).await?;
        let ids = self.by_name.get(&key);
        let born = Some(born);
        Ok(self.those(ids, |row| {
            row.folded_name == name && row.date_of_birth.as_deref() == born
        }))
    }

    /// The first of them, by id.
    fn those(
        &self,
        ids: Option<&Vec<Uuid>>,
        wanted: impl Fn(&PersonRow) -> bool,
    ) -> Vec<PersonRow> {
        let mut ids = ids.cloned().unwrap_or_default();
        ids.sort_unstable();
        ids.dedup();
        let rows = ids.iter().filter_map(|id| self.people.get(id));
        rows.filter(|row| wanted(row))
            .take(MOST_ALIKE)
            .cloned()
            .collect()
    }

    /// A person who was read or is to be written.
    pub(crate) fn person(&self, id: Uuid) -> Option<PersonRow> {
        self.people.get(&id).cloned()
    }

    /// Doses and illnesses of a person.
    pub(crate) async fn past(&mut self, tx: &mut Tx, person: Uuid) -> Result<&Past, StoreError> {
        if !self.pasts.contains_key(&person) {
            self.read_pasts(tx, &[person]).await?;
        }
        Ok(self.pasts.entry(person).or_default())
    }

    /// A facility, and where acts on it take place.
    pub(crate) async fn facility(
        &mut self,
        tx: &mut Tx,
        by: &By<'_>,
        code: &str,
    ) -> Result<Option<&(FacilityRow, Place)>, StoreError> {
        if !self.facilities.contains_key(code) {
            let row = tx.facility(code).await?;
            let placed = row.map(|row| {
                let place = place_of(by, &row);
                (row, place)
            });
            self.facilities.insert(code.to_owned(), placed);
        }
        Ok(self.facilities.get(code).and_then(Option::as_ref))
    }

    /// Takes a person as entered who will be.
    pub(crate) fn enter(&mut self, row: &PersonRow) {
        self.pasts.insert(row.id, Past::default());
        self.change(row);
    }

    /// Takes a person as changed who will be.
    pub(crate) fn change(&mut self, row: &PersonRow) {
        self.people.insert(row.id, row.clone());
        self.index(row);
    }

    /// Takes a dose as recorded that will be.
    pub(crate) fn record(&mut self, row: &DoseRow) {
        let past = self.pasts.entry(row.person_id).or_default();
        past.doses.push(row.clone());
        past.doses
            .sort_by_key(|dose| (dose.given_on.0, dose.ordinal, dose.id));
    }

    fn index(&mut self, row: &PersonRow) {
        for number in [&row.id_number, &row.old_number].into_iter().flatten() {
            self.by_number
                .entry(number.clone())
                .or_default()
                .push(row.id);
        }
        if let Some(born) = &row.date_of_birth {
            let key = (row.folded_name.clone(), born.clone());
            self.by_name.entry(key).or_default().push(row.id);
        }
    }

    /// Takes people as read, but those who are known already and may be written otherwise.
    async fn take(&mut self, tx: &mut Tx, mut rows: Vec<PersonRow>) -> Result<(), StoreError> {
        rows.retain(|row| !self.people.contains_key(&row.id));
        if self.locks && !rows.is_empty() {
            rows = tx
                .lock_people(&sorted(rows.iter().map(|row| row.id)))
                .await?;
            // Somebody may have been joined to another since they were found.
            rows.retain(|row| row.state == PersonState::Active.code());
        }
        for row in rows {
            self.index(&row);
            self.people.insert(row.id, row);
        }
        Ok(())
    }

    async fn read_numbers(&mut self, tx: &mut Tx, numbers: &[String]) -> Result<(), StoreError> {
        let fresh: Vec<String> = numbers
            .iter()
            .filter(|number| self.numbers_read.insert((*number).clone()))
            .cloned()
            .collect();
        if !fresh.is_empty() {
            let rows = tx.people_with_numbers(&fresh, limit()).await?;
            self.take(tx, rows).await?;
        }
        Ok(())
    }

    async fn read_names(&mut self, tx: &mut Tx, names: &[Name]) -> Result<(), StoreError> {
        let fresh: Vec<Name> = names
            .iter()
            .filter(|name| self.names_read.insert((*name).clone()))
            .cloned()
            .collect();
        if !fresh.is_empty() {
            let rows = tx.people_named_and_born(&fresh, limit()).await?;
            self.take(tx, rows).await?;
        }
        Ok(())
    }

    async fn read_pasts(&mut self, tx: &mut Tx, people: &[Uuid]) -> Result<(), StoreError> {
        if people.is_empty() {
            return Ok(());
        }
        for id in people {
            self.pasts.insert(*id, Past::default());
        }
        for dose in tx.doses_of_people(people).await? {
            let past = self.pasts.entry(dose.person_id).or_default();
            past.doses.push(dose);
        }
        for case in tx.recovered_cases_of_people(people).await? {
            let past = self.pasts.entry(case.person_id).or_default();
            past.recovered.push(case);
        }
        Ok(())
    }
}

fn limit() -> i64 {
    i64::try_from(MOST_ALIKE).unwrap_or(i64::MAX)
}

/// In order, so that the database reads its index in order.
fn sorted<T: Ord>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values
}
